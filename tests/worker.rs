//! The adapters in a dedicated worker: what is there works, what is not says so.

#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::{Algorithm, Pair, Platform};
use auth0_spa_wasm::protocol::http::{Caching, Method, Request};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const NO_WINDOW: &str = "window is not defined: this call needs a browser page";
const LONG: Duration = Duration::from_secs(20);

fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: url.into(),
        headers: Vec::new(),
        body: None,
        caching: Caching::Forbidden,
        limit: LONG,
    }
}

#[wasm_bindgen_test]
async fn sends_requests() {
    let browser = Browser::new();
    let answer = browser.send(&get("data:text/plain,hello")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, "hello"));
    let error = browser.send(&get("http://127.0.0.1:1/")).await.unwrap_err();
    assert_eq!(error.code(), Some(codes::NETWORK_ERROR));
}

#[wasm_bindgen_test]
async fn draws_entropy_and_uses_keys() {
    let browser = Browser::new();
    assert_ne!(browser.entropy().unwrap(), browser.entropy().unwrap());
    let key = Object::new()
        .with("kty", "EC")
        .with("crv", "P-256")
        .with("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
        .with("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    assert!(!browser.verify(&key, Algorithm::Es256, b"input", &[1; 64]).await.unwrap());
}

#[wasm_bindgen_test]
async fn signs_with_the_pair_that_all_share() {
    let (browser, other) = (Browser::new(), Browser::new());
    let key = browser.dpop_key("worker").await.unwrap();
    assert_eq!(other.dpop_key("worker").await.unwrap(), key);
    let pair = other.dpop_pair("worker").await.unwrap();
    let signature = pair.sign(b"input").await.unwrap();
    assert!(browser.verify(&key, Algorithm::Es256, b"input", &signature).await.unwrap());
    other.forget_dpop("worker").await.unwrap();
    let next = other.dpop_key("worker").await.unwrap();
    assert_ne!(next, key);
    assert_eq!(browser.dpop_key("worker").await.unwrap(), next, "no mark is needed to notice");
}

#[wasm_bindgen_test]
async fn keeps_entries_encrypted() {
    let (browser, other) = (Browser::encrypted(), Browser::encrypted());
    browser.store().set("worker", &"entry".into()).await.unwrap();
    assert_eq!(other.store().get("worker").await.unwrap().as_deref(), Some(&"entry".into()));
    browser.store().remove("worker").await.unwrap();
    assert_eq!(other.store().get("worker").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn waits_and_locks() {
    let browser = Browser::new();
    let before = browser.clock();
    let held = browser.lock("worker", LONG).await.unwrap();
    assert!(matches!(browser.lock("worker", Duration::from_millis(30)).await, Err(Error::Timeout)));
    drop(held);
    assert!(browser.lock("worker", LONG).await.is_ok());
    assert!(browser.clock() > before);
}

#[wasm_bindgen_test]
async fn has_no_storage_and_no_cookies() {
    let browser = Browser::new();
    assert!(browser.store().get("k").await.unwrap_err().is_storage());
    assert!(browser.store().set("k", &Value::Null).await.unwrap_err().is_storage());
    assert!(browser.session_get("k").unwrap_err().is_storage());
    browser.session_remove("k");
    browser.set_cookie("a=1");
    assert_eq!(browser.cookies(), "");
}

#[wasm_bindgen_test]
async fn has_no_page() {
    let browser = Browser::new();
    assert!(matches!(browser.page_url(), Err(Error::Usage(&NO_WINDOW))));
    assert!(matches!(browser.navigate("/"), Err(Error::Usage(&NO_WINDOW))));
    let frame = browser.frame("about:blank", "null", LONG, |_| Some(())).await;
    assert!(matches!(frame, Err(Error::Usage(&NO_WINDOW))));
}
