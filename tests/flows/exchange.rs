//! Custom Token Exchange: what is sent, what is believed, what is kept.

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{Options, TokenOptions};
use auth0_spa_wasm::protocol::exchange::TokenExchange;
use auth0_spa_wasm::protocol::token::TokenSet;
use futures::future::join;

use super::refresh::{everywhere, off, options, shared, token};
use crate::common::exchange::{SUBJECT_TYPE, TOKEN_EXCHANGE};
use crate::common::tenant::{CLIENT, DOMAIN, refuse};
use crate::common::{FakePlatform, World};

fn of(user: &str) -> TokenExchange {
    TokenExchange::new(user, SUBJECT_TYPE)
}

fn log_in(
    world: &World,
    client: &Client<FakePlatform>,
    exchange: TokenExchange,
) -> Result<Box<TokenSet>, Error> {
    let client = client.clone();
    world.run(async move { client.login_with_custom_token_exchange(exchange).await })
}

fn exchange(
    world: &World,
    client: &Client<FakePlatform>,
    exchange: TokenExchange,
) -> Result<Box<TokenSet>, Error> {
    let client = client.clone();
    world.run(async move { client.custom_token_exchange(exchange).await })
}

fn user(world: &World, client: &Client<FakePlatform>) -> Option<String> {
    let client = client.clone();
    let user = world.run(async move { client.user().await }).unwrap();
    user.and_then(|user| user.subject().map(str::to_string))
}

fn last_body(world: &World) -> Object {
    world.platform.origin.tenant.borrow().token_requests.last().unwrap().clone().into_object()
}

#[test]
fn an_exchange_signs_its_user_in() {
    let world = World::new();
    let mut options = options();
    options.authorization_params = Some(Object::new().with("audience", "https://api/"));
    let client = world.client_with(options);
    let tokens = log_in(&world, &client, of("auth0|grace").with("scope", "read:x")).unwrap();
    assert!(tokens.body.get("refresh_token").is_none(), "the keeper has it");
    assert_eq!(user(&world, &client).as_deref(), Some("auth0|grace"));
    let body = last_body(&world);
    let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
    let expected =
        ["client_id", "subject_token_type", "subject_token", "grant_type", "audience", "scope"];
    assert_eq!(names, expected);
    assert_eq!(body.text("grant_type"), Some(TOKEN_EXCHANGE));
    assert_eq!(body.text("scope"), Some("openid profile email offline_access read:x"));
    let cached = token(&world, &client, TokenOptions::default()).unwrap();
    assert_eq!(cached, Some(tokens.access_token));
    assert_eq!(world.token_requests(), 1);
    assert!(token(&world, &client, off()).unwrap().is_some(), "the refresh token serves");
    assert_eq!(last_body(&world).text("grant_type"), Some("refresh_token"));
}

#[test]
fn an_exchange_for_another_user_ends_the_session_before() {
    everywhere(|world, client| {
        log_in(world, client, of("auth0|grace")).unwrap();
        assert_eq!(user(world, client).as_deref(), Some("auth0|grace"));
        assert!(token(world, client, off()).unwrap().is_some());
        let tenant = world.platform.origin.tenant.borrow();
        let sent: Vec<_> = tenant.families.iter().map(|family| family.spent.len()).collect();
        assert_eq!(sent, [0, 1], "the refresh token of the former user was let go");
    });
}

#[test]
fn without_signing_in_nothing_is_kept() {
    everywhere(|world, client| {
        let before = token(world, client, TokenOptions::default()).unwrap();
        let tokens = exchange(world, client, of("auth0|grace")).unwrap();
        assert!(tokens.id_token.is_some() && tokens.body.get("refresh_token").is_none());
        assert_eq!(user(world, client).as_deref(), Some("auth0|ada"));
        assert_eq!(token(world, client, TokenOptions::default()).unwrap(), before);
        assert!(token(world, client, off()).unwrap().is_some());
        let tenant = world.platform.origin.tenant.borrow();
        let sent: Vec<_> = tenant.families.iter().map(|family| family.spent.len()).collect();
        assert_eq!(sent, [1, 0], "the refresh token of the exchange was let go");
    });
}

#[test]
fn sign_ins_at_once_do_not_mix_their_refresh_tokens() {
    for place in [options(), shared()] {
        let world = World::new();
        let client = world.client_with(place);
        let (one, other) = (client.clone(), client.clone());
        let (one, other) = world.run(async move {
            join(
                one.login_with_custom_token_exchange(
                    of("auth0|ada").with("audience", "https://a/"),
                ),
                other.custom_token_exchange(of("auth0|grace").with("audience", "https://b/")),
            )
            .await
        });
        assert!(one.is_ok() && other.is_ok());
        let audience = Object::new().with("audience", "https://a/");
        let call = TokenOptions { authorization_params: Some(audience), ..off() };
        token(&world, &client, call).unwrap();
        let tenant = world.platform.origin.tenant.borrow();
        let used = tenant.families.iter().find(|family| !family.spent.is_empty()).unwrap();
        assert_eq!(used.subject, "auth0|ada");
    }
}

