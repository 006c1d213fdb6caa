//! The encrypted store: what is on the disk, what survives, and what does not.

mod damage;
mod failures;
mod tabs;

use auth0_spa_wasm::browser::{Browser, Vault};
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::{Platform, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use super::database::{Counter, number, text, try_script, wipe};
use super::stub::run;

const DATABASE: &str = "auth0-spa-wasm";
const KEY: &str = "@@auth0spajs@@::client-one::https://api.example/::openid read:things";
const OTHER: &str = "@@auth0spajs@@::client-one::@@user@@";

fn token(token: &str) -> Value {
    let body = Object::new().with("access_token", token).with("refresh_token", "rt-secret");
    Object::new().with("body", body).with("expiresAt", 1_900_000_000.0).into()
}

async fn fresh() -> Vault {
    wipe(DATABASE).await;
    Vault::new()
}

/// A vault with two entries.
async fn filled() -> Vault {
    let vault = fresh().await;
    vault.set(KEY, &token("at-secret")).await.unwrap();
    vault.set(OTHER, &"id-secret".into()).await.unwrap();
    vault
}

async fn get(vault: &Vault, key: &str) -> Option<Value> {
    vault.get(key).await.unwrap().as_deref().cloned()
}

async fn count(store: &str) -> f64 {
    number(&format!("return within('{DATABASE}', (store) => answer(store('{store}').count()))"))
        .await
}

#[wasm_bindgen_test]
async fn nothing_is_there_in_clear() {
    let _vault = filled().await;
    let mut places = text(&format!("return dump('{DATABASE}')")).await;
    let entries = places.lines().filter(|line| line.starts_with("entries"));
    assert_eq!(entries.filter(|line| line.contains(" bytes ")).count(), 2, "{places}");
    assert_eq!(places.lines().count(), 3, "{places}");
    for place in ["localStorage", "sessionStorage"] {
        places += &run(&format!("JSON.stringify({place})")).as_string().unwrap();
    }
    places += &run("document.cookie").as_string().unwrap();
    for secret in ["secret", "access_token", "client-one", "api.example", "openid", "@@"] {
        assert!(!places.contains(secret), "{secret}: {places}");
    }
}

#[wasm_bindgen_test]
async fn the_key_cannot_be_exported() {
    let _vault = filled().await;
    let key = format!(
        "const [key] = await within('{DATABASE}', (store) => answer(store('key').getAll()));"
    );
    let about =
        text(&format!("{key} return JSON.stringify([key.algorithm, key.extractable])")).await;
    assert_eq!(about, r#"[{"name":"AES-GCM","length":256},false]"#);
    for format in ["raw", "jwk"] {
        let exported = format!("{key} return crypto.subtle.exportKey('{format}', key)");
        assert!(try_script(&exported).await.is_err(), "{format}");
    }
}

#[wasm_bindgen_test]
async fn a_record_is_bound_to_its_name() {
    let _vault = filled().await;
    let opened = text(
        "const read = (part, what) => within('auth0-spa-wasm', (store) => answer(store(part)[what]()));
        const [key] = await read('key', 'getAll');
        const names = await read('entries', 'getAllKeys');
        const values = await read('entries', 'getAll');
        const attempt = (value, label) => crypto.subtle.decrypt({
            name: 'AES-GCM',
            iv: value.slice(0, 12),
            additionalData: new TextEncoder().encode(label),
        }, key, value.slice(12)).then(() => 'opens', () => 'stays shut');
        const tries = values.flatMap((value, place) =>
            [names[place], names[1 - place], ''].map((label) => attempt(value, label)));
        return (await Promise.all(tries)).join()",
    )
    .await;
    assert_eq!(opened, ["opens,stays shut,stays shut"; 2].join(","));
}

#[wasm_bindgen_test]
async fn a_reload_reads_everything() {
    drop(filled().await);
    let vault = Vault::new();
    assert_eq!(get(&vault, KEY).await, Some(token("at-secret")));
    assert_eq!(get(&vault, OTHER).await, Some("id-secret".into()));
    let mut keys = vault.keys("").await.unwrap();
    keys.sort();
    assert_eq!(keys, [OTHER, KEY]);
}

#[wasm_bindgen_test]
async fn is_read_from_memory() {
    drop(filled().await);
    let browser = Browser::encrypted();
    browser.store().get(KEY).await.unwrap();
    let (transactions, openings) = (
        Counter::new("IDBDatabase.prototype", "transaction"),
        Counter::new("IDBFactory.prototype", "open"),
    );
    assert_eq!(browser.store().get(KEY).await.unwrap().as_deref(), Some(&token("at-secret")));
    assert_eq!(browser.store().get("absent").await.unwrap(), None);
    assert_eq!(browser.store().keys("").await.unwrap().len(), 2);
    assert_eq!((transactions.count(), openings.count()), (0.0, 0.0));
    browser.store().reread("a lock").await.unwrap();
    assert_eq!((transactions.count(), openings.count()), (1.0, 0.0), "the counters count");
}

#[wasm_bindgen_test]
async fn no_two_writes_look_alike() {
    let vault = filled().await;
    let before = text(&format!("return dump('{DATABASE}')")).await;
    vault.set(KEY, &token("at-secret")).await.unwrap();
    let after = text(&format!("return dump('{DATABASE}')")).await;
    let same = before.lines().filter(|line| after.contains(line)).count();
    assert_eq!(same, 2, "only the key and the other entry stay as they are");
    assert_eq!(count("entries").await, 2.0);
}
