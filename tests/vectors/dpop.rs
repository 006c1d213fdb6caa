//! RFC 9449: each test is named by its row of the client's duties.

use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::protocol::dpop::{Proof, PublicKey, ath, finish, is_nonce_challenge, nonce_of};
use auth0_spa_wasm::protocol::http::Response;
use auth0_spa_wasm::protocol::jwt;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey};

fn key() -> SigningKey {
    SigningKey::from_slice(&[3; 32]).unwrap()
}

fn jwk() -> Object {
    let point = key().verifying_key().to_sec1_point(false);
    let coordinate = |range| jwt::encode(&point.as_bytes()[range]);
    Object::new()
        .with("kty", "EC")
        .with("crv", "P-256")
        .with("x", coordinate(1..33))
        .with("y", coordinate(33..65))
}

fn proof() -> Proof<'static> {
    Proof {
        method: "POST",
        url: "https://server.example.com/token",
        nonce: None,
        ath: None,
        issued_at: 1_562_262_616,
        entropy: [1; 32],
    }
}

fn part(input: &str, place: usize) -> String {
    String::from_utf8(jwt::decode(input.split('.').nth(place).unwrap()).unwrap()).unwrap()
}

fn payload(proof: &Proof<'_>) -> Object {
    json::parse(&part(&proof.signing_input(&PublicKey::new(jwk())), 1))
        .unwrap()
        .into_object()
        .unwrap()
}

#[test]
fn dp02_the_header_names_type_algorithm_and_the_public_key_only() {
    let header = part(&proof().signing_input(&PublicKey::new(jwk())), 0);
    let expected = format!(
        r#"{{"alg":"ES256","typ":"dpop+jwt","jwk":{}}}"#,
        json::to_string(&Value::Object(jwk()))
    );
    assert_eq!(header, expected);
}

#[test]
fn dp03_jti_is_a_uuid_and_new_with_new_entropy() {
    let first = payload(&proof()).text("jti").unwrap().to_string();
    let second = payload(&Proof { entropy: [2; 32], ..proof() }).text("jti").unwrap().to_string();
    assert_eq!(first, "01010101-0101-4101-8101-010101010101");
    assert_ne!(first, second);
}

#[test]
fn dp04_w20_htm_is_upper_case() {
    for (given, sent) in [("get", "GET"), ("PATCH", "PATCH"), ("Delete", "DELETE")] {
        assert_eq!(payload(&Proof { method: given, ..proof() }).text("htm"), Some(sent));
    }
}

#[test]
fn dp05_htu_is_the_normalised_url_without_query_and_fragment() {
    for (given, sent) in [
        ("https://api/x?q=1#f", "https://api/x"),
        ("HTTPS://API.example:443/a/../b?x=1#y", "https://api.example/b"),
        ("https://api", "https://api/"),
        ("https://api/", "https://api/"),
        ("https://api/a/", "https://api/a/"),
        ("https://api/a/./b/..", "https://api/a/"),
        ("https://user:pass@api:8443/a", "https://api:8443/a"),
        ("http://localhost:80/é ü", "http://localhost/%C3%A9%20%C3%BC"),
        ("https://api/a%2Fb%c3", "https://api/a%2Fb%c3"),
        ("https://api?x=/y", "https://api/"),
    ] {
        assert_eq!(payload(&Proof { url: given, ..proof() }).text("htu"), Some(sent), "{given}");
    }
}

#[test]
fn dp06_dp08_dp09_members_have_the_known_order_and_absent_ones_are_absent() {
    let bare = payload(&proof());
    let names: Vec<_> = bare.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["iat", "jti", "htm", "htu"]);
    assert_eq!(bare.number("iat"), Some(1_562_262_616.0));
    let full = payload(&Proof { nonce: Some("n"), ath: Some("t"), ..proof() });
    let names: Vec<_> = full.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["iat", "jti", "htm", "nonce", "htu", "ath"]);
}

#[test]
fn dp07_ath_is_that_of_rfc9449_section_7_1() {
    let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    let payload = payload(&Proof { ath: Some(&ath(token)), ..proof() });
    assert_eq!(payload.text("ath"), Some("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"));
}

#[test]
fn dp10_the_signature_is_64_bytes_over_header_and_payload() {
    let input = proof().signing_input(&PublicKey::new(jwk()));
    let signature: Signature = key().sign(input.as_bytes());
    let proof = finish(&input, &signature.to_bytes());
    let (signed, encoded) = proof.rsplit_once('.').unwrap();
    let bytes = jwt::decode(encoded).unwrap();
    assert_eq!(bytes.len(), 64);
    let signature = Signature::from_slice(&bytes).unwrap();
    assert!(key().verifying_key().verify(signed.as_bytes(), &signature).is_ok());
}

#[test]
fn dp16_a_challenge_is_known_by_its_code() {
    let answer = |status, body: &str| Response { status, headers: Vec::new(), body: body.into() };
    assert!(is_nonce_challenge(&answer(400, r#"{"error":"use_dpop_nonce"}"#)));
    assert!(is_nonce_challenge(&answer(401, r#"{"error":"use_dpop_nonce"}"#)));
    assert!(!is_nonce_challenge(&answer(200, r#"{"error":"use_dpop_nonce"}"#)));
    assert!(!is_nonce_challenge(&answer(400, r#"{"error":"invalid_dpop_proof"}"#)));
    assert!(!is_nonce_challenge(&answer(400, "<html>")));
}

#[test]
fn dp18_only_text_of_the_allowed_letters_is_a_nonce() {
    assert_eq!(nonce_of(Some("eyJ7S_zG.eyJH0-Z.HX4w-7v")), Some("eyJ7S_zG.eyJH0-Z.HX4w-7v"));
    let long = "a".repeat(1025);
    for wrong in ["", "a b", "a\"b", "a\\b", "é", long.as_str()] {
        assert_eq!(nonce_of(Some(wrong)), None, "{wrong}");
    }
    assert_eq!(nonce_of(None), None);
}

/// The proof of section 4.1, whose key has the thumbprint of section 6.1.
#[test]
fn rfc9449_section_4_1() {
    let text = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    let jws = jwt::Jws::parse(text).unwrap();
    let key = jws.header.get("jwk").unwrap().as_object().unwrap();
    let coordinate = |name| jwt::decode(key.text(name).unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let verifier = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).unwrap();
    let signature = Signature::from_slice(&jws.signature).unwrap();
    assert!(verifier.verify(jws.signing_input(text).as_bytes(), &signature).is_ok());
    assert_eq!(jws.payload.text("htu"), payload(&proof()).text("htu"));
    assert_eq!(jws.payload.text("htm"), payload(&proof()).text("htm"));
    let name = auth0_spa_wasm::protocol::thumbprint::thumbprint(key);
    assert_eq!(name.as_deref(), Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
}
