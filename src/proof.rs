//! Proofs of possession, made with the platform's key: for the token endpoint by the keeper, for
//! resource servers by the client.

use std::cell::RefCell;
use std::fmt;

use crate::error::Error;
use crate::platform::{Pair, Platform};
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
    /// The hash of the access token the request carries.
    pub ath: Option<&'a str>,
}

/// The access token that was proved last, with its hash: one after the other, proofs tend to be for
/// the same token, and to hash it takes longer than the rest.
#[derive(Default)]
pub struct LastToken(RefCell<Option<(String, String)>>);

impl LastToken {
    /// The hash of an access token.
    pub fn ath(&self, access_token: &str) -> String {
        let mut last = self.0.borrow_mut();
        match &*last {
            Some((token, ath)) if token == access_token => ath.clone(),
            _ => last.insert((access_token.into(), dpop::ath(access_token))).1.clone(),
        }
    }

    /// Keeps the token no longer.
    pub fn forget(&self) {
        self.0.take();
    }
}

/// Tokens are secrets.
impl fmt::Debug for LastToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LastToken")
    }
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
    let pair = platform.dpop_pair(client_id).await?;
    let proof = Proof {
        method: subject.method,
        url: subject.url,
        nonce: subject.nonce,
        ath: subject.ath,
        issued_at: platform.server_clock().seconds(),
        entropy: platform.entropy()?,
    };
    let input = proof.signing_input(pair.public());
    let signature = pair.sign(input.as_bytes()).await?;
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
