//! The session ceiling: the claim `session_expiry` says when a session ends whatever happens.

use super::Client;
use crate::error::Error;
use crate::options::LogoutClient;
use crate::platform::Platform;

/// A session ends this many seconds before its ceiling.
const MARGIN_SECONDS: i64 = 30;

impl<P: Platform> Client<P> {
    /// Ends the session when its ceiling is reached, and remembers that until the next login.
    pub(super) async fn is_past_ceiling(&self) -> Result<bool, Error> {
        if self.0.past_ceiling.get() {
            return Ok(true);
        }
        let Some(identity) = self.identity().await? else { return Ok(false) };
        let Some(ceiling) = identity.session_expiry() else { return Ok(false) };
        if self.platform().now().await?.seconds() < ceiling - MARGIN_SECONDS {
            return Ok(false);
        }
        self.forget_session(&LogoutClient::Own).await?;
        self.0.past_ceiling.set(true);
        Ok(true)
    }
}
