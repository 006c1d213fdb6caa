//! Connected accounts.

use auth0_spa_wasm::client::{Client, OpenUrl};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{self, Object};
use auth0_spa_wasm::options::{CacheLocation, ConnectOptions, ListOptions, LoginOptions, Options};

use super::refresh::{off, options, token};
use crate::common::tenant::{refuse, respond};
use crate::common::{FakePlatform, World};

pub fn connected(world: &World, use_dpop: bool) -> Client<FakePlatform> {
    let me = "create:me:connected_accounts read:me:connected_accounts delete:me:connected_accounts";
    let scopes = Object::new().with("https://tenant.example/me/", me);
    let parameters = Object::new().with("scope", scopes);
    let client = world.client_with(Options {
        use_mrrt: Some(true),
        use_dpop: Some(use_dpop),
        authorization_params: Some(parameters),
        ..options()
    });
    world.log_in(&client);
    client
}

pub fn google() -> ConnectOptions {
    ConnectOptions { connection: Some("google".into()), ..ConnectOptions::default() }
}

/// Starts to connect, and gives the state of the attempt.
fn start(world: &World, client: &Client<FakePlatform>, options: ConnectOptions) -> String {
    let client = client.clone();
    world
        .run(async move { client.connect_account_with_redirect(options, OpenUrl::Navigate).await })
        .unwrap();
    let body = world.platform.origin.tenant.borrow().account_requests.last().unwrap()[3].clone();
    json::parse(&body).unwrap().as_object().unwrap().text("state").unwrap().to_string()
}

fn callback(parameters: &str, state: &str) -> String {
    let state = auth0_spa_wasm::protocol::query::component(state);
    format!("https://app.example/?{parameters}&state={state}")
}

#[test]
fn an_account_is_connected() {
    for use_dpop in [false, true] {
        let world = World::new();
        let client = connected(&world, use_dpop);
        let options = ConnectOptions {
            scopes: Some(vec!["calendar".into()]),
            authorization_params_snake: Some(Object::new().with("login_hint", "ada")),
            app_state: Some("here".into()),
            ..google()
        };
        let state = start(&world, &client, options);
        let gone_to = world.platform.tab.navigations.borrow().last().unwrap().clone();
        assert_eq!(gone_to, "https://tenant.example/connect?x=1&ticket=t");
        let result = world.finish_login(&client, &callback("connect_code=c", &state)).unwrap();
        assert_eq!(result.app_state, Some("here".into()));
        let account = result.account.unwrap();
        assert_eq!((account.id(), account.connection()), ("cac_1", "google"));
        assert_eq!(account.scopes(), ["calendar"]);
        let tenant = world.platform.origin.tenant.borrow();
        let [connect, complete] = tenant.account_requests.as_slice() else { panic!() };
        let scheme = if use_dpop { "DPoP " } else { "Bearer " };
        assert!(connect[2].starts_with(scheme));
        let names = |text: &str| -> Vec<String> {
            let body = json::parse(text).unwrap().into_object().unwrap();
            body.iter().map(|(name, _)| name.to_string()).collect()
        };
        assert_eq!(
            names(&connect[3]),
            [
                "connection",
                "scopes",
                "redirect_uri",
                "state",
                "code_challenge",
                "code_challenge_method",
                "authorization_params"
            ]
        );
        assert_eq!(
            names(&complete[3]),
            ["auth_session", "connect_code", "redirect_uri", "code_verifier"]
        );
        assert_eq!(tenant.token_requests.len(), 2, "the login, and one token for all of this");
    }
}

