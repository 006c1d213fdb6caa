//! A popup that came back to the application's own page: its answer is for the page that opened it.

use std::time::Duration;

use futures_lite::future::or;

use super::Client;
use crate::error::{Error, codes};
use crate::platform::Platform;
use crate::protocol::authorize::AuthorizationResponse;
use crate::protocol::relay::{self, Then};

/// How long the page that asked may be too busy to hear the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a window may take to close.
const CLOSING: Duration = Duration::from_secs(1);

impl<P: Platform> Client<P> {
    /// Hands an answer over and closes the window. This page has nothing to go on with, so that it
    /// always ends with an error; hardly anybody sees it.
    pub(super) async fn relay(&self, response: &AuthorizationResponse, state: &str) -> Error {
        let channel = relay::channel(state);
        let unheard = async {
            self.platform().post(&channel, &response.to_message())?;
            self.platform().sleep(PATIENCE).await;
            Err(Error::generic(
                codes::MISSING_TRANSACTION,
                "Nobody waits for the answer of this popup any more. Close this window and start again on the page that opened it.",
            ))
        };
        match or(self.platform().channel_message(&channel, Then::from_message), unheard).await {
            Err(error) => return error,
            Ok(Then::Stay) => {}
            Ok(Then::Close) => {
                self.platform().close_window();
                // Whatever the application does after an error is not to be seen meanwhile.
                self.platform().sleep(CLOSING).await;
            }
        }
        Error::generic(
            "popup_answered",
            "The page that opened this popup has its answer. This window can be closed.",
        )
    }
}
