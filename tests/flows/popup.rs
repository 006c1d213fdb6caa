//! Login in a popup that the tenant answers by a message.

use std::time::Duration;

use auth0_spa_wasm::client::{Client, PopupConfig};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{LoginOptions, Options};
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::protocol::authorize::AuthorizationResponse;
use auth0_spa_wasm::protocol::query;
use futures::channel::oneshot;
use futures::future::join;

use crate::common::popup::FakePopup;
use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

pub type Config = PopupConfig<FakePopup>;

pub fn value(url: &str, name: &str) -> Option<String> {
    let pairs = query::decode(&query::of_url(url).unwrap());
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Starts a login in a popup, and plays the tenant and the user meanwhile.
pub fn log_in<T: 'static>(
    world: &World,
    client: &Client<FakePlatform>,
    config: Config,
    play: impl AsyncFnOnce(FakePlatform) -> T + 'static,
) -> (Result<(), Error>, T) {
    let (client, platform) = (client.clone(), world.platform.clone());
    world.run(async move {
        join(client.login_with_popup(LoginOptions::default(), config), play(platform)).await
    })
}

pub fn nobody_listens(world: &World) {
    assert_eq!(world.platform.origin.mail.ears(), 0, "a listener is left behind");
}

fn seconds(world: &World) -> i64 {
    world.platform.origin.clock.now.get() / 1000
}

#[test]
fn a_person_signs_in_and_the_page_stays() {
    let world = World::new();
    let client = world.client();
    let (result, popup) = log_in(&world, &client, Config::default(), async |platform| {
        platform.sign_in_in_popup().await
    });
    result.unwrap();
    let url = popup.url().unwrap();
    assert_eq!(value(&url, "response_mode").as_deref(), Some("web_message"));
    assert_eq!(value(&url, "redirect_uri").as_deref(), Some("https://app.example"));
    let redeemed = world.platform.origin.tenant.borrow().token_requests[0].clone();
    assert_eq!(redeemed.get("redirect_uri"), Some("https://app.example"));
    assert!(popup.was_closed());
    assert!(world.run(async move { client.user().await }).unwrap().is_some());
    assert_eq!(*world.platform.tab.navigations.borrow(), [""; 0]);
    assert!(world.platform.tab.session.borrow().is_empty(), "nothing is left for a redirect");
    nobody_listens(&world);
}

#[test]
fn a_blocked_popup_is_told_at_once_and_nothing_is_sent() {
    let world = World::new();
    world.platform.tab.blocks_popups.set(true);
    let (result, ()) = log_in(&world, &world.client(), Config::default(), async |_| ());
    let error = result.unwrap_err();
    assert!(matches!(error, Error::PopupOpen));
    assert_eq!(error.code(), Some("popup_open"));
    assert_eq!(world.platform.log(), [""; 0]);
}

#[test]
fn a_closed_popup_is_a_cancelled_login() {
    let world = World::new();
    let start = seconds(&world);
    let (result, _) = log_in(&world, &world.client(), Config::default(), async |platform| {
        platform.shown_popup().await.seem_closed();
    });
    let error = result.unwrap_err();
    assert!(matches!(error, Error::PopupCancelled(_)));
    assert_eq!((error.code(), error.to_string().as_str()), (Some("cancelled"), "Popup closed"));
    assert!(seconds(&world) - start < 3, "told soon");
    assert!(world.platform.tab.warnings.borrow().is_empty());
    nobody_listens(&world);
}

#[test]
fn an_answer_that_is_on_its_way_when_the_popup_closes_still_counts() {
    let world = World::new();
    let (result, _) = log_in(&world, &world.client(), Config::default(), async |platform| {
        platform.shown_popup().await.seem_closed();
        platform.sleep(Duration::from_millis(700)).await;
        platform.sign_in_in_popup().await
    });
    result.unwrap();
}

