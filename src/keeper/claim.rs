//! Refresh tokens of a new sign-in: laid aside until somebody vouches for the user they belong to.

use std::time::Duration;

use super::{Keeper, RefreshToken};
use crate::cache::key;
use crate::entries::Held;
use crate::error::Error;
use crate::platform::Platform;
use crate::protocol::errand::{Binding, Reach, Wanted};

/// How many wait at most. Those whose sign-in failed are never asked for.
const MOST: usize = 8;
/// How long other tabs may keep a family locked.
pub(crate) const LOCK_LIMIT: Duration = Duration::from_secs(120);

/// A refresh token that waits.
pub(super) struct Unclaimed {
    pub(super) number: u32,
    pub(super) token: RefreshToken,
    pub(super) binding: Binding,
}

/// Says that the user of a new refresh token is the right one, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The number of the errand that brought it.
    pub number: u32,
    /// What it serves.
    pub wanted: Wanted,
    /// Whether it takes the place of the one that served before, as after a second factor.
    pub continues: bool,
}

impl<P: Platform> Keeper<P> {
    pub(super) fn lay_aside(&self, token: Unclaimed) {
        let mut waiting = self.0.unclaimed.borrow_mut();
        if waiting.len() >= MOST {
            waiting.remove(0);
        }
        waiting.push(token);
    }

    fn pick_up(&self, number: u32) -> Option<Unclaimed> {
        let mut waiting = self.0.unclaimed.borrow_mut();
        let place = waiting.iter().position(|token| token.number == number)?;
        Some(waiting.remove(place))
    }

    /// Files the refresh token of a sign-in under its audience and scope, once its user is known to
    /// be the right one.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn claim(&self, claim: &Claim) -> Result<(), Error> {
        let Some(Unclaimed { token, binding, .. }) = self.pick_up(claim.number) else {
            return Ok(());
        };
        let family = self.family(&claim.wanted);
        let _turn = self.0.turns.turn(&family).await;
        // A token that nobody stores is lost, so a lock that cannot be had keeps nobody from it.
        let lock = match self.0.entries.is_shared() {
            true => self.0.platform.lock(&family, LOCK_LIMIT).await.ok(),
            false => None,
        };
        self.0.entries.reread(&family).await?;
        let _held = Held::new(&self.0.entries, family, lock);
        match claim.continues {
            true => self.succeed(&claim.wanted, &token, binding).await,
            false => self.file(&claim.wanted, &token, binding).await,
        }
    }

    async fn file(
        &self,
        wanted: &Wanted,
        token: &RefreshToken,
        binding: Binding,
    ) -> Result<(), Error> {
        self.note_key(binding).await?;
        if wanted.reach == Reach::Any {
            for holding in self.holdings().await? {
                self.hold(&holding.key, &holding.audience, &holding.scope, token).await?;
            }
        }
        let Wanted { audience, scope, .. } = wanted;
        let key = key::access_token(&self.0.client_id, audience, scope);
        self.hold(&key, audience, scope, token).await
    }

    /// The token takes the place of the one that served, wherever that lies. Where none serves any
    /// more, the session has ended meanwhile.
    async fn succeed(
        &self,
        wanted: &Wanted,
        token: &RefreshToken,
        binding: Binding,
    ) -> Result<(), Error> {
        let Some(former) = self.serving(wanted).await? else { return Ok(()) };
        self.replace(&former.token, token, wanted.reach).await?;
        self.file(wanted, token, binding).await
    }
}
