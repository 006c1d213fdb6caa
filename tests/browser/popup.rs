use std::time::Duration;

use auth0_spa_wasm::browser::{Browser, Popup};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Value;
use auth0_spa_wasm::platform::{Platform, Popup as _};
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

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

fn code(message: &Value) -> Option<String> {
    message.as_object()?.text("code").map(Into::into)
}

/// What a popup that shows a page with that script says.
async fn said(popup: &Popup, script: &str) -> Result<String, Error> {
    let (origin, url) = (origin(), page(script));
    let show = async { popup.show(&url).unwrap() };
    let browser = Browser::new();
    futures::join!(browser.popup_message(popup, &origin, code), show).0
}

#[wasm_bindgen_test]
async fn a_popup_opens_shows_a_page_and_is_heard() {
    let popup = Browser::new().open_popup().unwrap();
    let heard = said(&popup, "opener.postMessage({ code: 'abc' }, '*')").await;
    assert_eq!(heard.unwrap(), "abc");
    popup.close();
    assert!(popup.is_closed());
}

#[wasm_bindgen_test]
async fn only_that_popup_and_origin_are_listened_to() {
    let browser = Browser::new();
    let (popup, other) = (browser.open_popup().unwrap(), browser.open_popup().unwrap());
    let from_page = "dispatchEvent(new MessageEvent('message', { data: { code: 'forged' }, origin: location.origin, source: window }))";
    let talk = async {
        run(from_page);
        other.show(&page("opener.postMessage({ code: 'other' }, '*')")).unwrap();
        browser.sleep(Duration::from_millis(150)).await;
        popup.show(&page("opener.postMessage({ code: 'right' }, '*')")).unwrap();
    };
    let own = origin();
    let (heard, ()) = futures::join!(browser.popup_message(&popup, &own, code), talk);
    assert_eq!(heard.unwrap(), "right");
    let elsewhere = browser.popup_message(&popup, "https://tenant.example", code);
    let mut elsewhere = Box::pin(elsewhere);
    assert!(futures::poll!(&mut elsewhere).is_pending());
    popup.show(&page("opener.postMessage({ code: 'again' }, '*')")).unwrap();
    browser.sleep(Duration::from_millis(150)).await;
    assert!(futures::poll!(&mut elsewhere).is_pending());
    popup.close();
    other.close();
}

#[wasm_bindgen_test]
async fn a_wait_that_is_given_up_leaves_no_listener() {
    run("globalThis.popupListeners = 0");
    let count = |method: &str, step: &str| {
        let replaced = format!(
            "function (type, ...rest) {{
                if (type === 'message') globalThis.popupListeners {step};
                return EventTarget.prototype.{method}.call(this, type, ...rest);
            }}"
        );
        Stub::value("window", method, &replaced)
    };
    let _add = count("addEventListener", "+= 1");
    let _remove = count("removeEventListener", "-= 1");
    let browser = Browser::new();
    let popup = browser.open_popup().unwrap();
    let own = origin();
    let mut waiting = Box::pin(browser.popup_message(&popup, &own, code));
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(run("popupListeners").as_f64(), Some(1.0));
    drop(waiting);
    assert_eq!(run("popupListeners").as_f64(), Some(0.0));
    popup.close();
}

#[wasm_bindgen_test]
fn a_blocked_popup_is_an_error_of_its_own() {
    for nothing in ["null", "undefined"] {
        let _stub = Stub::value("window", "open", &format!("() => {nothing}"));
        let answer = Browser::new().open_popup();
        assert!(matches!(answer, Err(Error::PopupOpen)), "{answer:?}");
    }
}

#[wasm_bindgen_test]
fn it_opens_in_the_middle_of_the_page() {
    let _open =
        Stub::value("window", "open", "(...given) => { globalThis.opened = given; return null }");
    let _stubs =
        [("screenX", "10"), ("screenY", "20"), ("innerWidth", "1000"), ("innerHeight", "800")]
            .map(|(name, value)| Stub::value("window", name, value));
    Browser::new().open_popup().unwrap_err();
    let expected =
        "|_blank|left=310,top=120,width=400,height=600,resizable,scrollbars=yes,status=1";
    assert_eq!(run("opened.join('|')").as_string().unwrap(), expected);
}

#[wasm_bindgen_test]
fn a_window_of_the_application_serves_too() {
    let popup = Popup::from_window(run(
        "({ closed: false, close() { this.closed = true }, location: {} })",
    ));
    assert!(!popup.is_closed());
    popup.show("https://tenant.example/").unwrap();
    popup.close();
    assert!(popup.is_closed());
}

#[wasm_bindgen_test]
fn a_window_that_cannot_be_asked_counts_as_closed() {
    let popup = Popup::from_window(run("({ get closed() { throw new Error('no') } })"));
    assert!(popup.is_closed());
}
