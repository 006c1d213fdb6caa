//! The keeper in a worker, as the worker's script drives it.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::Browser;
use crate::js::promise::answer;
use crate::keeper::Host;

/// The keeper of refresh tokens, reached by messages.
#[wasm_bindgen(js_name = Keeper)]
#[derive(Debug)]
pub struct JsKeeper(Rc<Host<Browser>>);

#[wasm_bindgen(js_class = Keeper)]
impl JsKeeper {
    /// A keeper without a client yet: the first message names it.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript has no defaults")]
    pub fn new() -> Self {
        Self(Rc::new(Host::new(Browser::new())))
    }

    /// Does what a message asks, and gives the reply.
    pub fn handle(&self, message: String) -> JsValue {
        let host = Rc::clone(&self.0);
        answer(async move { Ok(host.handle(&message).await.into()) })
    }
}
