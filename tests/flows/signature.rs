//! ID-token signatures against the tenant's keys.

use auth0_spa_wasm::error::{Error, Rejection};
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{LoginOptions, Options};

use crate::common::World;
use crate::common::tenant::{CLIENT, DOMAIN, ISSUER};

fn key_requests(world: &World) -> usize {
    world.platform.log().iter().filter(|line| line.ends_with("jwks.json")).count()
}

#[test]
fn x03_a_garbage_signature_is_refused_and_nothing_is_kept() {
    let world = World::new();
    let client = world.client();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| {
            let token = answer.text("id_token").unwrap().to_string();
            let (input, _) = token.rsplit_once('.').unwrap();
            answer.set("id_token", format!("{input}.{}", "A".repeat(86)));
        }));
    });
    let url = world.start_login(&client, LoginOptions::default());
    let error = world.finish_login(&client, &url).unwrap_err();
    assert!(
        matches!(&error, Error::IdToken(cause) if **cause == Rejection::Signature),
        "{error:?}"
    );
    assert!(world.run(async move { client.user().await }).unwrap().is_none());
}

#[test]
fn a_claim_changed_after_signing_is_refused() {
    let world = World::new();
    let client = world.client();
    let forged = world.platform.origin.tenant.borrow().sign(&Object::new(), &Object::new());
    let signature = forged.rsplit_once('.').unwrap().1.to_string();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(move |answer| {
            let token = answer.text("id_token").unwrap().to_string();
            let (input, _) = token.rsplit_once('.').unwrap();
            answer.set("id_token", format!("{input}.{signature}"));
        }));
    });
    let url = world.start_login(&client, LoginOptions::default());
    let error = world.finish_login(&client, &url).unwrap_err();
    assert!(
        matches!(&error, Error::IdToken(cause) if **cause == Rejection::Signature),
        "{error:?}"
    );
}

#[test]
fn keys_are_asked_for_once_and_again_only_for_an_unknown_key() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.log_in(&client);
    assert_eq!(key_requests(&world), 1);
    world.tenant(|tenant| tenant.rotate_keys());
    world.log_in(&client);
    assert_eq!(key_requests(&world), 2);
}

#[test]
fn a_key_that_is_not_published_is_refused_after_one_refetch() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.tenant(|tenant| {
        let claims = |nonce: &str| {
            Object::new()
                .with("iss", ISSUER)
                .with("sub", "x")
                .with("aud", CLIENT)
                .with("iat", 1.8e9)
                .with("exp", 1.9e9)
                .with("nonce", nonce)
        };
        let sign = crate::common::Tenant::new();
        tenant.tamper_answer = Some(Box::new(move |answer| {
            let token = answer.text("id_token").unwrap();
            let payload = auth0_spa_wasm::protocol::jwt::Jws::parse(token).unwrap().payload;
            let header = Object::new().with("alg", "ES256").with("kid", "unknown");
            answer.set("id_token", sign.sign(&header, &claims(payload.text("nonce").unwrap())));
        }));
    });
    for _ in 0..2 {
        let url = world.start_login(&client, LoginOptions::default());
        let error = world.finish_login(&client, &url).unwrap_err();
        assert!(
            matches!(&error, Error::IdToken(cause) if matches!(**cause, Rejection::UnknownKey(_))),
            "{error:?}"
        );
    }
    assert_eq!(key_requests(&world), 2, "one refetch for both: the next is a minute away");
}

#[test]
fn keys_that_cannot_be_had_fail_the_login_unless_the_check_is_off() {
    let world = World::new();
    world.tenant(|tenant| tenant.publishes_keys = false);
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    let error = world.finish_login(&client, &url).unwrap_err();
    assert_eq!(error.code(), Some("request_error"));
    assert!(error.to_string().contains("jwks.json"), "{error}");

    let options =
        Options { verify_id_token_signature: Some(false), ..Options::new(DOMAIN, CLIENT) };
    world.log_in(&world.client_with(options));
    assert_eq!(key_requests(&world), 1, "the second client asks for none");
}
