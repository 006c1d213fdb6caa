//! RFC 7638.

use auth0_spa_wasm::json::{self, Object};
use auth0_spa_wasm::protocol::thumbprint::thumbprint;

fn key(text: &str) -> Object {
    json::parse(text).unwrap().into_object().unwrap()
}

#[test]
fn rfc7638_section_3_1() {
    let rsa = key(
        r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#,
    );
    assert_eq!(thumbprint(&rsa).as_deref(), Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
}

#[test]
fn rfc9449_section_6_1() {
    let ec = key(
        r#"{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256","use":"sig"}"#,
    );
    assert_eq!(thumbprint(&ec).as_deref(), Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
}

#[test]
fn an_incomplete_or_unknown_key_has_none() {
    assert_eq!(thumbprint(&key(r#"{"kty":"EC","crv":"P-256","x":"a"}"#)), None);
    assert_eq!(thumbprint(&key(r#"{"kty":"oct","k":"a"}"#)), None);
    assert_eq!(thumbprint(&Object::new()), None);
}
