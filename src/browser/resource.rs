//! Requests to resource servers: the browser's own `Request`, sent by `fetch` or by a function of
//! the application that answers with something of its own.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Request;

use super::names::member;
use super::settled::settled;
use super::thrown::Thrown;
use crate::error::Error;
use crate::platform::{ResourceRequest, ResourceResponse};

/// A request of the browser, and how it is sent.
#[derive(Debug, Clone)]
pub struct BrowserRequest {
    request: Request,
    can_repeat: bool,
    fetch: Function,
}

/// What came back: a `Response`, or whatever the application's function answers with.
#[derive(Debug, Clone)]
pub struct BrowserResponse(pub JsValue);

impl BrowserRequest {
    /// A request sent by the browser's `fetch`.
    ///
    /// # Errors
    /// When there is no `fetch`.
    pub fn new(request: Request) -> Result<Self, Error> {
        let fetch = Reflect::get(&js_sys::global(), &"fetch".into()).ok();
        let fetch = fetch.and_then(|fetch| fetch.dyn_into::<Function>().ok());
        let fetch =
            fetch.ok_or(Error::Usage(&"fetch is not defined: this call needs a browser"))?;
        Ok(Self::sent_by(request, fetch))
    }

    /// A request sent by a function that takes it and promises something with `status` and
    /// `headers`.
    pub fn sent_by(request: Request, fetch: Function) -> Self {
        Self { request, can_repeat: true, fetch }
    }

    /// The same request, to be sent once: its body is a stream.
    #[must_use]
    pub fn once(self) -> Self {
        Self { can_repeat: false, ..self }
    }
}

impl ResourceRequest for BrowserRequest {
    type Response = BrowserResponse;

    fn method(&self) -> String {
        self.request.method()
    }

    fn url(&self) -> String {
        self.request.url()
    }

    fn can_repeat(&self) -> bool {
        self.can_repeat
    }

    async fn send(&self, headers: &[(&'static str, String)]) -> Result<BrowserResponse, Error> {
        // `clone` is that of the web API: it buffers the body, so that the original can be copied
        // again. The other one copies the handle.
        let request = match self.can_repeat {
            true => self.request.clone().map_err(Thrown)?,
            false => Clone::clone(&self.request),
        };
        for (name, value) in headers {
            request.headers().set(name, value).map_err(Thrown)?;
        }
        let returned = self.fetch.call1(&JsValue::UNDEFINED, &request).map_err(Thrown)?;
        let settled = settled(&Promise::resolve(&returned)).await.map_err(Thrown)?;
        Ok(BrowserResponse(settled))
    }
}

impl ResourceResponse for BrowserResponse {
    fn status(&self) -> u16 {
        let status = member(&self.0, "status").ok();
        status.and_then(|status| status.as_f64()).unwrap_or_default() as u16
    }

    /// Headers come as an object with `get`, as pairs, or as plain members.
    fn header(&self, wanted: &str) -> Option<String> {
        let headers = member(&self.0, "headers").ok()?;
        if !headers.is_object() {
            return None;
        }
        let pairs = match member(&headers, "get").ok()?.dyn_into::<Function>() {
            Ok(get) => return get.call1(&headers, &wanted.into()).ok()?.as_string(),
            Err(_) if Array::is_array(&headers) => Array::from(&headers),
            Err(_) => Object::entries(headers.unchecked_ref()),
        };
        let pair = pairs.iter().map(|pair| Array::from(&pair)).find(|pair| {
            pair.get(0).as_string().is_some_and(|key| key.eq_ignore_ascii_case(wanted))
        });
        pair?.get(1).as_string()
    }
}
