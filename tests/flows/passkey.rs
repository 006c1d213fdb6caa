//! Signing up and in with a passkey.

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::{Error, Failure, Passkey, codes};
use auth0_spa_wasm::json::{self, Object};
use auth0_spa_wasm::options::{Options, PasskeyOptions};
use auth0_spa_wasm::protocol::token::TokenSet;

use super::refresh::{everywhere, off, options, token};
use crate::common::passkey::CREDENTIAL;
use crate::common::tenant::{CLIENT, DOMAIN, refuse};
use crate::common::{FakePlatform, World};

fn credential() -> Object {
    json::parse(CREDENTIAL).unwrap().into_object().unwrap()
}

fn willing() -> World {
    let world = World::new();
    *world.platform.tab.passkey.borrow_mut() = Some(Ok(Some(credential())));
    world
}

fn ada() -> PasskeyOptions {
    PasskeyOptions { email: Some("ada@example.com".into()), ..PasskeyOptions::default() }
}

fn signup(
    world: &World,
    client: &Client<FakePlatform>,
    options: PasskeyOptions,
) -> Result<Box<TokenSet>, Error> {
    let client = client.clone();
    world.run(async move { client.passkey_signup(options).await })
}

fn login(
    world: &World,
    client: &Client<FakePlatform>,
    options: PasskeyOptions,
) -> Result<Box<TokenSet>, Error> {
    let client = client.clone();
    world.run(async move { client.passkey_login(options).await })
}

fn is_signed_in(world: &World, client: &Client<FakePlatform>) -> bool {
    let client = client.clone();
    world.run(async move { client.user().await.unwrap().is_some() })
}

fn failure(error: Error) -> (Passkey, Failure) {
    match error {
        Error::Passkey(stage, failure) => (stage, *failure),
        other => panic!("{other:?}"),
    }
}

fn token_request(world: &World) -> Vec<(String, String)> {
    let tenant = world.platform.origin.tenant.borrow();
    let text = tenant.token_requests.last().unwrap().encode();
    auth0_spa_wasm::protocol::query::decode(&text)
}

#[test]
fn a_new_user_is_signed_up_and_in() {
    let world = willing();
    let client = world.client();
    let options = PasskeyOptions {
        phone_number: Some(String::new()),
        given_name: Some("Ada".into()),
        user_metadata: Some(Object::new().with("plan", "free")),
        realm: Some("people".into()),
        ..ada()
    };
    let tokens = signup(&world, &client, options).unwrap();
    assert_eq!(tokens.access_token, "at-1");
    assert!(is_signed_in(&world, &client));
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!(
        tenant.challenges,
        [(
            "/passkey/register".to_string(),
            r#"{"client_id":"client","user_profile":{"email":"ada@example.com","given_name":"Ada"},"realm":"people","user_metadata":{"plan":"free"}}"#.to_string()
        )]
    );
    drop(tenant);
    let names: Vec<_> = token_request(&world).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["client_id", "grant_type", "auth_session", "authn_response", "realm", "scope"]
    );
    assert!(world.platform.log().contains(&"create AAEC".to_string()));
}

#[test]
fn a_user_signs_in_for_the_clients_audience_and_organization_or_those_of_the_call() {
    let parameters = Object::new().with("audience", "a").with("organization", "org_1");
    for (call, expected) in [(None, ["a", "org_1"]), (Some(["b", "org_2"]), ["b", "org_2"])] {
        let world = willing();
        let organization = expected[1];
        world.tenant(|tenant| {
            tenant.tamper = Some(Box::new(move |claims| claims.set("org_id", organization)));
        });
        let client = world.client_with(Options {
            authorization_params: Some(parameters.clone()),
            ..Options::new(DOMAIN, CLIENT)
        });
        let options = PasskeyOptions {
            audience: call.map(|[audience, _]| audience.into()),
            organization: call.map(|[_, organization]| organization.into()),
            scope: Some("read:x".into()),
            ..PasskeyOptions::default()
        };
        login(&world, &client, options).unwrap();
        let sent = token_request(&world);
        let get = |name: &str| sent.iter().find(|(key, _)| key == name).unwrap().1.clone();
        assert_eq!([get("audience"), get("organization")], expected);
        assert_eq!(get("scope"), "openid profile email read:x");
        let names: Vec<_> = sent.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[4..], ["organization", "audience", "scope"]);
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!(
            tenant.challenges.len(),
            1,
            "the organization of the client is not the challenge's"
        );
        assert_eq!(tenant.challenges[0].1.contains("org_"), call.is_some());
    }
}

#[test]
fn the_organization_of_the_answer_is_checked() {
    let world = willing();
    let client = world.client();
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(|claims| claims.set("org_id", "org_2")));
    });
    let options =
        PasskeyOptions { organization: Some("org_1".into()), ..PasskeyOptions::default() };
    assert!(matches!(login(&world, &client, options), Err(Error::IdToken(_))));
    assert!(!is_signed_in(&world, &client));
}

#[test]
fn the_session_lasts_as_any_other() {
    everywhere(|world, client| {
        *world.platform.tab.passkey.borrow_mut() = Some(Ok(Some(credential())));
        let tokens = login(world, client, PasskeyOptions::default()).unwrap();
        assert!(tokens.body.get("refresh_token").is_none(), "nobody but the keeper sees one");
        assert!(token(world, client, off()).unwrap().is_some());
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!(tenant.token_requests.last().unwrap().get("grant_type"), Some("refresh_token"));
    });
}

