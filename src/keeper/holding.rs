//! What the keeper holds: refresh tokens in the entries of access tokens, where Auth0's SDKs keep
//! them too.

use std::fmt;

use super::Keeper;
use crate::cache::{entry, key};
use crate::error::Error;
use crate::platform::Platform;
use crate::protocol::errand::{Reach, Wanted};
use crate::protocol::scope;

/// A refresh token. It does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(String);

impl RefreshToken {
    /// From its text.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the token endpoint and for the store.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RefreshToken(…)")
    }
}

/// A refresh token and the entry it lies in.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    pub(super) key: String,
    pub(super) audience: String,
    pub(super) scope: String,
    pub(super) token: RefreshToken,
}

impl<P: Platform> Keeper<P> {
    /// Everything that is held.
    pub(super) async fn holdings(&self) -> Result<Vec<Holding>, Error> {
        let mut holdings = Vec::new();
        for key in self.0.entries.keys(&key::manifest(&self.0.client_id)).await? {
            if !key::belongs_to(&key, &self.0.client_id) {
                continue;
            }
            let entry = self.0.entries.get(&key).await?;
            let held = entry.as_deref().and_then(entry::held);
            if let Some(entry::Held { audience, scope, refresh_token }) = held {
                let token = RefreshToken::new(&refresh_token);
                holdings.push(Holding { key, audience, scope, token });
            }
        }
        Ok(holdings)
    }

    /// The refresh token that serves: of the same audience with enough scope, or with MRRT the
    /// nearest there is.
    pub(super) async fn serving(&self, wanted: &Wanted) -> Result<Option<Holding>, Error> {
        let rank = |holding: &Holding| {
            let same_audience = holding.audience == wanted.audience;
            let enough = scope::covers(&holding.scope, &wanted.scope);
            match (same_audience, enough, wanted.reach) {
                (true, true, _) => Some(0),
                (true, false, Reach::Any) => Some(1),
                (false, _, Reach::Any) => Some(2),
                (_, _, Reach::Audience) => None,
            }
        };
        let holdings = self.holdings().await?.into_iter();
        let ranked = holdings.filter_map(|holding| Some((rank(&holding)?, holding)));
        Ok(ranked.min_by_key(|(rank, _)| *rank).map(|(_, holding)| holding))
    }

    /// Puts a refresh token into an entry, which need not exist.
    pub(super) async fn hold(
        &self,
        key: &str,
        audience: &str,
        scope: &str,
        token: &RefreshToken,
    ) -> Result<(), Error> {
        let client_id = &self.0.client_id;
        let grantee = entry::Grantee { client_id, audience, scope };
        let former = self.0.entries.get(key).await?;
        self.0.entries.put(key, entry::holding(former.as_deref(), grantee, token.expose())).await
    }

    /// Puts the next refresh token wherever the former one was; with MRRT in every entry that has
    /// any, as one family serves all. Where the former one is gone, another user's may be there by
    /// now, and nothing is touched.
    pub(super) async fn replace(
        &self,
        former: &RefreshToken,
        next: &RefreshToken,
        reach: Reach,
    ) -> Result<(), Error> {
        let holdings = self.holdings().await?;
        let is_held = holdings.iter().any(|holding| holding.token == *former);
        for holding in holdings {
            if holding.token == *former || is_held && reach == Reach::Any {
                self.hold(&holding.key, &holding.audience, &holding.scope, next).await?;
            }
        }
        Ok(())
    }

    /// Takes a refresh token out of every entry; an entry that was there for it alone goes.
    pub(super) async fn drop_token(&self, token: &RefreshToken) -> Result<(), Error> {
        for holding in self.holdings().await? {
            if holding.token != *token {
                continue;
            }
            let entry = self.0.entries.get(&holding.key).await?;
            match entry.as_deref().and_then(entry::released) {
                Some(entry) => self.0.entries.put(&holding.key, entry).await?,
                None => self.0.entries.take(&holding.key).await?,
            }
        }
        Ok(())
    }
}
