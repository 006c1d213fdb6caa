//! Answers of the token endpoint.

use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::protocol::errand::Binding;
use auth0_spa_wasm::protocol::http::Response;
use auth0_spa_wasm::protocol::telemetry::Telemetry;
use auth0_spa_wasm::protocol::token::{Encoding, Endpoint, Grant, TokenSet, TokenType};

const URL: &str = "https://t/oauth/token";

fn judge(status: u16, body: &str) -> Result<Box<TokenSet>, Error> {
    let headers = vec![("RETRY-after".to_string(), "3".to_string())];
    TokenSet::from_response(&Response { status, headers, body: body.into() }, URL)
}

fn refusal(status: u16, body: &str) -> (String, String, Option<u16>, Option<Duration>) {
    match judge(status, body) {
        Err(Error::Generic(refusal)) => {
            (refusal.code, refusal.description, refusal.status, refusal.retry_after)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn oa06_unknown_members_and_any_token_are_fine() {
    let token = "x".repeat(8192);
    let tokens = judge(200, &format!(r#"{{"access_token":"{token}","new":[1]}}"#)).unwrap();
    assert_eq!(tokens.access_token, token);
    assert!(tokens.body.get("new").is_some());
}

#[test]
fn oa11_token_types_are_case_insensitive_and_stored_in_one_form() {
    for (name, expected) in
        [("bearer", TokenType::Bearer), ("dpop", TokenType::Dpop), ("DPoP", TokenType::Dpop)]
    {
        let tokens =
            judge(200, &format!(r#"{{"access_token":"a","token_type":"{name}"}}"#)).unwrap();
        assert_eq!(tokens.token_type, expected);
        assert_eq!(tokens.body.text("token_type"), Some(expected.as_str()));
    }
}

#[test]
fn oa12_lifetimes_of_every_kind() {
    for (text, seconds) in
        [("60", 60), ("\"60\"", 60), ("-5", 0), ("\"soon\"", 0), ("null", 0), ("{}", 0)]
    {
        let tokens = judge(200, &format!(r#"{{"access_token":"a","expires_in":{text}}}"#)).unwrap();
        assert_eq!(tokens.expires_in, seconds, "{text}");
    }
    assert_eq!(judge(200, r#"{"access_token":"a"}"#).unwrap().expires_in, 0);
}

#[test]
fn oa13_the_servers_refusal_keeps_its_code_and_words() {
    let refused = refusal(
        403,
        r#"{"error":"invalid_grant","error_description":"Invalid authorization code"}"#,
    );
    let pause = Some(Duration::from_secs(3));
    assert_eq!(
        refused,
        ("invalid_grant".into(), "Invalid authorization code".into(), Some(403), pause)
    );
}

#[test]
fn oa14_answers_without_json_are_typed() {
    let text = format!("HTTP error. Unable to fetch {URL}");
    for (status, body) in [
        (502, "<html>"),
        (200, "<html>"),
        (200, ""),
        (200, "{\"access_"),
        (200, "{}"),
        (200, "[]"),
        (500, "{}"),
    ] {
        let (code, description, seen, _) = refusal(status, body);
        assert_eq!(
            (code.as_str(), description.as_str(), seen),
            ("request_error", text.as_str(), Some(status))
        );
    }
    assert_eq!(refusal(429, "Too many").0, "too_many_requests");
}

#[test]
fn a_second_factor_is_an_error_of_its_own() {
    let body = r#"{"error":"mfa_required","error_description":"Multifactor authentication required","mfa_token":"m","mfa_requirements":{"challenge":[{"type":"otp"}]}}"#;
    match judge(403, body) {
        Err(Error::MfaRequired(factor)) => {
            assert_eq!(factor.description, "Multifactor authentication required");
            assert_eq!(factor.mfa_token.as_deref(), Some("m"));
            assert!(factor.requirements.is_some());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn forms_are_the_default_and_json_keeps_types() {
    let telemetry = Telemetry::new(None);
    let endpoint = |encoding| Endpoint {
        base_url: "https://t",
        client_id: "c",
        telemetry: &telemetry,
        encoding,
        limit: Duration::from_secs(10),
        binding: Binding::Bearer,
    };
    let extra = Object::new()
        .with("audience", "a")
        .with("n", 1.0)
        .with("list", Value::Array(vec![1.0.into(), "b".into()]));
    let grant = Grant::SilentCode {
        code: "k",
        verifier: "v",
        redirect_uri: "https://app",
        parameters: &extra,
    };
    let form = grant.errand(&endpoint(Encoding::Form)).request(Object::new());
    assert_eq!(form.header("Content-Type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        form.body.as_deref(),
        Some(
            "client_id=c&n=1&list=1%2Cb&code_verifier=v&code=k&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp"
        )
    );
    let json = grant.errand(&endpoint(Encoding::Json)).request(Object::new());
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert_eq!(
        json.body.as_deref(),
        Some(
            r#"{"client_id":"c","n":1,"list":[1,"b"],"code_verifier":"v","code":"k","grant_type":"authorization_code","redirect_uri":"https://app"}"#
        )
    );
    assert!(
        !format!("{form:?} {:?}", judge(200, r#"{"access_token":"secret"}"#)).contains("secret")
    );
}
