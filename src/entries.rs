//! Where entries are kept: in memory, and in the platform's store where the application chose
//! one. A store that fails degrades to memory, with one warning. What entries mean is not decided
//! here.

mod held;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::ready;
use std::rc::Rc;

use crate::cache::key;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::platform::{LocalFuture, Platform, Store};

pub use held::Held;

/// Entries of one client.
pub struct Entries<P> {
    platform: Rc<P>,
    place: Place,
    client_id: String,
    volatile: RefCell<Shelf>,
    degraded: Cell<bool>,
}

/// Entries in the order of their keys: a list and a search beat a map, which is more code.
type Shelf = Vec<(String, Rc<Value>)>;

/// Where entries live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In this page or worker only.
    Memory,
    /// In the platform's store, shared by all tabs.
    Store,
    /// In `localStorage`, whatever the platform's store is.
    Local,
}

impl<P: Platform> Entries<P> {
    /// The entries of a client.
    pub fn new(platform: Rc<P>, place: Place, client_id: impl Into<String>) -> Self {
        Self {
            platform,
            place,
            client_id: client_id.into(),
            volatile: RefCell::default(),
            degraded: Cell::default(),
        }
    }

    /// Whether other tabs see the same entries.
    pub fn is_shared(&self) -> bool {
        self.place != Place::Memory
    }

    /// Whether an entry is in the memory of this page.
    pub fn is_in_memory(&self, key: &str) -> bool {
        self.volatile.borrow().place(key).is_ok()
    }

    /// Reads an entry. One that did not change is the same object again, where the store can tell.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn get(&self, key: &str) -> Result<Option<Rc<Value>>, Error> {
        let volatile = self.volatile.borrow().get_at(key);
        match (volatile, self.store()) {
            (None, Some(store)) => self.degrade(store.get(key).await, None),
            (volatile, _) => Ok(volatile),
        }
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn put(&self, key: &str, value: Value) -> Result<(), Error> {
        if let Some(store) = self.store() {
            let stored = store.set(key, &value).await.map(|()| true);
            if self.degrade(stored, false)? {
                self.volatile.borrow_mut().remove_at(key);
                return self.list(store, key).await;
            }
        }
        self.volatile.borrow_mut().set_at(key, value);
        Ok(())
    }

    /// Removes an entry.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn take(&self, key: &str) -> Result<(), Error> {
        self.volatile.borrow_mut().remove_at(key);
        let Some(store) = self.store() else { return Ok(()) };
        self.degrade(store.remove(key).await, ())
    }

    /// The keys that begin with `prefix`.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, Error> {
        let mut keys = self.volatile.borrow().keys_from(prefix);
        if let Some(store) = self.store() {
            let stored = match store.can_list() {
                true => self.degrade(store.keys(prefix).await, Vec::new())?,
                false => self.manifest(store).await?,
            };
            keys.extend(stored.into_iter().filter(|key| key.starts_with(prefix)));
        }
        Ok(keys)
    }

    /// Takes over what other tabs have written, at least what the last holder of a lock wrote.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn reread(&self, lock: &str) -> Result<(), Error> {
        match self.store() {
            Some(store) => self.degrade(store.reread(lock).await, ()),
            None => Ok(()),
        }
    }

    /// Makes sure that whoever gets a lock next sees what was written, if it is given back when the
    /// future is done. What there is to write for that is written at once.
    pub fn settle(&self, lock: &str) -> LocalFuture<'static, ()> {
        match self.store() {
            Some(store) => store.settle(lock),
            None => Box::pin(ready(())),
        }
    }

    fn store(&self) -> Option<&dyn Store> {
        match self.place {
            Place::Memory => None,
            Place::Store => Some(self.platform.store()),
            Place::Local => Some(self.platform.local_store()),
        }
    }

    /// The keys of this client and the manifest itself, for a store that lists none.
    async fn manifest(&self, store: &dyn Store) -> Result<Vec<String>, Error> {
        let manifest = key::manifest(&self.client_id);
        let value = self.degrade(store.get(&manifest).await, None)?;
        let mut keys = value.as_deref().map(listed).unwrap_or_default();
        if !keys.is_empty() {
            keys.push(manifest);
        }
        Ok(keys)
    }

    /// Enters a key into the manifest, where the store needs one.
    async fn list(&self, store: &dyn Store, key: &str) -> Result<(), Error> {
        if store.can_list() {
            return Ok(());
        }
        let manifest = key::manifest(&self.client_id);
        let value = self.degrade(store.get(&manifest).await, None)?;
        let mut keys = value.as_deref().map(listed).unwrap_or_default();
        if keys.iter().any(|known| known == key) {
            return Ok(());
        }
        keys.push(key.into());
        let keys = Value::Array(keys.into_iter().map(Value::String).collect());
        let value = Value::Object(Object::new().with("keys", keys));
        self.degrade(store.set(&manifest, &value).await, ())
    }

    /// A store that fails counts as empty, and says so once. What the application's own store
    /// threw is the application's to handle.
    fn degrade<T>(&self, result: Result<T, Error>, otherwise: T) -> Result<T, Error> {
        match result {
            Err(error) if P::SENDS && error.is_storage() => {
                if !self.degraded.replace(true) {
                    self.platform.warn(&format!(
                        "storage_unavailable: tokens are kept in memory only and end with this page. {error}"
                    ));
                }
                Ok(otherwise)
            }
            other => other,
        }
    }
}

/// What a [`Shelf`] can do.
trait Keep {
    fn place(&self, key: &str) -> Result<usize, usize>;
    fn get_at(&self, key: &str) -> Option<Rc<Value>>;
    fn set_at(&mut self, key: &str, value: Value);
    fn remove_at(&mut self, key: &str);
    fn keys_from(&self, prefix: &str) -> Vec<String>;
}

impl Keep for Shelf {
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.binary_search_by(|(other, _)| other.as_str().cmp(key))
    }

    fn get_at(&self, key: &str) -> Option<Rc<Value>> {
        self.place(key).ok().map(|place| Rc::clone(&self[place].1))
    }

    fn set_at(&mut self, key: &str, value: Value) {
        match self.place(key) {
            Ok(place) => self[place].1 = Rc::new(value),
            Err(place) => self.insert(place, (key.into(), Rc::new(value))),
        }
    }

    fn remove_at(&mut self, key: &str) {
        if let Ok(place) = self.place(key) {
            self.remove(place);
        }
    }

    fn keys_from(&self, prefix: &str) -> Vec<String> {
        let (Ok(first) | Err(first)) = self.place(prefix);
        let begins = |(key, _): &&(String, Rc<Value>)| key.starts_with(prefix);
        self[first..].iter().take_while(begins).map(|(key, _)| key.clone()).collect()
    }
}

fn listed(manifest: &Value) -> Vec<String> {
    let keys = manifest.as_object().and_then(|object| object.get("keys")?.as_array());
    keys.unwrap_or_default().iter().filter_map(|key| Some(key.as_str()?.to_string())).collect()
}

/// Entries hold tokens, so only their owner is shown.
impl<P> fmt::Debug for Entries<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Entries({}, {:?})", self.client_id, self.place)
    }
}
