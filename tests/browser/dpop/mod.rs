//! Key pairs and nonces for proofs of possession, in the database that Auth0's SDKs share.

mod failures;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::platform::{Algorithm, Pair, Platform};
use futures::future::{join, join3};
use wasm_bindgen_test::wasm_bindgen_test;

use super::database::{Counter, script, text, try_script, wipe};
use super::stub::{Stub, run};

const DATABASE: &str = "auth0-spa-js";
const CLIENT: &str = "client-one";

async fn fresh() -> Browser {
    wipe(DATABASE).await;
    Browser::new()
}

async fn key(browser: &Browser) -> Object {
    browser.dpop_key(CLIENT).await.unwrap()
}

async fn signs_for(browser: &Browser, key: &Object) -> bool {
    let pair = browser.dpop_pair(CLIENT).await.unwrap();
    let signature = pair.sign(b"header.payload").await.unwrap();
    assert_eq!(signature.len(), 64);
    browser.verify(key, Algorithm::Es256, b"header.payload", &signature).await.unwrap()
}

async fn keys_in(store: &str) -> String {
    let keys = format!("answer(store('{store}').getAllKeys())");
    text(&format!("return JSON.stringify(await within('{DATABASE}', (store) => {keys}))")).await
}

/// Waits until something is in the database, where it is written a little later.
async fn eventually(store: &str, key: &str, value: &str) {
    let get = format!("answer(store('{store}').get('{key}'))");
    script(&format!(
        "const look = () => within('{DATABASE}', (store) => {get}).catch(() => undefined);
        for (let tries = 0; await look() !== '{value}'; tries += 1) {{
            if (tries === 500) throw new Error('not there yet');
            await new Promise((done) => setTimeout(done, 10));
        }}"
    ))
    .await;
}

#[wasm_bindgen_test]
async fn signs_what_the_public_key_verifies() {
    let browser = fresh().await;
    let key = key(&browser).await;
    let members: Vec<_> = key.iter().map(|(name, _)| name).collect();
    assert_eq!(members, ["kty", "crv", "x", "y"]);
    assert_eq!((key.text("kty"), key.text("crv")), (Some("EC"), Some("P-256")));
    assert!(signs_for(&browser, &key).await);
}

#[wasm_bindgen_test]
async fn dp35_the_private_key_cannot_be_exported() {
    let browser = fresh().await;
    key(&browser).await;
    let pair = "const pair = await within('auth0-spa-js',
        (store) => answer(store('keypair').get('client-one::auth0')));";
    for format in ["jwk", "pkcs8"] {
        let exported =
            format!("{pair} return crypto.subtle.exportKey('{format}', pair.privateKey)");
        assert!(try_script(&exported).await.is_err(), "{format}");
    }
    let exported = format!(
        "{pair} const {{ x }} = await crypto.subtle.exportKey('jwk', pair.publicKey); return x"
    );
    assert_eq!(Some(text(&exported).await.as_str()), key(&browser).await.text("x"));
}

#[wasm_bindgen_test]
async fn the_database_is_the_one_of_auth0s_sdks() {
    let browser = fresh().await;
    key(&browser).await;
    let about = text(
        "const database = await open('auth0-spa-js');
        const transaction = database.transaction([...database.objectStoreNames]);
        const stores = [...database.objectStoreNames].map((name) => transaction.objectStore(name));
        const pair = await answer(transaction.objectStore('keypair').get('client-one::auth0'));
        const { version } = database;
        database.close();
        const keys = [pair.privateKey, pair.publicKey];
        return JSON.stringify([
            version,
            stores.map(({ name, keyPath, autoIncrement }) => [name, keyPath, autoIncrement]),
            keys.map(({ type, extractable, usages }) => [type, extractable, usages]),
            Object.keys(pair).sort(),
        ]);",
    )
    .await;
    assert_eq!(
        about,
        r#"[1,[["keypair",null,false],["nonce",null,false]],"#.to_string()
            + r#"[["private",false,["sign"]],["public",true,["verify"]]],"#
            + r#"["privateKey","publicKey"]]"#
    );
}

#[wasm_bindgen_test]
async fn a_pair_outlives_the_page() {
    let browser = fresh().await;
    let key = key(&browser).await;
    drop(browser);
    let next = Browser::new();
    assert!(signs_for(&next, &key).await);
    assert_eq!(next.dpop_key(CLIENT).await.unwrap(), key);
    assert_ne!(next.dpop_key("client-two").await.unwrap(), key);
}

