//! Web Locks, over all tabs of the origin. Where there are none (insecure origins, old browsers,
//! opaque origins), a queue within this page.

use std::time::Duration;

use futures_channel::oneshot;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::abort::Abort;
use super::clock::within;
use super::queue::Ticket;
use super::scope::{LockManager, record, scope};
use crate::error::Error;

/// A lock, held until it is dropped.
#[derive(Debug)]
#[must_use = "the lock is held until this is dropped"]
pub struct Lock {
    _hold: Hold,
}

#[derive(Debug)]
enum Hold {
    Web { _release: Release },
    Page { _ticket: Ticket },
}

pub async fn lock(name: &str, limit: Duration) -> Result<Lock, Error> {
    within(limit, hold(name)).await.ok_or(Error::Timeout)
}

async fn hold(name: &str) -> Lock {
    if let Some(manager) = scope().navigator().and_then(|navigator| navigator.locks())
        && let Some(release) = request(&manager, name).await
    {
        return Lock { _hold: Hold::Web { _release: release } };
    }
    Lock { _hold: Hold::Page { _ticket: Ticket::draw(name).await } }
}

/// Resolves the promise for whose life the browser holds the lock.
#[derive(Debug)]
struct Release(Function);

impl Drop for Release {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for a lock. `None` when the browser refuses to deal in locks here.
async fn request(manager: &LockManager, name: &str) -> Option<Release> {
    let abort = Abort::new().ok()?;
    let (grant, granted) = oneshot::channel();
    let callback = Closure::once(move |_lock: JsValue| until_released(grant));
    let options = record([("signal", abort.signal().into())]);
    let request = manager.request(name, &options, callback.as_ref()).ok()?;
    spawn_local(async move {
        // The callback has to live until the browser is done with it: the lock was released, the
        // waiting was called off, or the request was refused. None of these is news here.
        let _ = JsFuture::from(Promise::resolve(&request)).await;
        drop(callback);
    });
    let release = granted.await.ok();
    abort.finish();
    release
}

/// A promise that whoever waits for `grant` resolves. Someone who no longer waits loses the
/// [`Release`] on the way, and so gives the lock back at once.
fn until_released(grant: oneshot::Sender<Release>) -> Promise {
    let mut grant = Some(grant);
    Promise::new(&mut |resolve, _reject| {
        if let Some(grant) = grant.take() {
            let _ = grant.send(Release(resolve));
        }
    })
}
