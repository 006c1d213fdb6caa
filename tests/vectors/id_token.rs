//! Every check on an ID token, with the message that applications know from Auth0's SDKs.

use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::protocol::id_token::{Expectations, IdToken};
use auth0_spa_wasm::protocol::jwt;
use auth0_spa_wasm::time::Timestamp;

const NOW: i64 = 1_795_191_509;
const NOW_TEXT: &str = "Fri Nov 20 2026 16:18:29 GMT+0000 (Coordinated Universal Time)";

fn expected() -> Expectations<'static> {
    Expectations {
        issuer: "https://t/",
        client_id: "cid",
        nonce: Some("n"),
        max_age: None,
        organization: None,
        leeway: 60,
    }
}

fn claims() -> Object {
    Object::new()
        .with("iss", "https://t/")
        .with("sub", "u")
        .with("aud", "cid")
        .with("nonce", "n")
        .with("iat", NOW as f64)
        .with("exp", (NOW + 100) as f64)
}

fn token(header: Object, claims: Object) -> String {
    let part = |object: Object| jwt::encode(json::to_string(&Value::Object(object)));
    format!("{}.{}.c2ln", part(header), part(claims))
}

fn rs256() -> Object {
    Object::new().with("alg", "RS256")
}

fn judge_token(token: Option<&str>, expected: &Expectations<'_>) -> String {
    let judged =
        IdToken::parse(token).and_then(|token| token.judge(expected, Timestamp::from_seconds(NOW)));
    judged.map_or_else(|rejection| rejection.to_string(), |()| "accepted".into())
}

fn judge(claims: Object, expected: &Expectations<'_>) -> String {
    judge_token(Some(&token(rs256(), claims)), expected)
}

fn without(name: &str) -> Object {
    let mut claims = claims();
    claims.remove(name);
    claims
}

fn list(items: &[&str]) -> Value {
    Value::Array(items.iter().map(|item| Value::from(*item)).collect())
}

#[test]
fn a_good_token_is_accepted() {
    assert_eq!(judge(claims(), &expected()), "accepted");
}

#[test]
fn check_01_present() {
    for token in [None, Some("")] {
        assert_eq!(judge_token(token, &expected()), "ID token is required but missing");
    }
}

#[test]
fn check_02_decodable() {
    let good = token(rs256(), claims());
    let parts: Vec<&str> = good.split('.').collect();
    let (head, body) = (parts[0], parts[1]);
    for token in [
        "a".to_string(),
        "a.b".into(),
        format!("{good}.x"),
        format!("{head}.{body}."),
        format!(".{body}.c2ln"),
        format!("{head}.!!.c2ln"),
        format!("{head}.{}.c2ln", jwt::encode("{\"iss\":")),
        format!("{head}.{}.c2ln", jwt::encode("7")),
        format!("{head}.{}.c2ln", jwt::encode([0xff, 0xfe])),
    ] {
        assert_eq!(
            judge_token(Some(&token), &expected()),
            "ID token could not be decoded",
            "{token}"
        );
    }
}

#[test]
fn check_03_issuer_present() {
    for claims in [without("iss"), claims().with("iss", ""), claims().with("iss", 1.0)] {
        assert_eq!(
            judge(claims, &expected()),
            "Issuer (iss) claim must be a string present in the ID token"
        );
    }
}

#[test]
fn check_04_issuer_right() {
    assert_eq!(
        judge(claims().with("iss", "https://t"), &expected()),
        "Issuer (iss) claim mismatch in the ID token; expected \"https://t/\", found \"https://t\""
    );
}

#[test]
fn check_05_subject() {
    assert_eq!(
        judge(without("sub"), &expected()),
        "Subject (sub) claim must be a string present in the ID token"
    );
}

#[test]
fn check_06_algorithm() {
    for (name, shown) in [("HS256", "HS256"), ("none", "none"), ("RS512", "RS512")] {
        let token = token(Object::new().with("alg", name), claims());
        assert_eq!(
            judge_token(Some(&token), &expected()),
            format!(
                "Signature algorithm of \"{shown}\" is not supported. Expected the ID token to be signed with \"RS256\"."
            )
        );
    }
    for name in ["RS256", "PS256", "ES256"] {
        let token = token(Object::new().with("alg", name), claims());
        assert_eq!(judge_token(Some(&token), &expected()), "accepted");
    }
}

#[test]
fn check_06b_critical_extensions_id16() {
    let token = token(rs256().with("crit", list(&["b64"])), claims());
    assert_eq!(
        judge_token(Some(&token), &expected()),
        "ID token header lists critical extensions (crit), and none is supported"
    );
}

#[test]
fn check_07_audience_present() {
    for claims in [without("aud"), claims().with("aud", 1.0), claims().with("aud", "")] {
        assert_eq!(
            judge(claims, &expected()),
            "Audience (aud) claim must be a string or array of strings present in the ID token"
        );
    }
}

#[test]
fn check_08a_audience_list() {
    assert_eq!(
        judge(claims().with("aud", list(&["a", "b"])), &expected()),
        "Audience (aud) claim mismatch in the ID token; expected \"cid\" but was not one of \"a, b\""
    );
}

#[test]
fn check_08b_authorized_party_present() {
    assert_eq!(
        judge(claims().with("aud", list(&["cid", "b"])), &expected()),
        "Authorized Party (azp) claim must be a string present in the ID token when Audience (aud) claim has multiple values"
    );
    assert_eq!(judge(claims().with("aud", list(&["cid"])), &expected()), "accepted");
}