#[test]
fn a_popup_that_a_policy_parts_from_the_page_is_explained() {
    let world = World::new();
    world.platform.tab.has_focus.set(false);
    let (result, _) = log_in(&world, &world.client(), Config::default(), async |platform| {
        platform.shown_popup().await.seem_closed();
    });
    assert!(matches!(result, Err(Error::PopupCancelled(_))));
    let warnings = world.platform.tab.warnings.borrow();
    assert!(warnings[0].contains("popupResponseMode"), "{warnings:?}");
}

#[test]
fn a_popup_that_takes_too_long_stays_open() {
    for (own, of_client, expected) in
        [(None, None, 60), (None, Some(7.0), 7), (Some(3.0), Some(7.0), 3), (Some(0.0), None, 60)]
    {
        let world = World::new();
        let options =
            Options { authorize_timeout_in_seconds: of_client, ..Options::new(DOMAIN, CLIENT) };
        let client = world.client_with(options);
        let start = seconds(&world);
        let config = Config { timeout_in_seconds: own, ..Config::default() };
        let (result, popup) =
            log_in(&world, &client, config, async |platform| platform.shown_popup().await);
        let error = result.unwrap_err();
        assert!(matches!(error, Error::PopupTimeout(_)), "{error:?}");
        assert_eq!((error.code(), error.to_string().as_str()), (Some("timeout"), "Timeout"));
        assert_eq!(seconds(&world) - start, expected);
        assert!(!popup.was_closed());
        nobody_listens(&world);
    }
}

#[test]
fn an_application_may_call_it_off() {
    let world = World::new();
    let (call_off, called_off) = oneshot::channel();
    let reason = || Error::generic("mine", "enough");
    let abort: auth0_spa_wasm::platform::LocalFuture<'static, Error> =
        Box::pin(async move { called_off.await.unwrap() });
    let config = Config { abort: Some(abort), ..Config::default() };
    let (result, popup) = log_in(&world, &world.client(), config, async move |platform| {
        let popup = platform.shown_popup().await;
        call_off.send(reason()).unwrap();
        popup
    });
    assert_eq!(result.unwrap_err().code(), Some("mine"));
    assert!(popup.was_closed());
    assert_eq!(world.token_requests(), 0);
    nobody_listens(&world);

    let config = Config { abort: Some(Box::pin(async move { reason() })), ..Config::default() };
    let (result, ()) = log_in(&world, &world.client(), config, async |_| ());
    assert_eq!(result.unwrap_err().code(), Some("mine"));
    let popup = world.platform.tab.popups.borrow().last().cloned().unwrap();
    assert!(popup.url().is_none() && popup.was_closed(), "called off before it was shown anything");
}

#[test]
fn two_logins_at_once_keep_their_answers_apart() {
    for same_client in [true, false] {
        let world = World::new();
        let one = world.client();
        let other = if same_client { one.clone() } else { world.client() };
        let popups = || [1, 2].map(FakePopup::new);
        let [first, second] = popups();
        let config = |popup: &FakePopup| Config { popup: Some(popup.clone()), ..Config::default() };
        let logins = join(
            {
                let (one, config) = (one.clone(), config(&first));
                async move { one.login_with_popup(LoginOptions::default(), config).await }
            },
            {
                let (other, config) = (other.clone(), config(&second));
                async move { other.login_with_popup(LoginOptions::default(), config).await }
            },
        );
        let platform = world.platform.clone();
        let play = async move {
            platform.sleep(Duration::from_millis(100)).await;
            for popup in [&second, &first] {
                let url = platform.origin.tenant.borrow_mut().authorize(&popup.url().unwrap());
                platform.say(popup, &AuthorizationResponse::from_url(&url).unwrap());
            }
            [first.was_closed(), second.was_closed()]
        };
        let ((one_result, other_result), _) = world.run(join(logins, play));
        one_result.unwrap();
        other_result.unwrap();
        assert_eq!(world.token_requests(), 2);
        nobody_listens(&world);
    }
}

