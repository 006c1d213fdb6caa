//! One refresh token for every audience.

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{CacheMode, Options, TokenOptions};
use auth0_spa_wasm::protocol::query::Parameters;
use futures::future::join_all;

use super::refresh::{frames, off, options, shared, token};
use crate::common::World;
use crate::common::tenant::refuse;

const ACCOUNT: &str = "https://tenant.example/me/";

fn mrrt(options: Options) -> Options {
    let scopes =
        Object::new().with("https://a/", "openid read:a").with("https://b/", "openid read:b");
    let parameters = Object::new().with("audience", "https://a/").with("scope", scopes);
    Options { use_mrrt: Some(true), authorization_params: Some(parameters), ..options }
}

fn ask(audience: &str, scope: &str) -> TokenOptions {
    let parameters = Object::new().with("audience", audience).with("scope", scope);
    TokenOptions {
        authorization_params: Some(parameters),
        cache_mode: Some(CacheMode::Off),
        ..TokenOptions::default()
    }
}

fn last(world: &World) -> Parameters {
    world.platform.origin.tenant.borrow().token_requests.last().unwrap().clone()
}

#[test]
fn another_audience_is_served_with_its_scopes_and_the_calls() {
    for options in [options(), shared()] {
        let world = World::new();
        let client = world.client_with(mrrt(options));
        world.log_in(&client);
        token(&world, &client, ask("https://b/", "write:b openid")).unwrap();
        let body = last(&world);
        assert_eq!(body.get("audience"), Some("https://b/"));
        assert_eq!(body.get("scope"), Some("openid read:b offline_access write:b"));
        let names: Vec<_> = body.into_object().iter().map(|(name, _)| name.to_string()).collect();
        assert_eq!(
            names,
            ["client_id", "redirect_uri", "grant_type", "refresh_token", "audience", "scope"]
        );
        token(&world, &client, ask("https://c/", "")).unwrap();
        assert_eq!(last(&world).get("scope"), Some("openid profile email offline_access"));
        assert_eq!(frames(&world), 0);
        assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
    }
}

#[test]
fn the_tenants_own_api_is_asked_for_no_more_about_the_user_than_the_login() {
    for options in [options(), shared()] {
        let world = World::new();
        let client = world.client_with(mrrt(options));
        world.log_in(&client);
        token(&world, &client, ask(ACCOUNT, "read:me:factors")).unwrap();
        assert_eq!(last(&world).get("scope"), Some("openid offline_access read:me:factors"));
    }
}

#[test]
fn less_scope_for_the_same_audience_asks_for_what_was_granted() {
    let world = World::new();
    let client = world.client_with(mrrt(shared()));
    world.log_in(&client);
    // The application asks for less since its last release.
    let scopes = Object::new().with("https://a/", "openid");
    let parameters = Object::new().with("audience", "https://a/").with("scope", scopes);
    let options = Options { authorization_params: Some(parameters), ..mrrt(shared()) };
    let client = world.client_with(options);
    token(&world, &client, off()).unwrap();
    assert_eq!(last(&world).get("scope"), Some("openid read:a offline_access"));
    token(&world, &client, ask("https://a/", "write:a")).unwrap();
    assert_eq!(last(&world).get("scope"), Some("openid offline_access write:a"));
}

#[test]
fn missing_scopes_are_named_and_the_session_lives() {
    let world = World::new();
    let client = world.client_with(mrrt(shared()));
    world.log_in(&client);
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| answer.set("scope", "openid")));
    });
    let error = token(&world, &client, ask("https://b/", "write:b")).unwrap_err();
    assert!(matches!(error, Error::MissingScopes { .. }));
    assert_eq!(
        error.to_string(),
        "Missing requested scopes after refresh (audience: 'https://b/', missing scope: 'read:b,write:b')"
    );
    world.tenant(|tenant| tenant.tamper_answer = None);
    let cached = TokenOptions { cache_mode: Some(CacheMode::CacheOnly), ..ask("https://b/", "") };
    assert_eq!(token(&world, &client, cached).unwrap(), None, "w16: nothing wrong is kept");
    assert!(token(&world, &client, off()).unwrap().is_some());
    assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
}