#[test]
fn x22_w42_no_parameter_of_the_caller_redirects_the_request() {
    // The tenant of the tests panics at another host.
    let hostile = || {
        ["baseUrl", "client_id", "grant_type", "client_secret", "timeout", "auth0Client"]
            .iter()
            .fold(of("auth0|ada"), |exchange, name| {
                exchange.with(name, "https://elsewhere.example")
            })
            .with("custom", "kept")
    };
    let world = World::new();
    let client = world.client();
    for is_login in [true, false] {
        let call = if is_login { log_in } else { exchange };
        call(&world, &client, hostile()).unwrap();
        let body = last_body(&world);
        assert_eq!(body.text("client_id"), Some(CLIENT));
        assert_eq!(body.text("grant_type"), Some(TOKEN_EXCHANGE));
        assert_eq!(body.text("custom"), Some("kept"));
        for name in ["baseUrl", "client_secret", "timeout", "auth0Client"] {
            assert_eq!(body.get(name), None, "{name}");
        }
    }
}

#[test]
fn the_code_of_a_refusal_reaches_the_caller_and_nothing_changes() {
    everywhere(|world, client| {
        for code in ["invalid_token", "insufficient_scope", "access_denied", "too_many_attempts"] {
            world.tenant(|tenant| tenant.token_answer = Some(refuse(400, code, "No.")));
            for call in [log_in, exchange] {
                let refused = call(world, client, of("auth0|grace")).unwrap_err();
                assert_eq!((refused.code(), refused.to_string()), (Some(code), "No.".into()));
            }
        }
        world.tenant(|tenant| tenant.token_answer = None);
        assert_eq!(user(world, client).as_deref(), Some("auth0|ada"));
        assert!(token(world, client, off()).unwrap().is_some());
    });
    let world = World::new();
    let client = world.client();
    let refused = log_in(&world, &client, TokenExchange::new(" padded", SUBJECT_TYPE)).unwrap_err();
    assert_eq!((refused.code(), world.token_requests()), (Some("invalid_request"), 0));
}

#[test]
fn w25_the_organization_that_was_asked_for_must_be_in_the_id_token() {
    let world = World::new();
    let mut options = Options::new(DOMAIN, CLIENT);
    options.authorization_params = Some(Object::new().with("organization", "org_1"));
    let client = world.client_with(options);
    for call in [log_in, exchange] {
        let refused = call(&world, &client, of("auth0|ada")).unwrap_err();
        assert!(matches!(refused, Error::IdToken(_)), "{refused:?}");
    }
    assert_eq!(user(&world, &client), None);
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(|claims| claims.set("org_id", "org_2")));
    });
    log_in(&world, &client, of("auth0|ada").with("organization", "org_2")).unwrap();
    assert_eq!(last_body(&world).text("organization"), Some("org_2"));
}

#[test]
fn an_exchange_without_an_id_token_is_enough_unless_somebody_signs_in() {
    let world = World::new();
    let client = world.client();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| drop(answer.remove("id_token"))));
    });
    assert!(exchange(&world, &client, of("auth0|ada")).unwrap().id_token.is_none());
    let refused = log_in(&world, &client, of("auth0|ada")).unwrap_err();
    assert_eq!(refused.to_string(), "ID token is required but missing");
}

#[test]
fn the_ceiling_of_the_session_does_not_move() {
    let world = World::new();
    let client = world.client();
    let now = 1_800_000_000.0;
    for ceiling in [now + 600.0, now + 900.0] {
        world.tenant(|tenant| {
            tenant.tamper = Some(Box::new(move |claims| claims.set("session_expiry", ceiling)));
        });
        log_in(&world, &client, of("auth0|ada")).unwrap();
        let own = client.clone();
        let identity = world.run(async move { own.user().await }).unwrap().unwrap();
        assert_eq!(identity.session_expiry(), Some(1_800_000_600));
    }
}

#[test]
fn s3_p15_the_proof_goes_with_an_exchange_and_answers_a_challenge_for_its_nonce() {
    for worker in [false, true] {
        let world = World::new();
        if worker {
            world.platform.start_worker();
        }
        world.tenant(|tenant| tenant.nonce = Some("wanted".into()));
        let client = world.client_with(Options { use_dpop: Some(true), ..options() });
        let tokens = log_in(&world, &client, of("auth0|ada")).unwrap();
        assert_eq!(tokens.body.text("token_type"), Some("DPoP"));
        let tenant = world.platform.origin.tenant.borrow();
        let nonces: Vec<_> = tenant.proofs.iter().map(|(proof, _)| proof.text("nonce")).collect();
        assert_eq!(nonces, [None, Some("wanted")], "a challenge, and its answer");
        assert!(tenant.families[0].key.is_some(), "the refresh token is bound");
    }
}
