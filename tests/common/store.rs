//! The store that tabs of an origin share, and its failures.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Value;
use auth0_spa_wasm::platform::{LocalFuture, Store};

use super::clock::FakeClock;
use super::platform::blocked;

/// A prime, so that every seed gives other times.
const MOST_MILLIS: u64 = 331;

#[derive(Default)]
pub struct FakeStore {
    pub entries: RefCell<BTreeMap<String, Value>>,
    pub fails_reading: Cell<bool>,
    pub fails_writing: Cell<bool>,
    pub lists_nothing: Cell<bool>,
    /// Makes writes take their time, each another one; the same seed gives the same times again.
    pub unevenness: Cell<u64>,
    pub writes: Cell<u64>,
    /// How long it takes until other tabs see what was written.
    pub settling: Cell<Duration>,
    pub clock: FakeClock,
    /// How often all keys were asked for.
    pub listings: Cell<usize>,
}

impl Store for FakeStore {
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Rc<Value>>, Error>> {
        Box::pin(async move {
            if self.fails_reading.get() {
                return Err(blocked());
            }
            Ok(self.entries.borrow().get(key).cloned().map(Rc::new))
        })
    }

    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            if self.fails_writing.get() {
                return Err(blocked());
            }
            self.writes.set(self.writes.get() + 1);
            let latency = self.writes.get() * self.unevenness.get() % MOST_MILLIS;
            self.clock.sleep(Duration::from_millis(latency)).await;
            self.entries.borrow_mut().insert(key.into(), value.clone());
            Ok(())
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            self.entries.borrow_mut().remove(key);
            Ok(())
        })
    }

    fn can_list(&self) -> bool {
        !self.lists_nothing.get()
    }

    fn settle(&self, _: &str) -> LocalFuture<'static, ()> {
        let (clock, span) = (self.clock.clone(), self.settling.get());
        Box::pin(async move { clock.sleep(span).await })
    }

    fn keys<'a>(&'a self, _: &'a str) -> LocalFuture<'a, Result<Vec<String>, Error>> {
        Box::pin(async move {
            if self.fails_reading.get() {
                return Err(blocked());
            }
            self.listings.set(self.listings.get() + 1);
            assert!(self.can_list(), "a store that cannot list is not asked to");
            Ok(self.entries.borrow().keys().cloned().collect())
        })
    }
}
