//! Rows of the client's duties under RFC 9449 that have no flow of their own.

use auth0_spa_wasm::client::{FetcherOptions, GivenToken};
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::Options;
use auth0_spa_wasm::protocol::jwt;

use super::fetcher::{fetch, signed_in};
use super::refresh::{off, options, token};
use crate::common::World;
use crate::common::resource::Api;
use crate::common::tenant::refuse;

fn dpop() -> Options {
    Options { use_dpop: Some(true), ..options() }
}

#[test]
fn dp15_a_proof_that_is_refused_is_an_error_and_not_sent_again() {
    let world = World::new();
    let client = world.client_with(dpop());
    world.log_in(&client);
    let mut refusal = refuse(400, "invalid_dpop_proof", "the proof is from the future");
    refusal.headers.push(("dpop-nonce".into(), "fresh".into()));
    world.tenant(|tenant| tenant.token_answer = Some(refusal));
    let before = world.token_requests();
    let error = token(&world, &client, off()).unwrap_err();
    assert_eq!(error.code(), Some("invalid_dpop_proof"));
    assert_eq!(error.to_string(), "the proof is from the future");
    assert_eq!(world.token_requests(), before + 1);
    world.tenant(|tenant| tenant.token_answer = None);
    assert!(token(&world, &client, off()).unwrap().is_some(), "the refresh token is still there");
}

#[test]
fn dp21_a_nonce_is_kept_until_another_comes() {
    let world = World::new();
    world.tenant(|tenant| tenant.nonce = Some("first".into()));
    let client = world.client_with(dpop());
    world.log_in(&client);
    // From now on no answer names a nonce.
    world.tenant(|tenant| tenant.nonce = None);
    for _ in 0..2 {
        token(&world, &client, off()).unwrap();
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!(tenant.proofs.last().unwrap().0.text("nonce"), Some("first"));
    }
}

#[test]
fn dp27_each_token_of_a_fetcher_goes_by_its_own_type() {
    let world = World::new();
    let client = signed_in(&world, true);
    let unsigned = |claims: Object| {
        let part = |object: Object| jwt::encode(auth0_spa_wasm::json::to_string(&object.into()));
        format!(
            "{}.{}.{}",
            part(Object::new().with("alg", "ES256")),
            part(claims),
            jwt::encode("s")
        )
    };
    let bound = unsigned(Object::new().with("cnf", Object::new().with("jkt", "x")));
    let free = unsigned(Object::new().with("sub", "x"));
    let cases = [
        ("opaque".to_string(), Some("Bearer"), "Bearer"),
        ("opaque".to_string(), Some("DPoP"), "DPoP"),
        (bound.clone(), Some("bearer"), "Bearer"),
        (bound, None, "DPoP"),
        (free, None, "Bearer"),
        ("opaque".to_string(), None, "Bearer"),
    ];
    for (access_token, token_type, scheme) in cases {
        let api = Api::new(|_, _| (200, Vec::new()));
        let given = GivenToken {
            access_token: access_token.clone(),
            token_type: token_type.map(Into::into),
        };
        let options = FetcherOptions {
            get_access_token: Some(Box::new(move |_, _| {
                let given = given.clone();
                Box::pin(async move { Ok(Some(given)) })
            })),
            ..FetcherOptions::default()
        };
        fetch(&world, &client, options, api.request("https://api.example/")).unwrap();
        let seen = api.seen.borrow()[0].clone();
        assert_eq!(seen.authorization, format!("{scheme} {access_token}"));
        assert_eq!(seen.proof.is_some(), scheme == "DPoP", "{access_token} {token_type:?}");
    }
}

#[test]
fn dp31_an_api_that_takes_other_algorithms_only_is_named_and_asked_once() {
    let world = World::new();
    let client = signed_in(&world, true);
    for (algorithms, is_refused) in [("RS256 PS512", true), ("RS256 ES256", false)] {
        let challenge = format!(r#"DPoP error="use_dpop_nonce", algs="{algorithms}", more="x""#);
        let api = Api::new(move |_, before| match before {
            0 => {
                let nonce = ("dpop-nonce", "n".to_string());
                (401, vec![("www-authenticate", challenge.clone()), nonce])
            }
            _ => (200, Vec::new()),
        });
        let request = api.request("https://api.example/x");
        let result = fetch(&world, &client, FetcherOptions::default(), request);
        assert_eq!(api.calls(), if is_refused { 1 } else { 2 });
        match result {
            Err(error) => {
                assert!(is_refused);
                assert_eq!(error.code(), Some("unsupported_dpop_algorithm"));
                let text = error.to_string();
                assert!(text.contains("https://api.example") && text.contains("RS256 PS512"));
                assert!(text.contains("ES256"), "and what would help: {text}");
            }
            Ok(_) => assert!(!is_refused),
        }
    }
}
