//! Proofs of possession ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)) for the application's
//! own requests.

use std::fmt;

use super::Client;
use crate::config::Binding;
use crate::error::Error;
use crate::platform::Platform;
use crate::proof::{self, Subject};
use crate::protocol::query;

/// What a proof is for.
#[derive(Clone, PartialEq, Eq)]
pub struct ProofOptions {
    /// The URL of the request.
    pub url: String,
    /// Its method.
    pub method: String,
    /// The nonce of the server, where it gave one.
    pub nonce: Option<String>,
    /// The access token the request carries.
    pub access_token: Option<String>,
}

impl<P: Platform> Client<P> {
    /// A proof for one request; each is good for one use.
    ///
    /// # Errors
    /// When DPoP is off, when the URL is not absolute, or `dpop_unavailable`.
    pub async fn generate_dpop_proof(&self, options: ProofOptions) -> Result<String, Error> {
        self.need_dpop()?;
        if !query::is_absolute(&options.url) {
            return Err(Error::configuration(
                format!("A proof is for one address, and \"{}\" is none.", options.url),
                "Pass the absolute `url` of the request.",
            ));
        }
        self.recall_server_time().await?;
        let ath = options.access_token.as_deref().map(|token| self.0.proved.ath(token));
        self.prove(&Subject {
            method: &options.method,
            url: &options.url,
            nonce: options.nonce.as_deref(),
            ath: ath.as_deref(),
        })
        .await
    }

    /// The nonce that was kept for an API, or without an id for the tenant.
    ///
    /// # Errors
    /// When DPoP is off, or `dpop_unavailable`.
    pub async fn dpop_nonce(&self, id: Option<&str>) -> Result<Option<String>, Error> {
        self.need_dpop()?;
        self.platform().dpop_nonce(&self.nonce_key(id)).await
    }

    /// Keeps a nonce for an API, or without an id for the tenant.
    ///
    /// # Errors
    /// When DPoP is off, or `dpop_unavailable`.
    pub async fn set_dpop_nonce(&self, nonce: &str, id: Option<&str>) -> Result<(), Error> {
        self.need_dpop()?;
        self.platform().set_dpop_nonce(&self.nonce_key(id), nonce).await
    }

    pub(super) fn is_dpop_on(&self) -> bool {
        self.config().binding == Binding::Dpop
    }

    pub(super) fn prove(
        &self,
        subject: &Subject<'_>,
    ) -> impl Future<Output = Result<String, Error>> {
        proof::make(self.platform(), &self.config().client_id, subject)
    }

    fn need_dpop(&self) -> Result<(), Error> {
        if self.is_dpop_on() {
            return Ok(());
        }
        Err(Error::Usage(&"`useDpop` option must be enabled before using DPoP."))
    }

    fn nonce_key(&self, id: Option<&str>) -> String {
        proof::nonce_key(&self.config().client_id, id)
    }
}

impl fmt::Debug for ProofOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ProofOptions({} {})", self.method, self.url)
    }
}
