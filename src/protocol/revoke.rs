//! Token revocation ([RFC 7009](https://www.rfc-editor.org/rfc/rfc7009)).

use super::errand::Errand;
use super::http::{Request, Response};
use super::token::Endpoint;
use crate::error::{Error, Refusal};
use crate::json::{self, Object, Value};

/// A revocation without its token.
pub fn errand(endpoint: &Endpoint<'_>) -> Errand {
    Errand {
        url: format!("{}/oauth/revoke", endpoint.base_url),
        telemetry: endpoint.telemetry.header.clone(),
        encoding: endpoint.encoding,
        limit: endpoint.limit,
        binding: endpoint.binding,
        server_offset: 0,
        body: Object::new()
            .with("client_id", endpoint.client_id)
            .with("token_type_hint", "refresh_token"),
        refresh: None,
        claim: None,
    }
}

/// The request that revokes a token.
pub fn request(errand: &Errand, token: &str) -> Request {
    errand.request(Object::new().with("token", token))
}

/// Whether the server wants a proof for a bound token, too
/// ([RFC 9449 section 5](https://www.rfc-editor.org/rfc/rfc9449#section-5)). Most want none, so none
/// is sent at first.
pub fn asks_for_proof(response: &Response) -> bool {
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    let code = body.as_ref().and_then(|body| body.text("error"));
    matches!(code, Some("invalid_dpop_proof" | "use_dpop_nonce"))
}

/// Judges the answer. Success is any 2xx, also for a token the server does not know
/// ([section 2.2](https://www.rfc-editor.org/rfc/rfc7009#section-2.2)).
///
/// # Errors
/// `revoke_error`, or the server's own code.
pub fn judge(response: &Response) -> Result<(), Error> {
    if response.is_success() {
        return Ok(());
    }
    let body = json::parse(&response.body).ok().and_then(Value::into_object).unwrap_or_default();
    let description = body.text("error_description").map(str::to_string);
    Err(Error::from(Refusal {
        code: body.text("error").unwrap_or("revoke_error").into(),
        description: description.unwrap_or_else(|| format!("HTTP error {}", response.status)),
        status: Some(response.status),
        retry_after: response.retry_after(),
    }))
}