#[test]
fn the_tokens_are_bound_to_the_clients_key() {
    let world = willing();
    world.tenant(|tenant| tenant.nonce = Some("n".into()));
    let client = world.client_with(Options { use_dpop: Some(true), ..options() });
    let tokens = login(&world, &client, PasskeyOptions::default()).unwrap();
    assert_eq!(tokens.body.text("token_type"), Some("DPoP"));
    let tenant = world.platform.origin.tenant.borrow();
    assert_eq!(tenant.proofs.len(), 2, "the challenge for a nonce is answered");
}

#[test]
fn another_user_leaves_nothing_of_the_former() {
    let world = willing();
    let client = world.client_with(options());
    world.log_in(&client);
    world.tenant(|tenant| tenant.user = Some("auth0|grace".into()));
    login(&world, &client, PasskeyOptions::default()).unwrap();
    let own = client.clone();
    let user = world.run(async move { own.user().await.unwrap().unwrap() });
    assert_eq!(user.subject(), Some("auth0|grace"));
    assert!(token(&world, &client, off()).unwrap().is_some());
    let tenant = world.platform.origin.tenant.borrow();
    let sent = tenant.token_requests.last().unwrap().get("refresh_token").unwrap().to_string();
    let family = tenant.families.iter().find(|family| family.spent.contains(&sent)).unwrap();
    assert_eq!(family.subject, "auth0|grace");
}

#[test]
fn the_steps_can_be_taken_one_by_one() {
    let world = willing();
    let client = world.client();
    let own = client.clone();
    let challenges = world.run(async move {
        let options = ada();
        [
            own.passkey_signup_challenge(&options).await.unwrap(),
            own.passkey_login_challenge(&options).await.unwrap(),
        ]
    });
    for challenge in challenges {
        assert_eq!(challenge.public_key.text("rpId"), Some("tenant.example"));
        let options = PasskeyOptions {
            auth_session: Some(challenge.auth_session),
            ..PasskeyOptions::default()
        };
        let own = client.clone();
        let tokens =
            world.run(async move { own.token_with_passkey(options, Some(&credential())).await });
        assert!(tokens.is_ok());
    }
    assert_eq!(world.token_requests(), 2);
    assert!(world.platform.origin.tenant.borrow().challenges[1].1 == r#"{"client_id":"client"}"#);
}

#[test]
fn what_fails_in_the_browser_is_told_apart_and_costs_no_request() {
    let world = World::new();
    let client = world.client();
    let (stage, failed) = failure(signup(&world, &client, ada()).unwrap_err());
    assert_eq!((stage, failed.code.as_str()), (Passkey::Ceremony, "passkey_not_supported"));
    assert_eq!(failed.message, "WebAuthn is not supported in this browser.");
    assert!(world.platform.log().is_empty());

    *world.platform.tab.passkey.borrow_mut() = Some(Ok(None));
    let (_, failed) = failure(signup(&world, &client, ada()).unwrap_err());
    assert_eq!(failed.code, "passkey_cancelled");
    assert_eq!(failed.message, "Passkey creation was cancelled or no credential was returned.");
    let (_, failed) = failure(login(&world, &client, PasskeyOptions::default()).unwrap_err());
    assert_eq!(
        failed.message,
        "Passkey authentication was cancelled or no credential was returned."
    );
    let own = client.clone();
    let result =
        world.run(async move { own.token_with_passkey(PasskeyOptions::default(), None).await });
    let (_, failed) = failure(result.unwrap_err());
    assert_eq!(failed.code, "passkey_invalid_credential");
    *world.platform.tab.passkey.borrow_mut() = Some(Err(Error::Usage(&"thrown by the browser")));
    let error = login(&world, &client, PasskeyOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "thrown by the browser");
    assert_eq!(world.token_requests(), 0);
}

#[test]
fn what_the_tenant_refuses_has_the_class_of_its_step() {
    let world = willing();
    let client = world.client();
    let refusal = refuse(400, "invalid_request", "There is no such connection");
    world.tenant(|tenant| tenant.challenge_answer = Some(refusal));
    let (stage, failed) = failure(signup(&world, &client, ada()).unwrap_err());
    assert_eq!((stage, failed.code.as_str()), (Passkey::Signup, "passkey_register_error"));
    let (stage, failed) = failure(login(&world, &client, PasskeyOptions::default()).unwrap_err());
    assert_eq!((stage, failed.message.as_str()), (Passkey::Login, "There is no such connection"));
    assert_eq!(failed.answer.unwrap().status, 400);

    world.tenant(|tenant| {
        tenant.challenge_answer = None;
        tenant.token_answer = Some(refuse(403, codes::INVALID_GRANT, "Unknown passkey"));
    });
    let error = login(&world, &client, PasskeyOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Some("invalid_grant"), "Unknown passkey")
    );
    assert!(!is_signed_in(&world, &client));
    world.tenant(|tenant| tenant.unreachable = true);
    let error = login(&world, &client, PasskeyOptions::default()).unwrap_err();
    assert_eq!(error.code(), Some(codes::NETWORK_ERROR));
}
