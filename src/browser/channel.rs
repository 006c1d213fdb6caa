//! Channels between the pages of an origin, whatever window they are in.

use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use super::message::first;
use super::thrown::{Thrown, message};
use crate::error::Error;
use crate::json::{self, Value};

/// A channel that is left when this is dropped.
#[must_use]
struct Channel(BroadcastChannel);

impl Channel {
    fn join(name: &str) -> Result<Self, Error> {
        BroadcastChannel::new(name).map(Self).map_err(|thrown| missing(&thrown))
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Waits for a message that `accept` takes.
pub async fn hear<T: 'static>(
    name: &str,
    accept: impl Fn(&Value) -> Option<T> + 'static,
) -> Result<T, Error> {
    let channel = Channel::join(name)?;
    // Only pages of this origin can join.
    first(channel.0.clone().into(), Box::new(|_| true), accept).await
}

/// Sends a message to all others on the channel.
pub fn post(name: &str, value: &Value) -> Result<(), Error> {
    let channel = Channel::join(name)?;
    let value = js_sys::JSON::parse(&json::to_string(value)).map_err(Thrown)?;
    Ok(channel.0.post_message(&value).map_err(Thrown)?)
}

fn missing(thrown: &JsValue) -> Error {
    Error::generic(
        "channel_unavailable",
        format!(
            "No BroadcastChannel can be used here: {}. Use a redirect in place of the popup.",
            message(thrown)
        ),
    )
}
