//! Hidden frames that send one message.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlIFrameElement, Window};

use super::clock::within;
use super::scope::window;
use super::thrown::Thrown;
use crate::error::Error;
use crate::json::{self, Value};

#[wasm_bindgen]
extern "C" {
    /// A `message` event. Pages can make their own, of any shape, so that no member is taken for
    /// granted.
    type Message;

    #[wasm_bindgen(method, getter, catch)]
    fn source(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn origin(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn data(this: &Message) -> Result<JsValue, JsValue>;
}

/// Loads `url` and waits for the first message from there that `accept` takes.
pub async fn load<T: 'static>(
    url: &str,
    origin: &str,
    limit: Duration,
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> Result<T, Error> {
    let accepted = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&accepted);
    let take = move |message: &Value| {
        let answer = accept(message);
        let taken = answer.is_some();
        slot.replace(answer);
        taken
    };
    watch(url, origin, limit, Box::new(take)).await?;
    accepted.take().ok_or(Error::Timeout)
}

/// Ends when `take` took a message. Not generic, so that it is compiled once.
async fn watch(
    url: &str,
    origin: &str,
    limit: Duration,
    take: Box<dyn Fn(&Value) -> bool>,
) -> Result<(), Error> {
    let window = window()?;
    let (done, answered) = oneshot::channel();
    let frame = Frame::show(window, url, origin, take, done).map_err(Thrown)?;
    let outcome = within(limit, answered).await;
    drop(frame);
    outcome.and_then(Result::ok).ok_or(Error::Timeout)
}

/// A hidden frame and the listener for what it says. Both are gone when this is dropped.
#[must_use]
struct Frame {
    window: Window,
    element: HtmlIFrameElement,
    listener: Closure<dyn FnMut(Message)>,
}

impl Frame {
    fn show(
        window: Window,
        url: &str,
        origin: &str,
        take: Box<dyn Fn(&Value) -> bool>,
        done: oneshot::Sender<()>,
    ) -> Result<Self, JsValue> {
        let document = window.document().ok_or("the window has no document")?;
        let element: HtmlIFrameElement = document.create_element("iframe")?.unchecked_into();
        element.set_width("0");
        element.set_height("0");
        // Not by a `style` attribute, which a page's content security policy may forbid.
        element.style().set_property("display", "none")?;
        let listener = listener(element.clone(), origin.into(), take, done);
        let frame = Self { window, element, listener };
        frame.window.add_event_listener_with_callback("message", frame.callback())?;
        match document.body() {
            Some(body) => body.append_child(&frame.element)?,
            None => document
                .document_element()
                .ok_or("the page is empty")?
                .append_child(&frame.element)?,
        };
        frame.element.set_src(url);
        Ok(frame)
    }

    fn callback(&self) -> &Function {
        self.listener.as_ref().unchecked_ref()
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        let _ = self.window.remove_event_listener_with_callback("message", self.callback());
        self.element.remove();
    }
}

fn listener(
    element: HtmlIFrameElement,
    origin: String,
    take: Box<dyn Fn(&Value) -> bool>,
    done: oneshot::Sender<()>,
) -> Closure<dyn FnMut(Message)> {
    let mut done = Some(done);
    Closure::new(move |message: Message| {
        if done.is_some()
            && read(&message, &element, &origin).is_some_and(|data| take(&data))
            && let Some(done) = done.take()
        {
            let _ = done.send(());
        }
    })
}

/// What that very frame said while it showed a page of that origin.
fn read(message: &Message, element: &HtmlIFrameElement, origin: &str) -> Option<Value> {
    let sender: JsValue = element.content_window()?.into();
    if message.source().ok()? != sender || message.origin().ok()?.as_string()? != origin {
        return None;
    }
    // By way of text, as what is posted may be cyclic.
    let text = js_sys::JSON::stringify(&message.data().ok()?).ok()?.as_string()?;
    json::parse(&text).ok()
}
