//! Second factors: what waits, what is sent, and what a proof brings.

use std::time::Duration;

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::{Error, MfaCall};
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::options::{CacheMode, LogoutOptions, Options, TokenOptions};
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::protocol::exchange::TokenExchange;
use auth0_spa_wasm::protocol::http::Response;
use auth0_spa_wasm::protocol::mfa::{Challenge, Enrollment, Verification};
use auth0_spa_wasm::protocol::token::TokenSet;

use super::refresh::{everywhere, off, options, shared, token};
use crate::common::exchange::SUBJECT_TYPE;
use crate::common::mfa::RIGHT_CODE;
use crate::common::tenant::refuse;
use crate::common::{FakePlatform, World};

type Browsed = Client<FakePlatform>;

const API: &str = "https://api/";
const GIVEN: &str = "openid profile email offline_access read:x";

fn for_api() -> TokenOptions {
    let parameters = Object::new().with("audience", API).with("scope", "read:x");
    TokenOptions { authorization_params: Some(parameters), ..off() }
}

fn mfa_token(error: Error) -> String {
    let Error::MfaRequired(factor) = error else { panic!("{error:?}") };
    assert_eq!(factor.description, "Multifactor authentication required");
    factor.mfa_token.unwrap()
}

/// A renewal that the tenant stops.
fn stopped(world: &World, client: &Browsed, options: TokenOptions) -> String {
    world.tenant(|tenant| tenant.mfa.is_on = true);
    let error = token(world, client, options).unwrap_err();
    world.tenant(|tenant| tenant.mfa.is_on = false);
    mfa_token(error)
}

fn otp(mfa_token: &str, code: &str) -> Verification {
    let (mfa_token, otp) = (mfa_token.into(), Some(code.into()));
    Verification { mfa_token, otp, ..Verification::default() }
}

fn verify(
    world: &World,
    client: &Browsed,
    verification: Verification,
) -> Result<Box<TokenSet>, Error> {
    let mfa = client.mfa();
    world.run(async move { mfa.verify(&verification).await })
}

fn failure(error: Error) -> (MfaCall, String, String) {
    let Error::Mfa(failure) = error else { panic!("{error:?}") };
    (failure.call, failure.refusal.code, failure.refusal.description)
}

fn user(world: &World, client: &Browsed) -> Option<String> {
    let client = client.clone();
    let user = world.run(async move { client.user().await }).unwrap();
    user.and_then(|user| user.subject().map(str::to_string))
}

fn spent(world: &World) -> Vec<usize> {
    let tenant = world.platform.origin.tenant.borrow();
    tenant.families.iter().map(|family| family.spent.len()).collect()
}

#[test]
fn a_proof_finishes_the_renewal_that_waited() {
    for place in [options(), shared()] {
        let world = World::new();
        world.platform.start_worker();
        let client = world.client_with(Options { use_mrrt: Some(true), ..place });
        world.log_in(&client);
        let (world, client) = (&world, &client);
        let waiting = stopped(world, client, for_api());
        let tokens = verify(world, client, otp(&waiting, RIGHT_CODE)).unwrap();
        assert!(tokens.body.get("refresh_token").is_none(), "the keeper has it");
        let sent = world.token_requests();
        let cached = TokenOptions { cache_mode: None, ..for_api() };
        assert_eq!(token(world, client, cached).unwrap(), Some(tokens.access_token));
        assert_eq!(world.token_requests(), sent, "the cache had it");
        let tenant = world.platform.origin.tenant.borrow();
        let body = tenant.token_requests.last().unwrap().clone().into_object();
        let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["client_id", "grant_type", "otp", "mfa_token"]);
        drop(tenant);
        let again = verify(world, client, otp(&waiting, RIGHT_CODE)).unwrap_err();
        assert_eq!(failure(again).1, "mfa_context_not_found", "a proof serves once");
    }
}

#[test]
fn the_new_refresh_token_takes_the_place_of_the_one_before_wherever_that_lies() {
    for (reach, place) in
        [(true, options()), (true, shared()), (false, options()), (false, shared())]
    {
        let world = World::new();
        let client = world.client_with(Options { use_mrrt: Some(reach), ..place });
        world.log_in(&client);
        let more = Object::new().with("scope", "read:more");
        let more = TokenOptions { authorization_params: Some(more), ..off() };
        let waiting = stopped(&world, &client, if reach { more } else { off() });
        verify(&world, &client, otp(&waiting, RIGHT_CODE)).unwrap();
        assert!(token(&world, &client, off()).unwrap().is_some());
        assert_eq!(spent(&world), [0, 1], "the former one is not sent any more (MRRT: {reach})");
    }
}

#[test]
fn a_wrong_code_keeps_the_context_and_the_refresh_token() {
    everywhere(|world, client| {
        let waiting = stopped(world, client, off());
        for _ in 0..3 {
            let wrong = verify(world, client, otp(&waiting, "000000")).unwrap_err();
            let (call, code, text) = failure(wrong);
            assert_eq!(call, MfaCall::Verify);
            assert_eq!((code.as_str(), text.as_str()), ("invalid_grant", "Invalid otp_code."));
        }
        assert!(token(world, client, off()).unwrap().is_some(), "the refresh token lives");
        verify(world, client, otp(&waiting, RIGHT_CODE)).unwrap();
    });
}

