//! What promises come to, for calls that are made often: [`JsFuture`](wasm_bindgen_futures::JsFuture)
//! makes and registers two functions for each promise, these are used again.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::prelude::*;

thread_local! {
    static FREE: RefCell<Vec<Rc<Ear>>> = const { RefCell::new(Vec::new()) };
    static IS_CALLED: Cell<bool> = const { Cell::new(false) };
}

type Outcome = Result<JsValue, JsValue>;
type Hear = Closure<dyn FnMut(JsValue) -> Result<(), JsError>>;

/// Waits for an ear to hear.
struct Listening(Option<Rc<Ear>>);

/// Hears of one promise at a time.
struct Ear {
    heard: Rc<Heard>,
    fulfilled: Hear,
    rejected: Hear,
}

#[derive(Default)]
struct Heard {
    outcome: RefCell<Option<Outcome>>,
    waker: RefCell<Option<Waker>>,
}

/// What a promise comes to.
pub(crate) async fn settled(promise: &Promise) -> Outcome {
    let ear = FREE.with_borrow_mut(Vec::pop).unwrap_or_else(Ear::new);
    let _ = promise.then_with_reject(&ear.fulfilled, &ear.rejected);
    Listening(Some(ear)).await
}

/// Whether the browser has just called, so that nothing of ours waits for the caller to return.
/// True once for each call.
#[cfg(feature = "npm")]
pub(crate) fn is_called() -> bool {
    IS_CALLED.replace(false)
}

impl Future for Listening {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let Some(ear) = self.0.take() else { return Poll::Pending };
        let Some(outcome) = ear.heard.outcome.take() else {
            ear.heard.waker.replace(Some(context.waker().clone()));
            self.0 = Some(ear);
            return Poll::Pending;
        };
        FREE.with_borrow_mut(|free| free.push(ear));
        Poll::Ready(outcome)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // Nobody listens any more, but the promise will call. That is rare enough to keep the ear for it.
        std::mem::forget(self.0.take());
    }
}

impl Ear {
    fn new() -> Rc<Self> {
        let heard = Rc::<Heard>::default();
        let hear = |wrap: fn(JsValue) -> Outcome| {
            let heard = Rc::clone(&heard);
            Closure::new(move |value| {
                heard.settle(wrap(value));
                Ok(())
            })
        };
        let (fulfilled, rejected) = (hear(Ok), hear(Err));
        Rc::new(Self { heard, fulfilled, rejected })
    }
}

impl Heard {
    fn settle(&self, outcome: Outcome) {
        self.outcome.replace(Some(outcome));
        if let Some(waker) = self.waker.take() {
            IS_CALLED.set(true);
            waker.wake();
            IS_CALLED.set(false);
        }
    }
}
