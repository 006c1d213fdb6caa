//! The encrypted store: entries in IndexedDB, each sealed with a key that lives there too and that
//! no script can export.
//!
//! It keeps a copy of the browser's profile from being read at leisure: there is no token in clear
//! on the disk. It does not keep out a script that runs in the page and can ask for everything.
//!
//! All entries are decrypted once; after that they are read from memory. A record is named after a
//! hash of its entry's key and bound to that name, so that records can be neither read nor swapped.
//! What does not open, for whatever reason, is no entry and is removed.

use std::cell::RefCell;
use std::fmt;
use std::future::ready;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::cipher::{Key, Sealed};
use super::database::{Change, Database, Failure, Record};
use super::queue::Ticket;
use super::stamp::Stamp;
use crate::error::{Error, codes};
use crate::json::{self, Value};
use crate::platform::{LocalFuture, Store};
use crate::protocol::jwt;

const DATABASE: &str = "auth0-spa-wasm";
const KEYS: &str = "key";
const ENTRIES: &str = "entries";
const STAMP: &str = "auth0-spa-wasm.entries";

/// How often a key that changes under our hands is taken over before we give up.
const ATTEMPTS: usize = 3;

/// The encrypted store of this origin. Making one touches no web API.
pub struct Vault {
    database: Database,
    memory: RefCell<Option<Memory>>,
}

/// What was in the database when the stamp looked like this.
struct Memory {
    key: Option<Key>,
    entries: Vec<Rc<Entry>>,
    stamp: Stamp,
}

struct Entry {
    record: String,
    sealed: Sealed,
    key: String,
    value: Value,
}

impl Vault {
    /// The store.
    pub fn new() -> Self {
        Self { database: Database::new(DATABASE, &[KEYS, ENTRIES]), memory: RefCell::default() }
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

    async fn look(&self) -> Result<(), Error> {
        let stamp = Stamp::look(STAMP);
        let records = self.database.read().await.map_err(unavailable)?;
        let key = key_among(&records);
        self.absorb(&records, key, stamp).await
    }

    /// Brings the memory to what the records say. What is known already is not decrypted again.
    async fn absorb(
        &self,
        records: &[Record],
        key: Option<Key>,
        stamp: Stamp,
    ) -> Result<(), Error> {
        let known = self.known_under(key.as_ref());
        let (mut entries, mut broken) = (Vec::new(), Vec::new());
        for record in records.iter().filter(|record| record.store == ENTRIES) {
            let sealed = Sealed::kept(&record.value);
            let same = known
                .iter()
                .find(|entry| entry.record == record.key && Some(&entry.sealed) == sealed.as_ref());
            let entry = match (same, &key, &sealed) {
                (Some(entry), ..) => Some(Rc::clone(entry)),
                (None, Some(key), Some(sealed)) => open(key, &record.key, sealed).await,
                _ => None,
            };
            match entry {
                Some(entry) => entries.push(entry),
                None => broken.push((record.key.clone(), sealed)),
            }
        }
        *self.memory.borrow_mut() = Some(Memory { key, entries, stamp });
        self.sweep(broken).await
    }

    fn known_under(&self, key: Option<&Key>) -> Vec<Rc<Entry>> {
        let memory = self.memory.borrow();
        let name = |key: &Key| key.name.clone();
        let known = memory.as_ref().filter(|known| known.key.as_ref().map(name) == key.map(name));
        known.map(|known| known.entries.clone()).unwrap_or_default()
    }

    /// Removes records that do not open, unless they were written anew.
    async fn sweep(&self, broken: Vec<(String, Option<Sealed>)>) -> Result<(), Error> {
        if broken.is_empty() {
            return Ok(());
        }
        let doomed = move |record: &&Record| {
            let sealed = Sealed::kept(&record.value);
            record.store == ENTRIES
                && broken.iter().any(|(name, former)| *name == record.key && *former == sealed)
        };
        let swept = self.database.update(move |records| {
            records.iter().filter(&doomed).map(|record| delete(&record.key)).collect()
        });
        swept.await.map(drop).map_err(unavailable)
    }

    async fn put(&self, key: &str, value: &Value) -> Result<(), Error> {
        let text = json::to_string(&Value::Array(vec![key.into(), value.clone()]));
        let name = record_name(key);
        for _ in 0..ATTEMPTS {
            let seal = self.key().await?;
            let sealed = seal.seal(&name, &text).await.map_err(unsealable)?;
            let entry = Entry {
                record: name.clone(),
                sealed: sealed.clone(),
                key: key.into(),
                value: value.clone(),
            };
            if self.write(seal, entry).await? {
                return Ok(());
            }
        }
        Err(unsealable("other pages replace the key all the time".into()))
    }

    /// Writes an entry, unless another key has taken the place of ours: then that one is taken over.
    async fn write(&self, key: Key, entry: Entry) -> Result<bool, Error> {
        let before = Stamp::look(STAMP);
        let (own, put) = (key.clone(), put(&entry));
        let records = self.database.update(move |records| match key_among(records) {
            Some(found) if found.name != own.name => Vec::new(),
            Some(_) => vec![put.clone()],
            None => vec![keep(&own), put.clone()],
        });
        let records = records.await.map_err(unavailable)?;
        let found = key_among(&records).unwrap_or_else(|| key.clone());
        let is_written = found.name == key.name;
        self.absorb(&records, Some(found), before.clone()).await?;
        if is_written {
            self.remember(&entry.record.clone(), Some(entry));
            self.announce(before);
        }
        Ok(is_written)
    }

    /// The key: the one in the database, or a new one. It is made before the transaction that keeps
    /// it, as a transaction ends while it waits for something else.
    async fn key(&self) -> Result<Key, Error> {
        let known = self.memory.borrow().as_ref().and_then(|memory| memory.key.clone());
        if let Some(key) = known {
            return Ok(key);
        }
        let stamp = Stamp::look(STAMP);
        let candidate = Key::generate().await.map_err(unsealable)?;
        let own = candidate.clone();
        let records = self.database.update(move |records| match key_among(records) {
            Some(_) => Vec::new(),
            None => vec![keep(&own)],
        });
        let records = records.await.map_err(unavailable)?;
        let key = key_among(&records).unwrap_or(candidate);
        self.absorb(&records, Some(key.clone()), stamp).await?;
        Ok(key)
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        let name = record_name(key);
        // Gone from here even if the database refuses.
        self.remember(&name, None);
        let before = Stamp::look(STAMP);
        let doomed = name.clone();
        let records = self.database.update(move |records| {
            let is_there = |record: &Record| record.store == ENTRIES && record.key == doomed;
            if records.iter().any(is_there) { vec![delete(&doomed)] } else { Vec::new() }
        });
        let mut records = records.await.map_err(unavailable)?;
        let count = records.len();
        records.retain(|record| record.store != ENTRIES || record.key != name);
        let is_changed = records.len() < count;
        let seal = key_among(&records);
        self.absorb(&records, seal, before.clone()).await?;
        if is_changed {
            self.announce(before);
        }
        Ok(())
    }

    /// Puts an entry in the place of the one under the same name, or nothing.
    fn remember(&self, name: &str, entry: Option<Entry>) {
        if let Some(memory) = self.memory.borrow_mut().as_mut() {
            memory.entries.retain(|known| known.record != name);
            memory.entries.extend(entry.map(Rc::new));
        }
    }

    /// Tells the other tabs. If one of them wrote at the same time, we have yet to look.
    fn announce(&self, before: Stamp) {
        let is_alone = before.is_current(STAMP);
        let stamp = Stamp::renew(STAMP);
        if let Some(memory) = self.memory.borrow_mut().as_mut().filter(|_| is_alone) {
            memory.stamp = stamp;
        }
    }
}

impl Store for Vault {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Value>, Error>> {
        self.answer(move |entries| {
            entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone())
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

    fn keys(&self) -> LocalFuture<'_, Result<Vec<String>, Error>> {
        self.answer(|entries| entries.iter().map(|entry| entry.key.clone()).collect())
    }