#[test]
fn x21_both_spellings_are_heard() {
    let world = World::new();
    let client = connected(&world, false);
    let hint = || Some(Object::new().with("login_hint", "ada"));
    for options in [
        ConnectOptions {
            authorization_params: hint(),
            redirect_uri: Some("https://app.example/c".into()),
            ..google()
        },
        ConnectOptions {
            authorization_params_snake: hint(),
            redirect_uri_snake: Some("https://app.example/c".into()),
            ..google()
        },
    ] {
        start(&world, &client, options);
        let tenant = world.platform.origin.tenant.borrow();
        let body = &tenant.account_requests.last().unwrap()[3];
        assert!(body.contains(r#""authorization_params":{"login_hint":"ada"}"#), "{body}");
        assert!(body.contains(r#""redirect_uri":"https://app.example/c""#), "{body}");
    }
}

#[test]
fn a_login_and_a_connection_may_be_under_way_at_once() {
    let world = World::new();
    let client = connected(&world, false);
    let state = start(&world, &client, google());
    let login = world.start_login(&client, LoginOptions::default());
    assert!(
        world.finish_login(&client, &callback("connect_code=c", &state)).unwrap().account.is_some()
    );
    assert!(world.finish_login(&client, &login).unwrap().account.is_none());
}

#[test]
fn a_refusal_names_the_connection() {
    let world = World::new();
    let client = connected(&world, false);
    let state = start(&world, &client, google());
    let denied = callback("error=access_denied&error_description=No", &state);
    let error = world.finish_login(&client, &denied).unwrap_err();
    let Error::Connect(failure) = error else { panic!("{error:?}") };
    assert_eq!(
        (failure.redirect.error.as_str(), failure.redirect.description.as_str()),
        ("access_denied", "No")
    );
    assert_eq!(failure.connection, "google");
}

#[test]
fn the_code_is_found_in_the_fragment_too_and_its_absence_is_named() {
    let world = World::new();
    let client = connected(&world, false);
    let state = start(&world, &client, google());
    let error = world.finish_login(&client, &callback("code=c", &state)).unwrap_err();
    assert_eq!(error.code(), Some("missing_connect_code"));
    let state = start(&world, &client, google());
    let url = callback("connect_code=c", &state).replace('?', "#");
    assert!(world.finish_login(&client, &url).unwrap().account.is_some());
}

#[test]
fn what_is_connected_can_be_listed_and_removed() {
    let world = World::new();
    let client = connected(&world, false);
    world.run(async move {
        let options = ListOptions {
            connection: Some("google".into()),
            take: Some(5.0),
            from: Some("n".into()),
        };
        let page = client.list_connected_accounts(options.clone()).await.unwrap();
        assert_eq!((page.items.len(), page.next.as_deref()), (1, Some("n")));
        let page = client.list_connected_account_connections(options).await.unwrap();
        assert_eq!((page.items.len(), page.next), (1, None));
        client.delete_connected_account("cac_1").await.unwrap();
    });
    let tenant = world.platform.origin.tenant.borrow();
    let seen: Vec<_> = tenant
        .account_requests
        .iter()
        .map(|[method, path, ..]| format!("{method} {path}"))
        .collect();
    assert_eq!(
        seen,
        [
            "GET accounts?connection=google&take=5&from=n",
            "GET connections?take=5&from=n",
            "DELETE accounts/cac_1"
        ]
    );
    assert_eq!(tenant.token_requests.len(), 2, "s1-e12: one token serves all three");
}

#[test]
fn the_same_call_by_call() {
    let world = World::new();
    let client = connected(&world, false);
    world.run(async move {
        let api = client.my_account();
        let request = Object::new().with("connection", "google").with("redirect_uri", "https://a/");
        let started = api.connect_account(request).await.unwrap();
        let session = started.text("auth_session").unwrap();
        let finish = Object::new().with("auth_session", session).with("connect_code", "c");
        assert_eq!(api.complete_account(finish).await.unwrap().id(), "cac_1");
        let page = api.list_connected_accounts(ListOptions::default()).await.unwrap();
        assert_eq!(page.items.len(), 1);
        let page = api.list_connected_account_connections(ListOptions::default()).await.unwrap();
        assert_eq!(page.items.len(), 1);
        api.delete_connected_account("cac_1").await.unwrap();
    });
    let tenant = world.platform.origin.tenant.borrow();
    let bodies: Vec<_> = tenant.account_requests.iter().map(|[.., body]| body.as_str()).collect();
    assert_eq!(bodies[0], r#"{"connection":"google","redirect_uri":"https://a/"}"#);
    assert_eq!(bodies[1], r#"{"auth_session":"session","connect_code":"c"}"#);
    assert_eq!((bodies.len(), tenant.token_requests.len()), (5, 2));
}

#[test]
fn wrong_arguments_are_refused_without_a_request() {
    let world = World::new();
    let client = connected(&world, false);
    world.run(async move {
        for take in [0.0, -1.0, 1.5, f64::NAN] {
            let options = ListOptions { take: Some(take), ..ListOptions::default() };
            let error = client.list_connected_accounts(options).await.unwrap_err();
            assert!(matches!(error, Error::InvalidArgument(_)), "{error:?}");
        }
        let error = client.delete_connected_account(" ").await.unwrap_err();
        assert!(matches!(error, Error::MissingArgument(_)), "{error:?}");
        let nothing = ConnectOptions::default();
        let error = client.connect_account_with_redirect(nothing, OpenUrl::Skip).await.unwrap_err();
        assert!(matches!(error, Error::MissingArgument(&"connection is required")), "{error:?}");
    });
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!((tenant.account_requests.len(), tenant.token_requests.len()), (0, 1));
}

#[test]
fn problems_of_the_api_are_typed() {
    let world = World::new();
    let client = connected(&world, false);
    let problem = respond(
        403,
        Object::new()
            .with("type", "https://auth0.com/api-errors/A0E-403-0002")
            .with("title", "Insufficient Scope")
            .with("status", 403.0)
            .with("detail", "more is needed"),
    );
    world.tenant(|tenant| tenant.account_answer = Some(problem));
    let list = |client: &Client<FakePlatform>| {
        let client = client.clone();
        world.run(async move { client.list_connected_accounts(ListOptions::default()).await })
    };
    match list(&client).unwrap_err() {
        Error::MyAccount(problem) => {
            assert_eq!((problem.code(), problem.status), ("A0E-403-0002", 403));
            assert_eq!(problem.detail, "more is needed");
        }
        other => panic!("{other:?}"),
    }
    world.tenant(|tenant| tenant.account_answer = Some(refuse(404, "not_found", "off")));
    assert!(matches!(list(&client), Err(Error::MyAccount(problem)) if problem.status == 404));
}

#[test]
fn an_api_that_no_policy_opens_costs_no_session_and_says_what_to_change() {
    for cache_location in [CacheLocation::Memory, CacheLocation::LocalStorage] {
        let world = World::new();
        let client = world.client_with(Options {
            use_mrrt: Some(true),
            cache_location: Some(cache_location),
            ..options()
        });
        world.log_in(&client);
        let refusal = refuse(403, "invalid_grant", "Unknown or invalid refresh token.");
        world.tenant(|tenant| tenant.token_answer = Some(refusal));
        let error = {
            let client = client.clone();
            world.run(async move { client.list_connected_accounts(ListOptions::default()).await })
        };
        let error = error.unwrap_err();
        assert_eq!(error.code(), Some("invalid_grant"));
        assert!(error.to_string().contains("refresh token policies (MRRT)"), "{error}");
        world.tenant(|tenant| tenant.token_answer = None);
        assert!(token(&world, &client, off()).unwrap().is_some(), "the session is as before");
        assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
    }
}

#[test]
fn scopes_of_another_api_are_not_asked_for() {
    let world = World::new();
    let parameters = Object::new().with("scope", "openid email read:calendar");
    let client = world.client_with(Options {
        use_mrrt: Some(true),
        authorization_params: Some(parameters),
        ..options()
    });
    world.log_in(&client);
    let list = client.clone();
    world.run(async move { list.list_connected_accounts(ListOptions::default()).await }).unwrap();
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!(
        tenant.token_requests.last().unwrap().get("scope"),
        Some("openid email offline_access read:me:connected_accounts")
    );
}

#[test]
fn a_session_that_opens_no_other_api_says_what_is_missing() {
    let world = World::new();
    let client = world.client_with(options());
    world.log_in(&client);
    let list = client.clone();
    let error = world
        .run(async move { list.list_connected_accounts(ListOptions::default()).await })
        .unwrap_err();
    assert!(matches!(error, Error::MissingRefreshToken { .. }), "{error:?}");
    assert!(error.to_string().contains("`useMrrt`"), "{error}");
}
