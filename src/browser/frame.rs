//! Hidden frames that send one message.

use std::time::Duration;

use wasm_bindgen::prelude::*;
use web_sys::{HtmlIFrameElement, Window};

use super::clock::within;
use super::message::{Listener, Message, Take, taking};
use super::scope::window;
use super::thrown::Thrown;
use crate::error::Error;
use crate::json::Value;

/// Loads `url` and waits for the first message from there that `accept` takes.
pub async fn load<T: 'static>(
    url: &str,
    origin: &str,
    limit: Duration,
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> Result<T, Error> {
    let (accepted, take) = taking(accept);
    watch(url, origin, limit, take).await?;
    accepted.take().ok_or(Error::Timeout)
}

/// Ends when `take` took a message. Not generic, so that it is compiled once.
async fn watch(url: &str, origin: &str, limit: Duration, take: Take) -> Result<(), Error> {
    let window = window()?;
    let frame = Frame::add(&window).map_err(Thrown)?;
    let mut listener = frame.listen(window, origin.into(), take).map_err(Thrown)?;
    frame.0.set_src(url);
    within(limit, listener.taken()).await.ok_or(Error::Timeout)
}

/// A hidden frame. It is gone when this is dropped.
#[must_use]
struct Frame(HtmlIFrameElement);

impl Frame {
    fn add(window: &Window) -> Result<Self, JsValue> {
        let document = window.document().ok_or("the window has no document")?;
        let element: HtmlIFrameElement = document.create_element("iframe")?.unchecked_into();
        element.set_width("0");
        element.set_height("0");
        // Not by a `style` attribute, which a page's content security policy may forbid.
        element.style().set_property("display", "none")?;
        let frame = Self(element);
        match document.body() {
            Some(body) => body.append_child(&frame.0)?,
            None => {
                document.document_element().ok_or("the page is empty")?.append_child(&frame.0)?
            }
        };
        Ok(frame)
    }

    /// Listens to this very frame while it shows a page of that origin.
    fn listen(&self, window: Window, origin: String, take: Take) -> Result<Listener, JsValue> {
        let element = self.0.clone();
        let is_meant = Box::new(move |message: &Message| {
            element.content_window().is_some_and(|frame| message.is_from(&frame, &origin))
        });
        Listener::new(window.into(), is_meant, take)
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.0.remove();
    }
}
