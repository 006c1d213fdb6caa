//! The fetcher of the npm package.

use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Request, RequestInit};

use crate::browser::names::{member, name};
use crate::browser::thrown::Thrown;
use crate::browser::{Browser, BrowserRequest};
use crate::client::Fetcher;
use crate::error::Error;
use crate::js::JsClient;
use crate::js::bag::Bag;
use crate::js::promise::answer;

/// Sends requests with access tokens.
#[wasm_bindgen(js_name = Fetcher)]
#[derive(Debug)]
pub struct JsFetcher(Rc<Parts>);

#[derive(Debug)]
struct Parts {
    fetcher: Fetcher<Browser>,
    fetch: Function,
}

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.createFetcher`, with the `fetch` to use.
    ///
    /// # Errors
    /// An `InvalidConfigurationError` for options of the wrong type.
    #[wasm_bindgen(js_name = createFetcher)]
    pub fn create_fetcher(
        &self,
        options: JsValue,
        fetch: js_sys::Function,
    ) -> Result<JsFetcher, JsValue> {
        let fetcher = self.client.fetcher(Bag::new(options).fetcher_options()?);
        Ok(JsFetcher::new(fetcher, fetch))
    }
}

#[wasm_bindgen(js_class = Fetcher)]
impl JsFetcher {
    /// `Fetcher.fetchWithAuth`, see [`Fetcher::fetch`]
    #[wasm_bindgen(js_name = fetchWithAuth)]
    pub fn fetch_with_auth(&self, info: JsValue, init: JsValue, auth_params: JsValue) -> JsValue {
        let parts = Rc::clone(&self.0);
        answer(async move {
            let request = parts.request(info, &init)?;
            let parameters = Bag::new(auth_params).token_parameters();
            Ok(parts.fetcher.fetch(&request, parameters).await?.0)
        })
    }

    pub(super) fn new(fetcher: Fetcher<Browser>, fetch: Function) -> Self {
        Self(Rc::new(Parts { fetcher, fetch }))
    }
}

impl Parts {
    fn request(&self, info: JsValue, init: &JsValue) -> Result<BrowserRequest, Error> {
        let request = self.made_of(info, init.unchecked_ref()).map_err(Thrown)?;
        let request = BrowserRequest::sent_by(request, self.fetch.clone());
        Ok(if is_stream(init) { request.once() } else { request })
    }

    fn made_of(&self, info: JsValue, init: &RequestInit) -> Result<Request, JsValue> {
        if let Some(request) = info.dyn_ref::<Request>() {
            return Request::new_with_request_and_init(request, init);
        }
        // A URL object, or whatever else `fetch` would read as text.
        let url = match info.as_string() {
            Some(url) => url,
            None => member(&info, "href")?.as_string().unwrap_or_default(),
        };
        let url = self.fetcher.resolve(&url).map_err(no_url)?;
        Request::new_with_str_and_init(&url, init)
    }
}

fn no_url(error: Error) -> JsValue {
    js_sys::TypeError::new(&error.to_string()).into()
}

/// A body that can be read once.
fn is_stream(init: &JsValue) -> bool {
    // Mostly there is none, and what has no members throws, which takes longer than all the rest.
    if !init.is_object() {
        return false;
    }
    let body = member(init, "body").unwrap_or_default();
    body.is_object() && Reflect::has(&body, &name("getReader")).unwrap_or_default()
}
