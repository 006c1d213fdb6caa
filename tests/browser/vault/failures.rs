//! Databases that are missing, blocked, deleted, silent or full.

use auth0_spa_wasm::browser::Vault;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Value;
use auth0_spa_wasm::platform::Store;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{DATABASE, KEY, OTHER, count, filled, fresh, get, token};
use crate::browser::database::{close_all, remember_connections, script, wipe};
use crate::browser::stub::{Stub, run};

fn description(error: Error) -> String {
    assert!(error.is_storage(), "{error:?}");
    let Error::Generic(refusal) = error else { panic!("{error:?}") };
    refusal.description
}

#[wasm_bindgen_test]
async fn a_connection_that_died_is_opened_again() {
    let _stub = remember_connections();
    let vault = filled().await;
    close_all();
    vault.set(KEY, &token("later")).await.unwrap();
    close_all();
    vault.reread("a lock").await.unwrap();
    close_all();
    vault.remove(OTHER).await.unwrap();
    let reader = Vault::new();
    assert_eq!(get(&reader, KEY).await, Some(token("later")));
    assert_eq!(get(&reader, OTHER).await, None);
}

#[wasm_bindgen_test]
async fn a_transaction_that_fails_once_is_repeated() {
    let vault = filled().await;
    let failing = "(() => {
        const own = IDBDatabase.prototype.transaction;
        let failed = false;
        return function (...given) {
            const transaction = own.apply(this, given);
            if (!failed) transaction.abort();
            failed = true;
            return transaction;
        };
    })()";
    let _stub = Stub::value("IDBDatabase.prototype", "transaction", failing);
    vault.set(KEY, &token("twice")).await.unwrap();
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("twice")));
}

#[wasm_bindgen_test]
async fn holds_nobody_up_who_deletes_the_database() {
    let vault = filled().await;
    script(&format!("await remove('{DATABASE}')")).await;
    vault.set(OTHER, &"after".into()).await.unwrap();
    assert_eq!(get(&Vault::new(), OTHER).await, Some("after".into()));
    assert_eq!(get(&vault, KEY).await, None, "what was deleted stays deleted");
}

#[wasm_bindgen_test]
async fn holds_nobody_up_who_upgrades_the_database() {
    let vault = filled().await;
    script(&format!("(await open('{DATABASE}', 2, () => {{}})).close()")).await;
    assert_eq!(get(&vault, KEY).await, Some(token("at-secret")));
    let refused = description(vault.set(KEY, &token("late")).await.unwrap_err());
    assert!(refused.contains("VersionError"), "{refused}");
    wipe(DATABASE).await;
}

#[wasm_bindgen_test]
async fn making_one_touches_nothing() {
    let _stub = Stub::blocked("globalThis", "indexedDB");
    let _local = Stub::blocked("window", "localStorage");
    assert!(format!("{:?}", Vault::new()).contains("auth0-spa-wasm"));
}

/// All calls that can fail.
async fn failures() -> Vec<String> {
    let vault = Vault::new();
    [
        vault.get("k").await.map(drop),
        vault.set("k", &Value::Null).await,
        vault.remove("k").await,
        vault.keys("").await.map(drop),
        vault.reread("a lock").await,
    ]
    .into_iter()
    .filter_map(|outcome| outcome.err().map(description))
    .collect()
}

async fn assert_all_fail(cause: &str) {
    let failures = failures().await;
    assert_eq!(failures.len(), 5, "{failures:?}");
    for said in failures {
        assert!(said.contains(cause), "{said}");
    }
}

#[wasm_bindgen_test]
async fn without_indexed_db_the_cause_and_the_next_step_are_named() {
    wipe(DATABASE).await;
    let blocked = Stub::blocked("globalThis", "indexedDB");
    assert_all_fail("IndexedDB cannot be used: Denied. Allow this site to keep data").await;
    drop(blocked);
    let missing = Stub::value("globalThis", "indexedDB", "undefined");
    assert_all_fail("the browser has none").await;
    drop(missing);
    let throws = "() => { throw new DOMException('Private.', 'InvalidStateError') }";
    let private = Stub::value("IDBFactory.prototype", "open", throws);
    assert_all_fail("InvalidStateError: Private").await;
    drop(private);
}

