//! Login by redirect.

use auth0_spa_wasm::client::{Client, OpenUrl};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::options::{LoginOptions, Options};
use auth0_spa_wasm::protocol::query;

use crate::common::World;
use crate::common::tenant::{CLIENT, DOMAIN};

fn names(url: &str) -> Vec<String> {
    query::decode(&query::of_url(url).unwrap()).into_iter().map(|(name, _)| name).collect()
}

fn value(url: &str, name: &str) -> Option<String> {
    let pairs = query::decode(&query::of_url(url).unwrap());
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn start(
    world: &World,
    client: &auth0_spa_wasm::client::Client<crate::common::FakePlatform>,
    options: LoginOptions,
) -> String {
    world.start_login(client, options);
    world.platform.tab.navigations.borrow().last().unwrap().clone()
}

#[test]
fn a_person_signs_in() {
    let world = World::new();
    let client = world.client();
    let options = LoginOptions {
        app_state: Some(Object::new().with("target", "/inbox").into()),
        ..LoginOptions::default()
    };
    let url = world.start_login(&client, options);
    let result = world.finish_login(&client, &url).unwrap();
    assert_eq!(result.app_state, Some(Object::new().with("target", "/inbox").into()));
    let user = world.run(async move { client.user().await }).unwrap().unwrap();
    assert_eq!(user.user.text("name"), Some("Ada"));
    assert_eq!(user.user.get("iss"), None);
    assert_eq!(user.claims.text("__raw"), Some(&*user.id_token));
    assert!(world.platform.tab.session.borrow().is_empty(), "the finished login is forgotten");
}

#[test]
fn the_keys_are_fetched_beside_the_code_exchange() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    let before = world.platform.origin.clock.now.get();
    world.finish_login(&client, &url).unwrap();
    assert_eq!(
        world.platform.origin.clock.now.get() - before,
        50,
        "the slower of both, not their sum"
    );
    let posts = world.platform.log().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 1);
}

#[test]
fn authorize_parameters_have_the_known_order() {
    let world = World::new();
    let own = Object::new().with("redirect_uri", "https://app.example/cb").with("ext-x", true);
    let options = Options { authorization_params: Some(own), ..Options::new(DOMAIN, CLIENT) };
    let call = Object::new()
        .with("audience", "https://api/")
        .with("screen_hint", "signup")
        .with("redirect_uri", "https://app.example/other")
        .with("response_type", "token")
        .with("nothing", Value::Null);
    let login = LoginOptions {
        authorization_params: Some(call),
        fragment: Some("part".into()),
        ..LoginOptions::default()
    };
    let url = start(&world, &world.client_with(options), login);
    assert!(url.starts_with(
        "https://tenant.example/authorize?client_id=client&scope=openid+profile+email&"
    ));
    assert!(url.ends_with("#part"));
    assert_eq!(
        names(&url),
        [
            "client_id",
            "scope",
            "redirect_uri",
            "ext-x",
            "audience",
            "screen_hint",
            "response_type",
            "response_mode",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "auth0Client"
        ]
    );
    assert_eq!(value(&url, "response_type").as_deref(), Some("code"));
    assert_eq!(value(&url, "redirect_uri").as_deref(), Some("https://app.example/other"));
    assert_eq!(value(&url, "state").map(|state| state.len()), Some(60));
}

#[test]
fn w17_scopes_of_the_default_audience_are_asked_for_at_login() {
    let world = World::new();
    let scopes = Object::new().with("https://api/", "openid read:x");
    let own = Object::new().with("audience", "https://api/").with("scope", scopes);
    let options = Options { authorization_params: Some(own), ..Options::new(DOMAIN, CLIENT) };
    let url = start(&world, &world.client_with(options), LoginOptions::default());
    assert_eq!(value(&url, "scope").as_deref(), Some("openid read:x"));
}

