//! A mark in `localStorage` that changes with a database, so that other tabs see without asking
//! the database that there is something new.
//!
//! A mark is looked at, at once; it needs no listener, which would keep a page out of the
//! back/forward cache and say nothing to a page that is in it. It tells nothing but the change.

use wasm_bindgen::prelude::*;
use web_sys::Storage;

use super::entropy;
use super::names::name;
use super::scope::scope;
use crate::protocol::jwt;

#[wasm_bindgen]
extern "C" {
    /// A `Storage` whose texts stay JavaScript's: marks are looked at often, and only compared.
    type Marks;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn item(this: &Marks, key: &JsValue) -> Result<JsValue, JsValue>;
}

/// How a mark looked at some time.
#[derive(Debug, Clone, PartialEq)]
pub enum Stamp {
    /// A text, or `null`.
    Seen(JsValue),
    /// There is no `localStorage`: nobody can tell what has changed.
    Hidden,
}

impl Stamp {
    /// How the mark looks now.
    pub fn look(mark: &'static str) -> Self {
        let storage = storage().map(JsCast::unchecked_into::<Marks>);
        let text = storage.and_then(|marks| marks.item(&name(mark)).ok());
        text.map_or(Self::Hidden, Self::Seen)
    }

    /// Changes the mark, after the database was changed. Who changes it does not count as up to date
    /// either: another tab may have written between its own write and this.
    pub fn renew(name: &str) {
        let next = entropy::bytes().map(|bytes| jwt::encode(&bytes[..12]));
        if let (Some(storage), Ok(next)) = (storage(), next) {
            // A mark that cannot be set is a change that others see later, under a lock.
            let _ = storage.set_item(name, &next);
        }
    }

    /// Whether the mark still looks like this.
    pub fn is_current(&self, mark: &'static str) -> bool {
        *self != Self::Hidden && *self == Self::look(mark)
    }
}

fn storage() -> Option<Storage> {
    scope().window()?.local_storage().ok()?
}
