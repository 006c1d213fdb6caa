//! Several tabs with one store.

use auth0_spa_wasm::browser::Vault;
use auth0_spa_wasm::platform::Store;
use futures::future::join_all;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{DATABASE, KEY, OTHER, count, filled, get, token};
use crate::browser::database::{Counter, wipe};
use crate::browser::stub::Stub;

#[wasm_bindgen_test]
async fn another_tab_sees_what_was_written_and_removed_at_once() {
    let (one, two) = (filled().await, Vault::new());
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")));
    one.set(KEY, &token("rotated")).await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("rotated")));
    one.remove(KEY).await.unwrap();
    assert_eq!(get(&two, KEY).await, None);
    two.remove(OTHER).await.unwrap();
    assert!(one.keys("").await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_reread_takes_over_what_no_mark_told() {
    let (one, two) = (filled().await, Vault::new());
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")));
    let silent = Stub::value("Storage.prototype", "setItem", "() => {}");
    one.set(KEY, &token("rotated")).await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")), "nothing was told");
    two.reread("a lock").await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("rotated")));
    drop(silent);
}

#[wasm_bindgen_test]
async fn without_local_storage_the_database_is_asked() {
    let (one, two) = (filled().await, Vault::new());
    let _stub = Stub::blocked("window", "localStorage");
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")));
    one.set(KEY, &token("rotated")).await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("rotated")));
}

#[wasm_bindgen_test]
async fn a_reread_decrypts_only_what_is_new() {
    let (one, two) = (filled().await, Vault::new());
    get(&two, KEY).await.unwrap();
    let decryptions = Counter::new("SubtleCrypto.prototype", "decrypt");
    two.reread("a lock").await.unwrap();
    assert_eq!(decryptions.count(), 0.0);
    one.set(KEY, &token("rotated")).await.unwrap();
    two.reread("a lock").await.unwrap();
    assert_eq!(decryptions.count(), 1.0);
}

#[wasm_bindgen_test]
async fn a_write_takes_over_what_others_wrote() {
    let (one, two) = (filled().await, Vault::new());
    get(&two, KEY).await.unwrap();
    let silent = Stub::value("Storage.prototype", "setItem", "() => {}");
    one.set(OTHER, &"theirs".into()).await.unwrap();
    two.set(KEY, &token("ours")).await.unwrap();
    assert_eq!(get(&two, OTHER).await, Some("theirs".into()));
    drop(silent);
}

#[wasm_bindgen_test]
async fn writes_at_the_same_time_all_arrive() {
    wipe(DATABASE).await;
    let vaults = [Vault::new(), Vault::new(), Vault::new()];
    let keys: Vec<_> = (0..24).map(|number| format!("key {number}")).collect();
    let values: Vec<_> = (0..24).map(|number| token(&number.to_string())).collect();
    let writes = keys.iter().zip(&values).enumerate();
    let written = join_all(writes.map(|(place, (key, value))| vaults[place % 3].set(key, value)));
    assert!(written.await.iter().all(Result::is_ok));
    assert_eq!(count("key").await, 1.0, "three pages that start at once share one key");
    let reader = Vault::new();
    for vault in vaults.iter().chain([&reader]) {
        for (key, value) in keys.iter().zip(&values) {
            assert_eq!(get(vault, key).await.as_ref(), Some(value), "{key}");
        }
    }
}
