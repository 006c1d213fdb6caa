//! Stamps that tell whether this tab sees the newest `localStorage`, one for each lock.
//!
//! Browsers copy `localStorage` between processes at leisure: a tab that just got a lock may still
//! read what was there before the last holder wrote. Cookies are read from one place, so the last
//! holder leaves the same stamp in both, and the next one waits until they agree. A stamp that all
//! locks shared would not do: seeing the one that another lock's holder left says nothing of what
//! this lock's holder wrote a moment before.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::scope::scope;
use super::{clock, cookies, entropy};
use crate::platform::LocalFuture;
use crate::protocol::{cookie, jwt};

/// What the names of stamps begin with, in `localStorage` and as cookies.
const NAME: &str = "auth0.spa.stamp.";

const PAUSE: Duration = Duration::from_millis(2);
const MOST_PAUSES: u32 = 500;
/// A stamp that is not there at all may have been cleared away, with all else in the store.
const PAUSES_FOR_NONE: u32 = 150;
/// Without cookies nothing tells when others see what was written; this was long enough.
const BLIND: Duration = Duration::from_millis(20);

/// Leaves a new stamp, after everything else was written. When the future is done the lock can be
/// given back: to look whether the cookie is there takes until it is.
pub fn leave(lock: &str, write: impl FnOnce(&str, &str) -> bool) -> LocalFuture<'static, ()> {
    let left = stamp(lock, write);
    Box::pin(async move {
        if let Some((name, stamp)) = left
            && read(&name).as_deref() != Some(stamp.as_str())
        {
            clock::sleep(BLIND).await;
        }
    })
}

fn stamp(lock: &str, write: impl FnOnce(&str, &str) -> bool) -> Option<(String, String)> {
    let bytes = entropy::bytes().ok()?;
    let (name, stamp) = (name_of(lock), jwt::encode(&bytes[..9]));
    if !write(&name, &stamp) {
        return None;
    }
    cookies::write(&format!("{name}={stamp}; Path=/; Max-Age=60; SameSite=Strict"));
    Some((name, stamp))
}

/// Waits until what `seen` gives is the stamp of the last holder.
pub async fn wait(lock: &str, seen: impl Fn(&str) -> Option<String>) {
    let name = name_of(lock);
    for pause in 0..MOST_PAUSES {
        let Some(stamp) = read(&name) else { return };
        match seen(&name) {
            Some(other) if other == stamp => return,
            None if pause >= PAUSES_FOR_NONE => return forget(&name),
            _ => clock::sleep(PAUSE).await,
        }
    }
}

/// Nobody shall wait again for what was cleared away.
fn forget(name: &str) {
    cookies::write(&format!("{name}=; Path=/; Max-Age=0; SameSite=Strict"));
}

/// Short, as cookies travel with requests. They know no ports, so that the origin is in it.
fn name_of(lock: &str) -> String {
    let origin = scope().window().and_then(|window| window.location().origin().ok());
    let hash = Sha256::new().chain_update(origin.unwrap_or_default()).chain_update(lock).finalize();
    let mut name = String::from(NAME);
    name.push_str(&jwt::encode(&hash[..6]));
    name
}

fn read(name: &str) -> Option<String> {
    cookie::read(&cookies::read(), name)
}
