//! What the client keeps: access tokens and who is signed in.

use std::rc::Rc;

use super::Client;
use crate::cache::{AccessToken, Grantee, Identity, entry, key};
use crate::error::Error;
use crate::json::Value;
use crate::options::LogoutClient;
use crate::platform::Platform;
use crate::protocol::id_token::IdToken;
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::TokenSet;

/// Tokens that end less than this many seconds from now are as good as gone.
const MARGIN_SECONDS: i64 = 60;

impl<P: Platform> Client<P> {
    /// An access token for that audience with at least that scope.
    pub(super) async fn find_token(
        &self,
        audience: &str,
        scope: &str,
    ) -> Result<Option<AccessToken>, Error> {
        let client_id = &self.config().client_id;
        let now = self.platform().now().await?;
        let read = |entry: &Value| entry::read(entry, audience, now, MARGIN_SECONDS);
        let exact = key::access_token(client_id, audience, scope);
        if let Some(found) = self.entries().look(&exact, read).await?.flatten() {
            return Ok(Some(found));
        }
        let prefix = key::access_token_prefix(client_id, audience);
        for key in self.entries().keys().await? {
            if key == exact || !key::covers(&key, &prefix, scope) {
                continue;
            }
            if let Some(found) = self.entries().look(&key, read).await?.flatten() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Who is signed in. The same object while the ID token is the same.
    pub(super) async fn identity(&self) -> Result<Option<Rc<Identity>>, Error> {
        let own_key = key::identity(&self.config().client_id);
        let found = self.entries().look(&own_key, |entry| self.remembered(entry)).await?.flatten();
        if found.is_some() {
            return Ok(found);
        }
        let audience = self.config().parameter("audience");
        let scope = self.config().scopes.with(audience, None);
        let audience = audience.unwrap_or(DEFAULT_AUDIENCE);
        let old_key = key::access_token(&self.config().client_id, audience, &scope);
        let found = self.entries().look(&old_key, |entry| {
            entry.as_object()?.get("body").and_then(|body| self.remembered(body))
        });
        Ok(found.await?.flatten())
    }

    fn remembered(&self, entry: &Value) -> Option<Rc<Identity>> {
        let id_token = Identity::id_token_of(entry)?;
        let mut remembered = self.0.identity.borrow_mut();
        if let Some(identity) = remembered.as_ref().filter(|known| known.id_token == id_token) {
            return Some(Rc::clone(identity));
        }
        let identity = Rc::new(Identity::from_value(entry)?);
        *remembered = Some(Rc::clone(&identity));
        Some(identity)
    }

    pub(super) async fn keep_identity(&self, id_token: &IdToken) -> Result<(), Error> {
        let key = key::identity(&self.config().client_id);
        self.entries().put(&key, Identity::to_value(id_token)).await?;
        *self.0.identity.borrow_mut() = Some(Rc::new(Identity::new(id_token)));
        Ok(())
    }

    /// Keeps an access token. What the keeper has in the same entry stays.
    pub(super) async fn keep_token(
        &self,
        tokens: &TokenSet,
        audience: &str,
        scope: &str,
    ) -> Result<(), Error> {
        let client_id = &self.config().client_id;
        let now = self.platform().now().await?;
        let key = key::access_token(client_id, audience, scope);
        let next = entry::write(tokens, Grantee { client_id, audience, scope }, now);
        let kept = |former: &Value| entry::succeeding(former, next.clone());
        let next = self.entries().look(&key, kept).await?.unwrap_or(next);
        self.entries().put(&key, next).await
    }

    /// Forgets what is kept for a client, or for all.
    pub(super) async fn forget(&self, client: &LogoutClient) -> Result<(), Error> {
        let doomed = |key: &str| match client {
            LogoutClient::Own => key::belongs_to(key, &self.config().client_id),
            LogoutClient::Other(id) => key::belongs_to(key, id),
            LogoutClient::All => key::is_ours(key),
        };
        *self.0.identity.borrow_mut() = None;
        for key in self.entries().keys().await? {
            if doomed(&key) {
                self.entries().take(&key).await?;
            }
        }
        Ok(())
    }
}
