//! `Date.now` and timers.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;

use crate::time::Timestamp;

/// The longest span `setTimeout` knows (25 days); it takes a longer one for none at all.
const LONGEST: u32 = i32::MAX as u32;

pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

pub fn sleep(span: Duration) -> TimeoutFuture {
    let millis = u32::try_from(span.as_millis()).unwrap_or(LONGEST).min(LONGEST);
    TimeoutFuture::new(millis)
}

/// What `work` comes to, or `None` and the end of `work` when `limit` passed first.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut alarm) = (pin!(work), sleep(limit));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending => Pin::new(&mut alarm).poll(context).map(|()| None),
    })
    .await
}
