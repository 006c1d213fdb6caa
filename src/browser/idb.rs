//! The web API IndexedDB, as promises.
//!
//! Its requests tell their end by events. `resolve` and `reject` of a promise are good handlers for
//! them, so that no closure of ours has to outlive a request.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::thrown::message;

/// What a transaction may do.
#[derive(Debug, Clone, Copy)]
pub enum Mode {
    ReadOnly,
    ReadWrite,
}

#[wasm_bindgen]
extern "C" {
    /// The global object, whose `indexedDB` may be missing, or throw when it is looked at.
    type Place;

    #[wasm_bindgen(method, getter, catch, js_name = indexedDB)]
    fn indexed_db(this: &Place) -> Result<JsValue, JsValue>;

    /// `IDBFactory`
    type Factory;

    #[wasm_bindgen(method, catch)]
    fn open(this: &Factory, name: &str, version: u32) -> Result<JsValue, JsValue>;

    /// `IDBDatabase`
    #[derive(Debug)]
    type Base;

    #[wasm_bindgen(method, catch, js_name = createObjectStore)]
    fn create_object_store(this: &Base, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Base, stores: &Array, mode: &str) -> Result<Raw, JsValue>;
    #[wasm_bindgen(method, getter, structural)]
    fn close(this: &Base) -> Function;

    /// `IDBTransaction`
    #[derive(Debug)]
    type Raw;

    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn object_store(this: &Raw, name: &str) -> Result<Store, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Raw) -> Result<(), JsValue>;

    /// `IDBObjectStore`
    type Store;

    #[wasm_bindgen(method, catch, js_name = getAllKeys)]
    fn get_all_keys(this: &Store) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Store) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Store, value: &JsValue, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn delete(this: &Store, key: &str) -> Result<JsValue, JsValue>;
}

/// An open connection, closed when the last who uses it is done.
#[derive(Debug)]
pub struct Connection(Base);

/// A transaction, and the promise of its end.
#[derive(Debug)]
pub struct Transaction {
    raw: Raw,
    end: JsFuture,
}

/// Opens a database of version 1, and makes it where there is none.
pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Connection, String> {
    let factory = js_sys::global().unchecked_ref::<Place>().indexed_db();
    let factory = factory.map_err(|thrown| message(&thrown))?;
    if !factory.is_object() {
        return Err("the browser has none".into());
    }
    open_in(&factory, name, stores).await.map_err(|thrown| reason(&thrown))
}

async fn open_in(
    factory: &JsValue,
    name: &str,
    stores: &'static [&'static str],
) -> Result<Connection, JsValue> {
    let request = factory.unchecked_ref::<Factory>().open(name, 1)?;
    let asked = request.clone();
    let make = Closure::<dyn Fn()>::new(move || {
        let Ok(base) = found(&asked) else { return };
        for store in stores {
            // One that cannot be made is missing in the first transaction, which says so.
            let _ = base.unchecked_ref::<Base>().create_object_store(store);
        }
    });
    handle(&request, "onupgradeneeded", make.as_ref());
    let base: Base = result(request).await?.unchecked_into();
    // Another page wants to delete it, or a newer version of this package.
    handle(&base, "onversionchange", &base.close().bind0(&base));
    Ok(Connection(base))
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.0.close().call0(&self.0);
    }
}

impl Connection {
    pub fn transaction(&self, stores: &[&str], mode: Mode) -> Result<Transaction, JsValue> {
        let names: Array = stores.iter().copied().map(JsValue::from).collect();
        let raw = self.0.transaction(
            &names,
            match mode {
                Mode::ReadOnly => "readonly",
                Mode::ReadWrite => "readwrite",
            },
        )?;
        let end = settled(&raw, "oncomplete", "onabort");
        Ok(Transaction { raw, end })
    }
}

impl Transaction {
    /// The keys and values in a store, in one order.
    pub async fn all(&self, store: &str) -> Result<(Array, Array), JsValue> {
        let store = self.raw.object_store(store)?;
        let (keys, values) = (store.get_all_keys()?, store.get_all()?);
        // Requests end in the order they were made.
        let values = result(values).await?;
        Ok((found(&keys)?.unchecked_into(), values.unchecked_into()))
    }

    /// Whether it worked shows at the end.
    pub fn put(&self, store: &str, key: &str, value: &JsValue) -> Result<(), JsValue> {
        self.raw.object_store(store)?.put(value, key).map(drop)
    }

    /// Whether it worked shows at the end.
    pub fn delete(&self, store: &str, key: &str) -> Result<(), JsValue> {
        self.raw.object_store(store)?.delete(key).map(drop)
    }

    /// Waits until everything is kept.
    pub async fn done(self) -> Result<(), JsValue> {
        match self.end.await {
            Ok(_) => Ok(()),
            Err(_) => Err(Reflect::get(&self.raw, &"error".into())?),
        }
    }

    /// Takes everything back. It may have ended by itself, of the cause that this is called for.
    pub async fn abort(self) {
        if self.raw.abort().is_ok() {
            let _ = self.end.await;
        }
    }
}

/// What a request came to.
async fn result(request: JsValue) -> Result<JsValue, JsValue> {
    let outcome = settled(&request, "onsuccess", "onerror").await;
    match outcome {
        Ok(_) => found(&request),
        Err(_) => Err(Reflect::get(&request, &"error".into())?),
    }
}

fn found(request: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(request, &"result".into())
}

fn settled(target: &JsValue, good: &str, bad: &str) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        handle(target, good, &resolve);
        handle(target, bad, &reject);
    }))
}

/// What a failure says of itself, with its name: `QuotaExceededError: Full`.
pub fn reason(thrown: &JsValue) -> String {
    let said = thrown.dyn_ref::<Object>().and_then(|thrown| thrown.to_string().as_string());
    said.map_or_else(|| message(thrown), |text| text.trim_end_matches('.').into())
}

fn handle(target: &JsValue, event: &str, handler: &JsValue) {
    // An object of the browser takes any handler.
    let _ = Reflect::set(target, &event.into(), handler);
}
