//! The end of a session: here first, then at the tenant.

use super::{Client, OpenUrl};
use crate::error::Error;
use crate::json::{Object, Value};
use crate::keeper::Call;
use crate::options::{LogoutClient, LogoutOptions, given};
use crate::platform::Platform;
use crate::protocol::logout::{self, Federation};

const STAYS_AT_THE_PROVIDER: &str = "Enterprise Connect logout without `federated: true` leaves the enterprise IdP session alive; the next login may silently reuse the previous user.";

impl<P: Platform> Client<P> {
    /// Forgets the session, then sends the browser to the tenant's logout.
    ///
    /// # Errors
    /// Whatever `open` or the application's own store threw.
    pub async fn logout(&self, options: LogoutOptions, open: OpenUrl) -> Result<(), Error> {
        self.0.logouts.set(self.0.logouts.get() + 1);
        if self.config().is_enterprise_connect
            && options.logout_params.get("federated") != Some(&Value::Bool(true))
        {
            self.platform().warn(STAYS_AT_THE_PROVIDER);
        }
        self.forget_logins();
        self.forget_session(&options.client).await?;
        if matches!(open, OpenUrl::Skip) {
            return Ok(());
        }
        self.open(open, self.logout_url(options)).await
    }

    /// Forgets tokens, identity and cookies. A login in progress goes on.
    pub(super) async fn forget_session(&self, client: &LogoutClient) -> Result<(), Error> {
        self.unmark_signed_in();
        self.forget_second_factors();
        self.0.finished.borrow_mut().clear();
        self.forget(client).await?;
        if self.is_dpop_on() {
            // A database that is gone holds no key.
            let _ = self.platform().forget_dpop(&self.config().client_id).await;
        }
        // The worker may be gone, and its tokens with it.
        let _ = self.ask_keeper(Call::Clear).await;
        Ok(())
    }

    fn logout_url(&self, options: LogoutOptions) -> String {
        let config = self.config();
        let mut parameters = given(Some(options.logout_params));
        let federation = federation(&mut parameters);
        let client_id = match &options.client {
            LogoutClient::Own => Some(config.client_id.as_str()),
            LogoutClient::Other(id) => Some(id.as_str()),
            LogoutClient::All => None,
        };
        logout::url(&config.base_url, client_id, &parameters, federation, &config.telemetry)
    }
}

/// `federated` counts by JavaScript's idea of truth.
fn federation(parameters: &mut Object) -> Federation {
    let is_set = match parameters.remove("federated") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => flag,
        Some(Value::Number(number)) => number != 0.0,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(_) | Value::Object(_)) => true,
    };
    if is_set { Federation::SignOut } else { Federation::Keep }
}
