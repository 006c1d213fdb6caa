//! The token endpoint: grants out, token sets or refusals in
//! ([RFC 6749 sections 4.1.3 and 5](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)).

use std::fmt;
use std::time::Duration;

use super::dpop::nonce_of;
use super::errand::{Binding, Errand, Wanted};
use super::http::Response;
use super::passkey;
use super::telemetry::Telemetry;
use crate::error::{Error, Refusal, SecondFactor, codes};
use crate::json::{self, Object, Value};
use crate::text::cut;

/// How bodies are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `application/x-www-form-urlencoded`
    Form,
    /// `application/json`
    Json,
}

/// The token endpoint of a tenant, as one client uses it.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint<'a> {
    /// The tenant.
    pub base_url: &'a str,
    /// The client.
    pub client_id: &'a str,
    /// What the SDK says about itself.
    pub telemetry: &'a Telemetry,
    /// How bodies are written.
    pub encoding: Encoding,
    /// How long an exchange may take.
    pub limit: Duration,
    /// Whether tokens are to be bound.
    pub binding: Binding,
}

/// What is traded for tokens.
#[derive(Debug, Clone, Copy)]
pub enum Grant<'a> {
    /// A code from a redirect.
    Code {
        /// The code.
        code: &'a str,
        /// The PKCE secret.
        verifier: &'a str,
        /// The redirect URI of the login, where it named one.
        redirect_uri: Option<&'a str>,
    },
    /// A code from a hidden frame.
    SilentCode {
        /// The code.
        code: &'a str,
        /// The PKCE secret.
        verifier: &'a str,
        /// The redirect URI of the request.
        redirect_uri: &'a str,
        /// The caller's authorization parameters.
        parameters: &'a Object,
    },
    /// A refresh token, which the keeper adds
    /// ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)).
    Refresh {
        /// What it is to bring.
        wanted: &'a Wanted,
        /// The redirect URI of the client.
        redirect_uri: &'a str,
        /// The caller's authorization parameters.
        parameters: &'a Object,
    },
    /// Any other, by its members.
    Members(&'a Object),
}

impl Grant<'_> {
    /// The request that trades this grant.
    pub fn errand(&self, endpoint: &Endpoint<'_>) -> Errand {
        let body = self.body(Object::new().with("client_id", endpoint.client_id));
        // What a passkey answers has members within members, and a form has no room for those.
        let is_passkey = body.text("grant_type") == Some(passkey::GRANT);
        Errand {
            url: format!("{}/oauth/token", endpoint.base_url),
            telemetry: endpoint.telemetry.header.clone(),
            encoding: if is_passkey { Encoding::Json } else { endpoint.encoding },
            limit: endpoint.limit,
            binding: endpoint.binding,
            server_offset: 0,
            body,
            refresh: match self {
                Self::Refresh { wanted, .. } => Some((*wanted).clone()),
                Self::Code { .. } | Self::SilentCode { .. } | Self::Members(_) => None,
            },
            claim: None,
        }
    }

    fn body(&self, client: Object) -> Object {
        match *self {
            Self::Code { code, verifier, redirect_uri } => client
                .with("code_verifier", verifier)
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with_some("redirect_uri", redirect_uri),
            Self::SilentCode { code, verifier, redirect_uri, parameters } => {
                echo(client, parameters)
                    .with("code_verifier", verifier)
                    .with("code", code)
                    .with("grant_type", "authorization_code")
                    .with("redirect_uri", redirect_uri)
            }
            Self::Refresh { redirect_uri, parameters, .. } => echo(client, parameters)
                .with("redirect_uri", redirect_uri)
                .with("grant_type", "refresh_token"),
            Self::Members(members) => put(client, members.iter()),
        }
    }
}

/// Auth0's SDKs repeat the authorization parameters at the token endpoint.
fn echo(body: Object, parameters: &Object) -> Object {
    let own = |name: &str| !matches!(name, "audience" | "scope" | "timeout");
    put(body, parameters.iter().filter(|(name, _)| own(name)))
}

fn put<'a>(mut body: Object, members: impl Iterator<Item = (&'a str, &'a Value)>) -> Object {
    for (name, value) in members {
        body.set(name, value.clone());
    }
    body
}

/// The scheme an access token is sent with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenType {
    /// Whoever has it may use it ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)).
    Bearer,
    /// Only with a proof ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)).
    Dpop,
}

impl TokenType {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer",
            Self::Dpop => "DPoP",
        }
    }
}

