//! A stamp that tells whether this tab sees the newest `localStorage`.
//!
//! Browsers copy `localStorage` between processes at leisure: a tab that just got a lock may still
//! read what was there before the last holder wrote. Cookies are read from one place, so the last
//! writer leaves the same stamp in both, and the next reader waits until they agree.

use std::time::Duration;

use super::{clock, cookies, entropy};
use crate::protocol::{cookie, jwt};

/// The name of the stamp, in `localStorage` and as a cookie.
pub const NAME: &str = "auth0.spa.stamp";

const PAUSE: Duration = Duration::from_millis(2);
const MOST_PAUSES: u32 = 250;
/// Without cookies nothing tells when others see what was written; this was long enough.
const BLIND: Duration = Duration::from_millis(20);

/// Leaves a new stamp, after everything else was written.
pub async fn leave(write: impl FnOnce(&str) -> bool) {
    let Ok(bytes) = entropy::bytes() else { return };
    let stamp = jwt::encode(&bytes[..9]);
    if !write(&stamp) {
        return;
    }
    cookies::write(&format!("{NAME}={stamp}; Path=/; Max-Age=60; SameSite=Strict"));
    if read().as_deref() != Some(stamp.as_str()) {
        clock::sleep(BLIND).await;
    }
}

/// Waits until what `seen` gives is the stamp of the last writer.
pub async fn wait(seen: impl Fn() -> Option<String>) {
    for _ in 0..MOST_PAUSES {
        match read() {
            Some(stamp) if seen().as_deref() != Some(stamp.as_str()) => clock::sleep(PAUSE).await,
            _ => return,
        }
    }
}

fn read() -> Option<String> {
    cookie::read(&cookies::read(), NAME)
}
