//! Tokens without the user.

use std::time::Duration;

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{CacheLocation, CacheMode, Options, TokenOptions};
use futures::future::{join, join_all};

use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

fn frames(world: &World) -> usize {
    world.platform.log().iter().filter(|line| *line == "frame").count()
}

fn token(
    world: &World,
    client: &Client<FakePlatform>,
    options: TokenOptions,
) -> Result<Option<String>, Error> {
    let client = client.clone();
    let result = world.run(async move { client.get_token_silently(options).await });
    result.map(|token| token.map(|token| token.access_token))
}

fn mode(mode: CacheMode) -> TokenOptions {
    TokenOptions { cache_mode: Some(mode), ..TokenOptions::default() }
}

fn shared(world: &World) -> Client<FakePlatform> {
    world.client_with(Options {
        cache_location: Some(CacheLocation::LocalStorage),
        ..Options::new(DOMAIN, CLIENT)
    })
}

#[test]
fn the_cache_answers_without_a_request_or_a_lock() {
    let world = World::new();
    let client = shared(&world);
    world.log_in(&client);
    let before = world.platform.log().len();
    let first = token(&world, &client, TokenOptions::default()).unwrap();
    assert!(first.is_some());
    assert_eq!(token(&world, &client, mode(CacheMode::CacheOnly)).unwrap(), first);
    assert_eq!(world.platform.log().len(), before);
}

#[test]
fn a_token_with_less_than_a_minute_left_is_renewed() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.platform.advance(Duration::from_secs(86_400 - 61));
    token(&world, &client, TokenOptions::default()).unwrap();
    assert_eq!(frames(&world), 0);
    world.platform.advance(Duration::from_secs(2));
    token(&world, &client, TokenOptions::default()).unwrap();
    assert_eq!(frames(&world), 1);
}

#[test]
fn a_wider_token_answers_and_a_narrower_one_does_not() {
    let world = World::new();
    let client = world.client();
    let wide = Object::new().with("scope", "read:x write:x");
    let ask = |scope: &str| TokenOptions {
        authorization_params: Some(Object::new().with("scope", scope)),
        ..TokenOptions::default()
    };
    let asked = TokenOptions { authorization_params: Some(wide), ..TokenOptions::default() };
    token(&world, &client, asked).unwrap();
    token(&world, &client, ask("write:x")).unwrap();
    assert_eq!(frames(&world), 1);
    token(&world, &client, ask("delete:x")).unwrap();
    assert_eq!(frames(&world), 2);
}

#[test]
fn a_wider_token_that_answered_is_not_searched_for_again() {
    let world = World::new();
    let client = shared(&world);
    let ask = |scope: &str| TokenOptions {
        authorization_params: Some(Object::new().with("scope", scope)),
        ..TokenOptions::default()
    };
    token(&world, &client, ask("read:x write:x")).unwrap();
    token(&world, &client, ask("write:x")).unwrap();
    let store = &world.platform.origin.store;
    let searches = store.listings.get();
    for _ in 0..20 {
        token(&world, &client, ask("write:x")).unwrap();
    }
    assert_eq!(store.listings.get(), searches);
    assert_eq!(frames(&world), 1);
    store.entries.borrow_mut().clear();
    token(&world, &client, ask("write:x")).unwrap();
    assert_eq!(frames(&world), 2);
}

#[test]
fn fifty_calls_make_one_request_and_wait_as_long_as_it_takes() {
    for client in [World::client, shared] {
        let world = World::new();
        world.tenant(|tenant| tenant.frame_latency = Duration::from_secs(50));
        let client = client(&world);
        let calls = (0..50).map(|_| {
            let client = client.clone();
            async move { client.get_token_silently(TokenOptions::default()).await }
        });
        let results = world.run(join_all(calls.collect::<Vec<_>>()));
        assert!(results.iter().all(|result| result.as_ref().is_ok_and(Option::is_some)));
        assert_eq!((frames(&world), world.token_requests()), (1, 1));
    }
}

#[test]
fn calls_for_different_audiences_do_not_share_but_take_turns() {
    let world = World::new();
    let client = world.client();
    let ask = |audience: &str| {
        let parameters = Object::new().with("audience", audience);
        let options =
            TokenOptions { authorization_params: Some(parameters), ..TokenOptions::default() };
        let client = client.clone();
        async move { client.get_token_silently(options).await }
    };
    let before = world.platform.origin.clock.now.get();
    let (one, two) = world.run(join(ask("https://a/"), ask("https://b/")));
    assert_ne!(one.unwrap(), two.unwrap());
    assert_eq!(frames(&world), 2);
    assert_eq!(
        world.platform.origin.clock.now.get() - before,
        200,
        "one frame and exchange after the other"
    );
}

#[test]
fn cache_mode_off_asks_for_itself() {
    let world = World::new();
    let client = world.client();
    let calls = (0..3).map(|_| {
        let client = client.clone();
        async move { client.get_token_silently(mode(CacheMode::Off)).await }
    });
    world.run(join_all(calls.collect::<Vec<_>>()));
    assert_eq!(frames(&world), 3);
}

