use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

/// All calls that can fail, on both stores.
async fn failures() -> Vec<Error> {
    let browser = Browser::new();
    let store = browser.store();
    [
        store.get("k").await.map(drop),
        store.set("k", &Value::Null).await,
        store.remove("k").await,
        store.keys("").await.map(drop),
        browser.session_get("k").map(drop),
        browser.session_set("k", "text"),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect()
}

fn assert_typed(errors: &[Error], cause: &str) {
    for error in errors {
        assert!(error.is_storage(), "{error:?}");
        let Error::Generic(refusal) = error else { panic!("{error:?}") };
        assert!(refusal.description.contains(cause), "{}", refusal.description);
        assert!(refusal.description.contains("Storage"), "{}", refusal.description);
    }
}

#[wasm_bindgen_test]
async fn entries_are_plain_json_text() {
    let browser = Browser::new();
    let value = Object::new().with("b", 1.0).with("a", "x").into();
    browser.store().set("t:plain", &value).await.unwrap();
    assert_eq!(run("localStorage['t:plain']").as_string().unwrap(), r#"{"b":1,"a":"x"}"#);
    browser.store().remove("t:plain").await.unwrap();
    assert!(run("localStorage.getItem('t:plain')").is_null());
}

#[wasm_bindgen_test]
async fn session_texts_are_kept_as_they_are() {
    let browser = Browser::new();
    browser.session_set("t:text", "{not json").unwrap();
    assert_eq!(run("sessionStorage['t:text']").as_string().unwrap(), "{not json");
    assert_eq!(browser.session_get("t:text").unwrap().as_deref(), Some("{not json"));
    browser.session_remove("t:text");
    assert_eq!(browser.session_get("t:text").unwrap(), None);
}

#[wasm_bindgen_test]
async fn an_entry_that_is_not_json_is_no_entry() {
    let browser = Browser::new();
    for text in ["", "{", "undefined", "<html>"] {
        run(&format!("localStorage['t:odd'] = {text:?}"));
        assert_eq!(browser.store().get("t:odd").await.unwrap(), None, "{text}");
    }
    run("localStorage.removeItem('t:odd')");
}

#[wasm_bindgen_test]
async fn blocked_storage_is_a_typed_error_everywhere() {
    let _local = Stub::blocked("window", "localStorage");
    let _session = Stub::blocked("window", "sessionStorage");
    let errors = failures().await;
    assert_eq!(errors.len(), 6);
    assert_typed(&errors, "cannot be used: Denied. Allow this site");
    Browser::new().session_remove("k");
}

#[wasm_bindgen_test]
async fn missing_storage_is_a_typed_error_everywhere() {
    let _local = Stub::value("window", "localStorage", "null");
    let _session = Stub::value("window", "sessionStorage", "undefined");
    let errors = failures().await;
    assert_eq!(errors.len(), 6);
    assert_typed(&errors, "cannot be used");
}

#[wasm_bindgen_test]
async fn storage_that_is_denied_late_is_a_typed_error_too() {
    let _get = Stub::value("Storage.prototype", "getItem", "() => { throw new Error('late') }");
    let _set = Stub::value("Storage.prototype", "setItem", "() => { throw 'late' }");
    let errors = failures().await;
    assert_eq!(errors.len(), 4);
    assert_typed(&errors, "late");
}

#[wasm_bindgen_test]
async fn full_storage_is_told_apart_and_keeps_what_is_there() {
    let browser = Browser::new();
    browser.store().set("t:kept", &"small".into()).await.unwrap();
    browser.session_set("t:kept", "small").unwrap();
    let huge = "x".repeat(6_000_000);
    let errors = [
        browser.store().set("t:kept", &huge.as_str().into()).await.unwrap_err(),
        browser.session_set("t:kept", &huge).unwrap_err(),
    ];
    assert_typed(&errors, "is full");
    assert_eq!(browser.store().get("t:kept").await.unwrap().as_deref(), Some(&"small".into()));
    assert_eq!(browser.session_get("t:kept").unwrap().as_deref(), Some("small"));
    browser.store().remove("t:kept").await.unwrap();
    browser.session_remove("t:kept");
}

#[wasm_bindgen_test]
async fn keys_of_others_are_listed_too() {
    run("localStorage['t:foreign'] = 'text'");
    let keys = Browser::new().store().keys("").await.unwrap();
    assert!(keys.contains(&"t:foreign".into()), "{keys:?}");
    run("localStorage.removeItem('t:foreign')");
}
