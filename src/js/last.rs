//! A long text that is mostly the one of the call before.

use std::cell::RefCell;
use std::fmt;

use wasm_bindgen::JsValue;

/// The last text, as JavaScript has it and as it was copied: to compare takes less time than to copy.
#[derive(Default)]
pub(super) struct LastText(RefCell<Option<(JsValue, String)>>);

impl LastText {
    /// A value, if it is a text.
    pub(super) fn read(&self, value: &JsValue) -> Option<String> {
        let mut last = self.0.borrow_mut();
        if let Some((_, text)) = last.as_ref().filter(|(known, _)| known == value) {
            return Some(text.clone());
        }
        let text = value.as_string()?;
        *last = Some((value.clone(), text.clone()));
        Some(text)
    }

    /// Keeps it no longer.
    pub(super) fn forget(&self) {
        self.0.take();
    }
}

/// It may be a secret.
impl fmt::Debug for LastText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LastText")
    }
}
