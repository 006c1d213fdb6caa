//! Entries of JSON text as they were last parsed. Others may change an entry at any time, so every
//! look asks for its text; but a text that is still the same is not copied and parsed again.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::json::{self, Value};

/// How many entries are remembered.
const REMEMBERED: usize = 16;

/// The entries of a store that were looked at last.
#[derive(Debug, Default)]
pub(crate) struct Parsed(RefCell<VecDeque<Entry>>);

/// An entry as it was last seen.
#[derive(Debug)]
struct Entry {
    key: String,
    /// The key, as the browser has it.
    name: JsValue,
    text: JsValue,
    value: Rc<Value>,
}

impl Parsed {
    /// A key, as the browser has it.
    pub(crate) fn name(&self, key: &str) -> JsValue {
        let entries = self.0.borrow();
        let known = entries.iter().find(|known| known.key == key);
        known.map_or_else(|| key.into(), |known| known.name.clone())
    }

    /// What the text of an entry holds. `None` when there is none, or it is not JSON.
    pub(crate) fn read(&self, key: &str, name: JsValue, text: JsValue) -> Option<Rc<Value>> {
        let mut entries = self.0.borrow_mut();
        let known = entries.iter().find(|known| known.key == key);
        if let Some(known) = known.filter(|known| known.text == text) {
            return Some(Rc::clone(&known.value));
        }
        entries.retain(|known| known.key != key);
        let value = Rc::new(text.as_string().and_then(|text| json::parse(&text).ok())?);
        entries.push_front(Entry { key: key.into(), name, text, value: Rc::clone(&value) });
        entries.truncate(REMEMBERED);
        Some(value)
    }
}
