//! A clock that moves only when everybody waits.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

/// The clock of an origin; copies are the same clock.
#[derive(Clone, Default)]
pub struct FakeClock {
    pub now: Rc<Cell<i64>>,
    pub timers: Rc<RefCell<Vec<(i64, Waker)>>>,
}

impl FakeClock {
    pub async fn sleep(&self, span: Duration) {
        let at = self.now.get() + i64::try_from(span.as_millis()).unwrap();
        poll_fn(|context| {
            if self.now.get() >= at {
                return Poll::Ready(());
            }
            self.timers.borrow_mut().push((at, context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
