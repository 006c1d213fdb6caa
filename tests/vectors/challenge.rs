//! `WWW-Authenticate`: RFC 9110, with the parameters of RFC 6750, 9449 and 9470.

use auth0_spa_wasm::protocol::challenge::Challenge;

fn one(header: &str) -> Challenge {
    let mut challenges = Challenge::parse(header);
    assert_eq!(challenges.len(), 1, "{challenges:?}");
    challenges.remove(0)
}

#[test]
fn br05_scheme_and_parameters_are_read() {
    let challenge =
        one(r#"Bearer realm="api", error="insufficient_scope", scope="read:x write:x""#);
    assert_eq!(challenge.scheme, "Bearer");
    assert_eq!(challenge.error(), Some("insufficient_scope"));
    assert_eq!(challenge.get("scope"), Some("read:x write:x"));
    assert!(challenge.asks_for_step_up());
}

#[test]
fn su01_step_up_names_what_is_wanted() {
    let challenge = one(
        r#"Bearer error="insufficient_user_authentication", error_description="A \"different\" one, please", max_age=5, acr_values="urn:mfa""#,
    );
    assert_eq!(challenge.get("max_age"), Some("5"));
    assert_eq!(challenge.get("acr_values"), Some("urn:mfa"));
    assert_eq!(challenge.get("error_description"), Some("A \"different\" one, please"));
    assert!(challenge.asks_for_step_up());
}

#[test]
fn dp31_several_schemes_and_unknown_parameters_do_not_confuse() {
    let challenges = Challenge::parse(
        r#"Bearer realm="a,b", DPoP algs="ES256 PS256", error="use_dpop_nonce", x=y, Negotiate"#,
    );
    let schemes: Vec<_> = challenges.iter().map(|one| one.scheme.as_str()).collect();
    assert_eq!(schemes, ["Bearer", "DPoP", "Negotiate"]);
    assert_eq!(challenges[0].get("realm"), Some("a,b"));
    assert!(challenges[1].asks_for_nonce() && !challenges[0].asks_for_nonce());
    assert_eq!(challenges[1].get("algs"), Some("ES256 PS256"));
}

#[test]
fn nonsense_is_no_challenge() {
    assert!(Challenge::parse("").is_empty());
    assert!(Challenge::parse(", ,").is_empty());
    assert!(Challenge::parse("=,\"").iter().all(|one| one.error().is_none()));
}
