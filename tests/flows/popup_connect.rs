//! Connecting an account in a popup.

use auth0_spa_wasm::client::{Client, RedirectResult};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json;
use auth0_spa_wasm::options::{ConnectOptions, Options};
use auth0_spa_wasm::protocol::query::component;
use futures::future::join;

use super::connect::{connected, google};
use super::popup::{Config, nobody_listens};
use crate::common::popup::FakePopup;
use crate::common::tenant::{CLIENT, DOMAIN, refuse};
use crate::common::{FakePlatform, World};

fn connect<T: 'static>(
    world: &World,
    client: &Client<FakePlatform>,
    options: ConnectOptions,
    play: impl AsyncFnOnce(FakePlatform) -> T + 'static,
) -> (Result<RedirectResult, Error>, T) {
    let (client, platform) = (client.clone(), world.platform.clone());
    world.run(async move {
        let connecting = client.connect_account_with_popup(options, Config::default());
        join(connecting, play(platform)).await
    })
}

/// The provider sends the popup back to the application with these parameters.
async fn come_back(platform: &FakePlatform, parameters: &str) -> (FakePopup, Error) {
    let popup = platform.shown_popup().await;
    let body = platform.origin.tenant.borrow().account_requests.last().unwrap()[3].clone();
    let body = json::parse(&body).unwrap().into_object().unwrap();
    let redirect_uri = body.text("redirect_uri").unwrap();
    let state = component(body.text("state").unwrap());
    let url = format!("{redirect_uri}/?{parameters}&state={state}");
    let page = Client::new(Options::new(DOMAIN, CLIENT), platform.another_tab()).unwrap();
    (popup, page.handle_redirect_callback(Some(&url)).await.unwrap_err())
}

#[test]
fn an_account_is_connected_and_the_page_stays() {
    for use_dpop in [false, true] {
        let world = World::new();
        let client = connected(&world, use_dpop);
        world.platform.tab.navigations.borrow_mut().clear();
        let options = ConnectOptions { app_state: Some("here".into()), ..google() };
        let (result, (popup, error)) = connect(&world, &client, options, async |platform| {
            // As under `Cross-Origin-Opener-Policy: same-origin`.
            platform.tab.has_focus.set(false);
            platform.shown_popup().await.seem_closed();
            come_back(&platform, "connect_code=c").await
        });
        let result = result.unwrap();
        assert_eq!(popup.url().as_deref(), Some("https://tenant.example/connect?x=1&ticket=t"));
        assert_eq!(result.app_state, Some("here".into()));
        assert_eq!(result.account.unwrap().id(), "cac_1");
        assert_eq!(error.code(), Some("popup_answered"));
        assert!(popup.was_closed());
        assert_eq!(*world.platform.tab.navigations.borrow(), [""; 0]);
        let tenant = world.platform.origin.tenant.borrow();
        let paths: Vec<_> =
            tenant.account_requests.iter().map(|[_, path, ..]| path.as_str()).collect();
        assert_eq!(paths, ["connect", "complete"]);
        drop(tenant);
        nobody_listens(&world);
    }
}

#[test]
fn a_refusal_names_the_connection_and_what_the_application_stored() {
    let world = World::new();
    let client = connected(&world, false);
    let options = ConnectOptions { app_state: Some("here".into()), ..google() };
    let (result, _) = connect(&world, &client, options, async |platform| {
        come_back(&platform, "error=access_denied&error_description=No").await
    });
    let Err(Error::Connect(failure)) = result else { panic!("{result:?}") };
    assert_eq!(
        (failure.connection.as_str(), failure.redirect.error.as_str()),
        ("google", "access_denied")
    );
    assert_eq!(failure.redirect.app_state, Some("here".into()));
}

#[test]
fn by_default_it_may_take_as_long_as_the_tenant_allows() {
    let world = World::new();
    let client = connected(&world, false);
    let start = world.platform.origin.clock.now.get();
    let (result, popup) =
        connect(&world, &client, google(), async |platform| platform.shown_popup().await);
    assert!(matches!(result, Err(Error::PopupTimeout(_))), "{result:?}");
    assert_eq!((world.platform.origin.clock.now.get() - start) / 1000, 300);
    assert!(!popup.was_closed());
    nobody_listens(&world);
}

#[test]
fn a_closed_popup_is_a_cancelled_connection() {
    let world = World::new();
    let client = connected(&world, false);
    let (result, ()) = connect(&world, &client, google(), async |platform| {
        platform.shown_popup().await.seem_closed();
    });
    assert!(matches!(result, Err(Error::PopupCancelled(_))), "{result:?}");
}

#[test]
fn what_cannot_begin_closes_the_popup() {
    let world = World::new();
    let client = connected(&world, false);
    let abroad = ConnectOptions { redirect_uri: Some("https://other.example/".into()), ..google() };
    for options in [ConnectOptions::default(), abroad] {
        let (result, ()) = connect(&world, &client, options, async |_| ());
        assert!(
            matches!(result, Err(Error::MissingArgument(_) | Error::InvalidConfiguration { .. })),
            "{result:?}"
        );
    }
    assert_eq!(world.platform.origin.tenant.borrow().account_requests.len(), 0);
    world.tenant(|tenant| tenant.account_answer = Some(refuse(403, "no", "no")));
    let (result, ()) = connect(&world, &client, google(), async |_| ());
    assert!(matches!(result, Err(Error::MyAccount(_))), "{result:?}");
    let popups = world.platform.tab.popups.borrow().clone();
    assert_eq!(popups.len(), 3);
    assert!(popups.iter().all(|popup| popup.url().is_none() && popup.was_closed()));
    world.platform.tab.blocks_popups.set(true);
    let (result, ()) = connect(&world, &client, google(), async |_| ());
    assert!(matches!(result, Err(Error::PopupOpen)), "{result:?}");
}
