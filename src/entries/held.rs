//! A lock over all tabs, and the entries that its holder may write.

use std::fmt;
use std::rc::Rc;

use super::Entries;
use crate::platform::Platform;

/// A lock that is given back when this is dropped, once whoever gets it next sees what was written.
/// The holder need not wait for that.
#[must_use = "the lock is held until this is dropped"]
pub struct Held<P: Platform>(Box<Holding<P>>);

struct Holding<P: Platform> {
    entries: Rc<Entries<P>>,
    name: String,
    lock: Option<P::Lock>,
}

impl<P: Platform> Held<P> {
    /// Holds a lock of that name, or does without.
    pub fn new(entries: &Rc<Entries<P>>, name: String, lock: Option<P::Lock>) -> Self {
        // In a box: it travels with answers.
        Self(Box::new(Holding { entries: Rc::clone(entries), name, lock }))
    }
}

impl<P: Platform> Drop for Holding<P> {
    fn drop(&mut self) {
        let (settled, lock) = (self.entries.settle(&self.name), self.lock.take());
        self.entries.platform.spawn(Box::pin(async move {
            settled.await;
            drop(lock);
        }));
    }
}

impl<P: Platform> fmt::Debug for Held<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Held({})", self.0.name)
    }
}
