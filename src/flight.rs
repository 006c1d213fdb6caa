//! Flights: callers that need the same thing share one attempt at it.
//!
//! The first caller leads, the others wait for as long as the leader may take. A leader that is
//! given up (its future dropped) hands its seat to a follower.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Attempts under way, by what they are for. There are never many, so a list beats a map.
#[derive(Default)]
pub(crate) struct Flights {
    airborne: Airborne,
}

type Airborne = Rc<RefCell<Vec<(String, Rc<Flight>)>>>;

/// One attempt. Its result may be of any type, so that waiting for it is compiled once.
#[derive(Default)]
struct Flight {
    is_over: Cell<bool>,
    result: RefCell<Option<Box<dyn Any>>>,
    waiting: RefCell<Vec<Waker>>,
}

/// The leader's place. Dropping it without a result gives the attempt up.
#[must_use]
pub(crate) struct Seat {
    key: String,
    flight: Rc<Flight>,
    airborne: Airborne,
}

impl Flights {
    /// The result of the attempt for `key`: of the one under way, or of `lead`. All attempts for
    /// a key have results of one type.
    pub(crate) async fn share<T: Clone + 'static>(
        &self,
        key: &str,
        lead: impl AsyncFnOnce() -> T,
    ) -> T {
        loop {
            match self.board(key) {
                Ok(seat) => {
                    let result = lead().await;
                    seat.land(Box::new(result.clone()));
                    return result;
                }
                Err(flight) => {
                    flight.landing().await;
                    let result = flight.result.borrow();
                    let result = result.as_ref().and_then(|result| result.downcast_ref::<T>());
                    if let Some(result) = result {
                        return result.clone();
                    }
                }
            }
        }
    }

    /// Waits for a turn at `key` and holds it until the seat is dropped.
    pub(crate) async fn turn(&self, key: &str) -> Seat {
        loop {
            match self.board(key) {
                Ok(seat) => return seat,
                Err(flight) => flight.landing().await,
            }
        }
    }

    /// The leader's seat, or the flight to wait for.
    fn board(&self, key: &str) -> Result<Seat, Rc<Flight>> {
        let mut airborne = self.airborne.borrow_mut();
        if let Some((_, flight)) = airborne.iter().find(|(other, _)| other == key) {
            return Err(Rc::clone(flight));
        }
        let flight = Rc::<Flight>::default();
        airborne.push((key.into(), Rc::clone(&flight)));
        Ok(Seat { key: key.into(), flight, airborne: Rc::clone(&self.airborne) })
    }
}

impl Flight {
    /// Ends when the attempt is over, with a result or without.
    async fn landing(&self) {
        poll_fn(|context| {
            if self.is_over.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

impl Seat {
    fn land(self, result: Box<dyn Any>) {
        self.flight.result.replace(Some(result));
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.airborne.borrow_mut().retain(|(key, _)| *key != self.key);
        self.flight.is_over.set(true);
        self.flight.waiting.take().into_iter().for_each(Waker::wake);
    }
}