#[wasm_bindgen_test]
async fn a_pair_of_another_sdk_is_used() {
    wipe(DATABASE).await;
    let x = text(
        "const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
        const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
        const database = await open('auth0-spa-js', 1, (database) => {
            database.createObjectStore('nonce');
            database.createObjectStore('keypair');
        });
        database.close();
        const { privateKey, publicKey } = pair;
        await within('auth0-spa-js', (store) =>
            answer(store('keypair').put({ privateKey, publicKey }, 'client-one::auth0')));
        return (await crypto.subtle.exportKey('jwk', publicKey)).x;",
    )
    .await;
    let browser = Browser::new();
    let key = key(&browser).await;
    assert_eq!(key.text("x"), Some(x.as_str()));
    assert!(signs_for(&browser, &key).await);
}

#[wasm_bindgen_test]
async fn w18_x17_first_calls_at_the_same_time_share_one_pair() {
    let browser = fresh().await;
    let other = Browser::new();
    let (one, two, three) = join3(key(&browser), key(&browser), key(&browser)).await;
    assert_eq!((&one, &one), (&two, &three));
    assert_eq!(key(&other).await, one);

    wipe(DATABASE).await;
    let (browser, other) = (Browser::new(), Browser::new());
    let made = Counter::new("SubtleCrypto.prototype", "generateKey");
    let (one, two) = join(key(&browser), key(&other)).await;
    assert_eq!(one, two, "two tabs that start at once share one pair");
    assert_eq!(made.count(), 1.0);
    assert!(signs_for(&browser, &two).await && signs_for(&other, &one).await);
}

#[wasm_bindgen_test]
async fn the_first_of_two_tabs_wins() {
    let browser = fresh().await;
    // Another tab keeps its pair while this one makes its own.
    let slow = "(() => {
        const own = SubtleCrypto.prototype.generateKey;
        return async function (...given) {
            const pair = await own.apply(this, given);
            if (globalThis.theirs) return pair;
            globalThis.theirs = await own.apply(this, given);
            await new Promise((done, fail) => {
                const request = indexedDB.open('auth0-spa-js');
                request.onsuccess = () => {
                    const transaction = request.result.transaction('keypair', 'readwrite');
                    transaction.objectStore('keypair').put(globalThis.theirs, 'client-one::auth0');
                    transaction.oncomplete = () => { request.result.close(); done() };
                };
                request.onerror = fail;
            });
            return pair;
        };
    })()";
    run("delete globalThis.theirs");
    let _stub = Stub::value("SubtleCrypto.prototype", "generateKey", slow);
    let key = key(&browser).await;
    let theirs =
        text("return (await crypto.subtle.exportKey('jwk', globalThis.theirs.publicKey)).x").await;
    assert_eq!(key.text("x"), Some(theirs.as_str()));
    assert!(signs_for(&browser, &key).await);
    assert_eq!(Browser::new().dpop_key(CLIENT).await.unwrap(), key);
}

#[wasm_bindgen_test]
async fn w19_a_signature_reads_no_database() {
    drop(key(&fresh().await).await);
    let browser = Browser::new();
    key(&browser).await;
    let transactions = Counter::new("IDBDatabase.prototype", "transaction");
    let exports = Counter::new("SubtleCrypto.prototype", "exportKey");
    for _ in 0..3 {
        browser.dpop_pair(CLIENT).await.unwrap().sign(b"input").await.unwrap();
        key(&browser).await;
    }
    assert_eq!((transactions.count(), exports.count()), (0.0, 0.0));
}

