//! Popups: opening one, showing it a page, and hearing what it says.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::message::{Message, first};
use super::scope::window;
use super::thrown::Thrown;
use crate::error::Error;
use crate::json::Value;
use crate::platform;

const WIDTH: i32 = 400;
const HEIGHT: i32 = 600;

/// A popup of this page, or a window that the application opened itself.
#[derive(Debug, Clone)]
pub struct Popup(Window);

impl Popup {
    /// A window that is open already.
    pub fn from_window(window: JsValue) -> Self {
        // Windows of other origins are instances of nothing.
        Self(window.unchecked_into())
    }

    /// The window itself.
    pub fn window(&self) -> JsValue {
        self.0.clone().into()
    }

    pub(super) fn open() -> Result<Self, Error> {
        let page = window()?;
        let place = |start: Result<JsValue, JsValue>, room: Result<JsValue, JsValue>, size: i32| {
            let number = |value: Result<JsValue, JsValue>| value.ok()?.as_f64();
            (number(start).unwrap_or_default()
                + (number(room).unwrap_or_default() - f64::from(size)) / 2.0) as i32
        };
        let left = place(page.screen_x(), page.inner_width(), WIDTH);
        let top = place(page.screen_y(), page.inner_height(), HEIGHT);
        let features = format!(
            "left={left},top={top},width={WIDTH},height={HEIGHT},resizable,scrollbars=yes,status=1"
        );
        let opened = page.open_with_url_and_target_and_features("", "_blank", &features);
        opened.map_err(Thrown)?.map(Self).ok_or(Error::PopupOpen)
    }
}

impl platform::Popup for Popup {
    fn show(&self, url: &str) -> Result<(), Error> {
        Ok(self.0.location().set_href(url).map_err(Thrown)?)
    }

    fn is_closed(&self) -> bool {
        self.0.closed().unwrap_or(true)
    }

    fn close(&self) {
        let _ = self.0.close();
    }
}

/// Waits for a message of that popup while it shows a page of that origin.
pub async fn message<T: 'static>(
    popup: &Popup,
    origin: &str,
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> Result<T, Error> {
    let (sender, origin) = (popup.0.clone(), origin.to_string());
    let is_meant = Box::new(move |message: &Message| message.is_from(&sender, &origin));
    first(window()?.into(), is_meant, accept).await
}