/// Tokens from the token endpoint.
#[derive(Clone, PartialEq)]
pub struct TokenSet {
    /// The access token.
    pub access_token: String,
    /// How it is sent.
    pub token_type: TokenType,
    /// Seconds it lives; zero where the server did not say, so that nothing lives for ever.
    pub expires_in: i64,
    /// What the server granted, where it said so.
    pub scope: Option<String>,
    /// The ID token.
    pub id_token: Option<String>,
    /// The whole answer without the ID token, members in the server's order.
    pub body: Object,
}

/// Tokens are secrets, so only their kinds are shown.
impl fmt::Debug for TokenSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenSet")
            .field("token_type", &self.token_type)
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .field("id_token", &self.id_token.is_some())
            .finish_non_exhaustive()
    }
}

impl TokenSet {
    /// Judges the answer to a token request to `url`.
    ///
    /// # Errors
    /// The server's refusal with its code; `request_error` where the answer is no JSON;
    /// `unsupported_token_type` ([RFC 6749 section 7.1](https://www.rfc-editor.org/rfc/rfc6749#section-7.1)).
    pub fn from_response(response: &Response, url: &str) -> Result<Box<Self>, Error> {
        let parsed = json::parse(&response.body).ok().and_then(Value::into_object);
        match parsed {
            Some(body) if response.is_success() => Self::from_body(body, response, url),
            Some(body) => Err(refusal(&body, response, url)),
            None => Err(unusable(response, url)),
        }
    }

    fn from_body(mut body: Object, response: &Response, url: &str) -> Result<Box<Self>, Error> {
        let access_token = body.text("access_token").filter(|token| !token.is_empty());
        let access_token = access_token.ok_or_else(|| unusable(response, url))?.to_string();
        let token_type = token_type(body.text("token_type"))?;
        if body.get("token_type").is_some() {
            body.set("token_type", token_type.as_str());
        }
        let id_token = body.remove("id_token");
        Ok(Box::new(Self {
            access_token,
            token_type,
            expires_in: lifetime(body.get("expires_in")),
            scope: body.text("scope").map(str::to_string),
            id_token: id_token.as_ref().and_then(Value::as_str).map(str::to_string),
            body,
        }))
    }
}

fn token_type(name: Option<&str>) -> Result<TokenType, Error> {
    match name {
        None => Ok(TokenType::Bearer),
        Some(name) if name.eq_ignore_ascii_case("bearer") => Ok(TokenType::Bearer),
        Some(name) if name.eq_ignore_ascii_case("dpop") => Ok(TokenType::Dpop),
        Some(name) => Err(Error::generic(
            "unsupported_token_type",
            format!(
                "The tenant issued an access token of type \"{name}\". Only Bearer and DPoP can be used; check the API's settings."
            ),
        )),
    }
}

fn lifetime(expires_in: Option<&Value>) -> i64 {
    let seconds = match expires_in {
        Some(Value::Number(seconds)) => *seconds,
        Some(Value::String(text)) => text.trim().parse::<u32>().map(f64::from).unwrap_or_default(),
        _ => 0.0,
    };
    seconds.max(0.0) as i64
}

/// The error an error body describes.
fn refusal(body: &Object, response: &Response, url: &str) -> Error {
    let code = body.text("error").unwrap_or(default_code(response));
    let description = body.text("error_description").map(str::to_string);
    let description = description.unwrap_or_else(|| unable(url));
    if code == "use_dpop_nonce" {
        let nonce = nonce_of(response.header("dpop-nonce")).map(str::to_string);
        return Error::UseDpopNonce(Box::new(nonce));
    }
    if code == "mfa_required" {
        return Error::MfaRequired(Box::new(SecondFactor {
            description,
            mfa_token: body.text("mfa_token").map(str::to_string),
            requirements: body.get("mfa_requirements").cloned(),
        }));
    }
    Error::from(Refusal {
        code: code.into(),
        description,
        status: Some(response.status),
        retry_after: response.retry_after(),
    })
}

/// Whether the tenant refused because the user is blocked. Auth0 has no code for that, only a
/// text; this is the one place that reads a text.
pub fn is_blocked_user(error: &Error) -> bool {
    matches!(error, Error::Generic(refusal) if cut(&refusal.description, "user is blocked").is_some())
}

/// An answer without usable JSON.
fn unusable(response: &Response, url: &str) -> Error {
    Error::from(Refusal {
        code: default_code(response).into(),
        description: unable(url),
        status: Some(response.status),
        retry_after: response.retry_after(),
    })
}

const fn default_code(response: &Response) -> &'static str {
    if response.status == 429 { "too_many_requests" } else { codes::REQUEST_ERROR }
}

fn unable(url: &str) -> String {
    format!("HTTP error. Unable to fetch {url}")
}
