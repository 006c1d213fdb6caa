//! The session ceiling: the claim `session_expiry` says when a session ends whatever happens.

use std::rc::Rc;

use super::Client;
use crate::cache::Identity;
use crate::error::Error;
use crate::options::LogoutClient;
use crate::platform::Platform;

/// What is left of a session.
pub(super) enum Presence {
    /// Its ceiling was reached.
    Over,
    /// Whoever is signed in, or nobody.
    Within(Option<Rc<Identity>>),
}

/// A session ends this many seconds before its ceiling.
const MARGIN_SECONDS: i64 = 30;

impl<P: Platform> Client<P> {
    /// Who is signed in, if anybody is. Ends the session when its ceiling is reached, and remembers
    /// that until the next login.
    pub(super) async fn present(&self) -> Result<Presence, Error> {
        if self.0.past_ceiling.get() {
            return Ok(Presence::Over);
        }
        let identity = self.identity().await?;
        let Some(ceiling) = identity.as_ref().and_then(|identity| identity.session_expiry()) else {
            return Ok(Presence::Within(identity));
        };
        if self.platform().now().await?.seconds() < ceiling - MARGIN_SECONDS {
            return Ok(Presence::Within(identity));
        }
        Self::sending(|| Box::pin(self.forget_session(&LogoutClient::Own))).await?;
        self.0.past_ceiling.set(true);
        Ok(Presence::Over)
    }
}
