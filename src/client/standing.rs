//! The session that a request was begun in. Once it has ended, what the answer brings is nobody's:
//! a token that arrives after a logout brings no session back.

use super::Client;
use crate::error::{Error, codes};
use crate::platform::Platform;

/// The session as it was when a request was begun.
pub(super) struct Standing {
    logouts: u32,
    subject: Option<String>,
}

impl<P: Platform> Client<P> {
    /// The session that a renewal is begun in.
    pub(super) async fn standing(&self) -> Result<Standing, Error> {
        let identity = self.identity().await?;
        let subject = identity.and_then(|identity| identity.subject().map(str::to_string));
        Ok(Standing { logouts: self.0.logouts.get(), subject })
    }

    /// The same for a login, which may be anybody's.
    pub(super) fn standing_of_login(&self) -> Standing {
        Standing { logouts: self.0.logouts.get(), subject: None }
    }

    /// Whether that session goes on.
    pub(super) async fn check_standing(&self, before: &Standing) -> Result<(), Error> {
        let now = self.standing().await?;
        let is_same_user = before.subject.is_none() || before.subject == now.subject;
        if is_same_user && before.logouts == now.logouts {
            return Ok(());
        }
        Err(Error::generic(
            codes::LOGIN_REQUIRED,
            "The user signed out, or another one signed in, before the token arrived. It was thrown away.",
        ))
    }
}
