//! Calling off what JavaScript has under way.

use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

/// Calls off whatever was given its signal when dropped, unless that was finished before.
#[must_use]
pub struct Abort {
    controller: AbortController,
    finished: bool,
}

impl Abort {
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, finished: false })
    }

    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// There is nothing left to call off.
    pub fn finish(mut self) {
        self.finished = true;
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if !self.finished {
            // Without a reason of our own: gloo-net panics on one that is not an `Error`.
            self.controller.abort();
        }
    }
}
