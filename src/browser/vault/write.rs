//! From memory into the database.

use std::rc::Rc;

use super::record::{ENTRIES, Entry, delete, insert, keep, key_among, put, record_name};
use super::{STAMP, Vault, unavailable, unsealable};
use crate::browser::cipher::Key;
use crate::browser::database::Record;
use crate::browser::stamp::Stamp;
use crate::error::Error;
use crate::json::{self, Value};

/// How often a key that changes under our hands is taken over before we give up.
const ATTEMPTS: usize = 3;

impl Vault {
    pub(super) async fn put(&self, key: &str, value: &Value) -> Result<(), Error> {
        let text = json::to_string(&Value::Array(vec![key.into(), value.clone()]));
        let name = record_name(key);
        for _ in 0..ATTEMPTS {
            let seal = self.key().await?;
            let sealed = seal.seal(&name, &text).await.map_err(unsealable)?;
            let entry = Entry {
                record: name.clone(),
                sealed: sealed.clone(),
                key: key.into(),
                value: Rc::new(value.clone()),
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
        self.absorb(&records, Some(found), before).await?;
        if is_written {
            self.remember(&entry.record.clone(), Some(entry));
            Stamp::renew(STAMP);
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

    pub(super) async fn delete(&self, key: &str) -> Result<(), Error> {
        let name = record_name(key);
        let removed = self.remember(&name, None);
        let before = Stamp::look(STAMP);
        let doomed = name.clone();
        let records = self.database.update(move |records| {
            let is_there = |record: &Record| record.store == ENTRIES && record.key == doomed;
            if records.iter().any(is_there) { vec![delete(&doomed)] } else { Vec::new() }
        });
        let mut records = records.await.map_err(|failure| {
            self.gone.borrow_mut().extend(removed.map(|entry| entry.sealed.clone()));
            unavailable(failure)
        })?;
        let count = records.len();
        records.retain(|record| record.store != ENTRIES || record.key != name);
        let is_changed = records.len() < count;
        let seal = key_among(&records);
        self.absorb(&records, seal, before).await?;
        if is_changed {
            Stamp::renew(STAMP);
        }
        Ok(())
    }

    /// Puts an entry, or nothing, in the place of the one under the same name, and gives that one.
    fn remember(&self, name: &str, entry: Option<Entry>) -> Option<Rc<Entry>> {
        let mut memory = self.memory.borrow_mut();
        let entries = &mut memory.as_mut()?.entries;
        let place = entries.iter().position(|known| known.record == name);
        let former = place.map(|place| entries.remove(place));
        if let Some(entry) = entry {
            insert(entries, Rc::new(entry));
        }
        former
    }
}
