//! The errors of the My Account API, which look like problem details
//! ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).

use super::http::Response;
use crate::error::{Problem, ValidationError};
use crate::json::{self, Object, Value};

/// The problem an answer describes. An answer that is no JSON is one, too.
pub fn from_response(response: &Response) -> Problem {
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    let Some(body) = body else {
        return Problem {
            kind: "invalid_json".into(),
            status: response.status,
            title: "Invalid JSON response".into(),
            detail: response.body.clone(),
            validation_errors: None,
        };
    };
    let text = |name: &str| body.text(name).map(str::to_string);
    let status = body.number("status").map_or(response.status, |status| status as u16);
    Problem {
        kind: text("type").or_else(|| text("error")).unwrap_or_default(),
        status,
        title: text("title").unwrap_or_default(),
        detail: text("detail").or_else(|| text("error_description")).unwrap_or_default(),
        validation_errors: body.get("validation_errors").and_then(Value::as_array).map(errors),
    }
}

fn errors(list: &[Value]) -> Vec<ValidationError> {
    list.iter().filter_map(Value::as_object).map(error).collect()
}

fn error(object: &Object) -> ValidationError {
    let text = |name: &str| object.text(name).map(str::to_string);
    ValidationError {
        detail: text("detail").unwrap_or_default(),
        field: text("field"),
        pointer: text("pointer"),
        source: text("source"),
    }
}