#[wasm_bindgen_test]
async fn forgets_this_client_and_no_other() {
    let browser = fresh().await;
    let former = key(&browser).await;
    let other = browser.dpop_key("client-one2").await.unwrap();
    for nonce_key in ["client-one::auth0", "client-one::_api", "client-one2::auth0"] {
        browser.set_dpop_nonce(nonce_key, "a nonce").await.unwrap();
        eventually("nonce", nonce_key, "a nonce").await;
    }
    browser.forget_dpop(CLIENT).await.unwrap();
    assert_eq!(keys_in("keypair").await, r#"["client-one2::auth0"]"#);
    assert_eq!(keys_in("nonce").await, r#"["client-one2::auth0"]"#);
    assert_eq!(browser.dpop_nonce("client-one::auth0").await.unwrap(), None);
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap(), None);
    assert_eq!(browser.dpop_nonce("client-one2::auth0").await.unwrap().as_deref(), Some("a nonce"));
    assert_ne!(key(&browser).await, former);
    assert_eq!(browser.dpop_key("client-one2").await.unwrap(), other);
}

#[wasm_bindgen_test]
async fn a_nonce_that_is_on_its_way_is_forgotten_too() {
    let browser = fresh().await;
    browser.set_dpop_nonce("client-one::auth0", "late").await.unwrap();
    browser.forget_dpop(CLIENT).await.unwrap();
    script("await new Promise((done) => setTimeout(done, 50))").await;
    assert_eq!(keys_in("nonce").await, "[]");
    assert_eq!(Browser::new().dpop_nonce("client-one::auth0").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_pair_that_another_tab_replaced_is_taken_over() {
    let browser = fresh().await;
    let former = key(&browser).await;
    let other = Browser::new();
    other.forget_dpop(CLIENT).await.unwrap();
    let next = key(&other).await;
    assert_ne!(next, former);
    assert_eq!(key(&browser).await, next);
    assert!(signs_for(&browser, &next).await);
}

#[wasm_bindgen_test]
async fn a_proof_is_signed_by_the_key_that_it_names() {
    let browser = fresh().await;
    let pair = browser.dpop_pair(CLIENT).await.unwrap();
    let other = Browser::new();
    other.forget_dpop(CLIENT).await.unwrap();
    let next = key(&other).await;
    assert_eq!(key(&browser).await, next);
    let signature = pair.sign(b"header.payload").await.unwrap();
    let key = pair.public().jwk();
    assert_ne!(*key, next);
    let verified = browser.verify(key, Algorithm::Es256, b"header.payload", &signature).await;
    assert!(verified.unwrap(), "the pair stays the same while it is used");
}

#[wasm_bindgen_test]
async fn a_page_that_still_has_a_pair_keeps_it_for_its_next_login() {
    let browser = fresh().await;
    let former = key(&browser).await;
    Browser::new().forget_dpop(CLIENT).await.unwrap();
    assert_eq!(key(&browser).await, former, "tokens of this page are bound to it");
    assert_eq!(key(&Browser::new()).await, former, "and the page after the redirect finds it");
}

#[wasm_bindgen_test]
async fn without_local_storage_the_database_is_asked() {
    let browser = fresh().await;
    let _stub = Stub::blocked("window", "localStorage");
    key(&browser).await;
    let other = Browser::new();
    other.forget_dpop(CLIENT).await.unwrap();
    let next = key(&other).await;
    assert_eq!(key(&browser).await, next);
}

#[wasm_bindgen_test]
async fn nonces_outlive_the_page() {
    let browser = fresh().await;
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap(), None);
    browser.set_dpop_nonce("client-one::_api", "first").await.unwrap();
    browser.set_dpop_nonce("client-one::_api", "second").await.unwrap();
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap().as_deref(), Some("second"));
    eventually("nonce", "client-one::_api", "second").await;
    let next = Browser::new();
    assert_eq!(next.dpop_nonce("client-one::_api").await.unwrap().as_deref(), Some("second"));
    assert_eq!(next.dpop_nonce("client-one::auth0").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_nonce_that_is_not_there_is_looked_for_once() {
    let browser = fresh().await;
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap(), None);
    let transactions = Counter::new("IDBDatabase.prototype", "transaction");
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap(), None);
    assert_eq!(transactions.count(), 0.0);
    browser.set_dpop_nonce("client-one::_api", "new").await.unwrap();
    assert_eq!(browser.dpop_nonce("client-one::_api").await.unwrap().as_deref(), Some("new"));
}

#[wasm_bindgen_test]
async fn w19_a_known_nonce_reads_no_database() {
    let browser = fresh().await;
    browser.set_dpop_nonce("client-one::_api", "known").await.unwrap();
    eventually("nonce", "client-one::_api", "known").await;
    let transactions = Counter::new("IDBDatabase.prototype", "transaction");
    browser.set_dpop_nonce("client-one::_api", "known").await.unwrap();
    browser.dpop_nonce("client-one::_api").await.unwrap();
    script("await new Promise((done) => setTimeout(done, 50))").await;
    assert_eq!(transactions.count(), 0.0);
}
