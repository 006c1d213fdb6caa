//! Promises: what a method answers, and what an application's callback answers.

use std::cell::RefCell;
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::browser::Browser;
use crate::browser::names::member;
use crate::browser::settled::is_called;
use crate::browser::thrown::Thrown;
use crate::error::Error;
use crate::platform::{LocalFuture, Platform};

type Work = LocalFuture<'static, Result<JsValue, Error>>;

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Work that a method has promised.
struct Waiting {
    turn: Arc<Turn>,
    work: Work,
    resolve: Function,
    reject: Function,
}

/// Wakes what waits for it.
struct Turn;

/// What a method answers: the value where nothing has to be waited for, else a promise of it. The
/// façade awaits either.
pub(super) fn answer(work: impl Future<Output = Result<JsValue, Error>> + 'static) -> JsValue {
    now_or_later(Box::pin(work))
}

/// Not generic, so that it is compiled once. By hand instead of `future_to_promise`, which begins
/// anew, a turn later, what was begun here already.
fn now_or_later(mut work: Work) -> JsValue {
    let turn = Arc::new(Turn);
    match poll(&turn, &mut work) {
        Poll::Ready(Ok(value)) => value,
        Poll::Ready(Err(error)) => Promise::reject(&error).into(),
        Poll::Pending => later(turn, work).into(),
    }
}

fn later(turn: Arc<Turn>, work: Work) -> Promise {
    let mut parts = Some((turn, work));
    Promise::new(&mut |resolve, reject| {
        if let Some((turn, work)) = parts.take() {
            WAITING.with_borrow_mut(|all| all.push(Waiting { turn, work, resolve, reject }));
        }
    })
}

fn poll(turn: &Arc<Turn>, work: &mut Work) -> Poll<Result<JsValue, JsValue>> {
    let waker = Waker::from(Arc::clone(turn));
    work.as_mut().poll(&mut Context::from_waker(&waker)).map(|outcome| match outcome {
        // What the application threw. No method answers `null`: the façade asks the whole wasm then.
        Err(error) if Browser::SENDS || matches!(error, Error::Platform(_)) => Err(error.into()),
        Err(_) => Ok(JsValue::NULL),
        Ok(value) => Ok(value),
    })
}

impl Turn {
    fn go_on(self: &Arc<Self>) {
        let found = WAITING.with_borrow_mut(|all| {
            let place = all.iter().position(|waiting| Arc::ptr_eq(&waiting.turn, self))?;
            Some(all.swap_remove(place))
        });
        let Some(mut waiting) = found else { return };
        // A function of a promise throws nothing.
        let _ = match poll(&waiting.turn, &mut waiting.work) {
            Poll::Ready(Ok(value)) => waiting.resolve.call1(&JsValue::UNDEFINED, &value),
            Poll::Ready(Err(error)) => waiting.reject.call1(&JsValue::UNDEFINED, &error),
            Poll::Pending => return WAITING.with_borrow_mut(|all| all.push(waiting)),
        };
    }
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        if is_called() {
            return self.go_on();
        }
        // Who wakes may be in the middle of something.
        spawn_local(async move { self.go_on() });
    }
}

/// The value itself, or what it promises.
pub(super) async fn settle(value: JsValue) -> Result<JsValue, Error> {
    if !is_thenable(&value) {
        return Ok(value);
    }
    JsFuture::from(Promise::resolve(&value)).await.map_err(|thrown| Thrown(thrown).into())
}

fn is_thenable(value: &JsValue) -> bool {
    value.is_object() && member(value, "then").is_ok_and(|then| then.is_function())
}
