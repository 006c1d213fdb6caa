//! A request to the token endpoint before it has its refresh token: what the page hands to the
//! keeper, which alone adds one.

use std::time::Duration;

use super::http::{Caching, Method, Request};
use super::query::Parameters;
use super::token::Encoding;
use crate::json::{self, Object, Value};

/// A token request without a refresh token.
#[derive(Debug, Clone, PartialEq)]
pub struct Errand {
    /// Where it goes.
    pub url: String,
    /// The header `Auth0-Client`.
    pub telemetry: String,
    /// How the body is written.
    pub encoding: Encoding,
    /// How long the exchange may take.
    pub limit: Duration,
    /// Whether the tokens are to be bound to the client's key.
    pub binding: Binding,
    /// How far the server's clock is ahead of this machine's, in milliseconds.
    pub server_offset: i64,
    /// The body.
    pub body: Object,
    /// For whom a refresh token is needed; `None` for grants that bring their own proof.
    pub refresh: Option<Wanted>,
    /// The number under which a refresh token of a new sign-in waits until its user is known;
    /// `None` where nobody will ask for it, so that it is let go at once.
    pub claim: Option<u32>,
}

/// Whether tokens are bound to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Whoever has one may use it.
    Bearer,
    /// Only with a proof of the key ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)).
    Dpop,
}

/// What a refresh is to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The audience, or `default`.
    pub audience: String,
    /// The scope.
    pub scope: String,
    /// Whether the refresh token of another audience may serve
    /// ([Auth0: Multi-Resource Refresh Token](https://auth0.com/docs/secure/tokens/refresh-tokens/multi-resource-refresh-token)).
    pub reach: Reach,
    /// What to do with a token of which nobody knows whether it is spent.
    pub doubt: Doubt,
}

/// What to do with a refresh token that was sent before and never answered: by a page that was
/// closed, or over a network that lost the answer. It may be spent, and to send a spent one ends
/// the whole family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Send it: there is no other way.
    Send,
    /// Do not, for there is another way.
    Refrain,
}

/// Which refresh tokens may serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of the same audience.
    Audience,
    /// That of any audience (MRRT).
    Any,
}

impl Errand {
    /// The request, with more members in its body where the keeper has some.
    pub fn request(&self, more: Object) -> Request {
        let body = more
            .iter()
            .fold(self.body.clone(), |body, (name, value)| body.with(name, value.clone()));
        let (content_type, body) = match self.encoding {
            Encoding::Form => {
                let mut form = Parameters::new();
                form.set_all(&body);
                ("application/x-www-form-urlencoded", form.encode())
            }
            Encoding::Json => ("application/json", json::to_string(&Value::Object(body))),
        };
        Request {
            method: Method::Post,
            url: self.url.clone(),
            headers: vec![
                ("content-type", content_type.into()),
                ("auth0-client", self.telemetry.clone()),
            ],
            body: Some(body),
            caching: Caching::Forbidden,
            limit: self.limit,
        }
    }
}
