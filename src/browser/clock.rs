//! `Date.now` and timers.

use std::future::Future;
use std::time::Duration;

use futures_lite::future;
use gloo_timers::future::TimeoutFuture;

use crate::time::Timestamp;

/// The longest span `setTimeout` knows (25 days); it takes a longer one for none at all.
const LONGEST: u32 = i32::MAX as u32;

pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

pub async fn sleep(span: Duration) {
    let millis = u32::try_from(span.as_millis()).unwrap_or(LONGEST).min(LONGEST);
    TimeoutFuture::new(millis).await;
}

/// What `work` comes to, or `None` and the end of `work` when `limit` passed first.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    future::or(async { Some(work.await) }, async {
        sleep(limit).await;
        None
    })
    .await
}
