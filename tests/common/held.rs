//! A lock that is held.

use std::rc::Rc;

use super::platform::Origin;

pub struct Held {
    pub(super) origin: Rc<Origin>,
    pub(super) name: String,
    pub(super) ticket: u64,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(queue) = self.origin.locks.borrow_mut().get_mut(&self.name) {
            queue.retain(|ticket| *ticket != self.ticket);
        }
    }
}
