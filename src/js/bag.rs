//! Option bags of JavaScript: one typed getter per kind of member. The first member of the wrong
//! type is remembered, so that reading goes on without a branch and [`Bag::checked`] tells.

use std::cell::Cell;

use js_sys::{Function, JSON};
use wasm_bindgen::{JsCast, JsValue};

use super::last::LastText;
use crate::browser::names;
use crate::browser::thrown::Thrown;
use crate::error::Error;
use crate::json::{self, Object, Value};

/// An option bag.
pub(super) struct Bag {
    members: JsValue,
    is_object: bool,
    culprit: Cell<Option<Culprit>>,
}

/// A member of the wrong type, and what it should be.
#[derive(Clone, Copy)]
struct Culprit {
    name: &'static str,
    expected: &'static str,
}

const MISSING: &str = "there";

impl Bag {
    /// Anything but an object counts as a bag without members.
    pub(super) fn new(options: JsValue) -> Self {
        Self { is_object: options.is_object(), members: options, culprit: Cell::default() }
    }

    /// A member as it is.
    pub(super) fn member(&self, name: &'static str) -> JsValue {
        match self.is_object {
            true => names::member(&self.members, name).unwrap_or_default(),
            false => JsValue::UNDEFINED,
        }
    }

    pub(super) fn text(&self, name: &'static str) -> Option<String> {
        let member = self.member(name);
        self.expect(name, "a text", &member, member.as_string())
    }

    /// A text that is mostly the one of the call before.
    pub(super) fn same_text(&self, name: &'static str, last: &LastText) -> Option<String> {
        let member = self.member(name);
        self.expect(name, "a text", &member, last.read(&member))
    }

    pub(super) fn number(&self, name: &'static str) -> Option<f64> {
        let member = self.member(name);
        self.expect(name, "a number", &member, member.as_f64())
    }

    pub(super) fn flag(&self, name: &'static str) -> Option<bool> {
        let member = self.member(name);
        self.expect(name, "`true` or `false`", &member, member.as_bool())
    }

    pub(super) fn object(&self, name: &'static str) -> Option<Object> {
        let object = self.value(name).and_then(Value::into_object);
        self.expect(name, "a plain object", &self.member(name), object)
    }

    pub(super) fn texts(&self, name: &'static str) -> Option<Vec<String>> {
        let all = |value: Value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.as_str().map(String::from)).collect()
        };
        let texts = self.value(name).and_then(all);
        self.expect(name, "a list of texts", &self.member(name), texts)
    }

    /// A member that is one of a few words.
    pub(super) fn word<T>(
        &self,
        name: &'static str,
        expected: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let member = self.member(name);
        let word = member.as_string().and_then(|word| read(&word));
        self.expect(name, expected, &member, word)
    }

    /// A member that may not be missing.
    pub(super) fn needed(&self, name: &'static str) -> String {
        let text = self.text(name);
        if text.is_none() {
            self.blame(name, MISSING);
        }
        text.unwrap_or_default()
    }

    /// What the application wants back later: whatever JSON can hold of it.
    pub(super) fn json(&self, name: &'static str) -> Result<Option<Value>, Error> {
        let text = JSON::stringify(&self.member(name)).map_err(Thrown)?;
        Ok(text.as_string().and_then(|text| json::parse(&text).ok()))
    }

    pub(super) fn callback(&self, name: &'static str) -> Option<Function> {
        self.member(name).dyn_into().ok()
    }

    pub(super) fn is_set(&self, name: &'static str) -> bool {
        self.member(name).is_truthy()
    }

    /// What was read, unless a member had the wrong type.
    ///
    /// # Errors
    /// [`Error::InvalidConfiguration`] naming the member.
    pub(super) fn checked<T>(&self, read: T) -> Result<T, Error> {
        self.check().map(|()| read)
    }

    fn check(&self) -> Result<(), Error> {
        let Some(Culprit { name, expected }) = self.culprit.get() else { return Ok(()) };
        let message = match expected {
            MISSING => ["The option `", name, "` is missing."].concat(),
            _ => {
                ["The option `", name, "` has the wrong type: it must be ", expected, "."].concat()
            }
        };
        Err(Error::configuration(message, "See the types of the package for what it may be."))
    }

    fn value(&self, name: &'static str) -> Option<Value> {
        let member = self.member(name);
        // Most members are not there, and need not be written down.
        if !member.is_object() {
            return None;
        }
        json::from_js(&member).ok()
    }

    fn expect<T>(
        &self,
        name: &'static str,
        expected: &'static str,
        member: &JsValue,
        read: Option<T>,
    ) -> Option<T> {
        if read.is_none() && !member.is_undefined() && !member.is_null() {
            self.blame(name, expected);
        }
        read
    }

    fn blame(&self, name: &'static str, expected: &'static str) {
        if self.culprit.get().is_none() {
            self.culprit.set(Some(Culprit { name, expected }));
        }
    }
}