#[test]
fn a_server_that_names_no_scope_granted_what_was_asked_for() {
    let world = World::new();
    let client = world.client_with(mrrt(options()));
    world.log_in(&client);
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| drop(answer.remove("scope"))));
    });
    assert!(token(&world, &client, ask("https://b/", "")).unwrap().is_some());
}

#[test]
fn a_token_for_another_api_is_noticed() {
    let world = World::new();
    let client = world.client_with(mrrt(options()));
    world.log_in(&client);
    let claims = Object::new().with("aud", "https://a/");
    let jwt = world.platform.origin.tenant.borrow().sign(&Object::new(), &claims);
    world.tenant(|tenant| {
        tenant.tamper_answer =
            Some(Box::new(move |answer| answer.set("access_token", jwt.as_str())));
    });
    let error = token(&world, &client, ask("https://b/", "")).unwrap_err();
    assert_eq!(error.code(), Some("wrong_audience"));
}

#[test]
fn w6_sb10_five_audiences_at_once_send_each_token_once() {
    for options in [options(), shared()] {
        let world = World::new();
        let client = world.client_with(mrrt(options));
        world.log_in(&client);
        let calls = (0..5).map(|number| {
            let client = client.clone();
            async move { client.get_token_silently(ask(&format!("https://{number}/"), "")).await }
        });
        let results = world.run(join_all(calls.collect::<Vec<_>>()));
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, tenant.families[0].spent.len()), (0, 5));
    }
}

#[test]
fn twenty_tabs_with_five_audiences_make_one_request_for_each() {
    let world = World::new();
    let tabs: Vec<World> =
        (0..20).map(|_| World { platform: world.platform.another_tab() }).collect();
    let first = world.client_with(mrrt(shared()));
    world.log_in(&first);
    let clients: Vec<_> = tabs.iter().map(|tab| tab.client_with(mrrt(shared()))).collect();
    let calls = clients.iter().flat_map(|client| {
        (0..5).map(move |number| {
            let client = client.clone();
            let audience = format!("https://{number}/");
            async move {
                let on = TokenOptions { cache_mode: None, ..ask(&audience, "") };
                client.get_token_silently(on).await
            }
        })
    });
    let results = world.run(join_all(calls.collect::<Vec<_>>()));
    assert!(results.iter().all(|result| result.as_ref().is_ok_and(Option::is_some)));
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!((tenant.reuses, tenant.token_requests.len()), (0, 6));
}

#[test]
fn an_access_token_that_is_kept_slowly_does_not_bring_a_spent_refresh_token_back() {
    for seed in 20..28 {
        let world = World::new();
        let client = world.client_with(mrrt(shared()));
        world.log_in(&client);
        world.platform.origin.store.unevenness.set(seed);
        let tabs = (0..5).map(|_| World { platform: world.platform.another_tab() });
        let clients: Vec<_> = tabs.map(|tab| tab.client_with(mrrt(shared()))).collect();
        for _ in 0..2 {
            let calls = clients.iter().cloned().enumerate().map(|(number, client)| {
                let other = ask(&format!("https://{number}/"), "");
                let login = TokenOptions { authorization_params: None, ..ask("", "") };
                let options = if number == 0 { login } else { other };
                async move { client.get_token_silently(options).await }
            });
            let results = world.run(join_all(calls.collect::<Vec<_>>()));
            assert!(results.iter().all(Result::is_ok), "{seed} {results:?}");
        }
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, tenant.families[0].spent.len()), (0, 10), "{seed}");
    }
}

#[test]
fn an_api_that_no_policy_lists_costs_the_others_no_session() {
    for options in [options(), shared()] {
        let world = World::new();
        let client = world.client_with(mrrt(options));
        world.log_in(&client);
        world.tenant(|tenant| {
            tenant.token_answer = Some(refuse(403, "invalid_grant", "not in the policy"));
        });
        let error = token(&world, &client, ask("https://b/", "read:b")).unwrap_err();
        assert_eq!(error.code(), Some("invalid_grant"));
        world.tenant(|tenant| tenant.token_answer = None);
        assert!(token(&world, &client, ask("https://a/", "")).unwrap().is_some());
    }
}
