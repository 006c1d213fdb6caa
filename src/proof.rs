//! Proofs of possession, made with the platform's key: for the token endpoint by the keeper, for
//! resource servers by the client.

use crate::error::Error;
use crate::platform::Platform;
use crate::protocol::dpop::{self, Proof};
use crate::protocol::thumbprint::thumbprint;

/// What a proof is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// Its URL.
    pub url: &'a str,
    /// The server's nonce.
    pub nonce: Option<&'a str>,
    /// The access token the request carries.
    pub access_token: Option<&'a str>,
}

/// A new proof with a client's key.
///
/// # Errors
/// `dpop_unavailable` when there is no key to be had.
pub async fn make<P: Platform>(
    platform: &P,
    client_id: &str,
    subject: &Subject<'_>,
) -> Result<String, Error> {
    let key = platform.dpop_key(client_id).await?;
    let proof = Proof {
        method: subject.method,
        url: subject.url,
        nonce: subject.nonce,
        access_token: subject.access_token,
        issued_at: platform.server_clock().seconds(),
        entropy: platform.entropy()?,
    };
    let input = proof.signing_input(&key);
    let signature = platform.dpop_sign(client_id, input.as_bytes()).await?;
    Ok(dpop::finish(&input, &signature))
}

/// The thumbprint of a client's key.
///
/// # Errors
/// `dpop_unavailable` when there is no key to be had.
pub async fn key_thumbprint<P: Platform>(platform: &P, client_id: &str) -> Result<String, Error> {
    let key = platform.dpop_key(client_id).await?;
    Ok(thumbprint(&key).unwrap_or_default())
}

/// Where the nonce of a server is kept: the tenant's without an id.
pub fn nonce_key(client_id: &str, id: Option<&str>) -> String {
    match id {
        None => format!("{client_id}::auth0"),
        Some(id) => format!("{client_id}::_{id}"),
    }
}
