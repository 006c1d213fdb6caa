//! Where tokens and identities are kept: in memory, and in the platform's store where the
//! application chose one. A store that fails degrades to memory, with one warning.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Client;
use crate::cache::{AccessToken, Grantee, Identity, entry, key};
use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::{CacheLocation, LogoutClient};
use crate::platform::{Platform, Store};
use crate::protocol::id_token::IdToken;
use crate::protocol::token::TokenSet;

/// Tokens that end less than this many seconds from now are as good as gone.
const MARGIN_SECONDS: i64 = 60;

/// What lives in this page only: everything, or what the store could not take.
#[derive(Default)]
pub(super) struct Volatile(RefCell<BTreeMap<String, Value>>);

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
        if let Some(found) = self.look(&exact, read).await?.flatten() {
            return Ok(Some(found));
        }
        let prefix = key::access_token_prefix(client_id, audience);
        for key in self.keys().await? {
            if key == exact || !key::covers(&key, &prefix, scope) {
                continue;
            }
            if let Some(found) = self.look(&key, read).await?.flatten() {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Who is signed in. The same object while the ID token is the same.
    pub(super) async fn identity(&self) -> Result<Option<Rc<Identity>>, Error> {
        let own_key = key::identity(&self.config().client_id);
        let found = self.look(&own_key, |entry| self.remembered(entry)).await?.flatten();
        if found.is_some() {
            return Ok(found);
        }
        let audience = self.config().parameter("audience");
        let scope = self.config().scopes.with(audience, None);
        let audience = audience.unwrap_or(crate::protocol::scope::DEFAULT_AUDIENCE);
        let old_key = key::access_token(&self.config().client_id, audience, &scope);
        let found = self.look(&old_key, |entry| {
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

    /// Keeps what a token request brought.
    pub(super) async fn keep(
        &self,
        tokens: &TokenSet,
        id_token: &IdToken,
        audience: &str,
        scope: &str,
    ) -> Result<(), Error> {
        let client_id = &self.config().client_id;
        let now = self.platform().now().await?;
        let grantee = Grantee { client_id, audience, scope };
        self.put(&key::identity(client_id), Identity::to_value(id_token)).await?;
        *self.0.identity.borrow_mut() = Some(Rc::new(Identity::new(id_token)));
        let token_key = key::access_token(client_id, audience, scope);
        self.put(&token_key, entry::write(tokens, grantee, now)).await
    }

    /// Forgets what is kept for a client, or for all.
    pub(super) async fn forget(&self, client: &LogoutClient) -> Result<(), Error> {
        let doomed = |key: &str| match client {
            LogoutClient::Own => key::belongs_to(key, &self.config().client_id),
            LogoutClient::Other(id) => key::belongs_to(key, id),
            LogoutClient::All => key::is_ours(key),
        };
        *self.0.identity.borrow_mut() = None;
        for key in self.keys().await? {
            if doomed(&key) {
                self.take(&key).await?;
            }
        }
        Ok(())
    }

    // The two places, as one.

    fn durable(&self) -> Option<&dyn Store> {
        match self.config().cache_location {
            CacheLocation::Memory => None,
            CacheLocation::LocalStorage => Some(self.platform().store()),
        }
    }

    async fn look<T>(&self, key: &str, pick: impl Fn(&Value) -> T) -> Result<Option<T>, Error> {
        if let Some(value) = self.0.store.0.borrow().get(key) {
            return Ok(Some(pick(value)));
        }
        let Some(store) = self.durable() else { return Ok(None) };
        let value = self.degrade(store.get(key).await, None)?;
        Ok(value.as_ref().map(pick))
    }

    async fn put(&self, key: &str, value: Value) -> Result<(), Error> {
        if let Some(store) = self.durable() {
            let stored = store.set(key, &value).await.map(|()| true);
            if self.degrade(stored, false)? {
                self.0.store.0.borrow_mut().remove(key);
                return self.list(store, key).await;
            }
        }
        self.0.store.0.borrow_mut().insert(key.into(), value);
        Ok(())
    }

    async fn take(&self, key: &str) -> Result<(), Error> {
        self.0.store.0.borrow_mut().remove(key);
        let Some(store) = self.durable() else { return Ok(()) };
        self.degrade(store.remove(key).await, ())
    }

    async fn keys(&self) -> Result<Vec<String>, Error> {
        let mut keys: Vec<String> = self.0.store.0.borrow().keys().cloned().collect();
        if let Some(store) = self.durable() {
            match self.degrade(store.keys().await, None)? {
                Some(listed) => keys.extend(listed),
                None => keys.extend(self.manifest(store).await?),
            }
        }
        Ok(keys)
    }

    /// The keys of this client and the manifest itself, for a store that lists none.
    async fn manifest(&self, store: &dyn Store) -> Result<Vec<String>, Error> {
        let manifest = key::manifest(&self.config().client_id);
        let value = self.degrade(store.get(&manifest).await, None)?;
        let mut keys = value.as_ref().map(listed).unwrap_or_default();
        if !keys.is_empty() {
            keys.push(manifest);
        }
        Ok(keys)
    }

    /// Enters a key into the manifest, where the store needs one.
    async fn list(&self, store: &dyn Store, key: &str) -> Result<(), Error> {
        if self.degrade(store.keys().await, Some(Vec::new()))?.is_some() {
            return Ok(());
        }
        let manifest = key::manifest(&self.config().client_id);
        let value = self.degrade(store.get(&manifest).await, None)?;
        let mut keys = value.as_ref().map(listed).unwrap_or_default();
        if keys.iter().any(|known| known == key) {
            return Ok(());
        }
        keys.push(key.into());
        let keys = Value::Array(keys.into_iter().map(Value::String).collect());
        let value = Value::Object(Object::new().with("keys", keys));
        self.degrade(store.set(&manifest, &value).await, ())
    }

    /// A store that fails counts as empty, and says so once. What the application's own store
    /// threw is the application's to handle.
    fn degrade<T>(&self, result: Result<T, Error>, otherwise: T) -> Result<T, Error> {
        match result {
            Err(error) if error.is_storage() => {
                if !self.0.degraded.replace(true) {
                    self.platform().warn(&format!(
                        "storage_unavailable: tokens are kept in memory only and end with this page. {error}"
                    ));
                }
                Ok(otherwise)
            }
            other => other,
        }
    }
}

fn listed(manifest: &Value) -> Vec<String> {
    let keys = manifest.as_object().and_then(|object| object.get("keys")?.as_array());
    keys.unwrap_or_default().iter().filter_map(|key| Some(key.as_str()?.to_string())).collect()
}
