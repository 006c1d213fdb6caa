//! Time, chance, keys, the network and the page.

use std::time::Duration;

use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::platform::{Algorithm, Platform};
use auth0_spa_wasm::protocol::http::{Caching, Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub async fn entropy_differs(platform: &impl Platform) {
    let drawn: Vec<_> = (0..8).map(|_| platform.entropy().unwrap()).collect();
    for (place, one) in drawn.iter().enumerate() {
        assert!(!drawn[..place].contains(one), "drawn twice: {one:?}");
    }
}

pub async fn the_clock_goes_on(platform: &impl Platform) {
    let start = platform.clock();
    assert!(platform.clock() >= start);
    platform.sleep(Duration::from_millis(20)).await;
    assert!(platform.clock() > start);
}

pub async fn tokens_are_judged_by_that_clock(platform: &impl Platform) {
    let before = platform.clock();
    let now = platform.now().await.unwrap();
    assert!(before <= now && now <= platform.clock());
}

/// The example of [RFC 7515 appendix A.3](https://www.rfc-editor.org/rfc/rfc7515#appendix-A.3).
pub async fn signatures_are_taken_or_refused(platform: &impl Platform) {
    let key = Object::new()
        .with("kty", "EC")
        .with("crv", "P-256")
        .with("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
        .with("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    let input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let mut signature = URL_SAFE_NO_PAD.decode(signature).unwrap();

    let verify = async |input: &str, signature: &[u8]| {
        platform.verify(&key, Algorithm::Es256, input.as_bytes(), signature).await.unwrap()
    };
    assert!(verify(input, &signature).await);
    assert!(!verify(&input.replace("eyJpc3", "eyJpc4"), &signature).await);
    assert!(!verify(input, &signature[..63]).await);
    signature[40] ^= 1;
    assert!(!verify(input, &signature).await);
}

pub async fn an_unreachable_server_is_a_network_error(platform: &impl Platform) {
    let request = Request {
        method: Method::Post,
        url: "http://127.0.0.1:1/oauth/token".into(),
        headers: vec![("content-type", "application/x-www-form-urlencoded".into())],
        body: Some("grant_type=authorization_code".into()),
        caching: Caching::Forbidden,
        limit: Duration::from_secs(10),
    };
    let error = platform.send(&request).await.unwrap_err();
    assert_eq!(error.code(), Some(codes::NETWORK_ERROR), "{error:?}");
}

pub async fn a_frame_that_stays_silent_ends_with_the_limit(platform: &impl Platform) {
    let origin = "http://127.0.0.1:1";
    let url = format!("{origin}/authorize?prompt=none&response_mode=web_message&state=s");
    let before = platform.clock();
    let limit = Duration::from_millis(30);
    let answer = platform.frame(&url, origin, limit, |_| Some(())).await;
    assert!(matches!(answer, Err(Error::Timeout)), "{answer:?}");
    assert!(platform.clock() > before);
}

pub async fn the_page_has_a_url(platform: &impl Platform) {
    assert!(platform.page_url().unwrap().starts_with("http"));
}
