//! The signature of ID tokens, checked with the keys the tenant publishes
//! ([OpenID Connect Core 10.1.1](https://openid.net/specs/openid-connect-core-1_0.html#RotateSigKeys)).

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::Client;
use crate::config::SignatureCheck;
use crate::error::{Error, Rejection};
use crate::platform::Platform;
use crate::protocol::http::Caching;
use crate::protocol::id_token::IdToken;
use crate::protocol::jwks::{self, Jwks};
use crate::protocol::jwt::Algorithm;
use crate::time::Timestamp;

/// Keys are taken as they are for this long.
const FRESH: Duration = Duration::from_secs(600);
/// An unknown key is a reason to ask again, but not more often than this.
const REFETCH_PAUSE: Duration = Duration::from_secs(60);

/// The tenant's keys, as far as they are known.
#[derive(Default)]
pub(super) struct Keys {
    known: RefCell<Option<(Timestamp, Rc<Jwks>)>>,
    refetched: RefCell<Option<Timestamp>>,
}

impl<P: Platform> Client<P> {
    /// Gets the keys if they will be needed and are not there.
    pub(super) async fn prepare_keys(&self) -> Result<(), Error> {
        match self.config().signature {
            SignatureCheck::Verify => self.tenant_keys().await.map(drop),
            SignatureCheck::Skip => Ok(()),
        }
    }

    /// Checks the signature of an ID token whose claims were judged.
    pub(super) async fn check_signature(&self, token: &IdToken) -> Result<(), Error> {
        if self.config().signature == SignatureCheck::Skip {
            return Ok(());
        }
        let algorithm = token.algorithm()?;
        let mut keys = self.tenant_keys().await?;
        if keys.candidates(token.key_id(), algorithm).is_empty() && self.may_refetch() {
            keys = self.fetch_keys(Caching::Forbidden).await?;
        }
        if keys.candidates(token.key_id(), algorithm).is_empty() {
            return Err(Rejection::UnknownKey(token.key_id().map(str::to_string)).into());
        }
        match self.is_signed(token, &keys, algorithm).await? {
            true => Ok(()),
            false => Err(Rejection::Signature.into()),
        }
    }

    async fn is_signed(
        &self,
        token: &IdToken,
        keys: &Jwks,
        algorithm: Algorithm,
    ) -> Result<bool, Error> {
        let input = token.jws().signing_input(token.raw()).as_bytes();
        for key in keys.candidates(token.key_id(), algorithm) {
            let signature = &token.jws().signature;
            if self.platform().verify(key, algorithm, input, signature).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn tenant_keys(&self) -> Result<Rc<Jwks>, Error> {
        let now = self.platform().clock();
        let known = self.0.keys.known.borrow().clone();
        match known {
            Some((fetched, keys)) if fetched.after(FRESH) > now => Ok(keys),
            _ => self.fetch_keys(Caching::Allowed).await,
        }
    }

    async fn fetch_keys(&self, caching: Caching) -> Result<Rc<Jwks>, Error> {
        let mut request = jwks::request(&self.config().base_url, self.config().http_limit);
        request.caching = caching;
        let response = self.platform().send(&request).await?;
        let keys = Rc::new(Jwks::from_response(&response, &request.url)?);
        *self.0.keys.known.borrow_mut() = Some((self.platform().clock(), Rc::clone(&keys)));
        Ok(keys)
    }

    fn may_refetch(&self) -> bool {
        let now = self.platform().clock();
        let mut refetched = self.0.keys.refetched.borrow_mut();
        let allowed = refetched.is_none_or(|last| last.after(REFETCH_PAUSE) <= now);
        if allowed {
            *refetched = Some(now);
        }
        allowed
    }
}
