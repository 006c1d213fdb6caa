//! Keys and entries that were lost, replaced or changed.

use auth0_spa_wasm::browser::Vault;
use auth0_spa_wasm::platform::Store;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{DATABASE, KEY, OTHER, count, filled, get, token};
use crate::browser::database::script;

/// Whether a page that is opened now is signed out, cleanly, and can sign in again.
async fn is_signed_out_and_works_again() {
    let vault = Vault::new();
    assert_eq!(get(&vault, KEY).await, None);
    assert_eq!(vault.keys("").await.unwrap(), Vec::<String>::new());
    assert_eq!(count("entries").await, 0.0, "what does not open is removed");
    vault.set(KEY, &token("new")).await.unwrap();
    assert_eq!(get(&Vault::new(), KEY).await, Some(token("new")));
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
    vault.reread("a lock").await.unwrap();
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
        let keys = vault.keys("").await.unwrap();
        assert_eq!(keys.len(), 1, "{body}");
        assert!(get(&vault, &keys[0]).await.is_some(), "{body}");
        assert_eq!(count("entries").await, 1.0, "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_tampered_entry_can_be_overwritten() {
    for vault in [filled().await, Vault::new()] {
        tamper("one[20] ^= 1; two[20] ^= 1; return [one, two]").await;
        vault.set(KEY, &token("new")).await.unwrap();
        assert_eq!(get(&Vault::new(), KEY).await, Some(token("new")));
        assert_eq!(count("entries").await, 1.0);
        vault.set(OTHER, &"for the next round".into()).await.unwrap();
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