    fn reread(&self) -> LocalFuture<'_, Result<(), Error>> {
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
async fn turn() -> Ticket {
    Ticket::draw(STAMP).await
}

async fn open(key: &Key, name: &str, sealed: &Sealed) -> Option<Rc<Entry>> {
    let text = key.open(name, sealed).await?;
    let Value::Array(pair) = json::parse(&text).ok()? else { return None };
    let [Value::String(key), value] = <[Value; 2]>::try_from(pair).ok()? else { return None };
    (record_name(&key) == name)
        .then(|| Rc::new(Entry { record: name.into(), sealed: sealed.clone(), key, value }))
}

/// Keys of entries name the client, its audiences and scopes, which are nobody's business either.
fn record_name(key: &str) -> String {
    jwt::encode(Sha256::digest(key))
}

fn key_among(records: &[Record]) -> Option<Key> {
    let mut kept = records.iter().filter(|record| record.store == KEYS);
    kept.find_map(|record| Key::kept(&record.key, &record.value))
}

fn keep(key: &Key) -> Change {
    let value = key.key.clone().into();
    Change::Put(Record { store: KEYS, key: key.name.clone(), value })
}

fn put(entry: &Entry) -> Change {
    let (key, value) = (entry.record.clone(), entry.sealed.to_js());
    Change::Put(Record { store: ENTRIES, key, value })
}

fn delete(name: &str) -> Change {
    Change::Delete { store: ENTRIES, key: name.into() }
}

fn unavailable(failure: Failure) -> Error {
    failure.into_error(codes::STORAGE_UNAVAILABLE)
}

fn unsealable(cause: String) -> Error {
    Error::generic(codes::STORAGE_UNAVAILABLE, format!("Tokens cannot be encrypted: {cause}."))
}
