//! `fetch`.
//!
//! gloo-net builds the request. It is sent by hand, as gloo-net's own `send` panics when a page has
//! replaced `fetch` by something that throws, or that answers with another kind of value.

use gloo_net::http::{Headers, Method as Verb, RequestBuilder};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use super::abort::Abort;
use super::clock::within;
use super::thrown::message;
use crate::error::{Error, codes};
use crate::protocol::http::{Caching, Method, Request, Response};
use crate::text::before;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// Sends a request and reads the whole answer within the request's limit. Dropped earlier, it calls
/// the request off.
pub async fn send(request: &Request, cookies: RequestCredentials) -> Result<Box<Response>, Error> {
    let abort = Abort::new().map_err(|cause| unreachable(request, &message(&cause)))?;
    let Some(outcome) = within(request.limit, exchange(request, cookies, &abort.signal())).await
    else {
        return Err(Error::generic(codes::TIMEOUT, "Timeout when executing 'fetch'"));
    };
    abort.finish();
    outcome.map_err(|cause| unreachable(request, &cause))
}

async fn exchange(
    request: &Request,
    cookies: RequestCredentials,
    signal: &AbortSignal,
) -> Result<Box<Response>, String> {
    let sent = fetch(&build(request, cookies, signal)?).map_err(text)?;
    let answer: web_sys::Response = JsFuture::from(Promise::resolve(&sent))
        .await
        .map_err(text)?
        .dyn_into()
        .map_err(|_| "fetch, replaced by this page, did not answer with a Response")?;
    let body = JsFuture::from(answer.text().map_err(text)?).await.map_err(text)?;
    Ok(Box::new(Response {
        status: answer.status(),
        headers: Headers::from_raw(answer.headers()).entries().collect(),
        body: body.as_string().unwrap_or_default(),
    }))
}

fn build(
    request: &Request,
    cookies: RequestCredentials,
    signal: &AbortSignal,
) -> Result<web_sys::Request, String> {
    let verb = match request.method {
        Method::Get => Verb::GET,
        Method::Post => Verb::POST,
        Method::Patch => Verb::PATCH,
        Method::Delete => Verb::DELETE,
    };
    let cache = match request.caching {
        Caching::Allowed => RequestCache::Default,
        Caching::Forbidden => RequestCache::NoStore,
    };
    let builder = RequestBuilder::new(&request.url)
        .method(verb)
        .headers(headers(request)?)
        .cache(cache)
        .credentials(cookies)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    }
    .map(Into::into)
    .map_err(|cause| cause.to_string())
}

/// Set one by one, as gloo-net panics on a value that no header may have.
fn headers(request: &Request) -> Result<Headers, String> {
    let headers = web_sys::Headers::new().map_err(text)?;
    for (name, value) in &request.headers {
        headers.set(name, value).map_err(text)?;
    }
    Ok(Headers::from_raw(headers))
}

fn text(thrown: JsValue) -> String {
    message(&thrown)
}

fn unreachable(request: &Request, cause: &str) -> Error {
    let place = before(&request.url, b"?#");
    Error::generic(
        codes::NETWORK_ERROR,
        format!(
            "Could not reach {place}: {cause}. Check the domain, the network connection and the \
             application's Allowed Web Origins (CORS)."
        ),
    )
}
