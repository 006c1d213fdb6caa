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
    heard: Rc<Cell<Heard>>,
    fulfilled: Hear,
    rejected: Hear,
}

/// How far it is with the promise.
#[derive(Default)]
enum Heard {
    #[default]
    Nothing,
    /// Nothing yet, and somebody waits.
    Awaited(Waker),
    Settled(Outcome),
    /// Nobody listens any more, but the promise will call: until then the ear is kept for it.
    Left(Rc<Ear>),
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
        if let Heard::Settled(outcome) = ear.heard.take() {
            ear.free();
            return Poll::Ready(outcome);
        }
        ear.heard.set(Heard::Awaited(context.waker().clone()));
        self.0 = Some(ear);
        Poll::Pending
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let Some(ear) = self.0.take() else { return };
        match ear.heard.take() {
            Heard::Settled(_) => ear.free(),
            _ => Rc::clone(&ear.heard).set(Heard::Left(ear)),
        }
    }
}

impl Ear {
    fn new() -> Rc<Self> {
        let heard = Rc::<Cell<Heard>>::default();
        let hear = |wrap: fn(JsValue) -> Outcome| {
            let heard = Rc::clone(&heard);
            Closure::new(move |value| {
                settle(&heard, wrap(value));
                Ok(())
            })
        };
        let (fulfilled, rejected) = (hear(Ok), hear(Err));
        Rc::new(Self { heard, fulfilled, rejected })
    }

    fn free(self: Rc<Self>) {
        FREE.with_borrow_mut(|free| free.push(self));
    }
}

fn settle(heard: &Cell<Heard>, outcome: Outcome) {
    match heard.take() {
        Heard::Left(ear) => ear.free(),
        former => {
            heard.set(Heard::Settled(outcome));
            if let Heard::Awaited(waker) = former {
                IS_CALLED.set(true);
                waker.wake();
                IS_CALLED.set(false);
            }
        }
    }
}
