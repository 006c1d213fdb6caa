//! Calling off what JavaScript has under way, and being called off by it.

use futures_channel::oneshot;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal};

use super::thrown::Thrown;

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

/// Ends when the application gives its signal, with the reason it gave.
pub(crate) async fn given(signal: AbortSignal) -> Thrown {
    if !signal.aborted() {
        let (give, given) = oneshot::channel();
        let _watch = Watch::new(&signal, give);
        let _ = given.await;
    }
    Thrown(signal.reason())
}

/// Waits for a signal until it is dropped.
#[must_use]
struct Watch {
    signal: AbortSignal,
    closure: Closure<dyn FnMut()>,
}

impl Watch {
    fn new(signal: &AbortSignal, give: oneshot::Sender<()>) -> Self {
        let closure = Closure::once(move || drop(give));
        let callback = closure.as_ref().unchecked_ref();
        let _ = signal.add_event_listener_with_callback("abort", callback);
        Self { signal: signal.clone(), closure }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.signal.remove_event_listener_with_callback("abort", callback);
    }
}
