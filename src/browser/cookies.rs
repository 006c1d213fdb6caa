//! `document.cookie`. Where it is absent (workers) or blocked (sandboxed frames), no cookie exists.

use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use super::scope::scope;

pub fn read() -> String {
    document().and_then(|document| document.cookie().ok()).unwrap_or_default()
}

pub fn write(cookie: &str) {
    if let Some(document) = document() {
        let _ = document.set_cookie(cookie);
    }
}

fn document() -> Option<HtmlDocument> {
    Some(scope().window()?.document()?.unchecked_into())
}
