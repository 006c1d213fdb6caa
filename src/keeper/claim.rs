//! Refresh tokens of a new sign-in: laid aside until somebody vouches for the user they belong to.

use super::{Keeper, RefreshToken};
use crate::cache::key;
use crate::error::Error;
use crate::platform::Platform;
use crate::protocol::errand::{Binding, Reach, Wanted};

/// How many wait at most. Those whose sign-in failed are never asked for.
const MOST: usize = 8;

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
        self.note_key(binding).await?;
        let Wanted { audience, scope, reach, .. } = &claim.wanted;
        if *reach == Reach::Any {
            for holding in self.holdings().await? {
                self.hold(&holding.key, &holding.audience, &holding.scope, &token).await?;
            }
        }
        let key = key::access_token(&self.0.client_id, audience, scope);
        self.hold(&key, audience, scope, &token).await
    }
}
