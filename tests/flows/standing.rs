//! Answers that come too late: the session they were asked for has ended, or is another user's.

use std::time::Duration;

use auth0_spa_wasm::client::{Client, OpenUrl};
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{LoginOptions, Options};
use auth0_spa_wasm::platform::Platform;
use futures::future::join;

use super::refresh::{everywhere, off, shared, token};
use crate::common::{FakePlatform, World};

/// What a call comes to while the user signs out in the middle of it.
fn sign_out_during<T: 'static>(
    world: &World,
    client: &Client<FakePlatform>,
    call: impl Future<Output = T> + 'static,
) -> T {
    world.tenant(|tenant| {
        tenant.latency = Duration::from_millis(500);
        tenant.frame_latency = Duration::from_millis(500);
    });
    let (client, platform) = (client.clone(), world.platform.clone());
    let later = async move {
        platform.sleep(Duration::from_millis(100)).await;
        client.logout(Default::default(), OpenUrl::Skip).await.unwrap();
    };
    world.run(async move { join(call, later).await.0 })
}

fn is_signed_in(world: &World, client: &Client<FakePlatform>) -> bool {
    let client = client.clone();
    world.run(async move { client.is_authenticated().await }).unwrap()
}

#[test]
fn a_refresh_under_way_undoes_no_logout() {
    for has_id_token in [true, false] {
        everywhere(|world, client| {
            if !has_id_token {
                world.tenant(|tenant| {
                    tenant.tamper_answer = Some(Box::new(|answer| drop(answer.remove("id_token"))));
                });
            }
            let own = client.clone();
            let call = async move { own.get_token_silently(off()).await };
            let error = sign_out_during(world, client, call).unwrap_err();
            assert_eq!(error.code(), Some("login_required"));
            assert!(!is_signed_in(world, client));
            assert!(world.platform.origin.store.entries.borrow().is_empty());
            let missing = token(world, client, off()).unwrap_err();
            assert_eq!(missing.code(), Some("missing_refresh_token"));
        });
    }
}

#[test]
fn a_logout_in_another_tab_counts_as_well() {
    let world = World::new();
    let client = world.client_with(shared());
    world.log_in(&client);
    let other = World { platform: world.platform.another_tab() }.client_with(shared());
    let own = client.clone();
    let call = async move { own.get_token_silently(off()).await };
    let error = sign_out_during(&world, &other, call).unwrap_err();
    assert_eq!(error.code(), Some("login_required"));
    assert!(!is_signed_in(&world, &client));
    assert!(world.platform.origin.store.entries.borrow().is_empty());
}

#[test]
fn neither_does_a_frame_or_a_login() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    let own = client.clone();
    let call = async move { own.get_token_silently(off()).await };
    assert_eq!(sign_out_during(&world, &client, call).unwrap_err().code(), Some("login_required"));
    assert!(!is_signed_in(&world, &client));
    let url = world.start_login(&client, LoginOptions::default());
    let own = client.clone();
    let call = async move { own.handle_redirect_callback(Some(&url)).await };
    assert_eq!(sign_out_during(&world, &client, call).unwrap_err().code(), Some("login_required"));
    assert!(!is_signed_in(&world, &client));
    world.log_in(&client);
    assert!(is_signed_in(&world, &client));
}

#[test]
fn w3_a_refresh_under_way_takes_no_place_of_another_users_family() {
    for use_mrrt in [false, true] {
        let world = World::new();
        let options = Options {
            use_mrrt: Some(use_mrrt),
            authorization_params: Some(Object::new().with("audience", "https://a/")),
            ..shared()
        };
        let client = world.client_with(options.clone());
        world.log_in(&client);
        let tab = World { platform: world.platform.another_tab() };
        let other = tab.client_with(options);
        world.tenant(|tenant| tenant.user = Some("auth0|eve".into()));
        let url = tab.start_login(&other, LoginOptions::default());
        world.tenant(|tenant| tenant.latency = Duration::from_secs(1));
        let (own, platform, eve) = (client.clone(), world.platform.clone(), other.clone());
        let login = async move {
            platform.sleep(Duration::from_millis(100)).await;
            platform.origin.tenant.borrow_mut().latency = Duration::from_millis(10);
            eve.handle_redirect_callback(Some(&url)).await
        };
        let refresh = async move { own.get_token_silently(off()).await };
        let (late, login) = world.run(join(refresh, login));
        login.unwrap();
        assert_eq!(late.unwrap_err().code(), Some("login_required"));
        assert!(token(&world, &client, off()).unwrap().is_some(), "with the family of eve");
        let user = world.run(async move { other.user().await }).unwrap().unwrap();
        assert_eq!(user.subject(), Some("auth0|eve"));
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, tenant.families[1].spent.len()), (0, 1));
    }
}
