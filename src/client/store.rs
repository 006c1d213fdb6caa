//! What the client keeps: access tokens and who is signed in.

use std::rc::Rc;

use super::Client;
use crate::cache::{AccessToken, Grantee, Identity, entry, key};
use crate::config::Renewal;
use crate::entries::Held;
use crate::error::Error;
use crate::json::Value;
use crate::keeper;
use crate::options::LogoutClient;
use crate::platform::Platform;
use crate::protocol::id_token::IdToken;
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::TokenSet;

/// Tokens that end less than this many seconds from now are as good as gone.
const MARGIN_SECONDS: i64 = 60;

/// How many questions are remembered with the entry that answered them.
const REMEMBERED: usize = 16;

/// Entries whose wider scope answered for a narrower one: the key that was asked for, and theirs. A
/// store may hold thousands of entries that are of no concern, so that it is not searched each time.
#[derive(Default)]
pub(super) struct Wider(Vec<(String, String)>);

impl Wider {
    fn serving(&self, asked: &str) -> Option<String> {
        let known = self.0.iter().find(|(known, _)| known == asked);
        known.map(|(_, serving)| serving.clone())
    }

    fn note(&mut self, asked: String, serving: String) {
        self.0.retain(|(known, _)| *known != asked);
        if self.0.len() == REMEMBERED {
            self.0.remove(0);
        }
        self.0.push((asked, serving));
    }
}

/// Who is signed in, and the entry that said so.
pub(super) struct Remembered {
    entry: Rc<Value>,
    identity: Rc<Identity>,
}

impl<P: Platform> Client<P> {
    /// An access token for that audience with at least that scope.
    pub(super) async fn find_token(
        &self,
        audience: &str,
        scope: &str,
    ) -> Result<Option<AccessToken>, Error> {
        let client_id = &self.config().client_id;
        let now = self.platform().now().await?;
        let read = |entry: Option<Rc<Value>>| {
            entry::read(entry.as_deref()?, audience, now, MARGIN_SECONDS)
        };
        let exact = key::access_token(client_id, audience, scope);
        if let Some(found) = read(self.entries().get(&exact).await?) {
            return Ok(Some(found));
        }
        let wider = self.0.wider.borrow().serving(&exact);
        if let Some(wider) = wider
            && let Some(found) = read(self.entries().get(&wider).await?)
        {
            return Ok(Some(found));
        }
        let prefix = key::access_token_prefix(client_id, audience);
        for key in self.entries().keys(&prefix).await? {
            if key == exact || !key::covers(&key, &prefix, scope) {
                continue;
            }
            if let Some(found) = read(self.entries().get(&key).await?) {
                self.0.wider.borrow_mut().note(exact, key);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Who is signed in. The same object while the ID token is the same.
    pub(super) async fn identity(&self) -> Result<Option<Rc<Identity>>, Error> {
        let own = self.entries().get(&self.0.identity_key).await?;
        if let Some(found) = own.and_then(|entry| self.remembered(&entry)) {
            return Ok(Some(found));
        }
        let audience = self.config().parameter("audience");
        let scope = self.config().scopes.with(audience, None);
        let audience = audience.unwrap_or(DEFAULT_AUDIENCE);
        let old_key = key::access_token(&self.config().client_id, audience, &scope);
        let old = self.entries().get(&old_key).await?;
        Ok(old.and_then(|entry| self.remembered(&entry)))
    }

    fn remembered(&self, entry: &Rc<Value>) -> Option<Rc<Identity>> {
        let mut remembered = self.0.identity.borrow_mut();
        if let Some(known) = remembered.as_mut() {
            let is_same = Rc::ptr_eq(&known.entry, entry)
                || Identity::id_token_of(entry)? == &*known.identity.id_token;
            if is_same {
                known.entry = Rc::clone(entry);
                return Some(Rc::clone(&known.identity));
            }
        }
        let identity = Rc::new(Identity::from_value(entry)?);
        let entry = Rc::clone(entry);
        *remembered = Some(Remembered { entry, identity: Rc::clone(&identity) });
        Some(identity)
    }

    pub(super) async fn keep_identity(&self, id_token: &IdToken) -> Result<(), Error> {
        self.entries().put(&self.0.identity_key, Identity::to_value(id_token)).await?;
        let identity = Rc::new(Identity::new(id_token));
        *self.0.identity.borrow_mut() = Some(Remembered { entry: Rc::default(), identity });
        Ok(())
    }

    /// Keeps an access token. What the keeper has in the same entry stays, as no tab may replace it
    /// meanwhile: the family is locked, unless it is already.
    pub(super) async fn keep_token(
        &self,
        tokens: &TokenSet,
        audience: &str,
        scope: &str,
        held: Option<Held<P>>,
    ) -> Result<(), Error> {
        let _held = match held {
            Some(held) => Some(held),
            // Without refresh tokens there is nothing in it that another tab replaces.
            None if !self.entries().is_shared() || self.config().renewal == Renewal::Frame => None,
            None => {
                let config = self.config();
                let family = keeper::family(&config.client_id, config.reach, audience);
                // A lock that cannot be had costs this entry, which can be asked for again, and no
                // login.
                let Ok(lock) = self.platform().lock(&family, keeper::LOCK_LIMIT).await else {
                    return Ok(());
                };
                self.entries().reread(&family).await?;
                Some(Held::new(&self.0.entries, family, Some(lock)))
            }
        };
        let client_id = &self.config().client_id;
        let now = self.platform().now().await?;
        let key = key::access_token(client_id, audience, scope);
        let next = entry::write(tokens, Grantee { client_id, audience, scope }, now);
        let next = match self.entries().get(&key).await? {
            Some(former) => entry::succeeding(&former, next),
            None => next,
        };
        self.entries().put(&key, next).await
    }

    /// Forgets what is kept for a client, or for all.
    pub(super) async fn forget(&self, client: &LogoutClient) -> Result<(), Error> {
        let id = match client {
            LogoutClient::Own => Some(&self.config().client_id),
            LogoutClient::Other(id) => Some(id),
            LogoutClient::All => None,
        };
        *self.0.identity.borrow_mut() = None;
        self.0.proved.forget();
        let prefix = id.map_or_else(|| key::OURS.into(), |id| key::manifest(id));
        for key in self.entries().keys(&prefix).await? {
            if id.is_none_or(|id| key::belongs_to(&key, id)) {
                self.entries().take(&key).await?;
            }
        }
        Ok(())
    }
}
