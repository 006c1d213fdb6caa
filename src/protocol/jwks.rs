//! The tenant's signing keys ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)).

use std::time::Duration;

use super::http::{Caching, Method, Request, Response};
use super::jwt::Algorithm;
use crate::error::{Error, Refusal, codes};
use crate::json::{self, Object, Value};

/// A published set of keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Jwks(Vec<Object>);

/// Where the keys are, asked for without telemetry so that no preflight is needed.
pub fn request(base_url: &str, limit: Duration) -> Request {
    Request {
        method: Method::Get,
        url: format!("{base_url}/.well-known/jwks.json"),
        headers: Vec::new(),
        body: None,
        caching: Caching::Allowed,
        limit,
    }
}

impl Jwks {
    /// Reads the answer to [`request`].
    ///
    /// # Errors
    /// `request_error` when it is not a key set.
    pub fn from_response(response: &Response, url: &str) -> Result<Self, Error> {
        let keys = json::parse(&response.body)
            .ok()
            .filter(|_| response.is_success())
            .and_then(Value::into_object)
            .and_then(|body| body.get("keys").and_then(Value::as_array).map(<[_]>::to_vec));
        let keys = keys.ok_or_else(|| unusable(response, url))?;
        Ok(Self(keys.into_iter().filter_map(Value::into_object).collect()))
    }

    /// The keys that may have made a signature: of the right type, for signing, and with the
    /// key id the token names.
    pub fn candidates(&self, key_id: Option<&str>, algorithm: Algorithm) -> Vec<&Object> {
        let (key_type, name) = match algorithm {
            Algorithm::Rs256 => ("RSA", "RS256"),
            Algorithm::Ps256 => ("RSA", "PS256"),
            Algorithm::Es256 => ("EC", "ES256"),
        };
        let fits = |key: &&Object| {
            key.text("kty") == Some(key_type)
                && key.text("use").is_none_or(|purpose| purpose == "sig")
                && key.text("alg").is_none_or(|algorithm| algorithm == name)
                && key_id.is_none_or(|id| key.text("kid") == Some(id))
        };
        self.0.iter().filter(fits).collect()
    }
}

fn unusable(response: &Response, url: &str) -> Error {
    Error::from(Refusal {
        code: codes::REQUEST_ERROR.into(),
        description: format!(
            "HTTP error. Unable to fetch {url}, which is needed to verify the ID token."
        ),
        status: Some(response.status),
        retry_after: response.retry_after(),
    })
}
