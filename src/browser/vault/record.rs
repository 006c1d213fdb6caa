//! Entries and keys as records.

use std::rc::Rc;

use sha2::{Digest, Sha256};

use crate::browser::cipher::{Key, Sealed};
use crate::browser::database::{Change, Record};
use crate::json::{self, Value};
use crate::protocol::jwt;

pub const KEYS: &str = "key";
pub const ENTRIES: &str = "entries";

/// An entry, and the record it is in.
pub struct Entry {
    pub record: String,
    pub sealed: Sealed,
    pub key: String,
    pub value: Rc<Value>,
}

pub async fn open(key: &Key, name: &str, sealed: &Sealed) -> Option<Rc<Entry>> {
    let text = key.open(name, sealed).await?;
    let Value::Array(pair) = json::parse(&text).ok()? else { return None };
    let [Value::String(key), value] = <[Value; 2]>::try_from(pair).ok()? else { return None };
    (record_name(&key) == name).then(|| {
        Rc::new(Entry { record: name.into(), sealed: sealed.clone(), key, value: Rc::new(value) })
    })
}

/// Where the entry with that key is among those in the order of their keys, or where it belongs.
pub fn place_of(entries: &[Rc<Entry>], key: &str) -> Result<usize, usize> {
    entries.binary_search_by(|entry| entry.key.as_str().cmp(key))
}

/// Puts an entry among others, in order.
pub fn insert(entries: &mut Vec<Rc<Entry>>, entry: Rc<Entry>) {
    let (Ok(place) | Err(place)) = place_of(entries, &entry.key);
    entries.insert(place, entry);
}

/// Keys of entries name the client, its audiences and scopes, which are nobody's business either.
pub fn record_name(key: &str) -> String {
    jwt::encode(Sha256::digest(key))
}

pub fn key_among(records: &[Record]) -> Option<Key> {
    let mut kept = records.iter().filter(|record| record.store == KEYS);
    kept.find_map(|record| Key::kept(&record.key, &record.value))
}

pub fn keep(key: &Key) -> Change {
    let value = key.key.clone().into();
    Change::Put(Record { store: KEYS, key: key.name.clone(), value })
}

pub fn put(entry: &Entry) -> Change {
    let (key, value) = (entry.record.clone(), entry.sealed.to_js());
    Change::Put(Record { store: ENTRIES, key, value })
}

pub fn delete(name: &str) -> Change {
    Change::Delete { store: ENTRIES, key: name.into() }
}
