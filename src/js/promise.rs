//! Values that may be promises.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::browser::thrown::Thrown;
use crate::error::Error;

/// The value itself, or what it promises.
pub(super) async fn settle(value: JsValue) -> Result<JsValue, Error> {
    if !is_thenable(&value) {
        return Ok(value);
    }
    JsFuture::from(Promise::resolve(&value)).await.map_err(|thrown| Thrown(thrown).into())
}

fn is_thenable(value: &JsValue) -> bool {
    value.is_object() && Reflect::get(value, &"then".into()).is_ok_and(|then| then.is_function())
}
