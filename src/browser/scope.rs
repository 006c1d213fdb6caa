//! The global scope of a page or a worker, read by name.
//!
//! `web_sys::window` asks whether the global object is an instance of `Window`, which is false in
//! workers and in some test environments. Names are asked for here instead, each time, since pages
//! may add or replace them.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{SubtleCrypto, Window};

use super::passkeys::Credentials;
use crate::error::Error;

#[wasm_bindgen]
extern "C" {
    /// The global object, as far as it is used here.
    pub type Scope;

    #[wasm_bindgen(method, getter)]
    pub fn window(this: &Scope) -> Option<Window>;

    #[wasm_bindgen(method, getter)]
    pub fn crypto(this: &Scope) -> Option<Crypto>;

    #[wasm_bindgen(method, getter)]
    pub fn navigator(this: &Scope) -> Option<Navigator>;

    #[wasm_bindgen(method, getter, js_name = crossOriginIsolated)]
    pub fn cross_origin_isolated(this: &Scope) -> JsValue;

    /// `crypto`, whose `subtle` is missing on insecure origins.
    pub type Crypto;

    #[wasm_bindgen(method, getter)]
    pub fn subtle(this: &Crypto) -> Option<SubtleCrypto>;

    #[wasm_bindgen(method, catch, js_name = getRandomValues)]
    pub fn get_random_values(this: &Crypto, bytes: &js_sys::Uint8Array) -> Result<(), JsValue>;

    /// `navigator`, whose `locks` is missing on insecure origins.
    pub type Navigator;

    #[wasm_bindgen(method, getter)]
    pub fn locks(this: &Navigator) -> Option<LockManager>;

    #[wasm_bindgen(method, getter)]
    pub fn credentials(this: &Navigator) -> Option<Credentials>;

    /// Web Locks, which web-sys only has behind an unstable flag.
    pub type LockManager;

    #[wasm_bindgen(method, catch)]
    pub fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

/// The global object.
pub fn scope() -> Scope {
    js_sys::global().unchecked_into()
}

/// The window of the page.
pub fn window() -> Result<Window, Error> {
    scope().window().ok_or(Error::Usage(&"window is not defined: this call needs a browser page"))
}

/// A plain JavaScript object with these members.
pub fn record<'a>(members: impl IntoIterator<Item = (&'a str, JsValue)>) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A fresh object takes every member.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}
