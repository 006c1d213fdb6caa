//! Passkeys: the challenges of a tenant, beside their answers
//! ([Auth0: Native Passkeys](https://auth0.com/docs/native-passkeys-api),
//! [WebAuthn](https://www.w3.org/TR/webauthn-3/)). Binary members are base64url text in both.

use std::time::Duration;

use super::http::{Caching, Method, Request, Response};
use super::telemetry::Telemetry;
use crate::error::{Answer, Error, Failure, Passkey};
use crate::json::{self, Object, Value};

/// The grant that trades an answered challenge for tokens.
pub const GRANT: &str = "urn:okta:params:oauth:grant-type:webauthn";

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceremony {
    /// To make a passkey, for a new user.
    Signup,
    /// To sign in with one.
    Login,
}

/// Who asks for a challenge, and for what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The client.
    pub client_id: &'a str,
    /// The new user: `email` and others.
    pub profile: Option<&'a Object>,
    /// The database connection.
    pub realm: Option<&'a str>,
    /// The organization, by id or name.
    pub organization: Option<&'a str>,
    /// Whatever is to be kept with the new user.
    pub metadata: Option<&'a Object>,
}

/// A challenge for an authenticator.
#[derive(Debug, Clone, PartialEq)]
pub struct Challenge {
    /// What the answer belongs to.
    pub auth_session: String,
    /// `PublicKeyCredentialCreationOptions` or `PublicKeyCredentialRequestOptions` as JSON.
    pub public_key: Object,
}

impl Asked<'_> {
    /// The request for a challenge.
    pub fn request(
        &self,
        ceremony: Ceremony,
        base_url: &str,
        telemetry: &Telemetry,
        limit: Duration,
    ) -> Request {
        let body = Object::new()
            .with("client_id", self.client_id)
            .with_some("user_profile", self.profile.cloned())
            .with_some("realm", self.realm)
            .with_some("organization", self.organization)
            .with_some("user_metadata", self.metadata.cloned());
        let path = match ceremony {
            Ceremony::Signup => "register",
            Ceremony::Login => "challenge",
        };
        Request {
            method: Method::Post,
            url: format!("{base_url}/passkey/{path}"),
            headers: vec![
                ("content-type", "application/json".into()),
                ("auth0-client", telemetry.header.clone()),
            ],
            body: Some(json::to_string(&body.into())),
            caching: Caching::Forbidden,
            limit,
        }
    }
}

impl Challenge {
    /// Reads the answer to [`Asked::request`].
    ///
    /// # Errors
    /// [`Error::Passkey`] with what the tenant answered.
    pub fn from_response(response: &Response, ceremony: Ceremony) -> Result<Self, Error> {
        let body = json::parse(&response.body).ok().and_then(Value::into_object);
        let challenge = match &body {
            Some(body) if response.is_success() => Self::from_body(body),
            _ => None,
        };
        challenge.ok_or_else(|| refused(ceremony, response, body))
    }

    fn from_body(body: &Object) -> Option<Self> {
        Some(Self {
            auth_session: body.text("auth_session")?.into(),
            public_key: body.get("authn_params_public_key")?.as_object()?.clone(),
        })
    }
}

fn refused(ceremony: Ceremony, response: &Response, body: Option<Object>) -> Error {
    let (stage, code, default) = match ceremony {
        Ceremony::Signup => {
            (Passkey::Signup, "passkey_register_error", "Failed to request signup challenge")
        }
        Ceremony::Login => {
            (Passkey::Login, "passkey_challenge_error", "Failed to request login challenge")
        }
    };
    let text = |name: &str| {
        let text = body.as_ref()?.text(name)?;
        (!text.is_empty()).then(|| text.to_string())
    };
    let description = match &body {
        Some(_) => text("error_description"),
        None => Some(format!("HTTP {}", response.status)),
    };
    let message = description.clone().unwrap_or_else(|| default.into());
    let answer = Answer {
        error: text("error").unwrap_or_else(|| "unknown_error".into()),
        description: description.unwrap_or_default(),
        message: text("message"),
        status: response.status,
        headers: response.headers.clone(),
        body: response.body.clone(),
    };
    failed(stage, code, message, Some(answer))
}

