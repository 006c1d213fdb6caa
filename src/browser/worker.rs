//! The worker that keeps refresh tokens, as far as the page sees it: a function that is asked.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::thrown::message;
use crate::error::{Error, codes};

/// A worker that is opened when it is first asked.
#[derive(Debug)]
pub struct Worker {
    open: Function,
    ask: RefCell<Option<Function>>,
}

impl Worker {
    pub fn new(open: Function) -> Self {
        Self { open, ask: RefCell::default() }
    }

    pub async fn ask(&self, text: &str) -> Result<String, Error> {
        let known = self.ask.borrow().clone();
        let ask = match known {
            Some(ask) => ask,
            None => self.open().await?,
        };
        let reply = ask.call1(&JsValue::UNDEFINED, &text.into());
        let reply = settle(reply).await?;
        reply.as_string().ok_or_else(|| failed("it replied with something else"))
    }

    async fn open(&self) -> Result<Function, Error> {
        let ask = settle(self.open.call0(&JsValue::UNDEFINED)).await?;
        let ask: Function = ask.dyn_into().map_err(|_| failed("it cannot be asked"))?;
        *self.ask.borrow_mut() = Some(ask.clone());
        Ok(ask)
    }
}

async fn settle(returned: Result<JsValue, JsValue>) -> Result<JsValue, Error> {
    let promise =
        returned.map(|value| Promise::resolve(&value)).map_err(|thrown| refused(&thrown))?;
    JsFuture::from(promise).await.map_err(|thrown| refused(&thrown))
}

fn refused(thrown: &JsValue) -> Error {
    failed(&message(thrown))
}

pub fn failed(reason: &str) -> Error {
    Error::generic(codes::WORKER_FAILED, reason)
}
