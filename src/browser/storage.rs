//! `localStorage` and `sessionStorage`.
//!
//! Only the handles are gloo-storage's: its `get` and `set` panic where a browser blocks storage,
//! and take an entry that is not JSON for an error. So every handle is probed before it is taken.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::ready;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::coherence;
use super::thrown::{member, message};
use crate::error::{Error, codes};
use crate::json::{self, Value};
use crate::platform::{LocalFuture, Store};

/// How many entries are remembered as they were last parsed.
const REMEMBERED: usize = 16;

/// `localStorage`: one entry of JSON text per key.
///
/// Other tabs may change an entry at any time, so every look asks the browser; but a text that is
/// still the same is not copied and parsed again.
#[derive(Debug, Default)]
pub struct LocalStore {
    parsed: RefCell<VecDeque<Parsed>>,
}

/// An entry as it was last seen.
#[derive(Debug)]
struct Parsed {
    key: String,
    text: JsValue,
    value: Value,
}

#[wasm_bindgen]
extern "C" {
    /// `getItem` without a copy of the text.
    type Texts;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Texts, key: &str) -> Result<JsValue, JsValue>;
}

impl LocalStore {
    /// The entry as it was parsed before, or parsed now.
    fn view(&self, key: &str, view: &mut dyn FnMut(&Value)) -> Result<(), Error> {
        let storage = Area::Local.open()?;
        let texts: &Texts = storage.unchecked_ref();
        let text = texts.get_item(key).map_err(|cause| Area::Local.refused(&cause))?;
        let mut parsed = self.parsed.borrow_mut();
        if let Some(known) = parsed.iter().find(|known| known.key == key && known.text == text) {
            view(&known.value);
            return Ok(());
        }
        parsed.retain(|known| known.key != key);
        let value = text.as_string().and_then(|text| json::parse(&text).ok());
        if let Some(value) = value {
            view(&value);
            parsed.push_front(Parsed { key: key.into(), text, value });
            parsed.truncate(REMEMBERED);
        }
        Ok(())
    }
}

impl Store for LocalStore {
    fn show<'a>(
        &'a self,
        key: &'a str,
        view: &'a mut dyn FnMut(&Value),
    ) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(ready(self.view(key, view)))
    }

    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Value>, Error>> {
        let text = Area::Local.get(key);
        Box::pin(ready(text.map(|text| text.and_then(|text| json::parse(&text).ok()))))
    }

    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(ready(Area::Local.set(key, &json::to_string(value))))
    }

    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(ready(Area::Local.remove(key)))
    }

    fn settle<'a>(&'a self, lock: &'a str) -> LocalFuture<'a, ()> {
        Box::pin(coherence::leave(lock, |name, text| Area::Local.set(name, text).is_ok()))
    }

    fn reread<'a>(&'a self, lock: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            coherence::wait(lock, |name| Area::Local.get(name).ok().flatten()).await;
            Ok(())
        })
    }

    fn keys(&self) -> LocalFuture<'_, Result<Vec<String>, Error>> {
        Box::pin(ready(Area::Local.keys()))
    }
}

pub fn session_get(key: &str) -> Result<Option<String>, Error> {
    Area::Session.get(key)
}

pub fn session_set(key: &str, text: &str) -> Result<(), Error> {
    Area::Session.set(key, text)
}

pub fn session_remove(key: &str) {
    // A store that is blocked has nothing to forget.
    let _ = Area::Session.remove(key);
}

#[derive(Clone, Copy)]
enum Area {
    Local,
    Session,
}

impl Area {
    fn get(self, key: &str) -> Result<Option<String>, Error> {
        self.open()?.get_item(key).map_err(|cause| self.refused(&cause))
    }

    fn set(self, key: &str, text: &str) -> Result<(), Error> {
        self.open()?.set_item(key, text).map_err(|cause| self.refused(&cause))
    }

    fn remove(self, key: &str) -> Result<(), Error> {
        self.open()?.remove_item(key).map_err(|cause| self.refused(&cause))
    }

    fn keys(self) -> Result<Vec<String>, Error> {
        let storage = self.open()?;
        let count = storage.length().map_err(|cause| self.refused(&cause))?;
        let mut keys = Vec::new();
        for place in 0..count {
            keys.extend(storage.key(place).map_err(|cause| self.refused(&cause))?);
        }
        Ok(keys)
    }

    fn open(self) -> Result<Storage, Error> {
        let Some(window) = web_sys::window() else {
            return Err(self.unavailable("there is no page"));
        };
        let probe = match self {
            Self::Local => window.local_storage(),
            Self::Session => window.session_storage(),
        };
        match (probe, self) {
            (Err(cause), _) => Err(self.unavailable(&message(&cause))),
            (Ok(None), _) => Err(self.unavailable("the browser has none")),
            (Ok(Some(_)), Self::Local) => Ok(LocalStorage::raw()),
            (Ok(Some(_)), Self::Session) => Ok(SessionStorage::raw()),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Local => "localStorage",
            Self::Session => "sessionStorage",
        }
    }

    fn refused(self, cause: &JsValue) -> Error {
        if member(cause, "name").as_deref() == Some("QuotaExceededError") {
            return Error::generic(
                codes::STORAGE_UNAVAILABLE,
                format!(
                    "{} is full: {}. Remove what this origin does not need from it.",
                    self.name(),
                    message(cause)
                ),
            );
        }
        self.unavailable(&message(cause))
    }

    fn unavailable(self, cause: &str) -> Error {
        Error::generic(
            codes::STORAGE_UNAVAILABLE,
            format!(
                "{} cannot be used: {cause}. Allow this site to keep data in the browser.",
                self.name()
            ),
        )
    }
}
