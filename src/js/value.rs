//! Values of the core as plain JavaScript values, and back.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::names;
use crate::client::{List, RedirectResult, TokenResponse};
use crate::json::{self, Value};
use crate::protocol::token::TokenSet;

/// A JSON value as JavaScript has it. Members that JavaScript cannot hold in JSON are left out.
pub(super) fn from_js(value: JsValue) -> Value {
    json::from_js(&value).unwrap_or_default()
}

/// The members of an object; none of anything else.
pub(super) fn members_of(value: JsValue) -> json::Object {
    from_js(value).into_object().unwrap_or_default()
}

/// Whatever JavaScript gave for a text: the text, or what it says of itself. `None` for nothing.
pub(super) fn text(value: &JsValue) -> Option<String> {
    if value.is_undefined() || value.is_null() {
        return None;
    }
    let said = || value.dyn_ref::<Object>().map(|object| object.to_string().into());
    let number = || value.as_f64().map(|number| Value::Number(number).to_text());
    value.as_string().or_else(said).or_else(number)
}

pub(super) fn to_js(value: &Value) -> JsValue {
    // What the core writes is JSON.
    JSON::parse(&json::to_string(value)).unwrap_or_default()
}

pub(super) fn object(object: &json::Object) -> JsValue {
    to_js(&Value::Object(object.clone()))
}

pub(super) fn redirect_result(result: &RedirectResult) -> JsValue {
    let app_state = result.app_state.as_ref().map_or(JsValue::UNDEFINED, to_js);
    let (object, response_type) = match &result.account {
        Some(account) => (object(&account.0), "connect_code"),
        None => (Object::new().into(), "code"),
    };
    set(&object, "appState", &app_state);
    set(&object, "response_type", &response_type.into());
    object
}

/// A page of a list, under the name the API gives it.
pub(super) fn list(name: &'static str, list: &List) -> JsValue {
    let items: js_sys::Array = list.items.iter().map(object).collect();
    let page = members(&[(name, items.into())]);
    set_some(&page, "next", list.next.as_deref());
    page
}

/// The token alone, or with what came with it.
pub(super) fn token(token: &TokenResponse, is_detailed: bool) -> JsValue {
    if !is_detailed {
        return token.access_token.as_str().into();
    }
    let shown = members(&[
        ("id_token", token.id_token.as_deref().map_or(JsValue::UNDEFINED, JsValue::from)),
        ("token_type", token.token_type.as_str().into()),
        ("access_token", token.access_token.as_str().into()),
    ]);
    set_some(&shown, "scope", token.scope.as_deref());
    set(&shown, "expires_in", &token.expires_in.into());
    shown
}

/// The whole answer of the token endpoint, but for the refresh token, which nobody sees.
pub(super) fn token_set(tokens: &TokenSet) -> JsValue {
    let shown = object(&tokens.body);
    set_some(&shown, "id_token", tokens.id_token.as_deref());
    shown
}

/// A plain object.
pub(super) fn members(members: &[(&'static str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, value);
    }
    object.into()
}

/// Sets a member, where there is something to set.
pub(super) fn set_some(object: &JsValue, name: &'static str, value: Option<impl Into<JsValue>>) {
    if let Some(value) = value {
        set(object, name, &value.into());
    }
}

/// Sets a member of an object that was made here, which cannot fail.
pub(super) fn set(object: &JsValue, name: &'static str, value: &JsValue) {
    let _ = Reflect::set(object, &names::name(name), value);
}
