//! Parts of the page, replaced for as long as a test needs it.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

/// Runs a piece of JavaScript and hands out its value.
pub fn run(script: &str) -> JsValue {
    js_sys::eval(script).unwrap_or_else(|cause| panic!("{script}: {cause:?}"))
}

/// A replaced property. The former one is back when this is dropped.
#[must_use]
pub struct Stub {
    undo: Function,
}

impl Stub {
    /// Replaces `owner.name` by what the property descriptor says.
    pub fn new(owner: &str, name: &str, descriptor: &str) -> Self {
        let undo = run(&format!(
            "(() => {{
                const owner = {owner};
                const former = Object.getOwnPropertyDescriptor(owner, '{name}');
                Object.defineProperty(owner, '{name}', {{ configurable: true, ...{descriptor} }});
                return () => {{
                    if (former) Object.defineProperty(owner, '{name}', former);
                    else delete owner['{name}'];
                }};
            }})()"
        ));
        Self { undo: undo.unchecked_into() }
    }

    /// Replaces `owner.name` by a value.
    pub fn value(owner: &str, name: &str, value: &str) -> Self {
        Self::new(owner, name, &format!("{{ value: {value} }}"))
    }

    /// Lets every use of `owner.name` throw.
    pub fn blocked(owner: &str, name: &str) -> Self {
        Self::new(owner, name, "{ get() { throw new DOMException('Denied.', 'SecurityError') } }")
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        let _ = self.undo.call0(&JsValue::UNDEFINED);
    }
}
