//! The application's own cache (`ICache`) as a store. Its methods may answer at once or later, and
//! what they throw is thrown on.

use std::rc::Rc;

use js_sys::JSON;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::promise::settle;
use super::value::to_js;
use crate::browser::parsed::Parsed;
use crate::browser::thrown::Thrown;
use crate::error::Error;
use crate::json::Value;
use crate::platform::{LocalFuture, Store};

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    type Cache;

    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &Cache, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn set(this: &Cache, key: &str, value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn remove(this: &Cache, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = allKeys)]
    fn all_keys(this: &Cache) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, js_name = allKeys)]
    fn all_keys_member(this: &Cache) -> JsValue;
}

/// The application's own cache.
#[derive(Debug)]
pub(super) struct ApplicationStore {
    cache: Cache,
    parsed: Parsed,
}

impl ApplicationStore {
    pub(super) fn new(cache: JsValue) -> Self {
        Self { cache: cache.unchecked_into(), parsed: Parsed::default() }
    }
}

impl Store for ApplicationStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Rc<Value>>, Error>> {
        Box::pin(async move {
            let name = self.parsed.name(key);
            let found = settle(self.cache.get(&name).map_err(Thrown)?).await?;
            let text = JSON::stringify(&found).map_or(JsValue::UNDEFINED, Into::into);
            Ok(self.parsed.read(key, name, text).filter(|value| **value != Value::Null))
        })
    }

    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            settle(self.cache.set(key, &to_js(value)).map_err(Thrown)?).await.map(drop)
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move { settle(self.cache.remove(key).map_err(Thrown)?).await.map(drop) })
    }

    fn can_list(&self) -> bool {
        self.cache.all_keys_member().is_function()
    }

    fn keys<'a>(&'a self, _: &'a str) -> LocalFuture<'a, Result<Vec<String>, Error>> {
        Box::pin(async move {
            let listed = settle(self.cache.all_keys().map_err(Thrown)?).await?;
            let keys = js_sys::Array::from(&listed);
            Ok(keys.iter().filter_map(|key| key.as_string()).collect())
        })
    }
}
