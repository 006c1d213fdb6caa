//! Pairs that are spoilt or cannot be kept, and databases that fail.

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::platform::{Pair, Platform};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{CLIENT, DATABASE, eventually, fresh, key, signs_for};
use crate::browser::database::{close_all, remember_connections, script, wipe};
use crate::browser::stub::{Stub, run};

fn description(error: Error) -> String {
    match error {
        Error::Generic(refusal) if refusal.code == codes::DPOP_UNAVAILABLE => refusal.description,
        other => panic!("{other:?}"),
    }
}

/// What is said on the console from now on.
fn warnings() -> Stub {
    run("globalThis.warnings = []");
    Stub::value("console", "warn", "(text) => { globalThis.warnings.push(text) }")
}

fn warned() -> String {
    run("globalThis.warnings.join('\\n')").as_string().unwrap()
}

#[wasm_bindgen_test]
async fn what_is_no_pair_is_replaced() {
    let one_key = "(await crypto.subtle.generateKey(
        { name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']))";
    for value in ["'text'", "{}", "{ privateKey: {}, publicKey: 1 }", one_key] {
        let browser = fresh().await;
        key(&browser).await;
        script(&format!(
            "const value = {value};
            await within('auth0-spa-js', (store) =>
                answer(store('keypair').put(value, 'client-one::auth0')))"
        ))
        .await;
        let next = Browser::new();
        let key = key(&next).await;
        assert!(signs_for(&next, &key).await, "{value}");
        assert_eq!(Browser::new().dpop_key(CLIENT).await.unwrap(), key, "{value}");
    }
}

#[wasm_bindgen_test]
async fn w19_a_connection_that_died_is_opened_again() {
    let _stub = remember_connections();
    let browser = fresh().await;
    let first = key(&browser).await;
    close_all();
    let other = browser.dpop_key("client-two").await.unwrap();
    close_all();
    browser.set_dpop_nonce("client-one::auth0", "a nonce").await.unwrap();
    eventually("nonce", "client-one::auth0", "a nonce").await;
    assert_eq!(key(&Browser::new()).await, first);
    assert_eq!(Browser::new().dpop_key("client-two").await.unwrap(), other);
}

#[wasm_bindgen_test]
async fn a_deleted_database_gets_the_pair_back() {
    let browser = fresh().await;
    let first = key(&browser).await;
    wipe(DATABASE).await;
    run("localStorage['auth0-spa-wasm.dpop'] = 'changed'");
    assert_eq!(key(&browser).await, first);
    assert_eq!(key(&Browser::new()).await, first);
}

#[wasm_bindgen_test]
async fn a_pair_that_cannot_be_kept_lives_as_long_as_the_page() {
    let uncloneable = "() => { throw new DOMException('Cannot clone.', 'DataCloneError') }";
    let private = "() => { throw new DOMException('Private.', 'InvalidStateError') }";
    for (owner, name, throws, cause) in [
        ("IDBObjectStore.prototype", "put", uncloneable, "DataCloneError: Cannot clone"),
        ("IDBFactory.prototype", "open", private, "InvalidStateError: Private"),
    ] {
        let browser = fresh().await;
        let _warnings = warnings();
        let stub = Stub::value(owner, name, throws);
        let key = key(&browser).await;
        assert!(signs_for(&browser, &key).await, "{cause}");
        browser.set_dpop_nonce("client-one::auth0", "a nonce").await.unwrap();
        let nonce = browser.dpop_nonce("client-one::auth0").await.unwrap();
        assert_eq!(nonce.as_deref(), Some("a nonce"));
        let warned = warned();
        assert_eq!(warned.lines().count(), 1, "{warned}");
        assert!(warned.starts_with("dpop_unavailable: ") && warned.contains(cause), "{warned}");
        browser.forget_dpop(CLIENT).await.unwrap();
        assert_ne!(browser.dpop_key(CLIENT).await.unwrap(), key, "{cause}");
        drop(stub);
    }
}

#[wasm_bindgen_test]
async fn without_indexed_db_a_pair_lives_as_long_as_the_page() {
    wipe(DATABASE).await;
    let _warnings = warnings();
    let _stub = Stub::blocked("globalThis", "indexedDB");
    let browser = Browser::new();
    let key = key(&browser).await;
    assert!(signs_for(&browser, &key).await);
    assert!(warned().contains("IndexedDB cannot be used: Denied. Allow this site"), "{}", warned());
}

#[wasm_bindgen_test]
async fn without_webcrypto_the_cause_and_the_next_step_are_named() {
    let browser = fresh().await;
    let _stub = Stub::value("globalThis", "crypto", "{}");
    let said = description(browser.dpop_key(CLIENT).await.unwrap_err());
    assert!(said.contains("crypto.subtle is missing") && said.contains("https"), "{said}");
}

#[wasm_bindgen_test]
async fn a_signature_of_another_length_is_refused() {
    let browser = fresh().await;
    key(&browser).await;
    let _stub = Stub::value("SubtleCrypto.prototype", "sign", "async () => new ArrayBuffer(72)");
    let pair = browser.dpop_pair(CLIENT).await.unwrap();
    let said = description(pair.sign(b"input").await.unwrap_err());
    assert!(said.contains("72 bytes"), "{said}");
}

#[wasm_bindgen_test]
async fn a_pair_that_cannot_be_forgotten_is_an_error() {
    let browser = fresh().await;
    let former = key(&browser).await;
    let throws = "() => { throw new DOMException('No.', 'UnknownError') }";
    let stub = Stub::value("IDBObjectStore.prototype", "delete", throws);
    let error = browser.forget_dpop(CLIENT).await.unwrap_err();
    assert!(description(error).contains("UnknownError: No"));
    drop(stub);
    browser.forget_dpop(CLIENT).await.unwrap();
    assert_ne!(key(&browser).await, former);
}

#[wasm_bindgen_test]
async fn making_one_touches_nothing() {
    let _stub = Stub::blocked("globalThis", "indexedDB");
    let _local = Stub::blocked("window", "localStorage");
    let _browser = Browser::encrypted();
}
