//! Promises: what a method answers, and what an application's callback answers.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::browser::names::name;
use crate::browser::thrown::Thrown;
use crate::error::Error;
use crate::platform::LocalFuture;

/// What a method answers: the value where nothing has to be waited for, else a promise of it. The
/// façade awaits either.
pub(super) fn answer(work: impl Future<Output = Result<JsValue, Error>> + 'static) -> JsValue {
    now_or_later(Box::pin(work))
}

/// Not generic, so that it is compiled once.
fn now_or_later(mut work: LocalFuture<'static, Result<JsValue, Error>>) -> JsValue {
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => value,
        Poll::Ready(Err(error)) => Promise::reject(&error.into()).into(),
        Poll::Pending => future_to_promise(async { Ok(work.await?) }).into(),
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
    value.is_object() && Reflect::get(value, &name("then")).is_ok_and(|then| then.is_function())
}
