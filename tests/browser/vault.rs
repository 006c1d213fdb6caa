//! The encrypted store: what is on the disk, what survives, and what does not.

use auth0_spa_wasm::browser::{Browser, Vault};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::{Platform, Store};
use futures::future::join_all;
use wasm_bindgen_test::wasm_bindgen_test;

use super::database::{
    Counter, close_all, number, remember_connections, script, text, try_script, wipe,
};
use super::stub::{Stub, run};

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
    vault.get(key).await.unwrap()
}

async fn count(store: &str) -> f64 {
    number(&format!("return within('{DATABASE}', (store) => answer(store('{store}').count()))"))
        .await
}

/// Whether a page that is opened now is signed out, cleanly, and can sign in again.
async fn is_signed_out_and_works_again() {
    let vault = Vault::new();
    assert_eq!(get(&vault, KEY).await, None);
    assert_eq!(vault.keys().await.unwrap(), Vec::<String>::new());
    assert_eq!(count("entries").await, 0.0, "what does not open is removed");
    vault.set(KEY, &token("new")).await.unwrap();
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("new")));
}

fn description(error: Error) -> String {
    assert!(error.is_storage(), "{error:?}");
    let Error::Generic(refusal) = error else { panic!("{error:?}") };
    refusal.description
}

#[wasm_bindgen_test]
async fn nothing_is_there_in_clear() {
    let _vault = filled().await;
    let mut places = text(&format!("return dump('{DATABASE}')")).await;
    assert_eq!(places.lines().filter(|line| line.starts_with("entries")).count(), 2, "{places}");
    for place in ["localStorage", "sessionStorage"] {
        places += &run(&format!("JSON.stringify({place})")).as_string().unwrap();
    }
    places += &run("document.cookie").as_string().unwrap();
    for secret in ["secret", "access_token", "client-one", "api.example", "openid", "{\"", "@@"] {
        assert!(!places.replace("{\"auth0-spa-wasm.", "").contains(secret), "{secret}: {places}");
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
async fn a_reload_reads_everything() {
    drop(filled().await);
    let vault = Vault::new();
    assert_eq!(get(&vault, KEY).await, Some(token("at-secret")));
    assert_eq!(get(&vault, OTHER).await, Some("id-secret".into()));
    let mut keys = vault.keys().await.unwrap();
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
    assert_eq!(browser.store().get(KEY).await.unwrap(), Some(token("at-secret")));
    assert_eq!(browser.store().get("absent").await.unwrap(), None);
    assert_eq!(browser.store().keys().await.unwrap().len(), 2);
    assert_eq!((transactions.count(), openings.count()), (0.0, 0.0));
    browser.store().reread().await.unwrap();
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

#[wasm_bindgen_test]
async fn a_lost_key_is_a_clean_end() {
    drop(filled().await);
    script(&format!("await within('{DATABASE}', (store) => answer(store('key').clear()))")).await;
    is_signed_out_and_works_again().await;
}

#[wasm_bindgen_test]
async fn a_lost_key_ends_the_session_of_an_open_page_too() {
    let vault = filled().await;
    script(&format!("await within('{DATABASE}', (store) => answer(store('key').clear()))")).await;
    vault.reread().await.unwrap();
    assert_eq!(get(&vault, KEY).await, None);
    is_signed_out_and_works_again().await;
}

const REPLACE_KEY: &str = "
    const key = await crypto.subtle.generateKey(
        { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await within('auth0-spa-wasm', async (store) => {
        const [name] = await answer(store('key').getAllKeys());
        await answer(store('key').clear());
        await answer(store('key').put(key, NAME));
    });";

#[wasm_bindgen_test]
async fn a_replaced_key_is_a_clean_end() {
    for name in ["name", "'another name'"] {
        drop(filled().await);
        script(&REPLACE_KEY.replace("NAME", name)).await;
        is_signed_out_and_works_again().await;
    }
}

#[wasm_bindgen_test]
async fn something_that_is_no_key_is_replaced() {
    for value in ["'text'", "{}", "new Uint8Array(32)"] {
        drop(filled().await);
        script(&format!(
            "await within('{DATABASE}', async (store) => {{
                const [name] = await answer(store('key').getAllKeys());
                await answer(store('key').put({value}, name));
            }})"
        ))
        .await;
        is_signed_out_and_works_again().await;
    }
}

#[wasm_bindgen_test]
async fn an_open_page_takes_over_a_key_that_replaced_its_own() {
    let vault = filled().await;
    script(&REPLACE_KEY.replace("NAME", "'another name'")).await;
    vault.set(KEY, &token("after")).await.unwrap();
    assert_eq!(get(&vault, KEY).await, Some(token("after")));
    assert_eq!(get(&vault, OTHER).await, None);
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("after")));
    assert_eq!(count("key").await, 1.0);
}