#[wasm_bindgen_test]
async fn without_webcrypto_the_cause_and_the_next_step_are_named() {
    let vault = fresh().await;
    let _stub = Stub::value("globalThis", "crypto", "{ getRandomValues: (bytes) => bytes }");
    let said = description(vault.set("k", &Value::Null).await.unwrap_err());
    assert!(said.contains("crypto.subtle is missing") && said.contains("https"), "{said}");
}

#[wasm_bindgen_test]
async fn a_database_that_never_answers_is_not_waited_for_for_ever() {
    wipe(DATABASE).await;
    let vault = Vault::new();
    let never = "(() => {
        const own = IDBFactory.prototype.open;
        return function (...given) {
            const request = own.apply(this, given);
            Object.defineProperty(request, 'onsuccess', {
                set(listener) { request.addEventListener('success', (event) => {
                    globalThis.answerLate = () => listener.call(request, event);
                }) },
            });
            return request;
        };
    })()";
    run("delete globalThis.answerLate");
    let silent = Stub::value("IDBFactory.prototype", "open", never);
    // The limit passes at once.
    let hasty = "((own) => (work, span) => own(work, Math.min(span, 200)))(setTimeout)";
    let _hasty = Stub::value("globalThis", "setTimeout", hasty);
    for attempt in 0..3 {
        let said = description(vault.set(KEY, &token("late")).await.unwrap_err());
        assert!(said.contains("it does not answer"), "{attempt}: {said}");
    }
    let pause = "await new Promise((done) => setTimeout(done, 50));";
    script(&format!("while (!globalThis.answerLate) {pause} globalThis.answerLate(); {pause}"))
        .await;
    drop(silent);
    assert_eq!(count("key").await, 0.0, "what was given up is not done later");
    vault.set(KEY, &token("answered")).await.unwrap();
    assert_eq!(get(&vault, KEY).await, Some(token("answered")));
}

#[wasm_bindgen_test]
async fn what_nobody_waits_for_ends_by_itself() {
    let vault = filled().await;
    run("globalThis.loose = []; addEventListener('error', ({ message }) => loose.push(message))");
    for round in 0..3 {
        let value = token(&round.to_string());
        let mut writing = vault.set(KEY, &value);
        assert!(futures::poll!(&mut writing).is_pending());
        // Given up at another point each time.
        script(&format!("await new Promise((done) => setTimeout(done, {round}))")).await;
        drop(writing);
    }
    vault.set(KEY, &token("last")).await.unwrap();
    script("await new Promise((done) => setTimeout(done, 50))").await;
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("last")));
    assert_eq!(get(&vault, KEY).await, Some(token("last")));
    assert_eq!(run("loose.join()").as_string().as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn a_write_counts_when_its_transaction_is_complete() {
    let vault = filled().await;
    let aborting = "(() => {
        const own = IDBObjectStore.prototype.put;
        return function (...given) {
            const request = own.apply(this, given);
            request.addEventListener('success', () => this.transaction.abort());
            return request;
        };
    })()";
    let stub = Stub::value("IDBObjectStore.prototype", "put", aborting);
    run("globalThis.loose = []; addEventListener('error', ({ message }) => loose.push(message))");
    let refused = description(vault.set(KEY, &token("lost")).await.unwrap_err());
    assert!(refused.contains("IndexedDB refused"), "{refused}");
    drop(stub);
    assert_eq!(run("loose.join()").as_string().as_deref(), Some(""));
    assert_eq!(get(&vault, KEY).await, Some(token("at-secret")));
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("at-secret")));
}

#[wasm_bindgen_test]
async fn what_cannot_be_removed_is_gone_from_this_page_at_least() {
    let vault = filled().await;
    let throws = "() => { throw new DOMException('Full.', 'QuotaExceededError') }";
    let stub = Stub::value("IDBObjectStore.prototype", "delete", throws);
    let refused = description(vault.remove(KEY).await.unwrap_err());
    drop(stub);
    assert!(refused.contains("QuotaExceededError: Full"), "{refused}");
    vault.reread("a lock").await.unwrap();
    assert_eq!(get(&vault, KEY).await, None);
    assert_eq!(vault.keys("").await.unwrap(), [OTHER]);
    vault.set(KEY, &token("again")).await.unwrap();
    assert_eq!(get(&vault, KEY).await, Some(token("again")));
}