#[test]
fn check_08c_authorized_party_right_wherever_it_is_id03() {
    for audience in [list(&["cid", "b"]), "cid".into()] {
        assert_eq!(
            judge(claims().with("aud", audience).with("azp", "b"), &expected()),
            "Authorized Party (azp) claim mismatch in the ID token; expected \"cid\", found \"b\""
        );
    }
}

#[test]
fn check_08d_audience_text() {
    assert_eq!(
        judge(claims().with("aud", "b"), &expected()),
        "Audience (aud) claim mismatch in the ID token; expected \"cid\" but found \"b\""
    );
}

#[test]
fn check_09_nonce() {
    assert_eq!(
        judge(without("nonce"), &expected()),
        "Nonce (nonce) claim must be a string present in the ID token"
    );
    assert_eq!(
        judge(claims().with("nonce", "m"), &expected()),
        "Nonce (nonce) claim mismatch in the ID token; expected \"n\", found \"m\""
    );
    let without_nonce = Expectations { nonce: None, ..expected() };
    assert_eq!(judge(without("nonce"), &without_nonce), "accepted");
}

#[test]
fn check_10_auth_time_present_w24() {
    for max_age in [0, 60] {
        let expected = Expectations { max_age: Some(max_age), ..expected() };
        assert_eq!(
            judge(claims(), &expected),
            "Authentication Time (auth_time) claim must be a number present in the ID token when Max Age (max_age) is specified"
        );
    }
}

#[test]
fn check_11_expiration_present() {
    for claims in [without("exp"), claims().with("exp", "soon")] {
        assert_eq!(
            judge(claims, &expected()),
            "Expiration Time (exp) claim must be a number present in the ID token"
        );
    }
}

#[test]
fn check_12_issued_at_present() {
    assert_eq!(
        judge(without("iat"), &expected()),
        "Issued At (iat) claim must be a number present in the ID token"
    );
}

#[test]
fn check_13_expired() {
    let expired = |ago: i64| claims().with("exp", (NOW - ago) as f64);
    assert_eq!(judge(expired(60), &expected()), "accepted");
    assert_eq!(
        judge(expired(61), &expected()),
        format!(
            "Expiration Time (exp) claim error in the ID token; current time ({NOW_TEXT}) is after expiration time (Fri Nov 20 2026 16:18:28 GMT+0000 (Coordinated Universal Time))"
        )
    );
}

#[test]
fn check_13b_leeway_zero_is_zero_x26() {
    let expected = Expectations { leeway: 0, ..expected() };
    let message = judge(claims().with("exp", (NOW - 30) as f64), &expected);
    assert!(message.starts_with("Expiration Time (exp) claim error"), "{message}");
}

#[test]
fn check_14_not_before() {
    let from = |ahead: i64| claims().with("nbf", (NOW + ahead) as f64);
    assert_eq!(judge(from(60), &expected()), "accepted");
    assert_eq!(
        judge(from(61), &expected()),
        format!(
            "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet. Current time ({NOW_TEXT}) is before Fri Nov 20 2026 16:18:30 GMT+0000 (Coordinated Universal Time)"
        )
    );
}

#[test]
fn check_15_max_age() {
    let expected = Expectations { max_age: Some(10), ..expected() };
    let signed_in = |ago: i64| claims().with("auth_time", (NOW - ago) as f64);
    assert_eq!(judge(signed_in(70), &expected), "accepted");
    assert_eq!(
        judge(signed_in(71), &expected),
        format!(
            "Authentication Time (auth_time) claim in the ID token indicates that too much time has passed since the last end-user authentication. Current time ({NOW_TEXT}) is after last auth at Fri Nov 20 2026 16:18:28 GMT+0000 (Coordinated Universal Time)"
        )
    );
    let unasked = Expectations { max_age: None, ..expected };
    assert_eq!(judge(signed_in(1_000_000), &unasked), "accepted");
}

#[test]
fn check_16_organization_id() {
    let expected = Expectations { organization: Some(" org_a "), ..expected() };
    assert_eq!(
        judge(claims(), &expected),
        "Organization ID (org_id) claim must be a string present in the ID token"
    );
    assert_eq!(
        judge(claims().with("org_id", "org_A"), &expected),
        "Organization ID (org_id) claim mismatch in the ID token; expected \"org_a\", found \"org_A\""
    );
    assert_eq!(judge(claims().with("org_id", "org_a"), &expected), "accepted");
}

#[test]
fn check_17_organization_name_w26() {
    let expected = Expectations { organization: Some("Acme"), ..expected() };
    assert_eq!(
        judge(claims(), &expected),
        "Organization Name (org_name) claim must be a string present in the ID token"
    );
    assert_eq!(
        judge(claims().with("org_name", "Other"), &expected),
        "Organization Name (org_name) claim mismatch in the ID token; expected \"acme\", found \"Other\""
    );
    for name in ["acme", "Acme", "ACME"] {
        assert_eq!(judge(claims().with("org_name", name), &expected), "accepted");
    }
}

#[test]
fn the_user_has_no_claims_about_the_token() {
    let claims = claims().with("sid", "s").with("org_id", "o").with("custom", true);
    let raw = token(rs256(), claims);
    let parsed = IdToken::parse(Some(&raw)).unwrap();
    let user = parsed.user();
    let names: Vec<_> = user.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["sub", "org_id", "custom"]);
    let all = parsed.claims();
    assert_eq!(all.iter().next(), Some(("__raw", &Value::String(raw))));
    assert_eq!(all.iter().count(), 10);
}
