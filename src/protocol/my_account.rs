//! The My Account API ([Auth0: My Account API](https://auth0.com/docs/manage-users/my-account-api)):
//! what every request and every answer of it have in common.

use std::time::Duration;

use super::http::{Caching, Method, Request, Response};
use super::problem;
use crate::error::{Error, codes};
use crate::json::{self, Object, Value};

/// The audience of its tokens.
pub fn audience(base_url: &str) -> String {
    format!("{base_url}/me/")
}

/// A request to a path below `/me/v1/`.
pub fn request(
    method: Method,
    base_url: &str,
    path: &str,
    body: Option<Object>,
    limit: Duration,
) -> Request {
    let json = ("content-type", "application/json".to_string());
    Request {
        method,
        url: format!("{base_url}/me/v1/{path}"),
        headers: body.iter().map(|_| json.clone()).collect(),
        body: body.map(|body| json::to_string(&Value::Object(body))),
        caching: Caching::Forbidden,
        limit,
    }
}

/// Judges any answer: its JSON, or nothing where there is nothing.
///
/// # Errors
/// [`Error::MyAccount`]
pub fn judge(response: &Response) -> Result<Object, Error> {
    let is_empty = response.body.trim().is_empty();
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    match body {
        Some(body) if response.is_success() => Ok(body),
        None if response.is_success() && is_empty => Ok(Object::new()),
        _ => Err(problem::from_response(response).into()),
    }
}

/// Says what to change where the tenant gave no token for the API.
pub fn advise(mut error: Error) -> Error {
    if let Error::Generic(refusal) = &mut error
        && [codes::INVALID_GRANT, "access_denied"].contains(&refusal.code.as_str())
    {
        refusal.description.truncate(refusal.description.trim_end_matches('.').len());
        refusal.description.push_str(NO_TOKEN);
    }
    error
}

const NO_TOKEN: &str = ". There is no token for the My Account API: activate it and allow skipping user consent there (dashboard: Applications > APIs), and add it to the application's refresh token policies (MRRT). If it is there, sign in again.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_answer_is_a_success_and_html_is_a_problem() {
        let answer =
            |status, body: &str| Response { status, headers: Vec::new(), body: body.into() };
        assert!(judge(&answer(204, "")).is_ok());
        let problem = match judge(&answer(502, "<html>")) {
            Err(Error::MyAccount(problem)) => problem,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            (problem.code(), problem.status, problem.detail.as_str()),
            ("invalid_json", 502, "<html>")
        );
        let body = r#"{"type":"https://auth0.com/api-errors/A0E-400-0003","title":"Validation Error","detail":"Invalid","status":400,"validation_errors":[{"detail":"must have","pointer":""}]}"#;
        let problem = problem::from_response(&answer(400, body));
        assert_eq!(problem.code(), "A0E-400-0003");
        assert_eq!(problem.validation_errors.unwrap()[0].pointer.as_deref(), Some(""));
        assert_eq!(
            problem::from_response(&answer(409, r#"{"type":"x#A0E-409-0001"}"#)).code(),
            "A0E-409-0001"
        );
    }
}
