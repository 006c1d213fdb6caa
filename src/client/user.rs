//! Who is signed in.

use std::rc::Rc;

use super::Client;
use super::ceiling::Presence;
use crate::cache::Identity;
use crate::error::Error;
use crate::platform::Platform;

impl<P: Platform> Client<P> {
    /// Who is signed in; the very same object while the ID token is the same.
    ///
    /// # Errors
    /// Whatever the application's own store threw.
    pub async fn user(&self) -> Result<Option<Rc<Identity>>, Error> {
        match self.present().await? {
            Presence::Over => Ok(None),
            Presence::Within(identity) => Ok(identity),
        }
    }

    /// Whether somebody is signed in.
    ///
    /// # Errors
    /// Whatever the application's own store threw.
    pub async fn is_authenticated(&self) -> Result<bool, Error> {
        Ok(self.user().await?.is_some())
    }
}
