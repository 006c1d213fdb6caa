//! Refresh tokens given back to the tenant ([RFC 7009](https://www.rfc-editor.org/rfc/rfc7009)).

use super::Client;
use crate::config::Renewal;
use crate::error::Error;
use crate::keeper::Call;
use crate::options::{LogoutClient, RefreshTokenMode, RevokeOptions};
use crate::platform::Platform;
use crate::protocol::revoke;
use crate::protocol::scope::DEFAULT_AUDIENCE;

impl<P: Platform> Client<P> {
    /// Revokes the refresh tokens of an audience. Access tokens live on until they expire; online
    /// refresh tokens take the whole local session with them.
    ///
    /// # Errors
    /// The server's refusal, network failures and time limits.
    pub async fn revoke_refresh_token(&self, options: RevokeOptions) -> Result<(), Error> {
        let config = self.config();
        let Renewal::Refresh { mode, .. } = config.renewal else { return Ok(()) };
        let own = config.parameter("audience");
        let audience = options.audience.as_deref().or(own).unwrap_or(DEFAULT_AUDIENCE).to_string();
        let endpoint = config.token_endpoint(None);
        let errand = revoke::errand(&endpoint);
        self.ask_keeper(Call::Revoke { errand, audience }).await?;
        match mode {
            RefreshTokenMode::Offline => Ok(()),
            RefreshTokenMode::Online => self.forget_session(&LogoutClient::Own).await,
        }
    }
}
