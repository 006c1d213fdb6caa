//! Login in a popup whose answer the application's own page relays.

use std::time::Duration;

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{Options, PopupResponseMode};
use auth0_spa_wasm::platform::Platform;

use super::popup::{Config, log_in, nobody_listens, value};
use crate::common::popup::FakePopup;
use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

fn relayed() -> Options {
    Options { popup_response_mode: Some(PopupResponseMode::Query), ..Options::new(DOMAIN, CLIENT) }
}

/// What the application's page in the popup gets, once the tenant sent the popup back to it.
async fn come_back(platform: &FakePlatform) -> (FakePopup, FakePlatform, Error) {
    let popup = platform.shown_popup().await;
    let url = platform.origin.tenant.borrow_mut().authorize(&popup.url().unwrap());
    let tab = platform.another_tab();
    let page = Client::new(Options::new(DOMAIN, CLIENT), tab.clone()).unwrap();
    let error = page.handle_redirect_callback(Some(&url)).await.unwrap_err();
    (popup, tab, error)
}

#[test]
fn the_page_in_the_popup_hands_the_answer_over_and_closes() {
    let world = World::new();
    let client = world.client_with(relayed());
    let (result, (popup, tab, error)) =
        log_in(&world, &client, Config::default(), async |platform| come_back(&platform).await);
    result.unwrap();
    let url = popup.url().unwrap();
    assert_eq!(value(&url, "response_mode").as_deref(), Some("query"));
    assert_eq!(error.code(), Some("popup_answered"));
    assert!(tab.tab.was_closed.get() && popup.was_closed());
    assert_eq!(world.token_requests(), 1, "only the page that asked redeems");
    assert!(world.run(async move { client.user().await }).unwrap().is_some());
    nobody_listens(&world);
}

#[test]
fn an_isolated_page_asks_for_that_by_itself() {
    let world = World::new();
    world.platform.tab.isolated.set(true);
    let (result, (popup, ..)) =
        log_in(&world, &world.client(), Config::default(), async |platform| {
            come_back(&platform).await
        });
    result.unwrap();
    assert_eq!(value(&popup.url().unwrap(), "response_mode").as_deref(), Some("query"));
    let options = Options {
        popup_response_mode: Some(PopupResponseMode::WebMessage),
        ..Options::new(DOMAIN, CLIENT)
    };
    world.platform.tab.popups.borrow_mut().clear();
    let client = world.client_with(options);
    let (result, popup) = log_in(&world, &client, Config::default(), async |platform| {
        platform.sign_in_in_popup().await
    });
    result.unwrap();
    assert_eq!(value(&popup.url().unwrap(), "response_mode").as_deref(), Some("web_message"));
}

#[test]
fn a_popup_that_seems_closed_is_waited_for_while_the_user_is_elsewhere() {
    let world = World::new();
    world.platform.tab.has_focus.set(false);
    let client = world.client_with(relayed());
    let (result, _) = log_in(&world, &client, Config::default(), async |platform| {
        platform.shown_popup().await.seem_closed();
        platform.sleep(Duration::from_secs(30)).await;
        come_back(&platform).await
    });
    result.unwrap();
    assert!(world.platform.tab.warnings.borrow().is_empty());
}

#[test]
fn a_user_who_is_back_at_the_page_has_closed_it() {
    let world = World::new();
    world.platform.tab.has_focus.set(false);
    let client = world.client_with(relayed());
    let start = world.platform.origin.clock.now.get();
    let (result, ()) = log_in(&world, &client, Config::default(), async |platform| {
        platform.shown_popup().await.seem_closed();
        platform.sleep(Duration::from_secs(20)).await;
        platform.tab.has_focus.set(true);
        platform.sleep(Duration::from_secs(1)).await;
        platform.tab.has_focus.set(false);
        platform.sleep(Duration::from_secs(10)).await;
        platform.tab.has_focus.set(true);
    });
    assert!(matches!(result, Err(Error::PopupCancelled(_))), "{result:?}");
    let waited = (world.platform.origin.clock.now.get() - start) / 1000;
    assert!((33..36).contains(&waited), "a short look is none: {waited}");
}

#[test]
fn a_popup_may_stay_open_after_its_answer() {
    let world = World::new();
    let client = world.client_with(relayed());
    let config = Config { close_popup: Some(false), ..Config::default() };
    let (result, (popup, tab, error)) =
        log_in(&world, &client, config, async |platform| come_back(&platform).await);
    result.unwrap();
    assert_eq!(error.code(), Some("popup_answered"));
    assert!(!tab.tab.was_closed.get() && !popup.was_closed());
}

#[test]
fn an_answer_that_nobody_waits_for_says_so() {
    let world = World::new();
    let client = world.client_with(relayed());
    let config = Config { timeout_in_seconds: Some(1.0), ..Config::default() };
    let (result, (_, tab, error)) = log_in(&world, &client, config, async |platform| {
        platform.shown_popup().await;
        platform.sleep(Duration::from_secs(2)).await;
        come_back(&platform).await
    });
    assert!(matches!(result, Err(Error::PopupTimeout(_))));
    assert_eq!(error.code(), Some("missing_transaction"));
    assert!(error.to_string().contains("Close this window"), "{error}");
    assert!(!tab.tab.was_closed.get());
    assert_eq!(world.token_requests(), 0);
    nobody_listens(&world);
}

#[test]
fn another_login_of_the_same_page_does_not_take_the_answer() {
    let world = World::new();
    let client = world.client_with(relayed());
    let url = world.start_login(&client, Default::default());
    let (result, (_, _, error)) =
        log_in(&world, &client, Config::default(), async |platform| come_back(&platform).await);
    result.unwrap();
    assert_eq!(error.code(), Some("popup_answered"));
    world.finish_login(&client, &url).unwrap();
}

#[test]
fn a_page_of_another_origin_cannot_relay() {
    let world = World::new();
    let parameters = Object::new().with("redirect_uri", "https://other.example/callback");
    let client = world.client_with(Options { authorization_params: Some(parameters), ..relayed() });
    let (result, ()) = log_in(&world, &client, Config::default(), async |_| ());
    assert!(matches!(result, Err(Error::InvalidConfiguration { .. })), "{result:?}");
    let popup = world.platform.tab.popups.borrow()[0].clone();
    assert!(popup.url().is_none() && popup.was_closed());
}

#[test]
fn the_code_is_bound_to_a_key_that_only_this_page_has() {
    let world = World::new();
    world.platform.tab.forgets_keys.set(true);
    let client = world.client_with(Options { use_dpop: Some(true), ..relayed() });
    let (result, (popup, ..)) =
        log_in(&world, &client, Config::default(), async |platform| come_back(&platform).await);
    result.unwrap();
    assert!(value(&popup.url().unwrap(), "dpop_jkt").is_some());
}