/// An authenticator's answer to a challenge, to be traded for tokens.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// What the challenge belongs to.
    pub auth_session: &'a str,
    /// What the authenticator answered.
    pub credential: &'a Object,
    /// The database connection.
    pub realm: Option<&'a str>,
    /// The organization, by id or name.
    pub organization: Option<&'a str>,
    /// The API, where it is not the default.
    pub audience: Option<&'a str>,
    /// The scope.
    pub scope: &'a str,
}

impl Answered<'_> {
    /// The members of the token request.
    pub fn members(&self) -> Object {
        Object::new()
            .with("grant_type", GRANT)
            .with("auth_session", self.auth_session)
            .with("authn_response", self.credential.clone())
            .with_some("realm", self.realm)
            .with_some("organization", self.organization)
            .with_some("audience", self.audience)
            .with("scope", self.scope)
    }
}

/// The ceremony did not come to its end.
pub fn broken(code: &str, message: &str) -> Error {
    failed(Passkey::Ceremony, code, message.into(), None)
}

fn failed(stage: Passkey, code: &str, message: String, answer: Option<Answer>) -> Error {
    Error::Passkey(stage, Box::new(Failure { code: code.into(), message, answer }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, headers: vec![("x-a".into(), "1".into())], body: body.into() }
    }

    fn failure(response: &Response, ceremony: Ceremony) -> (Passkey, Failure) {
        match Challenge::from_response(response, ceremony) {
            Err(Error::Passkey(stage, failure)) => (stage, *failure),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_body_says_who_and_where_in_the_order_of_auth0s_sdks() {
        let profile = Object::new().with("email", "a@b.c");
        let metadata = Object::new().with("plan", "free");
        let asked = Asked {
            client_id: "c",
            profile: Some(&profile),
            realm: Some("r"),
            organization: Some("o"),
            metadata: Some(&metadata),
        };
        let telemetry = Telemetry::new(None);
        let request = asked.request(Ceremony::Signup, "https://t", &telemetry, Duration::ZERO);
        assert_eq!(request.url, "https://t/passkey/register");
        assert_eq!(
            request.body.as_deref(),
            Some(
                r#"{"client_id":"c","user_profile":{"email":"a@b.c"},"realm":"r","organization":"o","user_metadata":{"plan":"free"}}"#
            )
        );
        let asked = Asked { client_id: "c", ..Asked::default() };
        let request = asked.request(Ceremony::Login, "https://t", &telemetry, Duration::ZERO);
        assert_eq!(request.url, "https://t/passkey/challenge");
        assert_eq!(request.body.as_deref(), Some(r#"{"client_id":"c"}"#));
        assert_eq!(request.header("content-type"), Some("application/json"));
    }

    #[test]
    fn a_challenge_is_taken_as_it_is() {
        let body = r#"{"auth_session":"s","authn_params_public_key":{"challenge":"AAEC","x":1}}"#;
        let challenge = Challenge::from_response(&answer(200, body), Ceremony::Login).unwrap();
        assert_eq!(challenge.auth_session, "s");
        assert_eq!(challenge.public_key.text("challenge"), Some("AAEC"));
    }

    #[test]
    fn a_refusal_is_told_in_the_tenants_words() {
        let refusal = r#"{"error":"access_denied","error_description":"No.","message":"m"}"#;
        let (stage, failure) = failure(&answer(403, refusal), Ceremony::Signup);
        assert_eq!((stage, failure.code.as_str()), (Passkey::Signup, "passkey_register_error"));
        assert_eq!(failure.message, "No.");
        let answer = failure.answer.unwrap();
        assert_eq!((answer.error.as_str(), answer.description.as_str()), ("access_denied", "No."));
        assert_eq!((answer.message.as_deref(), answer.status), (Some("m"), 403));
        assert_eq!((answer.headers.len(), answer.body.as_str()), (1, refusal));
    }

    #[test]
    fn what_is_no_challenge_is_a_failure_of_its_class() {
        for (status, body, message) in [
            (502, "<html>", "HTTP 502"),
            (200, "<html>", "HTTP 200"),
            (400, r#"{"error":"x"}"#, "Failed to request login challenge"),
            (200, r#"{"auth_session":"s"}"#, "Failed to request login challenge"),
        ] {
            let (stage, failure) = failure(&answer(status, body), Ceremony::Login);
            assert_eq!((stage, failure.message.as_str()), (Passkey::Login, message), "{body}");
            assert_eq!(failure.code, "passkey_challenge_error");
        }
    }
}