#[test]
fn what_the_tenant_refuses_has_its_class_and_code_and_what_is_no_refusal_stays() {
    let world = World::new();
    let client = world.client_with(options());
    world.log_in(&client);
    let waiting = stopped(&world, &client, off());
    let slow = Response {
        headers: vec![("Retry-After".into(), "7".into())],
        ..refuse(429, "too_many_attempts", "Too many failed codes.")
    };
    world.tenant(|tenant| tenant.token_answer = Some(slow));
    let Error::Mfa(limited) = verify(&world, &client, otp(&waiting, "1")).unwrap_err() else {
        panic!("another class");
    };
    assert_eq!(limited.refusal.code, "too_many_attempts");
    assert_eq!(limited.refusal.retry_after, Some(Duration::from_secs(7)));
    for code in ["authorization_pending", "slow_down", "expired_token", "invalid_grant"] {
        world.tenant(|tenant| tenant.token_answer = Some(refuse(400, code, "No.")));
        let refused = verify(&world, &client, otp(&waiting, "1")).unwrap_err();
        assert_eq!(failure(refused), (MfaCall::Verify, code.into(), "No.".into()));
    }
    world.tenant(|tenant| {
        tenant.token_answer = None;
        tenant.unreachable = true;
    });
    let lost = verify(&world, &client, otp(&waiting, "1")).unwrap_err();
    assert!(matches!(lost, Error::Generic(_)) && lost.code() == Some("network_error"));
    world.tenant(|tenant| tenant.unreachable = false);
    verify(&world, &client, otp(&waiting, RIGHT_CODE)).unwrap();
}

#[test]
fn a_context_ends_after_ten_minutes_and_with_its_session() {
    let world = World::new();
    let client = world.client_with(options());
    world.log_in(&client);
    let waiting = stopped(&world, &client, off());
    let platform = world.platform.clone();
    world.run(async move { platform.sleep(Duration::from_secs(601)).await });
    let late = verify(&world, &client, otp(&waiting, RIGHT_CODE)).unwrap_err();
    let (call, code, text) = failure(late);
    assert_eq!((call, code.as_str()), (MfaCall::Verify, "mfa_context_not_found"));
    assert!(text.contains("Please retry the original request"));
    let waiting = stopped(&world, &client, off());
    let own = client.clone();
    let stay = auth0_spa_wasm::client::OpenUrl::Skip;
    world.run(async move { own.logout(LogoutOptions::default(), stay).await }).unwrap();
    let gone = verify(&world, &client, otp(&waiting, RIGHT_CODE)).unwrap_err();
    assert_eq!(failure(gone).1, "mfa_context_not_found");
    assert_eq!(world.token_requests(), 3, "nothing was sent in vain");
}

#[test]
fn a_proof_that_names_another_user_is_refused() {
    everywhere(|world, client| {
        let waiting = stopped(world, client, off());
        world.tenant(|tenant| {
            tenant.tamper = Some(Box::new(|claims| claims.set("sub", "auth0|mallory")));
        });
        let refused = verify(world, client, otp(&waiting, RIGHT_CODE)).unwrap_err();
        assert!(matches!(refused, Error::IdToken(_)), "{refused:?}");
        assert_eq!(user(world, client).as_deref(), Some("auth0|ada"));
    });
}

#[test]
fn an_exchange_that_waited_does_what_it_was_for() {
    for is_login in [true, false] {
        let world = World::new();
        let client = world.client_with(options());
        world.log_in(&client);
        world.tenant(|tenant| tenant.mfa.is_on = true);
        let exchange = TokenExchange::new("auth0|grace", SUBJECT_TYPE).with("audience", API);
        let own = client.clone();
        let result = world.run(async move {
            match is_login {
                true => own.login_with_custom_token_exchange(exchange).await,
                false => own.custom_token_exchange(exchange).await,
            }
        });
        let waiting = mfa_token(result.unwrap_err());
        world.tenant(|tenant| tenant.mfa.is_on = false);
        assert_eq!(user(&world, &client).as_deref(), Some("auth0|ada"));
        let tokens = verify(&world, &client, otp(&waiting, RIGHT_CODE)).unwrap();
        let expected = if is_login { "auth0|grace" } else { "auth0|ada" };
        assert_eq!(user(&world, &client).as_deref(), Some(expected));
        let audience = Object::new().with("audience", API);
        let cached = TokenOptions { authorization_params: Some(audience), ..Default::default() };
        let found = token(&world, &client, cached).ok().flatten();
        assert_eq!(found == Some(tokens.access_token), is_login);
    }
}

