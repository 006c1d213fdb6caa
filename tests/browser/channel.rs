use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

fn code(message: &Value) -> Option<String> {
    message.as_object()?.text("code").map(Into::into)
}

#[wasm_bindgen_test]
async fn other_pages_and_scripts_are_heard() {
    let browser = Browser::new();
    let say = async {
        run("(() => {
            const channel = new BroadcastChannel('t.one');
            for (const odd of [undefined, null, 7, 'text', [], { code: 1 }, 10n, new Map()]) channel.postMessage(odd);
            channel.postMessage({ code: 'right' });
            channel.close();
        })()");
    };
    let (heard, ()) = futures::join!(browser.channel_message("t.one", code), say);
    assert_eq!(heard.unwrap(), "right");
}

#[wasm_bindgen_test]
async fn what_is_posted_is_a_plain_object() {
    run("globalThis.posted = new Promise((resolve) => {
        const channel = new BroadcastChannel('t.two');
        channel.onmessage = ({ data }) => { channel.close(); resolve(JSON.stringify(data)) };
    })");
    let value = Object::new().with("code", "a").into();
    Browser::new().post("t.two", &value).unwrap();
    let posted = js_sys::Promise::from(run("posted"));
    let posted = wasm_bindgen_futures::JsFuture::from(posted).await.unwrap();
    assert_eq!(posted.as_string().as_deref(), Some(r#"{"code":"a"}"#));
}

#[wasm_bindgen_test]
async fn whoever_waits_no_more_has_left() {
    run("globalThis.left = 0");
    let _close =
        Stub::value("BroadcastChannel.prototype", "close", "function () { globalThis.left += 1 }");
    let browser = Browser::new();
    let mut waiting = Box::pin(browser.channel_message("t.three", code));
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(run("left").as_f64(), Some(0.0));
    drop(waiting);
    assert_eq!(run("left").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn a_browser_without_channels_says_so() {
    let _stub = Stub::value("globalThis", "BroadcastChannel", "undefined");
    let browser = Browser::new();
    let error = browser.channel_message("t.four", code).await.unwrap_err();
    assert_eq!(error.code(), Some("channel_unavailable"));
    let error = browser.post("t.four", &Value::Null).unwrap_err();
    assert!(error.to_string().contains("Use a redirect"), "{error}");
}
