//! Flights: callers that need the same thing share one attempt at it.
//!
//! The first caller leads, the others wait for as long as the leader may take. A leader that is
//! given up (its future dropped) hands its seat to a follower.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Attempts under way, by what they are for. There are never many, so a list beats a map.
pub(crate) struct Flights<T> {
    airborne: Airborne<T>,
}

type Airborne<T> = Rc<RefCell<Vec<(String, Rc<Flight<T>>)>>>;

struct Flight<T> {
    state: RefCell<State<T>>,
}

struct State<T> {
    outcome: Outcome<T>,
    waiting: Vec<Waker>,
}

#[derive(Clone)]
enum Outcome<T> {
    Airborne,
    Landed(T),
    Abandoned,
}

/// The leader's place. Dropping it without a result gives the attempt up.
#[must_use]
pub(crate) struct Seat<T> {
    key: String,
    flight: Rc<Flight<T>>,
    airborne: Airborne<T>,
}

impl<T> Default for Flights<T> {
    fn default() -> Self {
        Self { airborne: Rc::default() }
    }
}

impl<T: Clone> Flights<T> {
    /// The result of the attempt for `key`: of the one under way, or of `lead`.
    pub(crate) async fn share(&self, key: &str, lead: impl AsyncFnOnce() -> T) -> T {
        loop {
            match self.board(key) {
                Ok(seat) => {
                    let result = lead().await;
                    seat.land(result.clone());
                    return result;
                }
                Err(flight) => {
                    if let Outcome::Landed(result) = flight.landing().await {
                        return result;
                    }
                }
            }
        }
    }

    /// Waits for a turn at `key` and holds it until the seat is dropped.
    pub(crate) async fn turn(&self, key: &str) -> Seat<T> {
        loop {
            match self.board(key) {
                Ok(seat) => return seat,
                Err(flight) => drop(flight.landing().await),
            }
        }
    }

    /// The leader's seat, or the flight to wait for.
    fn board(&self, key: &str) -> Result<Seat<T>, Rc<Flight<T>>> {
        let mut airborne = self.airborne.borrow_mut();
        if let Some((_, flight)) = airborne.iter().find(|(other, _)| other == key) {
            return Err(Rc::clone(flight));
        }
        let state = State { outcome: Outcome::Airborne, waiting: Vec::new() };
        let flight = Rc::new(Flight { state: RefCell::new(state) });
        airborne.push((key.into(), Rc::clone(&flight)));
        Ok(Seat { key: key.into(), flight, airborne: Rc::clone(&self.airborne) })
    }
}

impl<T: Clone> Flight<T> {
    async fn landing(&self) -> Outcome<T> {
        poll_fn(|context| {
            let mut state = self.state.borrow_mut();
            if matches!(state.outcome, Outcome::Airborne) {
                state.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(state.outcome.clone())
        })
        .await
    }
}

impl<T> Seat<T> {
    fn land(self, result: T) {
        self.flight.state.borrow_mut().outcome = Outcome::Landed(result);
    }
}

impl<T> Drop for Seat<T> {
    fn drop(&mut self) {
        self.airborne.borrow_mut().retain(|(key, _)| *key != self.key);
        let mut state = self.flight.state.borrow_mut();
        if matches!(state.outcome, Outcome::Airborne) {
            state.outcome = Outcome::Abandoned;
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}
