use std::time::Duration;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Value;
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(150);

/// A page of this origin that runs `script`.
fn page(script: &str) -> String {
    let html = format!("<!doctype html><script>{script}</script>");
    run(&format!("URL.createObjectURL(new Blob([{html:?}], {{ type: 'text/html' }}))"))
        .as_string()
        .unwrap()
}

fn origin() -> String {
    run("location.origin").as_string().unwrap()
}

/// Takes messages that have a text member `code`.
fn code(message: &Value) -> Option<String> {
    message.as_object()?.text("code").map(Into::into)
}

async fn load(script: &str, limit: Duration) -> Result<String, Error> {
    Browser::new().frame(&page(script), &origin(), limit, code).await
}

fn frames() -> f64 {
    run("document.querySelectorAll('iframe').length").as_f64().unwrap()
}

#[wasm_bindgen_test]
async fn hands_out_the_first_message_that_is_taken() {
    let script =
        "parent.postMessage({ code: 'abc' }, '*'); parent.postMessage({ code: 'late' }, '*')";
    assert_eq!(load(script, LONG).await.unwrap(), "abc");
}

#[wasm_bindgen_test]
async fn the_frame_is_hidden_while_it_waits_and_gone_afterwards() {
    let browser = Browser::new();
    let before = frames();
    let (url, origin) = (page("onmessage = () => 0"), origin());
    let mut waiting = Box::pin(browser.frame(&url, &origin, LONG, code));
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(frames(), before + 1.0);
    let look = "(() => { const frame = [...document.querySelectorAll('iframe')].at(-1);
        return [frame.width, frame.height, frame.style.display, frame.parentNode.nodeName].join() })()";
    assert_eq!(run(look).as_string().unwrap(), "0,0,none,BODY");
    drop(waiting);
    assert_eq!(frames(), before);
}

#[wasm_bindgen_test]
async fn nothing_is_left_behind() {
    let listeners = "globalThis.listeners = 0;
        ({ add: window.addEventListener, remove: window.removeEventListener })";
    run(listeners);
    let count = |method: &str, step: &str| {
        let replaced = format!(
            "function (type, ...rest) {{
                if (type === 'message') globalThis.listeners {step};
                return EventTarget.prototype.{method}.call(this, type, ...rest);
            }}"
        );
        Stub::value("window", method, &replaced)
    };
    let _add = count("addEventListener", "+= 1");
    let _remove = count("removeEventListener", "-= 1");
    let before = frames();
    load("parent.postMessage({ code: 'abc' }, '*')", LONG).await.unwrap();
    load("", SHORT).await.unwrap_err();
    assert_eq!(run("globalThis.listeners").as_f64(), Some(0.0));
    assert_eq!(frames(), before);
}

#[wasm_bindgen_test]
async fn silence_ends_with_the_limit() {
    assert!(matches!(load("", SHORT).await, Err(Error::Timeout)));
}

#[wasm_bindgen_test]
async fn odd_messages_are_passed_over() {
    let script = "
        const cyclic = { code: 1 }; cyclic.self = cyclic;
        for (const odd of [undefined, null, 7, 'text', '{\"code\":\"text\"}', [], {}, { code: 1 }, 10n,
            new Date(NaN), new Map([['code', 'map']]), new ArrayBuffer(8), cyclic])
            parent.postMessage(odd, '*');
        parent.postMessage({ code: 'right' }, '*');";
    assert_eq!(load(script, LONG).await.unwrap(), "right");
}

#[wasm_bindgen_test]
async fn deep_messages_are_passed_over() {
    let script = "
        for (const depth of [100, 1000, 3000, 4000, 5000, 6000, 7000, 8000, 10000]) {
            let deep = 1;
            for (let level = 0; level < depth; level += 1) deep = { deep };
            try { parent.postMessage(deep, '*') } catch { /* too deep to be posted */ }
        }
        parent.postMessage({ code: 'right' }, '*');";
    assert_eq!(load(script, LONG).await.unwrap(), "right");
}

#[wasm_bindgen_test]
async fn another_origin_is_not_listened_to() {
    let script = "parent.postMessage({ code: 'abc' }, '*')";
    let answer = Browser::new().frame(&page(script), "https://tenant.example", SHORT, code).await;
    assert!(matches!(answer, Err(Error::Timeout)));

    let opaque = "data:text/html,<script>parent.postMessage({ code: 'abc' }, '*')</script>";
    let answer = Browser::new().frame(opaque, &origin(), SHORT, code).await;
    assert!(matches!(answer, Err(Error::Timeout)));
}

#[wasm_bindgen_test]
async fn an_opaque_origin_can_be_meant() {
    let opaque = "data:text/html,<script>parent.postMessage({ code: 'abc' }, '*')</script>";
    assert_eq!(Browser::new().frame(opaque, "null", LONG, code).await.unwrap(), "abc");
}

#[wasm_bindgen_test]
async fn another_window_of_the_same_origin_is_not_listened_to() {
    let script = "setTimeout(() => parent.postMessage({ code: 'frame' }, '*'), 60)";
    let forge = async {
        run("postMessage({ code: 'page' }, '*')");
        let other = page("parent.postMessage({ code: 'sibling' }, '*')");
        run(&format!(
            "globalThis.sibling = document.createElement('iframe');
            sibling.src = {other:?}; document.body.append(sibling)"
        ));
    };
    let (answer, ()) = futures::join!(load(script, LONG), forge);
    run("sibling.remove()");
    assert_eq!(answer.unwrap(), "frame");
}

#[wasm_bindgen_test]
async fn events_that_pages_make_up_break_nothing() {
    let script = "setTimeout(() => parent.postMessage({ code: 'real' }, '*'), 60)";
    let forge = async {
        run("(() => {
            globalThis.failures = [];
            window.addEventListener('error', (event) => failures.push(event.message));
            dispatchEvent(new Event('message'));
            dispatchEvent(new MessageEvent('message', { data: { code: 'forged' }, origin: location.origin }));
            for (const name of ['source', 'origin', 'data']) {
                const event = new MessageEvent('message', {
                    source: [...document.querySelectorAll('iframe')].at(-1).contentWindow,
                    origin: location.origin,
                });
                Object.defineProperty(event, name, { get() { throw new Error(name) } });
                dispatchEvent(event);
            }
        })()");
    };
    let (answer, ()) = futures::join!(load(script, LONG), forge);
    assert_eq!(answer.unwrap(), "real");
    assert_eq!(run("failures.join()").as_string().as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn a_frame_that_the_page_removed_ends_with_the_limit() {
    let remove = async {
        run("[...document.querySelectorAll('iframe')].at(-1).remove()");
        run(
            "dispatchEvent(new MessageEvent('message', { data: { code: 'x' }, origin: location.origin }))",
        );
    };
    let (answer, ()) =
        futures::join!(load("parent.postMessage({ code: 'abc' }, '*')", SHORT), remove);
    assert!(matches!(answer, Err(Error::Timeout)));
}

#[wasm_bindgen_test]
async fn frames_side_by_side_keep_their_answers_apart() {
    let (one, two) = futures::join!(
        load("parent.postMessage({ code: 'one' }, '*')", LONG),
        load("parent.postMessage({ code: 'two' }, '*')", LONG),
    );
    assert_eq!((one.unwrap().as_str(), two.unwrap().as_str()), ("one", "two"));
}

#[wasm_bindgen_test]
async fn a_frame_does_not_need_a_body() {
    let _stub = Stub::value("document", "body", "null");
    let script = "parent.postMessage({ code: 'abc' }, '*')";
    assert_eq!(load(script, LONG).await.unwrap(), "abc");
}
