//! What all tabs of an origin share.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::task::Waker;
use std::time::Duration;

use futures::executor::{LocalPool, LocalSpawner};
use p256::ecdsa::SigningKey;

use super::clock::FakeClock;
use super::platform::FakePlatform;
use super::popup::Mail;
use super::store::FakeStore;
use super::tenant::Tenant;

/// What all tabs of an origin share.
pub struct Origin {
    pub clock: FakeClock,
    pub log: RefCell<Vec<String>>,
    pub tenant: RefCell<Tenant>,
    pub store: FakeStore,
    pub cookies: RefCell<BTreeMap<String, (String, i64)>>,
    pub locks: RefCell<BTreeMap<String, VecDeque<u64>>>,
    pub counter: Cell<u64>,
    pub pairs: RefCell<BTreeMap<String, SigningKey>>,
    pub nonces: RefCell<BTreeMap<String, String>>,
    pub mail: Mail,
    pub pool: RefCell<LocalPool>,
    pub spawner: LocalSpawner,
}

impl Origin {
    pub fn new(tenant: Tenant) -> Self {
        let (pool, clock) = (LocalPool::new(), FakeClock::default());
        clock.now.set(1_800_000_000_000);
        Self {
            spawner: pool.spawner(),
            pool: RefCell::new(pool),
            store: FakeStore { clock: clock.clone(), ..FakeStore::default() },
            clock,
            log: RefCell::default(),
            tenant: RefCell::new(tenant),
            cookies: RefCell::default(),
            locks: RefCell::default(),
            counter: Cell::default(),
            pairs: RefCell::default(),
            nonces: RefCell::default(),
            mail: Mail::default(),
        }
    }
}

/// Its clock.
impl FakePlatform {
    pub fn advance(&self, span: Duration) {
        self.origin.clock.now.set(self.origin.clock.now.get() + span.as_millis() as i64);
        let now = self.origin.clock.now.get();
        let mut due = Vec::new();
        self.origin.clock.timers.borrow_mut().retain(|(at, waker)| {
            if *at <= now {
                due.push(waker.clone());
            }
            *at > now
        });
        due.into_iter().for_each(Waker::wake);
    }

    /// Moves the clock to the next timer; `false` when nobody waits for one.
    pub fn advance_to_next_timer(&self) -> bool {
        let next = self.origin.clock.timers.borrow().iter().map(|(at, _)| *at).min();
        let Some(at) = next else { return false };
        self.advance(Duration::from_millis((at - self.origin.clock.now.get()).max(0) as u64));
        true
    }
}

/// What happened there, and what was made there.
impl FakePlatform {
    pub fn log(&self) -> Vec<String> {
        self.origin.log.borrow().clone()
    }

    pub(super) fn note(&self, line: impl Into<String>) {
        self.origin.log.borrow_mut().push(line.into());
    }

    pub(super) fn signing_key(&self, client_id: &str) -> SigningKey {
        let number = self.next() as u8;
        let made = || SigningKey::from_slice(&[number | 1; 32]).unwrap();
        self.origin.pairs.borrow_mut().entry(client_id.into()).or_insert_with(made).clone()
    }

    pub(super) fn next(&self) -> u64 {
        self.origin.counter.set(self.origin.counter.get() + 1);
        self.origin.counter.get()
    }
}
