//! `localStorage` and `sessionStorage`.
//!
//! Only the handles are gloo-storage's: its `get` and `set` panic where a browser blocks storage,
//! and take an entry that is not JSON for an error. So every handle is probed before it is taken.
//!
//! Where nothing is sent no lock is held, and so no tab waits for what another wrote.

use std::future::ready;
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::parsed::Parsed;
use super::thrown::{member, message};
use super::{Browser, coherence};
use crate::error::{Error, codes};
use crate::json::{self, Value};
use crate::platform::{LocalFuture, Platform, Store};

/// `localStorage`: one entry of JSON text per key.
#[derive(Debug, Default)]
pub struct LocalStore(Parsed);

#[wasm_bindgen]
extern "C" {
    /// `localStorage`, without a copy of its texts and keys.
    type Texts;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Texts, key: &JsValue) -> Result<JsValue, JsValue>;

    /// The window, whose storage may be missing, or throw when it is looked at.
    type Place;

    #[wasm_bindgen(method, getter, catch, js_name = localStorage)]
    fn local_storage(this: &Place) -> Result<Option<Texts>, JsValue>;

    /// A key, as the browser has it.
    type Key;

    #[wasm_bindgen(method, js_name = startsWith)]
    fn starts_with(this: &Key, prefix: &JsValue) -> bool;
}

impl LocalStore {
    fn view(&self, key: &str) -> Result<Option<Rc<Value>>, Error> {
        let name = self.0.name(key);
        let text = Area::Local.look(&name)?;
        Ok(self.0.read(key, name, text))
    }
}

impl Store for LocalStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Rc<Value>>, Error>> {
        Box::pin(ready(self.view(key)))
    }

    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(ready(Area::Local.set(key, &json::to_string(value))))
    }

    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(ready(Area::Local.remove(key)))
    }

    fn settle(&self, lock: &str) -> LocalFuture<'static, ()> {
        if !Browser::SENDS {
            return Box::pin(ready(()));
        }
        coherence::leave(lock, |name, text| Area::Local.set(name, text).is_ok())
    }

    fn reread<'a>(&'a self, lock: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        if !Browser::SENDS {
            return Box::pin(ready(Ok(())));
        }
        Box::pin(async move {
            coherence::wait(lock, |name| Area::Local.get(name).ok().flatten()).await;
            Ok(())
        })
    }

    fn keys<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<String>, Error>> {
        Box::pin(ready(Area::Local.keys(prefix)))
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

    /// The text, without a copy of it.
    fn look(self, key: &JsValue) -> Result<JsValue, Error> {
        let place: Place = js_sys::global().unchecked_into();
        match place.local_storage() {
            Ok(Some(texts)) => texts.get_item(key).map_err(|cause| self.refused(&cause)),
            // The long way tells why.
            _ => self.open().and_then(|_| Err(self.unavailable("the browser has none"))),
        }
    }

    fn set(self, key: &str, text: &str) -> Result<(), Error> {
        self.open()?.set_item(key, text).map_err(|cause| self.refused(&cause))
    }

    fn remove(self, key: &str) -> Result<(), Error> {
        self.open()?.remove_item(key).map_err(|cause| self.refused(&cause))
    }

    /// The keys of others, of which there may be many, are not copied.
    fn keys(self, prefix: &str) -> Result<Vec<String>, Error> {
        let storage = self.open()?;
        let prefix = JsValue::from(prefix);
        let keys = Reflect::own_keys(&storage).map_err(|cause| self.refused(&cause))?;
        let wanted =
            |key: &JsValue| key.is_string() && key.unchecked_ref::<Key>().starts_with(&prefix);
        Ok(keys.iter().filter(wanted).filter_map(|key| key.as_string()).collect())
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
