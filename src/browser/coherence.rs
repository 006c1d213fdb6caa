//! Stamps that tell whether this tab sees the newest `localStorage`, one for each lock.
//!
//! Browsers copy `localStorage` between processes at leisure: a tab that just got a lock may still
//! read what was there before the last holder wrote. Cookies are read from one place, so the last
//! holder leaves the same stamp in both, and the next one waits until they agree. A stamp that all
//! locks shared would not do: seeing the one that another lock's holder left says nothing of what
//! this lock's holder wrote a moment before.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::{clock, cookies, entropy};
use crate::protocol::{cookie, jwt};

/// What the names of stamps begin with, in `localStorage` and as cookies.
const NAME: &str = "auth0.spa.stamp.";

const PAUSE: Duration = Duration::from_millis(2);
const MOST_PAUSES: u32 = 500;
/// Without cookies nothing tells when others see what was written; this was long enough.
const BLIND: Duration = Duration::from_millis(20);

/// Leaves a new stamp, after everything else was written and before the lock is given back.
pub async fn leave(lock: &str, write: impl FnOnce(&str, &str) -> bool) {
    let Ok(bytes) = entropy::bytes() else { return };
    let (name, stamp) = (name_of(lock), jwt::encode(&bytes[..9]));
    if !write(&name, &stamp) {
        return;
    }
    cookies::write(&format!("{name}={stamp}; Path=/; Max-Age=60; SameSite=Strict"));
    if read(&name).as_deref() != Some(stamp.as_str()) {
        clock::sleep(BLIND).await;
    }
}

/// Waits until what `seen` gives is the stamp of the last holder.
pub async fn wait(lock: &str, seen: impl Fn(&str) -> Option<String>) {
    let name = name_of(lock);
    for _ in 0..MOST_PAUSES {
        match read(&name) {
            Some(stamp) if seen(&name).as_deref() != Some(stamp.as_str()) => {
                clock::sleep(PAUSE).await;
            }
            _ => return,
        }
    }
}

/// Short, as cookies travel with requests.
fn name_of(lock: &str) -> String {
    let mut name = String::from(NAME);
    name.push_str(&jwt::encode(&Sha256::digest(lock)[..6]));
    name
}

fn read(name: &str) -> Option<String> {
    cookie::read(&cookies::read(), name)
}
