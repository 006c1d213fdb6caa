//! Messages of other windows and pages, and listening for one.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::thrown::Thrown;
use crate::error::Error;
use crate::json::{self, Value};

#[wasm_bindgen]
extern "C" {
    /// A `message` event. Pages can make their own, of any shape, so that no member is taken for
    /// granted.
    pub type Message;

    #[wasm_bindgen(method, getter, catch)]
    fn source(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn origin(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn data(this: &Message) -> Result<JsValue, JsValue>;
}

/// Takes messages, and says of each whether it was the one.
pub type Take = Box<dyn Fn(&Value) -> bool>;

/// Whether the sender of a message is the one that is listened to.
pub type Meant = Box<dyn Fn(&Message) -> bool>;

/// Whatever `accept` makes of the message it takes, and the function that finds that message.
pub fn taking<T: 'static>(
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> (Rc<RefCell<Option<T>>>, Take) {
    let accepted = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&accepted);
    let take = move |message: &Value| {
        let answer = accept(message);
        let taken = answer.is_some();
        slot.replace(answer);
        taken
    };
    (accepted, Box::new(take))
}

/// A listener for messages. It listens until it is dropped.
#[must_use]
pub struct Listener {
    target: EventTarget,
    closure: Closure<dyn FnMut(Message)>,
    taken: oneshot::Receiver<()>,
}

impl Listener {
    pub fn new(target: EventTarget, is_meant: Meant, take: Take) -> Result<Self, JsValue> {
        let (done, taken) = oneshot::channel();
        let mut done = Some(done);
        let closure = Closure::new(move |message: Message| {
            if done.is_some()
                && is_meant(&message)
                && message.read().is_some_and(|data| take(&data))
                && let Some(done) = done.take()
            {
                let _ = done.send(());
            }
        });
        let listener = Self { target, closure, taken };
        let callback = listener.closure.as_ref().unchecked_ref();
        listener.target.add_event_listener_with_callback("message", callback)?;
        Ok(listener)
    }

    /// Ends when a message was taken.
    pub async fn taken(&mut self) {
        let _ = (&mut self.taken).await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback("message", callback);
    }
}

impl Message {
    /// Whether that window said it while it showed a page of that origin.
    pub fn is_from(&self, window: &JsValue, origin: &str) -> bool {
        self.source().is_ok_and(|source| source == *window)
            && self.origin().is_ok_and(|said| said == origin)
    }

    /// What was said. By way of text, as what is posted may be cyclic.
    fn read(&self) -> Option<Value> {
        json::from_js(&self.data().ok()?).ok()
    }
}

/// Waits for a message that `accept` takes.
pub async fn first<T: 'static>(
    target: EventTarget,
    is_meant: Meant,
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> Result<T, Error> {
    let (accepted, take) = taking(accept);
    Listener::new(target, is_meant, take).map_err(Thrown)?.taken().await;
    accepted.take().ok_or(Error::Timeout)
}