#[test]
fn the_calls_of_the_api_and_their_answers() {
    let world = World::new();
    let client = world.client_with(options());
    world.log_in(&client);
    let waiting = stopped(&world, &client, off());
    let (mfa, token) = (client.mfa(), waiting.clone());
    let (listed, enrolled, challenged, factors) = world.run(async move {
        let mfa_token = token.clone();
        let phone_number = Some("+15550100".into());
        let sms = Enrollment { mfa_token, factor_type: "sms".into(), phone_number, email: None };
        let mfa_token = token.clone();
        let authenticator_id = Some("sms|2".into());
        let sent = Challenge { mfa_token, challenge_type: "oob".into(), authenticator_id };
        (
            mfa.authenticators(&token).await.unwrap(),
            mfa.enroll(&sms).await.unwrap(),
            mfa.challenge(&sent).await.unwrap(),
            mfa.enrollment_factors(&token).unwrap(),
        )
    });
    let ids: Vec<_> = listed.iter().filter_map(|one| one.text("id")).collect();
    assert_eq!(ids, ["totp|1", "sms|2"], "only what the sign-in accepts");
    assert_eq!(listed[0].text("createdAt"), Some("2026-11-20T00:00:00Z"));
    assert_eq!(
        (enrolled.text("secret"), enrolled.text("barcodeUri")),
        (Some("S"), Some("otpauth://totp/x"))
    );
    assert_eq!(
        (challenged.text("oobCode"), challenged.text("bindingMethod")),
        (Some("oob-1"), Some("prompt"))
    );
    assert_eq!(factors, Vec::<Value>::new());
    let tenant = world.platform.origin.tenant.borrow();
    let bearer = format!("Bearer {waiting}");
    let expected = [
        ["GET authenticators", &bearer, ""],
        [
            "POST associate",
            &bearer,
            r#"{"authenticator_types":["oob"],"oob_channels":["sms"],"phone_number":"+15550100"}"#,
        ],
        [
            "POST challenge",
            "",
            r#"{"mfa_token":"mfa-1","client_id":"client","challenge_type":"oob","authenticator_id":"sms|2"}"#,
        ],
    ];
    assert_eq!(tenant.mfa.requests, expected.map(|line| line.map(str::to_string)));
}

#[test]
fn each_call_has_an_error_class_of_its_own() {
    let world = World::new();
    let client = world.client_with(options());
    world.log_in(&client);
    let waiting = stopped(&world, &client, off());
    let answers = [
        (
            refuse(401, "expired_token", "mfa_token is expired"),
            "expired_token",
            "mfa_token is expired",
        ),
        (
            Response { status: 502, body: "<html>".into(), ..Response::default() },
            "unknown_error",
            "Failed to",
        ),
        (refuse(429, "too_many_requests", "Slow down."), "too_many_requests", "Slow down."),
    ];
    for (answer, code, text) in answers {
        world.tenant(|tenant| tenant.mfa.answer = Some(answer.clone()));
        let (mfa, mfa_token) = (client.mfa(), waiting.clone());
        let failures = world.run(async move {
            let factor_type = "otp".into();
            let otp =
                Enrollment { mfa_token: mfa_token.clone(), factor_type, ..Default::default() };
            [
                mfa.authenticators(&mfa_token).await.map(drop).unwrap_err(),
                mfa.enroll(&otp).await.map(drop).unwrap_err(),
                mfa.challenge(&Challenge::default()).await.map(drop).unwrap_err(),
            ]
        });
        let calls = [MfaCall::ListAuthenticators, MfaCall::Enroll, MfaCall::Challenge];
        for (failed, expected) in failures.into_iter().map(failure).zip(calls) {
            assert_eq!((failed.0, failed.1.as_str()), (expected, code));
            assert!(failed.2.starts_with(text), "{}", failed.2);
        }
    }
    let odd = Enrollment { factor_type: "palm".into(), ..Enrollment::default() };
    let mfa = client.mfa();
    let (refused, unknown) = world.run(async move {
        (mfa.enroll(&odd).await.unwrap_err(), mfa.authenticators("unknown").await.unwrap_err())
    });
    assert_eq!(failure(refused).1, "invalid_request");
    assert_eq!(failure(unknown).0, MfaCall::ListAuthenticators);
    let nothing = client.mfa().enrollment_factors("unknown").unwrap_err();
    assert_eq!(failure(nothing).1, "mfa_context_not_found");
    let no_code = Verification { mfa_token: waiting, ..Verification::default() };
    let no_code = failure(verify(&world, &client, no_code).unwrap_err());
    assert_eq!((no_code.0, no_code.1.as_str()), (MfaCall::Verify, "invalid_request"));
}

#[test]
fn a_context_can_be_handed_from_page_to_page() {
    let world = World::new();
    let client = world.client_with(Options { use_mrrt: Some(true), ..options() });
    world.log_in(&client);
    let waiting = stopped(&world, &client, for_api());
    let next_page = world.client_with(options());
    next_page.mfa().set_context(&waiting, Some(GIVEN), Some(API), None);
    let tokens = verify(&world, &next_page, otp(&waiting, RIGHT_CODE)).unwrap();
    let only = TokenOptions { cache_mode: Some(CacheMode::CacheOnly), ..for_api() };
    assert_eq!(token(&world, &next_page, only).unwrap(), Some(tokens.access_token));
    assert_eq!(user(&world, &next_page).as_deref(), Some("auth0|ada"));
}
