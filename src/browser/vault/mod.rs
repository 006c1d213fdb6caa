//! The encrypted store: entries in IndexedDB, each sealed with a key that lives there too and that
//! no script can export.
//!
//! It keeps a copy of the browser's profile from being read at leisure: there is no token in clear
//! on the disk. It does not keep out a script that runs in the page and can ask for everything.
//!
//! All entries are decrypted once; after that they are read from memory. A record is named after a
//! hash of its entry's key and bound to that name, so that records can be neither read nor swapped.
//! What does not open, for whatever reason, is no entry and is removed.

mod read;
mod record;
mod write;

use std::cell::RefCell;
use std::fmt;
use std::future::ready;
use std::rc::Rc;

use super::cipher::{Key, Sealed};
use super::database::{Database, Failure};
use super::queue::Ticket;
use super::stamp::Stamp;
use crate::error::{Error, codes};
use crate::json::Value;
use crate::platform::{LocalFuture, Store};
use record::{ENTRIES, Entry, KEYS, place_of};

const DATABASE: &str = "auth0-spa-wasm";
const STAMP: &str = "auth0-spa-wasm.entries";

/// The encrypted store of this origin. Making one touches no web API.
pub struct Vault {
    database: Database,
    memory: RefCell<Option<Memory>>,
    /// What was removed here although the database refused. It does not come back.
    gone: RefCell<Vec<Sealed>>,
}

/// What was in the database when the stamp looked like this.
struct Memory {
    key: Option<Key>,
    /// In the order of their keys.
    entries: Vec<Rc<Entry>>,
    stamp: Stamp,
}

impl Vault {
    /// The store.
    pub fn new() -> Self {
        Self {
            database: Database::new(DATABASE, &[KEYS, ENTRIES]),
            memory: RefCell::default(),
            gone: RefCell::default(),
        }
    }

    fn is_current(&self) -> bool {
        self.memory.borrow().as_ref().is_some_and(|memory| memory.stamp.is_current(STAMP))
    }

    fn recall<T: Default>(&self, pick: impl FnOnce(&[Rc<Entry>]) -> T) -> T {
        self.memory.borrow().as_ref().map_or_else(T::default, |memory| pick(&memory.entries))
    }

    /// Answers from memory, after a look at the database where that is not what it was.
    fn answer<'a, T: Default + 'a>(
        &'a self,
        pick: impl FnOnce(&[Rc<Entry>]) -> T + 'a,
    ) -> LocalFuture<'a, Result<T, Error>> {
        if self.is_current() {
            return Box::pin(ready(Ok(self.recall(pick))));
        }
        Box::pin(async move {
            let _turn = turn().await;
            if !self.is_current()
                && let Err(cause) = self.look().await
                && self.memory.borrow().is_none()
            {
                return Err(cause);
            }
            Ok(self.recall(pick))
        })
    }
}

impl Store for Vault {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Rc<Value>>, Error>> {
        self.answer(move |entries| {
            let place = place_of(entries, key).ok()?;
            Some(Rc::clone(&entries[place].value))
        })
    }

    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let _turn = turn().await;
            self.put(key, value).await
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let _turn = turn().await;
            self.delete(key).await
        })
    }

    fn keys<'a>(&'a self, _: &'a str) -> LocalFuture<'a, Result<Vec<String>, Error>> {
        self.answer(|entries| entries.iter().map(|entry| entry.key.clone()).collect())
    }

    fn reread<'a>(&'a self, _lock: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let _turn = turn().await;
            self.look().await
        })
    }
}

impl Default for Vault {
    fn default() -> Self {
        Self::new()
    }
}

/// Entries hold tokens, so none is shown.
impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Vault").field("database", &self.database).finish_non_exhaustive()
    }
}

/// One at a time changes the memory, so that an older look does not undo a newer one.
fn turn() -> impl Future<Output = Ticket> {
    Ticket::draw(STAMP)
}

fn unavailable(failure: Failure) -> Error {
    failure.into_error(codes::STORAGE_UNAVAILABLE)
}

fn unsealable(cause: String) -> Error {
    Error::generic(codes::STORAGE_UNAVAILABLE, format!("Tokens cannot be encrypted: {cause}."))
}
