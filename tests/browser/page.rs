//! Cookies, the page's URL and leaving it, and what a browser is before anything is asked of it.

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

#[wasm_bindgen_test]
fn making_one_touches_nothing() {
    let _window = Stub::blocked("globalThis", "crypto");
    let _local = Stub::blocked("window", "localStorage");
    let browser = Browser::new().clone();
    assert_eq!(format!("{browser:?}"), "Browser { own_clock: false }");
}

#[wasm_bindgen_test]
fn cookies_are_those_of_the_document() {
    let browser = Browser::new();
    browser.set_cookie("t_one=1; path=/; SameSite=Lax");
    assert!(run("document.cookie").as_string().unwrap().contains("t_one=1"));
    assert!(browser.cookies().contains("t_one=1"));
    browser.set_cookie("t_one=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT");
    assert!(!browser.cookies().contains("t_one"));
}

#[wasm_bindgen_test]
fn blocked_cookies_are_no_cookies() {
    let throws = "throw new DOMException('Denied.', 'SecurityError')";
    let accessors = format!("{{ get() {{ {throws} }}, set() {{ {throws} }} }}");
    let _stub = Stub::new("document", "cookie", &accessors);
    let browser = Browser::new();
    browser.set_cookie("t_two=2");
    assert_eq!(browser.cookies(), "");
}

#[wasm_bindgen_test]
fn knows_where_the_page_is() {
    let url = Browser::new().page_url().unwrap();
    assert_eq!(url, run("location.href").as_string().unwrap());
}

#[wasm_bindgen_test]
fn leaves_for_another_place() {
    let before = run("location.pathname").as_string().unwrap();
    let browser = Browser::new();
    browser.navigate("#elsewhere").unwrap();
    assert_eq!(run("location.hash").as_string().unwrap(), "#elsewhere");
    assert_eq!(run("location.pathname").as_string().unwrap(), before);
    browser.navigate("#").unwrap();
}

#[wasm_bindgen_test]
fn a_place_that_is_none_is_an_error_with_the_browsers_reason() {
    let Err(Error::Platform(cause)) = Browser::new().navigate("https://") else {
        panic!("no such error")
    };
    assert!(cause.to_string().contains("not a valid URL"), "{cause}");
}

#[wasm_bindgen_test]
fn another_url_of_the_page_leaves_the_state_of_its_router() {
    let before = run("location.href.split('#')[0]").as_string().unwrap();
    run("history.replaceState({ router: 7 }, '')");
    let browser = Browser::new();
    browser.replace_url(&format!("{before}#other"));
    assert_eq!(run("location.hash").as_string().unwrap(), "#other");
    assert_eq!(run("history.state.router").as_f64(), Some(7.0));
    browser.replace_url("https://other.example/");
    assert_eq!(run("location.hash").as_string().unwrap(), "#other");
    browser.replace_url(&before);
    run("history.replaceState(null, '')");
}

#[wasm_bindgen_test]
fn knows_whether_the_user_is_here() {
    for (value, focus) in [("true", true), ("false", false)] {
        let _stub = Stub::value("document", "hasFocus", &format!("() => {value}"));
        assert_eq!(Browser::new().has_focus(), focus);
    }
}

#[wasm_bindgen_test]
fn closes_its_window() {
    let _stub = Stub::value("window", "close", "() => { globalThis.closings = 1 }");
    Browser::new().close_window();
    assert_eq!(run("globalThis.closings").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn tells_isolated_pages_from_others() {
    let browser = Browser::new();
    for (value, isolated) in [("true", true), ("false", false), ("undefined", false)] {
        let _stub = Stub::value("globalThis", "crossOriginIsolated", value);
        assert_eq!(browser.is_cross_origin_isolated(), isolated, "{value}");
    }
}

#[wasm_bindgen_test]
fn warns_on_the_console() {
    let heard = "(text) => { globalThis.warned = text }";
    let _stub = Stub::value("console", "warn", heard);
    Browser::new().warn("careful");
    assert_eq!(run("globalThis.warned").as_string().as_deref(), Some("careful"));
}
