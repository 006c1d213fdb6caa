//! Errors as JavaScript programmers know them: an `Error` object with the name of its class and
//! the class's fields. The façade makes it an instance of that class.

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::value::{members, set, set_some, to_js};
use crate::browser::thrown::Thrown;
use crate::browser::{Browser, Popup};
use crate::error::{
    Answer, Error, Failure, Passkey, Problem, RedirectFailure, Refusal, ValidationError,
};
use crate::json::Value;
use crate::platform::Platform;

/// `null` where the whole wasm has to tell: it does the call again, and has the texts.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        if let Error::Platform(cause) = &error
            && let Some(Thrown(value)) = cause.downcast_ref()
        {
            return value.clone();
        }
        if Browser::SENDS && !matches!(error, Error::Beyond) {
            show(&error).into()
        } else {
            Self::NULL
        }
    }
}

fn show(error: &Error) -> js_sys::Error {
    let shown = js_sys::Error::new(&error.to_string());
    shown.set_name(class(error));
    if let Some(code) = error.code() {
        set(&shown, "error", &code.into());
        set(&shown, "error_description", &error.to_string().into());
    }
    match error {
        Error::InvalidConfiguration(wrong) => {
            set(&shown, "suggestion", &wrong.suggestion.as_str().into());
        }
        Error::Authentication(failure) => add_redirect(&shown, failure),
        Error::Connect(failure) => {
            set(&shown, "connection", &failure.connection.as_str().into());
            add_redirect(&shown, &failure.redirect);
        }
        Error::MyAccount(problem) => add_problem(&shown, problem),
        Error::Passkey(stage, failure) => add_failure(&shown, failure, *stage != Passkey::Ceremony),
        Error::Anonymous(failure) => add_failure(&shown, failure, false),
        Error::MfaRequired(factor) => {
            set(&shown, "mfa_token", &factor.mfa_token.as_deref().into());
            set(&shown, "mfa_requirements", &json(&factor.requirements));
        }
        Error::MissingRefreshToken(lack) | Error::MissingScopes(lack) => {
            set(&shown, "audience", &lack.audience.as_str().into());
            set(&shown, "scope", &lack.scope.as_str().into());
        }
        Error::PopupCancelled(window) | Error::PopupTimeout(window) => {
            set_some(&shown, "popup", window.downcast_ref().map(Popup::window));
        }
        Error::UseDpopNonce(nonce) => set(&shown, "newDpopNonce", &nonce.as_deref().into()),
        Error::Generic(refusal) => add_details(&shown, refusal),
        Error::Mfa(failure) => add_details(&shown, &failure.refusal),
        Error::IdToken(_) => add_hidden(&shown, "code", &"invalid_id_token".into()),
        _ => {}
    }
    shown
}

fn json(value: &Option<Value>) -> JsValue {
    value.as_ref().map_or(JsValue::NULL, to_js)
}

fn add_redirect(shown: &js_sys::Error, failure: &RedirectFailure) {
    set(shown, "state", &failure.state.as_str().into());
    set(shown, "appState", &json(&failure.app_state));
}

const fn class(error: &Error) -> &'static str {
    match error {
        Error::InvalidConfiguration { .. } => "InvalidConfigurationError",
        Error::Generic(_) => "GenericError",
        Error::Authentication(_) => "AuthenticationError",
        Error::Connect(_) => "ConnectError",
        Error::MyAccount(_) => "MyAccountApiError",
        Error::Passkey(Passkey::Ceremony, _) => "PasskeyError",
        Error::Passkey(Passkey::Signup, _) => "PasskeyRegisterError",
        Error::Passkey(Passkey::Login, _) => "PasskeyChallengeError",
        Error::Anonymous(_) => "AnonymousSessionError",
        Error::Mfa(failure) => failure.call.class(),
        Error::MfaRequired(_) => "MfaRequiredError",
        Error::MissingRefreshToken { .. } => "MissingRefreshTokenError",
        Error::MissingScopes { .. } => "MissingScopesError",
        Error::UseDpopNonce { .. } => "UseDpopNonceError",
        Error::Timeout => "TimeoutError",
        Error::PopupOpen => "PopupOpenError",
        Error::PopupCancelled(_) => "PopupCancelledError",
        Error::PopupTimeout(_) => "PopupTimeoutError",
        Error::InvalidArgument(_) => "InvalidArgumentError",
        Error::MissingArgument(_) => "MissingRequiredArgumentError",
        Error::Usage(_) | Error::IdToken(_) | Error::Beyond | Error::Platform(_) => "Error",
    }
}

fn add_problem(shown: &js_sys::Error, problem: &Problem) {
    let errors = problem.validation_errors.as_ref().map_or(JsValue::UNDEFINED, |errors| {
        errors.iter().map(validation_error).collect::<js_sys::Array>().into()
    });
    set(shown, "type", &problem.kind.as_str().into());
    set(shown, "status", &problem.status.into());
    set(shown, "title", &problem.title.as_str().into());
    set(shown, "detail", &problem.detail.as_str().into());
    set(shown, "validation_errors", &errors);
}

fn validation_error(error: &ValidationError) -> JsValue {
    let shown = members(&[("detail", error.detail.as_str().into())]);
    set_some(&shown, "field", error.field.as_deref());
    set_some(&shown, "pointer", error.pointer.as_deref());
    set_some(&shown, "source", error.source.as_deref());
    shown
}

fn add_failure(shown: &js_sys::Error, failure: &Failure, with_http: bool) {
    let answer = failure.answer.as_ref();
    set(shown, "cause", &answer.map_or(JsValue::UNDEFINED, cause));
    set(shown, "code", &failure.code.as_str().into());
    if with_http {
        let headers = answer.and_then(|answer| headers(&answer.headers));
        set(shown, "statusCode", &answer.map(|answer| answer.status).into());
        set(shown, "headers", &headers.into());
        set(shown, "body", &answer.map(|answer| answer.body.as_str()).into());
    }
}

fn cause(answer: &Answer) -> JsValue {
    members(&[
        ("error", answer.error.as_str().into()),
        ("error_description", answer.description.as_str().into()),
        ("message", answer.message.as_deref().into()),
    ])
}

fn headers(pairs: &[(String, String)]) -> Option<web_sys::Headers> {
    let headers = web_sys::Headers::new().ok()?;
    for (name, value) in pairs {
        headers.append(name, value).ok()?;
    }
    Some(headers)
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
    let descriptor = members(&[("value", value.clone())]);
    Object::define_property(shown, &name.into(), &descriptor.into());
}
