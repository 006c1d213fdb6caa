//! Sessions that a native app hands over by a token in the page's URL
//! ([Auth0: Native to Web SSO](https://auth0.com/docs/authenticate/single-sign-on/native-to-web)).

use super::Client;
use crate::error::Error;
use crate::json::Object;
use crate::platform::Platform;
use crate::protocol::query;
use crate::text::cut;

const PARAMETER: &str = "session_transfer_token";

impl<P: Platform> Client<P> {
    /// Adds the token of the page's URL to the parameters of a login, and takes it out of the URL:
    /// it works once. A call that names one itself is left alone.
    ///
    /// # Errors
    /// [`Error::Beyond`], before anything is done.
    pub(super) fn with_session_transfer(&self, call: Object) -> Result<Object, Error> {
        let name = self.config().session_transfer_parameter.as_deref();
        let Some(name) = name.filter(|_| call.get(PARAMETER).is_none()) else { return Ok(call) };
        let url = self.platform().page_url().unwrap_or_default();
        if cut(&url, "?").is_none() {
            return Ok(call);
        }
        self.beyond()?;
        match query::take(&url, name) {
            Some((token, rest)) if !token.is_empty() => {
                self.platform().replace_url(&rest);
                Ok(call.with(PARAMETER, token))
            }
            _ => Ok(call),
        }
    }
}
