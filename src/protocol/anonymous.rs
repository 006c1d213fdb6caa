//! Anonymous sessions: tokens for somebody who has not signed in, each request beside its answer.

use std::fmt;
use std::time::Duration;

use super::http::{Caching, Method, Request, Response};
use super::telemetry::Telemetry;
use crate::error::{Answer, Error, Failure};
use crate::json::{self, Object, Value};
use crate::time::Timestamp;

/// A token for whom, and what for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The client.
    pub client_id: &'a str,
    /// The session that goes on; without one another begins.
    pub session_token: Option<&'a str>,
    /// The API.
    pub audience: Option<&'a str>,
    /// The scope.
    pub scope: Option<&'a str>,
    /// Whatever is to be kept with a session that begins.
    pub metadata: Option<&'a Object>,
}

/// A session, and a token of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    /// What continues the session, where the tenant named it.
    pub session_token: Option<String>,
    /// The token for an API.
    pub access_token: String,
    /// When that expires, in seconds since 1970.
    pub expires_at: i64,
    /// When the session expires, in seconds since 1970, where the tenant said so.
    pub session_expires_at: Option<i64>,
    /// What was granted, where the tenant said so.
    pub scope: Option<String>,
}

/// Tokens are secrets, so only the scope is shown.
impl fmt::Debug for Granted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Granted({:?})", self.scope)
    }
}

impl Asked<'_> {
    /// The request for a token.
    pub fn request(&self, base_url: &str, telemetry: &Telemetry, limit: Duration) -> Request {
        let body = Object::new()
            .with("client_id", self.client_id)
            .with_some("session_token", self.session_token)
            .with_some("audience", self.audience)
            .with_some("scope", self.scope)
            .with_some("metadata", self.metadata.cloned());
        request(base_url, "token", body, telemetry, limit)
    }
}

/// The request that ends the session of this browser.
pub fn end(base_url: &str, client_id: &str, telemetry: &Telemetry, limit: Duration) -> Request {
    request(base_url, "logout", Object::new().with("client_id", client_id), telemetry, limit)
}

fn request(
    base_url: &str,
    path: &str,
    body: Object,
    telemetry: &Telemetry,
    limit: Duration,
) -> Request {
    Request {
        method: Method::Post,
        url: format!("{base_url}/anonymous/{path}"),
        headers: vec![
            ("content-type", "application/json".into()),
            ("auth0-client", telemetry.header.clone()),
        ],
        body: Some(json::to_string(&body.into())),
        caching: Caching::Forbidden,
        limit,
    }
}

impl Granted {
    /// Reads the answer to [`Asked::request`].
    ///
    /// # Errors
    /// [`Error::Anonymous`] with the tenant's code, or `server_error` for an answer that is none.
    pub fn from_response(response: &Response, now: Timestamp) -> Result<Self, Error> {
        judge(response, "Anonymous token request failed")?;
        let body = json::parse(&response.body).ok().and_then(Value::into_object);
        let body = body.ok_or_else(|| broken("Invalid response from anonymous token endpoint"))?;
        let text = |name: &str| body.text(name).filter(|text| !text.is_empty()).map(str::to_string);
        let access_token = text("access_token")
            .ok_or_else(|| broken("access_token missing or invalid in anonymous token response"))?;
        let expires_at = after(now, &body, "expires_in")
            .ok_or_else(|| broken("expires_in missing or invalid in anonymous token response"))?;
        Ok(Self {
            session_token: text("session_token"),
            access_token,
            expires_at,
            session_expires_at: after(now, &body, "session_expires_in"),
            scope: text("scope"),
        })
    }
}

fn after(now: Timestamp, body: &Object, name: &str) -> Option<i64> {
    let seconds = body.number(name).filter(|seconds| seconds.is_finite())?;
    Some(now.seconds().saturating_add(seconds as i64))
}

/// Judges the answer to [`end`].
///
/// # Errors
/// [`Error::Anonymous`]
pub fn judge_end(response: &Response) -> Result<(), Error> {
    judge(response, "Failed to end anonymous session")
}

