//! Being called off by a signal of the application. Rust drops the future instead.

use futures_channel::oneshot;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::thrown::Thrown;

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
