//! Names of members as JavaScript has them. Each is made once: a text that is handed over is copied
//! and decoded, which takes longer than to read the member.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Holder;

    #[wasm_bindgen(method, catch, structural, indexing_getter)]
    fn get(this: &Holder, name: &JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// In the order of where the texts are, as each is found by where it is.
    static NAMES: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A member of an object, read as `object[name]` is: `Reflect.get` takes longer.
pub(crate) fn member(object: &JsValue, text: &'static str) -> Result<JsValue, JsValue> {
    object.unchecked_ref::<Holder>().get(&name(text))
}

pub(crate) fn name(text: &'static str) -> JsValue {
    let place = |text: &'static str| (text.as_ptr(), text.len());
    NAMES.with_borrow_mut(|names| {
        match names.binary_search_by_key(&place(text), |(known, _)| place(known)) {
            Ok(found) => names[found].1.clone(),
            Err(next) => {
                let made = JsValue::from_str(text);
                names.insert(next, (text, made.clone()));
                made
            }
        }
    })
}
