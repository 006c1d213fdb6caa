//! Errors as JavaScript programmers know them: an `Error` object with the name of its class and
//! the class's fields. The façade makes it an instance of that class.

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::value::{members, set, to_js};
use crate::browser::thrown::Thrown;
use crate::error::{Error, Refusal};
use crate::json::Value;

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        if let Error::Platform(cause) = &error
            && let Some(Thrown(value)) = cause.downcast_ref()
        {
            return value.clone();
        }
        show(&error).into()
    }
}

fn show(error: &Error) -> js_sys::Error {
    let shown = js_sys::Error::new(&error.to_string());
    shown.set_name(class(error));
    if let Some(code) = error.code() {
        set(&shown, "error", &code.into());
        set(&shown, "error_description", &error.to_string().into());
    }
    let json = |value: &Option<Value>| value.as_ref().map_or(JsValue::NULL, to_js);
    match error {
        Error::InvalidConfiguration { suggestion, .. } => {
            set(&shown, "suggestion", &suggestion.as_str().into());
        }
        Error::Authentication { state, app_state, .. } => {
            set(&shown, "state", &state.as_str().into());
            set(&shown, "appState", &json(app_state));
        }
        Error::MfaRequired { mfa_token, requirements, .. } => {
            set(&shown, "mfa_token", &mfa_token.as_deref().into());
            set(&shown, "mfa_requirements", &json(requirements));
        }
        Error::MissingRefreshToken { audience, scope }
        | Error::MissingScopes { audience, scope } => {
            set(&shown, "audience", &audience.as_str().into());
            set(&shown, "scope", &scope.as_str().into());
        }
        Error::UseDpopNonce { nonce } => set(&shown, "newDpopNonce", &nonce.as_deref().into()),
        Error::Generic(refusal) => add_details(&shown, refusal),
        Error::IdToken(_) => add_hidden(&shown, "code", &"invalid_id_token".into()),
        _ => {}
    }
    shown
}

const fn class(error: &Error) -> &'static str {
    match error {
        Error::InvalidConfiguration { .. } => "InvalidConfigurationError",
        Error::Generic(_) => "GenericError",
        Error::Authentication { .. } => "AuthenticationError",
        Error::MfaRequired { .. } => "MfaRequiredError",
        Error::MissingRefreshToken { .. } => "MissingRefreshTokenError",
        Error::MissingScopes { .. } => "MissingScopesError",
        Error::UseDpopNonce { .. } => "UseDpopNonceError",
        Error::Timeout => "TimeoutError",
        Error::Usage(_) | Error::IdToken(_) | Error::Platform(_) => "Error",
    }
}

/// The HTTP status and `Retry-After` in seconds, where they are known.
fn add_details(shown: &js_sys::Error, refusal: &Refusal) {
    if let Some(status) = refusal.status {
        add_hidden(shown, "status", &status.into());
    }
    if let Some(pause) = refusal.retry_after {
        add_hidden(shown, "retryAfter", &pause.as_secs_f64().into());
    }
}

/// A member beyond those of the class, so not an enumerable one.
fn add_hidden(shown: &js_sys::Error, name: &str, value: &JsValue) {
    let descriptor = members([("value", value.clone())]);
    Object::define_property(shown, &name.into(), &descriptor.into());
}
