//! A second factor, asked for in a popup where the application wants that.

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{InteractiveErrorHandler, Options};
use futures::future::{join, join3};

use super::popup::{nobody_listens, value};
use super::refresh::{off, options};
use crate::common::popup::FakePopup;
use crate::common::tenant::{refuse, respond};
use crate::common::{FakePlatform, World};

fn with_popup(options: Options) -> Options {
    Options { interactive_error_handler: Some(InteractiveErrorHandler::Popup), ..options }
}

/// A client whose next renewal needs a second factor.
fn stepping_up(options: Options) -> (World, Client<FakePlatform>) {
    let world = World::new();
    let client = world.client_with(options);
    world.log_in(&client);
    let answer = Object::new()
        .with("error", "mfa_required")
        .with("error_description", "Multifactor authentication required")
        .with("mfa_token", "m");
    world.tenant(|tenant| tenant.token_answer = Some(respond(403, answer)));
    (world, client)
}

async fn sign_in(platform: &FakePlatform) -> String {
    let popup = platform.shown_popup().await;
    platform.origin.tenant.borrow_mut().token_answer = None;
    platform.sign_in_in_popup().await;
    popup.url().unwrap()
}

#[test]
fn by_default_the_error_is_the_applications() {
    let (world, client) = stepping_up(options());
    let result = world.run(async move { client.get_token_silently(off()).await });
    assert!(matches!(result, Err(Error::MfaRequired(_))), "{result:?}");
}

#[test]
fn one_popup_serves_all_who_need_that_token() {
    let options = Options { use_mrrt: Some(true), ..options() };
    let (world, client) = stepping_up(with_popup(options));
    let (platform, wanted) = (world.platform.clone(), || {
        let parameters = Object::new().with("audience", "https://api/").with("acr_values", "mfa");
        auth0_spa_wasm::options::TokenOptions {
            authorization_params: Some(parameters),
            ..Default::default()
        }
    });
    let (one, other, url) = world.run(async move {
        join3(
            client.get_token_silently(wanted()),
            client.get_token_silently(wanted()),
            sign_in(&platform),
        )
        .await
    });
    let one = one.unwrap().unwrap().access_token;
    assert_eq!(one, other.unwrap().unwrap().access_token);
    assert_eq!(value(&url, "audience").as_deref(), Some("https://api/"));
    assert_eq!(value(&url, "acr_values").as_deref(), Some("mfa"));
    assert_eq!(value(&url, "scope").as_deref(), Some("openid profile email offline_access"));
    assert_eq!(world.platform.tab.popups.borrow().len(), 1);
    nobody_listens(&world);
}

#[test]
fn a_blocked_or_closed_popup_is_told() {
    let (world, client) = stepping_up(with_popup(options()));
    world.platform.tab.blocks_popups.set(true);
    let own = client.clone();
    let result = world.run(async move { own.get_token_silently(off()).await });
    assert!(matches!(result, Err(Error::PopupOpen)), "{result:?}");
    world.platform.tab.blocks_popups.set(false);
    let platform = world.platform.clone();
    let (result, ()) = world.run(async move {
        let close = async { platform.shown_popup().await.seem_closed() };
        join(client.get_token_silently(off()), close).await
    });
    let Err(Error::PopupCancelled(window)) = result else { panic!("{result:?}") };
    assert!(window.downcast_ref::<FakePopup>().is_some(), "the error brings its popup along");
}

#[test]
fn another_refusal_opens_nothing() {
    let (world, client) = stepping_up(with_popup(options()));
    world.tenant(|tenant| {
        tenant.token_answer =
            Some(refuse(403, "access_denied", "Multifactor authentication required"));
    });
    let result = world.run(async move { client.get_token_silently(off()).await });
    assert_eq!(result.unwrap_err().code(), Some("access_denied"));
    assert!(world.platform.tab.popups.borrow().is_empty());
}