#[test]
fn the_token_request_has_the_known_order() {
    let world = World::new();
    let own = Object::new().with("redirect_uri", "https://app.example/cb");
    let options = Options { authorization_params: Some(own), ..Options::new(DOMAIN, CLIENT) };
    world.log_in(&world.client_with(options));
    let tenant = world.platform.origin.tenant.borrow();
    let body = tenant.token_requests[0].clone().into_object();
    let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client_id", "code_verifier", "grant_type", "code", "redirect_uri"]);
    assert_eq!(body.text("code_verifier").map(str::len), Some(43));
}

#[test]
fn the_transaction_is_stored_in_the_peers_form() {
    let world = World::new();
    let call = Object::new().with("organization", "org_a").with("max_age", 0.0);
    let login = LoginOptions { authorization_params: Some(call), ..LoginOptions::default() };
    world.start_login(&world.client(), login);
    let session = world.platform.tab.session.borrow();
    let stored = json::parse(&session["a0.spajs.txs.client"]).unwrap().into_object().unwrap();
    let names: Vec<_> = stored.iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["nonce", "code_verifier", "scope", "audience", "state", "response_type", "organization"]
    );
    assert_eq!(stored.text("audience"), Some("default"));
}

#[test]
fn a_scope_map_in_a_call_is_refused() {
    let world = World::new();
    let client = world.client();
    let call = Object::new().with("scope", Object::new().with("a", "b"));
    let login = LoginOptions { authorization_params: Some(call), ..LoginOptions::default() };
    let result =
        world.run(async move { client.login_with_redirect(login, OpenUrl::Navigate).await });
    assert!(matches!(result, Err(Error::InvalidConfiguration { .. })), "{result:?}");
}

#[test]
fn blocked_storage_stops_the_login_before_the_browser_leaves() {
    let world = World::new();
    world.platform.tab.session_blocked.set(true);
    let client = world.client();
    let result = world.run(async move {
        client.login_with_redirect(LoginOptions::default(), OpenUrl::Navigate).await
    });
    assert_eq!(result.unwrap_err().code(), Some("storage_unavailable"));
    assert!(world.platform.tab.navigations.borrow().is_empty());
}

#[test]
fn a_login_can_be_remembered_in_cookies() {
    let world = World::new();
    let options =
        Options { use_cookies_for_transactions: Some(true), ..Options::new(DOMAIN, CLIENT) };
    let client = world.client_with(options);
    let url = world.start_login(&client, LoginOptions::default());
    assert!(world.platform.tab.session.borrow().is_empty());
    assert!(world.platform.origin.cookies.borrow().contains_key("_legacy_a0.spajs.txs.client"));
    world.finish_login(&client, &url).unwrap();
}

#[test]
fn open_url_gets_the_url_and_its_failure_is_the_callers() {
    let world = World::new();
    let client = world.client();
    let result = world.run(async move {
        let open = OpenUrl::Call(Box::new(|url| {
            assert!(url.starts_with("https://tenant.example/authorize?"));
            Box::pin(async { Err(Error::Usage(&"no window")) })
        }));
        client.login_with_redirect(LoginOptions::default(), open).await
    });
    assert!(matches!(result, Err(Error::Usage(&"no window"))));
    assert!(world.platform.tab.navigations.borrow().is_empty());
}

#[test]
fn options_that_cannot_work_are_refused_with_what_to_do() {
    let world = World::new();
    let refused = |options: Options, part: &str| {
        let error = Client::new(options, world.platform.clone()).unwrap_err();
        assert_eq!(error.code(), Some("invalid_configuration"));
        assert!(error.to_string().contains(part), "{error}");
    };
    refused(Options::default(), "`domain` is missing");
    refused(Options::new("", "c"), "`domain` is missing");
    refused(Options::new(DOMAIN, ""), "`clientId` is missing");
    refused(Options::new("http://tenant.example", "c"), "https");
    refused(Options::new("a b", "c"), "not a domain");
    let wrong = Object::new().with("scope", 1.0);
    let options = Options { authorization_params: Some(wrong), ..Options::new(DOMAIN, CLIENT) };
    refused(options, "authorizationParams.scope");
}
