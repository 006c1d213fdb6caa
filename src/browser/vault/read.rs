//! From the database into memory.

use std::rc::Rc;

use super::record::{ENTRIES, Entry, delete, insert, key_among, open};
use super::{Memory, STAMP, Vault, unavailable};
use crate::browser::cipher::{Key, Sealed};
use crate::browser::database::Record;
use crate::browser::stamp::Stamp;
use crate::error::Error;

impl Vault {
    pub(super) async fn look(&self) -> Result<(), Error> {
        let stamp = Stamp::look(STAMP);
        let records = self.database.read().await.map_err(unavailable)?;
        let key = key_among(&records);
        self.absorb(&records, key, stamp).await
    }

    /// Brings the memory to what the records say. What is known already is not decrypted again.
    pub(super) async fn absorb(
        &self,
        records: &[Record],
        key: Option<Key>,
        stamp: Stamp,
    ) -> Result<(), Error> {
        let known = self.known_under(key.as_ref());
        let (mut entries, mut broken) = (Vec::new(), Vec::new());
        for record in records.iter().filter(|record| record.store == ENTRIES) {
            let sealed = Sealed::kept(&record.value);
            if sealed.as_ref().is_some_and(|sealed| self.gone.borrow().contains(sealed)) {
                continue;
            }
            let same = record_among(&known, &record.key).ok().map(|place| &known[place]);
            let same = same.filter(|entry| Some(&entry.sealed) == sealed.as_ref());
            let entry = match (same, &key, &sealed) {
                (Some(entry), ..) => Some(Rc::clone(entry)),
                (None, Some(key), Some(sealed)) => open(key, &record.key, sealed).await,
                _ => None,
            };
            match entry {
                Some(entry) => insert(&mut entries, entry),
                None => broken.push((record.key.clone(), sealed)),
            }
        }
        *self.memory.borrow_mut() = Some(Memory { key, entries, stamp });
        self.sweep(broken).await
    }

    /// What that key opened, in the order of their records.
    fn known_under(&self, key: Option<&Key>) -> Vec<Rc<Entry>> {
        let memory = self.memory.borrow();
        let name = |key: &Key| key.name.clone();
        let known = memory.as_ref().filter(|known| known.key.as_ref().map(name) == key.map(name));
        let mut by_record = Vec::new();
        for entry in known.into_iter().flat_map(|known| &known.entries) {
            let (Ok(place) | Err(place)) = record_among(&by_record, &entry.record);
            by_record.insert(place, Rc::clone(entry));
        }
        by_record
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
}

/// Where the record of that name is among those in the order of their records, or where it belongs.
fn record_among(entries: &[Rc<Entry>], name: &str) -> Result<usize, usize> {
    entries.binary_search_by(|entry| entry.record.as_str().cmp(name))
}