fn judge(response: &Response, default: &str) -> Result<(), Error> {
    if response.is_success() {
        return Ok(());
    }
    let body = json::parse(&response.body).ok().and_then(Value::into_object).unwrap_or_default();
    let text = |name: &str| body.text(name).map(str::to_string);
    let description = text("error_description")
        .unwrap_or_else(|| format!("Request failed with status {}", response.status));
    let message = if description.is_empty() { default.into() } else { description.clone() };
    let code = text("error").unwrap_or_else(|| SERVER_ERROR.into());
    let answer = Answer {
        error: code.clone(),
        description,
        message: None,
        status: response.status,
        headers: response.headers.clone(),
        body: response.body.clone(),
    };
    Err(Error::Anonymous(Box::new(Failure { code, message, answer: Some(answer) })))
}

const SERVER_ERROR: &str = "server_error";

/// An answer that is none.
pub fn broken(message: &str) -> Error {
    let failure = Failure { code: SERVER_ERROR.into(), message: message.into(), answer: None };
    Error::Anonymous(Box::new(failure))
}

/// Whether the session is over, so that only another can begin.
pub fn is_over(error: &Error) -> bool {
    match error {
        Error::Anonymous(failure) => {
            matches!(failure.code.as_str(), "session_expired" | "invalid_session_token")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, headers: Vec::new(), body: body.into() }
    }

    fn now() -> Timestamp {
        Timestamp::from_millis(1_000_900)
    }

    fn failure(result: Result<Granted, Error>) -> Failure {
        match result {
            Err(Error::Anonymous(failure)) => *failure,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_body_names_what_was_given_and_nothing_else() {
        let telemetry = Telemetry::new(None);
        let metadata = Object::new().with("from", "ad");
        let asked = Asked {
            client_id: "c",
            audience: Some("a"),
            scope: Some("s"),
            metadata: Some(&metadata),
            ..Asked::default()
        };
        let request = asked.request("https://t", &telemetry, Duration::ZERO);
        assert_eq!(request.url, "https://t/anonymous/token");
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"client_id":"c","audience":"a","scope":"s","metadata":{"from":"ad"}}"#)
        );
        let asked = Asked { client_id: "c", session_token: Some("t"), ..Asked::default() };
        let request = asked.request("https://t", &telemetry, Duration::ZERO);
        assert_eq!(request.body.as_deref(), Some(r#"{"client_id":"c","session_token":"t"}"#));
        let request = end("https://t", "c", &telemetry, Duration::ZERO);
        assert_eq!(request.url, "https://t/anonymous/logout");
        assert_eq!(request.body.as_deref(), Some(r#"{"client_id":"c"}"#));
    }

    #[test]
    fn times_are_counted_from_now() {
        let body = r#"{"access_token":"at","expires_in":60,"session_token":"st","session_expires_in":90,"scope":"s"}"#;
        let granted = Granted::from_response(&answer(200, body), now()).unwrap();
        assert_eq!((granted.expires_at, granted.session_expires_at), (1060, Some(1090)));
        assert_eq!(granted.session_token.as_deref(), Some("st"));
        let body = r#"{"access_token":"at","expires_in":60}"#;
        let granted = Granted::from_response(&answer(200, body), now()).unwrap();
        assert_eq!((granted.session_token, granted.session_expires_at), (None, None));
        assert_eq!(granted.scope, None);
    }

    #[test]
    fn an_answer_that_is_none_is_a_server_error() {
        for (body, message) in [
            ("<html>", "Invalid response from anonymous token endpoint"),
            ("{}", "access_token missing or invalid in anonymous token response"),
            (
                r#"{"access_token":"","expires_in":1}"#,
                "access_token missing or invalid in anonymous token response",
            ),
            (
                r#"{"access_token":"at","expires_in":"60"}"#,
                "expires_in missing or invalid in anonymous token response",
            ),
        ] {
            let failed = failure(Granted::from_response(&answer(200, body), now()));
            assert_eq!((failed.code.as_str(), failed.message.as_str()), ("server_error", message));
            assert_eq!(failed.answer, None);
        }
    }

    #[test]
    fn refusals_keep_the_tenants_code() {
        let refusal = r#"{"error":"session_expired","error_description":"Over."}"#;
        let refused = Granted::from_response(&answer(401, refusal), now());
        assert!(is_over(refused.as_ref().unwrap_err()));
        let failed = failure(refused);
        assert_eq!((failed.code.as_str(), failed.message.as_str()), ("session_expired", "Over."));
        let failed = failure(Granted::from_response(&answer(502, "<html>"), now()));
        assert_eq!(
            (failed.code.as_str(), failed.message.as_str()),
            ("server_error", "Request failed with status 502")
        );
        assert!(judge_end(&answer(204, "")).is_ok());
        assert!(judge_end(&answer(403, "{}")).is_err());
    }
}
