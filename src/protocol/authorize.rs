//! The authorization endpoint: the URL that starts a login, and the answer that comes back by URL
//! or by message ([OpenID Connect Core 3.1.2](https://openid.net/specs/openid-connect-core-1_0.html#AuthorizationEndpoint)).

use super::query::{self, Parameters};
use super::telemetry::Telemetry;
use crate::error::{Error, codes};
use crate::json::{Object, Value};

/// How the answer travels back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseMode {
    /// In the query of the redirect URI.
    Query,
    /// By `postMessage` from a frame or popup.
    WebMessage,
    /// In the query of the redirect URI, whose page relays it ([`super::relay`]).
    Relayed,
}

/// What a login asks for.
#[derive(Debug, Clone, Copy)]
pub struct AuthorizationRequest<'a> {
    /// The client.
    pub client_id: &'a str,
    /// Parameters of the client's configuration, then those of the call.
    pub parameters: [&'a Object; 2],
    /// The merged scope.
    pub scope: &'a str,
    /// How the answer travels back.
    pub response_mode: ResponseMode,
    /// Binds the answer to this browser.
    pub state: &'a str,
    /// Binds the ID token to this login.
    pub nonce: &'a str,
    /// Where the answer goes.
    pub redirect_uri: Option<&'a str>,
    /// The PKCE challenge.
    pub challenge: &'a str,
    /// The thumbprint of the key that the code is bound to
    /// ([RFC 9449 section 10](https://www.rfc-editor.org/rfc/rfc9449#section-10)).
    pub key_thumbprint: Option<&'a str>,
}

impl AuthorizationRequest<'_> {
    /// The URL to open. Fixed parameters cannot be overridden by the caller's.
    pub fn url(&self, base_url: &str, telemetry: &Telemetry) -> String {
        let mut query = Parameters::new();
        query.set("client_id", self.client_id);
        query.set("scope", self.scope);
        for members in self.parameters {
            query.set_all(members);
        }
        query.set("scope", self.scope);
        query.set("response_type", "code");
        query.set(
            "response_mode",
            match self.response_mode {
                ResponseMode::Query | ResponseMode::Relayed => "query",
                ResponseMode::WebMessage => "web_message",
            },
        );
        query.set("state", self.state);
        query.set("nonce", self.nonce);
        query.set_some("redirect_uri", self.redirect_uri);
        query.set("code_challenge", self.challenge);
        query.set("code_challenge_method", "S256");
        query.set_some("dpop_jkt", self.key_thumbprint);
        format!("{base_url}/authorize?{}&auth0Client={}", query.encode(), telemetry.parameter)
    }
}

/// What the tenant answered to a login.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuthorizationResponse {
    /// The state of the request this answers.
    pub state: Option<String>,
    /// The code to redeem.
    pub code: Option<String>,
    /// The code that finishes a connection.
    pub connect_code: Option<String>,
    /// The error code, when the login failed.
    pub error: Option<String>,
    /// The server's words on the error.
    pub error_description: Option<String>,
    /// Who answered ([RFC 9207](https://www.rfc-editor.org/rfc/rfc9207)).
    pub issuer: Option<String>,
}

impl AuthorizationResponse {
    /// Reads the answer from the URL that the tenant sent the browser to.
    ///
    /// # Errors
    /// When the URL has no query, or names one of the parameters twice
    /// ([RFC 6749 section 3.1](https://www.rfc-editor.org/rfc/rfc6749#section-3.1)).
    pub fn from_url(url: &str) -> Result<Box<Self>, Error> {
        let query = query::of_url(url).or_else(|| query::of_fragment(url));
        let query = query.ok_or(Error::Usage(&NO_QUERY))?;
        let mut pairs = query::decode(&query);
        // Connections have been announced to answer in the fragment as well.
        if !pairs.iter().any(|(name, _)| name == "state") {
            pairs.extend(query::of_fragment(url).iter().flat_map(|text| query::decode(text)));
        }
        let one = |name: &str| {
            let mut values = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
            let first = values.next().cloned();
            match values.next() {
                None => Ok(first.filter(|value| !value.is_empty())),
                Some(_) => Err(repeated(name)),
            }
        };
        Ok(Box::new(Self {
            state: one("state")?,
            code: one("code")?,
            connect_code: one("connect_code")?,
            error: one("error")?,
            error_description: one("error_description")?,
            issuer: one("iss")?,
        }))
    }

    /// Reads the answer from a message; `None` when the message is something else.
    pub fn from_message(message: &Value) -> Option<Box<Self>> {
        let message = message.as_object()?;
        if message.text("type") != Some("authorization_response") {
            return None;
        }
        let response = message.get("response")?.as_object()?;
        let text = |name: &str| response.text(name).map(str::to_string);
        Some(Box::new(Self {
            state: text("state"),
            code: text("code"),
            connect_code: text("connect_code"),
            error: text("error"),
            error_description: text("error_description"),
            issuer: text("iss"),
        }))
    }

    /// Whether the answer names its issuer, and it is the wrong one.
    ///
    /// # Errors
    /// `issuer_mismatch`, as [RFC 9207 section 2.4](https://www.rfc-editor.org/rfc/rfc9207#section-2.4) asks.
    pub fn check_issuer(&self, expected: &str) -> Result<(), Error> {
        match &self.issuer {
            Some(found) if found != expected => Err(Error::generic(
                "issuer_mismatch",
                format!(
                    "The answer to the login comes from \"{found}\", but the login was started at \"{expected}\". Start the login again; if this happens always, set the option `issuer`."
                ),
            )),
            _ => Ok(()),
        }
    }

    /// The code to redeem.
    ///
    /// # Errors
    /// `missing_code` when the answer has neither a code nor an error.
    pub fn code(&self) -> Result<&str, Error> {
        self.code.as_deref().ok_or_else(|| {
            Error::generic(
                "missing_code",
                "The answer to the login has neither `code` nor `error`. Start the login again.",
            )
        })
    }

    /// The error as a refusal, for logins that have no page of their own.
    pub fn refusal(&self) -> Option<Error> {
        let error = self.error.as_deref()?;
        Some(Error::generic(error, self.error_description.as_deref().unwrap_or(error)))
    }
}

const NO_QUERY: &str = "There are no query params available for parsing.";

fn repeated(name: &str) -> Error {
    Error::generic(
        "invalid_request",
        format!("The callback URL contains the parameter `{name}` more than once; it is refused."),
    )
}

/// The answer has another state than the request.
pub fn state_mismatch() -> Error {
    Error::generic(codes::STATE_MISMATCH, "Invalid state")
}
