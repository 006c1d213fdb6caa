//! What all tabs of an origin share.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::task::Waker;
use std::time::Duration;

use futures::executor::{LocalPool, LocalSpawner};
use p256::ecdsa::SigningKey;

use super::platform::FakePlatform;
use super::store::FakeStore;
use super::tenant::Tenant;

/// What all tabs of an origin share.
pub struct Origin {
    pub now: Cell<i64>,
    pub timers: RefCell<Vec<(i64, Waker)>>,
    pub log: RefCell<Vec<String>>,
    pub tenant: RefCell<Tenant>,
    pub store: FakeStore,
    pub cookies: RefCell<BTreeMap<String, (String, i64)>>,
    pub locks: RefCell<BTreeMap<String, VecDeque<u64>>>,
    pub counter: Cell<u64>,
    pub pairs: RefCell<BTreeMap<String, SigningKey>>,
    pub nonces: RefCell<BTreeMap<String, String>>,
    pub pool: RefCell<LocalPool>,
    pub spawner: LocalSpawner,
}

impl FakePlatform {
    pub fn advance(&self, span: Duration) {
        self.origin.now.set(self.origin.now.get() + span.as_millis() as i64);
        let now = self.origin.now.get();
        let mut due = Vec::new();
        self.origin.timers.borrow_mut().retain(|(at, waker)| {
            if *at <= now {
                due.push(waker.clone());
            }
            *at > now
        });
        due.into_iter().for_each(Waker::wake);
    }

    /// Moves the clock to the next timer; `false` when nobody waits for one.
    pub fn advance_to_next_timer(&self) -> bool {
        let next = self.origin.timers.borrow().iter().map(|(at, _)| *at).min();
        let Some(at) = next else { return false };
        self.advance(Duration::from_millis((at - self.origin.now.get()).max(0) as u64));
        true
    }
}
