use std::time::Duration;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::protocol::http::{Caching, Method, Request, Response};
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

/// A `fetch` that keeps what it was asked and answers with `answer`.
fn answering(answer: &str) -> Stub {
    let fetch = format!("async (request) => {{ globalThis.asked = request; return {answer} }}");
    Stub::value("globalThis", "fetch", &fetch)
}

fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: url.into(),
        headers: Vec::new(),
        body: None,
        caching: Caching::Allowed,
        limit: Duration::from_secs(20),
    }
}

async fn failure(request: &Request) -> (String, String) {
    match Browser::new().send(request).await {
        Err(Error::Generic(refusal)) => (refusal.code, refusal.description),
        other => panic!("{other:?}"),
    }
}

fn asked(member: &str) -> String {
    run(&format!("String(globalThis.asked.{member})")).as_string().unwrap()
}

#[wasm_bindgen_test]
async fn reads_a_real_answer() {
    let url = run("URL.createObjectURL(new Blob(['grüße'], { type: 'text/plain' }))");
    let response = Browser::new().send(&get(&url.as_string().unwrap())).await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.body, "grüße");
    assert_eq!(response.header("Content-Type"), Some("text/plain"));
}

#[wasm_bindgen_test]
async fn an_error_status_is_an_answer() {
    let _stub = answering("new Response('{}', { status: 429, headers: { 'retry-after': '7' } })");
    let response = Browser::new().send(&get("https://tenant.example/x")).await.unwrap();
    assert_eq!(response.status, 429);
    assert_eq!(response.retry_after(), Some(Duration::from_secs(7)));
}

#[wasm_bindgen_test]
async fn sends_what_it_was_given_and_no_cookies() {
    let _stub = answering("new Response('ok')");
    let request = Request {
        method: Method::Post,
        headers: vec![("content-type", "application/json".into()), ("x-one", "1".into())],
        body: Some(r#"{"a":1}"#.into()),
        caching: Caching::Forbidden,
        ..get("https://tenant.example/oauth/token?x=1")
    };
    Browser::new().send(&request).await.unwrap();

    assert_eq!(asked("url"), "https://tenant.example/oauth/token?x=1");
    assert_eq!(asked("method"), "POST");
    assert_eq!(asked("headers.get('content-type')"), "application/json");
    assert_eq!(asked("headers.get('x-one')"), "1");
    assert_eq!(asked("credentials"), "omit");
    assert_eq!(asked("cache"), "no-store");
    assert_eq!(asked("redirect"), "error");
    assert_eq!(asked("referrerPolicy"), "no-referrer");
    let body = run("globalThis.asked.text()");
    let body = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(body)).await.unwrap();
    assert_eq!(body.as_string().unwrap(), r#"{"a":1}"#);
}

#[wasm_bindgen_test]
async fn lets_the_cache_take_part_where_it_may() {
    let _stub = answering("new Response('ok')");
    Browser::new().send(&get("https://tenant.example/jwks")).await.unwrap();
    assert_eq!(asked("method"), "GET");
    assert_eq!(asked("cache"), "default");
}

#[wasm_bindgen_test]
async fn an_unreachable_server_is_named_without_its_query() {
    let request = get("http://127.0.0.1:1/oauth/token?secret=1");
    let (code, description) = failure(&request).await;
    assert_eq!(code, codes::NETWORK_ERROR);
    assert_eq!(
        description,
        "Could not reach http://127.0.0.1:1/oauth/token: Failed to fetch. Check the domain, the \
         network connection and the application's Allowed Web Origins (CORS)."
    );
}

#[wasm_bindgen_test]
async fn what_cannot_be_sent_is_an_error_and_no_panic() {
    let bad_header = Request {
        headers: vec![("x-one", "line\nbreak".into())],
        ..get("https://tenant.example/")
    };
    let bodied_get = Request { body: Some("x".into()), ..get("https://tenant.example/") };
    let bad_url = get("https://");
    for request in [bad_header, bodied_get, bad_url] {
        assert_eq!(failure(&request).await.0, codes::NETWORK_ERROR);
    }
}

#[wasm_bindgen_test]
async fn a_page_that_replaced_fetch_cannot_break_it() {
    let request = get("https://tenant.example/");
    for (fetch, cause) in [
        ("() => { throw 'no network today' }", "no network today"),
        ("() => Promise.reject({ odd: 1 })", "an unknown reason"),
        ("() => Promise.reject(undefined)", "an unknown reason"),
        ("() => Promise.resolve({ ok: true })", "did not answer with a Response"),
        ("() => null", "did not answer with a Response"),
        ("undefined", "fetch is not a function"),
    ] {
        let _stub = Stub::value("globalThis", "fetch", fetch);
        let (code, description) = failure(&request).await;
        assert_eq!(code, codes::NETWORK_ERROR, "{fetch}");
        assert!(description.contains(cause), "{fetch}: {description}");
    }
}

const SILENT: &str = "(request) => new Promise(() => {
    globalThis.aborted = 0;
    request.signal.addEventListener('abort', () => { globalThis.aborted += 1 });
})";

fn aborted() -> f64 {
    run("globalThis.aborted").as_f64().unwrap()
}

#[wasm_bindgen_test]
async fn a_server_that_never_answers_is_called_off_after_the_limit() {
    let _stub = Stub::value("globalThis", "fetch", SILENT);
    let request = Request { limit: Duration::from_millis(30), ..get("https://tenant.example/") };
    let (code, description) = failure(&request).await;
    assert_eq!(code, codes::TIMEOUT);
    assert_eq!(description, "Timeout when executing 'fetch'");
    assert_eq!(aborted(), 1.0);
}

#[wasm_bindgen_test]
async fn the_limit_covers_the_body() {
    let _stub = answering("new Response(new ReadableStream({}))");
    let request = Request { limit: Duration::from_millis(30), ..get("https://tenant.example/") };
    assert_eq!(failure(&request).await.0, codes::TIMEOUT);
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_is_a_network_error() {
    let broken = "new ReadableStream({ start(it) { it.error(new TypeError('cut off')) } })";
    let _stub = answering(&format!("new Response({broken})"));
    let (code, description) = failure(&get("https://tenant.example/")).await;
    assert_eq!(code, codes::NETWORK_ERROR);
    assert!(description.starts_with("Could not reach https://tenant.example/: "), "{description}");
}

#[wasm_bindgen_test]
async fn a_request_that_nobody_waits_for_is_called_off() {
    let _stub = Stub::value("globalThis", "fetch", SILENT);
    let browser = Browser::new();
    let request = get("https://tenant.example/");
    let mut sending = Box::pin(browser.send(&request));
    assert!(futures::poll!(&mut sending).is_pending());
    assert_eq!(aborted(), 0.0);
    drop(sending);
    assert_eq!(aborted(), 1.0);
}

#[wasm_bindgen_test]
async fn a_request_that_was_answered_is_not_called_off() {
    let _stub = answering("new Response('ok')");
    run("globalThis.aborted = 0");
    let answer: Box<Response> = Browser::new().send(&get("https://tenant.example/")).await.unwrap();
    assert_eq!(answer.body, "ok");
    assert_eq!(asked("signal.aborted"), "false");
}