/// What somebody may do to one of two records, or to both.
const TAMPERINGS: [&str; 6] = [
    "one[20] ^= 1; return [one, two]",
    "one[0] ^= 1; return [one, two]",
    "return [one.slice(0, 5), two]",
    "return [new Uint8Array(0), two]",
    "return ['text', two]",
    "return [{ iv: 1 }, two]",
];

async fn tamper(body: &str) {
    script(&format!(
        "const tamper = (one, two) => {{ {body} }};
        await within('{DATABASE}', async (store) => {{
            const names = await answer(store('entries').getAllKeys());
            const values = tamper(...await answer(store('entries').getAll()));
            for (const [place, value] of values.entries()) {{
                await answer(store('entries').put(value, names[place]));
            }}
        }})"
    ))
    .await;
}

#[wasm_bindgen_test]
async fn a_tampered_entry_is_no_entry_and_the_other_stays() {
    for body in TAMPERINGS {
        drop(filled().await);
        tamper(body).await;
        let vault = Vault::new();
        let keys = vault.keys().await.unwrap();
        assert_eq!(keys.len(), 1, "{body}");
        assert!(get(&vault, &keys[0]).await.is_some(), "{body}");
        assert_eq!(count("entries").await, 1.0, "{body}");
    }
}

#[wasm_bindgen_test]
async fn entries_cannot_be_swapped() {
    drop(filled().await);
    tamper("return [two, one]").await;
    is_signed_out_and_works_again().await;
}

#[wasm_bindgen_test]
async fn what_is_sealed_but_is_no_entry_is_removed() {
    for content in ["not json", "{}", "[\"another key\", 1]", "[1, 2]", "[\"k\"]"] {
        drop(filled().await);
        script(&format!(
            "const [key] = await within('{DATABASE}', (store) => answer(store('key').getAll()));
            const names = await within('{DATABASE}', (store) => answer(store('entries').getAllKeys()));
            const encode = (text) => new TextEncoder().encode(text);
            for (const name of names) {{
                const iv = crypto.getRandomValues(new Uint8Array(12));
                const parameters = {{ name: 'AES-GCM', iv, additionalData: encode(name) }};
                const data = await crypto.subtle.encrypt(parameters, key, encode('{content}'));
                const value = new Uint8Array([...iv, ...new Uint8Array(data)]);
                await within('{DATABASE}', (store) => answer(store('entries').put(value, name)));
            }}"
        ))
        .await;
        is_signed_out_and_works_again().await;
    }
}

#[wasm_bindgen_test]
async fn a_connection_that_died_is_opened_again() {
    let _stub = remember_connections();
    let vault = filled().await;
    close_all();
    vault.set(KEY, &token("later")).await.unwrap();
    close_all();
    vault.reread().await.unwrap();
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
        vault.keys().await.map(drop),
        vault.reread().await,
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
    let _silent = Stub::value("IDBFactory.prototype", "open", never);
    // The limit passes at once.
    let hasty = "((own) => (work, span) => own(work, Math.min(span, 200)))(setTimeout)";
    let _hasty = Stub::value("globalThis", "setTimeout", hasty);
    for attempt in 0..3 {
        let said = description(vault.set(KEY, &token("late")).await.unwrap_err());
        assert!(said.contains("it does not answer"), "{attempt}: {said}");
    }
    run("globalThis.answerLate()");
    script("await new Promise((done) => setTimeout(done, 50))").await;
    assert_eq!(get(&vault, KEY).await, None, "what was given up is not done later");
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
    let _stub = Stub::value("IDBObjectStore.prototype", "delete", throws);
    let refused = description(vault.remove(KEY).await.unwrap_err());
    assert!(refused.contains("QuotaExceededError: Full"), "{refused}");
    assert_eq!(get(&vault, KEY).await, None);
}

#[wasm_bindgen_test]
async fn another_tab_sees_what_was_written_and_removed_at_once() {
    let (one, two) = (filled().await, Vault::new());
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")));
    one.set(KEY, &token("rotated")).await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("rotated")));
    one.remove(KEY).await.unwrap();
    assert_eq!(get(&two, KEY).await, None);
    two.remove(OTHER).await.unwrap();
    assert!(one.keys().await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_reread_takes_over_what_no_mark_told() {
    let (one, two) = (filled().await, Vault::new());
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")));
    let silent = Stub::value("Storage.prototype", "setItem", "() => {}");
    one.set(KEY, &token("rotated")).await.unwrap();
    assert_eq!(get(&two, KEY).await, Some(token("at-secret")), "nothing was told");
    two.reread().await.unwrap();
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
    two.reread().await.unwrap();
    assert_eq!(decryptions.count(), 0.0);
    one.set(KEY, &token("rotated")).await.unwrap();
    two.reread().await.unwrap();
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