#[test]
fn tabs_that_share_a_store_make_one_request() {
    let world = World::new();
    let other = World { platform: world.platform.another_tab() };
    world.tenant(|tenant| tenant.frame_latency = Duration::from_secs(30));
    let (one, two) = (shared(&world), shared(&other));
    let (one, two) = world.run(async move {
        join(
            one.get_token_silently(TokenOptions::default()),
            two.get_token_silently(TokenOptions::default()),
        )
        .await
    });
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(frames(&world), 1);
}

#[test]
fn nobody_signed_in_ends_the_local_session() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.tenant(|tenant| tenant.user = None);
    let error = token(&world, &client, mode(CacheMode::Off)).unwrap_err();
    assert_eq!(error.code(), Some("login_required"));
    assert_eq!(error.to_string(), "Login required");
    assert!(world.run(async move { client.user().await }).unwrap().is_none());
    assert_eq!(
        world
            .platform
            .origin
            .cookies
            .borrow()
            .values()
            .filter(|(value, _)| !value.is_empty())
            .count(),
        0
    );
}

#[test]
fn w33_an_isolated_page_keeps_its_session() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.platform.tab.isolated.set(true);
    let error = token(&world, &client, mode(CacheMode::Off)).unwrap_err();
    assert_eq!(error.code(), Some("login_required"));
    assert_eq!(frames(&world), 0);
    assert!(world.run(async move { client.user().await }).unwrap().is_some());
}

#[test]
fn a_tenant_that_does_not_answer_is_left_after_the_limit() {
    let world = World::new();
    world.tenant(|tenant| tenant.frame_latency = Duration::MAX);
    let client = world.client();
    let before = world.platform.origin.clock.now.get();
    let options = TokenOptions { timeout_in_seconds: Some(5.0), ..TokenOptions::default() };
    assert!(matches!(token(&world, &client, options), Err(Error::Timeout)));
    assert_eq!(world.platform.origin.clock.now.get() - before, 5_000);
    assert!(matches!(token(&world, &client, TokenOptions::default()), Err(Error::Timeout)));
    assert_eq!(world.platform.origin.clock.now.get() - before, 65_000);
}

#[test]
fn w9_an_absent_audience_does_not_erase_the_default() {
    let world = World::new();
    let own = Object::new().with("audience", "https://api/");
    let options = Options { authorization_params: Some(own), ..Options::new(DOMAIN, CLIENT) };
    let client = world.client_with(options);
    world.log_in(&client);
    let call = TokenOptions {
        authorization_params: Some(
            Object::new().with("audience", auth0_spa_wasm::json::Value::Null),
        ),
        ..TokenOptions::default()
    };
    assert!(token(&world, &client, call).unwrap().is_some());
    assert_eq!(frames(&world), 0);
}

#[test]
fn x14_a_token_without_a_lifetime_is_not_served_for_ever() {
    let world = World::new();
    let client = world.client();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| drop(answer.remove("expires_in"))));
    });
    world.log_in(&client);
    assert_eq!(token(&world, &client, mode(CacheMode::CacheOnly)).unwrap(), None);
    assert!(token(&world, &client, TokenOptions::default()).unwrap().is_some());
    assert_eq!(frames(&world), 1);
}

#[test]
fn check_session_asks_only_where_somebody_was_signed_in() {
    let world = World::new();
    let client = world.client();
    let stranger = client.clone();
    world.run(async move { stranger.check_session(TokenOptions::default()).await });
    assert_eq!(frames(&world), 0);
    world.log_in(&client);
    let reloaded = world.client();
    let restored = world.run(async move {
        reloaded.check_session(TokenOptions::default()).await;
        reloaded.is_authenticated().await
    });
    assert!(restored.unwrap());
    assert_eq!(frames(&world), 1);
}

#[test]
fn the_organization_of_the_session_is_asked_for_again() {
    let world = World::new();
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(|claims| claims.set("org_id", "org_a")));
    });
    let client = world.client();
    world.log_in(&client);
    token(&world, &client, mode(CacheMode::Off)).unwrap();
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!(tenant.token_requests.len(), 2);
    drop(tenant);
    world.tenant(|tenant| tenant.tamper = Some(Box::new(|claims| claims.set("org_id", "org_b"))));
    let error = token(&world, &client, mode(CacheMode::Off)).unwrap_err();
    assert!(error.to_string().contains("expected \"org_a\", found \"org_b\""), "{error}");
}

#[test]
fn the_silent_exchange_repeats_the_callers_parameters() {
    let world = World::new();
    let call = Object::new()
        .with("redirect_uri", "https://app.example/cb")
        .with("ext", "1")
        .with("scope", "x");
    let options = TokenOptions { authorization_params: Some(call), ..TokenOptions::default() };
    token(&world, &world.client(), options).unwrap();
    let tenant = world.platform.origin.tenant.borrow();
    let body = tenant.token_requests[0].clone().into_object();
    let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client_id", "redirect_uri", "ext", "code_verifier", "code", "grant_type"]);
}
