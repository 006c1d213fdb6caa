//! The worker, as the page sees it: a function that opens one, and one that asks it.

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::run;

fn browser(open: &str) -> Browser {
    Browser::new().with_worker(run(&format!("({open})")).unchecked_into())
}

async fn failure(open: &str) -> String {
    match browser(open).ask_worker("hello").await {
        Err(Error::Generic(refusal)) if refusal.code == codes::WORKER_FAILED => refusal.description,
        other => panic!("{open}: {other:?}"),
    }
}

#[wasm_bindgen_test]
async fn there_is_none_unless_one_was_brought() {
    let none = Browser::new();
    assert!(!none.has_worker());
    assert_eq!(none.ask_worker("hello").await.unwrap_err().code(), Some(codes::WORKER_FAILED));
    assert!(browser("() => 0").has_worker());
}

#[wasm_bindgen_test]
async fn is_opened_when_first_asked_and_only_then() {
    run("globalThis.opened = 0");
    let browser = browser(
        "async () => { globalThis.opened += 1; return async (text) => text.toUpperCase() }",
    );
    assert_eq!(run("globalThis.opened").as_f64(), Some(0.0));
    assert_eq!(browser.ask_worker("one").await.unwrap(), "ONE");
    assert_eq!(browser.clone().ask_worker("two").await.unwrap(), "TWO");
    assert_eq!(run("globalThis.opened").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn one_that_fails_says_why() {
    for (open, reason) in [
        ("() => { throw new Error('no workers here.') }", "no workers here"),
        ("() => Promise.reject(new Error('script refused'))", "script refused"),
        ("() => 'a text'", "it cannot be asked"),
        ("() => () => { throw 'gone' }", "gone"),
        ("() => () => Promise.reject(new Error('gone'))", "gone"),
        ("() => () => 7", "it replied with something else"),
    ] {
        let description = failure(open).await;
        assert!(description.contains(reason), "{open}: {description}");
    }
}

#[wasm_bindgen_test]
async fn one_that_could_not_be_opened_is_tried_again() {
    run("globalThis.attempts = 0");
    let browser = browser(
        "async () => {
            globalThis.attempts += 1;
            if (globalThis.attempts === 1) throw new Error('not yet');
            return () => 'here';
        }",
    );
    browser.ask_worker("hello").await.unwrap_err();
    assert_eq!(browser.ask_worker("hello").await.unwrap(), "here");
}