#[test]
fn a_popup_may_stay_open_after_its_answer() {
    let world = World::new();
    let config = Config { close_popup: Some(false), ..Config::default() };
    let (result, popup) =
        log_in(&world, &world.client(), config, async |platform| platform.sign_in_in_popup().await);
    result.unwrap();
    assert!(!popup.was_closed());
}

#[test]
fn only_that_popup_at_the_tenant_is_listened_to() {
    let world = World::new();
    let forged = || AuthorizationResponse {
        code: Some("forged".into()),
        state: Some("forged".into()),
        ..AuthorizationResponse::default()
    };
    let (result, _) = log_in(&world, &world.client(), Config::default(), async move |platform| {
        let popup = platform.shown_popup().await;
        let elsewhere = popup.mailbox("https://attacker.example");
        platform.origin.mail.post(&elsewhere, &forged().to_message());
        platform.say(&FakePopup::new(99), &forged());
        platform.sign_in_in_popup().await
    });
    result.unwrap();
    world.platform.tab.popups.borrow_mut().clear();
    let (result, popup) =
        log_in(&world, &world.client(), Config::default(), async move |platform| {
            let popup = platform.shown_popup().await;
            platform.say(&popup, &forged());
            popup
        });
    assert_eq!(result.unwrap_err().code(), Some("state_mismatch"));
    assert!(popup.was_closed());
    assert_eq!(world.token_requests(), 1);
}

#[test]
fn the_tenants_refusal_is_told_in_its_words() {
    let world = World::new();
    let (result, popup) = log_in(&world, &world.client(), Config::default(), async |platform| {
        let popup = platform.shown_popup().await;
        let answer = AuthorizationResponse {
            error: Some("access_denied".into()),
            error_description: Some("not you".into()),
            ..AuthorizationResponse::default()
        };
        platform.say(&popup, &answer);
        popup
    });
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), (Some("access_denied"), "not you"));
    assert!(popup.was_closed());
}

#[test]
fn s3_e12_the_organization_of_a_popup_is_checked() {
    let world = World::new();
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(|claims: &mut Object| claims.set("org_id", "org_b")));
    });
    let client = world.client();
    let (own, platform) = (client, world.platform.clone());
    let (result, popup) = world.run(async move {
        let options = LoginOptions {
            authorization_params: Some(
                Object::new().with("organization", "org_a").with("invitation", "i"),
            ),
            ..LoginOptions::default()
        };
        join(own.login_with_popup(options, Config::default()), platform.sign_in_in_popup()).await
    });
    assert!(matches!(result, Err(Error::IdToken(_))), "{result:?}");
    let url = popup.url().unwrap();
    assert_eq!(value(&url, "organization").as_deref(), Some("org_a"));
    assert_eq!(value(&url, "invitation").as_deref(), Some("i"));
}

#[test]
fn a_token_comes_by_popup_with_the_scopes_of_its_audience() {
    let world = World::new();
    let scopes = Object::new().with("https://api/", "read:a");
    let parameters = Object::new().with("scope", scopes).with("audience", "https://api/");
    let client = world.client_with(Options {
        authorization_params: Some(parameters),
        ..Options::new(DOMAIN, CLIENT)
    });
    let (own, platform) = (client.clone(), world.platform.clone());
    let (token, popup) = world.run(async move {
        let options = LoginOptions {
            authorization_params: Some(Object::new().with("scope", "write:a")),
            ..LoginOptions::default()
        };
        join(own.get_token_with_popup(options, Config::default()), platform.sign_in_in_popup())
            .await
    });
    let token = token.unwrap().access_token;
    let url = popup.url().unwrap();
    assert_eq!(value(&url, "scope").as_deref(), Some("openid read:a write:a"));
    assert_eq!(value(&url, "audience").as_deref(), Some("https://api/"));
    let cached = world.run(async move { client.get_token_silently(Default::default()).await });
    assert_eq!(cached.unwrap().unwrap().access_token, token, "and it is kept");
}
