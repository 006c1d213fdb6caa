//! JavaScript values that were thrown, carried through the crate as they are.

use std::fmt;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::error::Error;

/// A thrown value. Whoever shows errors to JavaScript takes it out again and throws the same value.
#[derive(Clone)]
pub(crate) struct Thrown(pub(crate) JsValue);

impl fmt::Display for Thrown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&message(&self.0))
    }
}

/// The same by hand: the derived one would bring the printing of any JavaScript value along.
impl fmt::Debug for Thrown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Thrown {}

impl From<Thrown> for Error {
    fn from(thrown: Thrown) -> Self {
        Self::Platform(Rc::new(Box::new(thrown)))
    }
}

/// What a thrown value says, without a full stop, so that a sentence can go on after it.
pub fn message(value: &JsValue) -> String {
    let said = |text: &String| !text.is_empty();
    member(value, "message")
        .filter(said)
        .or_else(|| member(value, "name"))
        .or_else(|| value.as_string())
        .filter(said)
        .map_or_else(|| "an unknown reason".into(), |text| text.trim_end_matches('.').into())
}

/// A text member of a thrown value, such as `name`. Anything may be thrown, and reading a member of
/// anything may throw again.
pub fn member(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).ok()?.as_string()
}
