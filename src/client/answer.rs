//! Waiting for a popup to answer, and telling apart what can come of that: an answer, a popup that
//! was closed, one that took too long, and an application that called it off.
//!
//! A popup that seems closed need not be: `Cross-Origin-Opener-Policy` of any page on the way makes
//! it look so. Where the answer comes over a channel it can still come, so that only a user who is
//! back at this page makes a closed popup of it.

use std::cell::Cell;
use std::fmt;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use futures_lite::future::or;

use super::Client;
use crate::config::call_limit;
use crate::error::{Error, Window};
use crate::platform::{LocalFuture, Platform, Popup};
use crate::protocol::authorize::AuthorizationResponse;
use crate::protocol::query;
use crate::protocol::relay::{self, Then};

/// How often a popup is looked at.
const GLANCE: Duration = Duration::from_millis(200);
/// How long an answer may be on its way when the popup is closed already.
const GRACE: Duration = Duration::from_secs(1);
/// How long the user must be back at the page when the popup may still be open.
const RETURN: Duration = Duration::from_secs(3);

const SEVERED: &str = "The popup counts as closed, though the user is not back at this page: a Cross-Origin-Opener-Policy, of this page or of one that the popup showed, parts the two. Set `popupResponseMode: \"query\"`, and call `handleRedirectCallback` on the page at `redirect_uri`; or serve this page with `Cross-Origin-Opener-Policy: same-origin-allow-popups`.";

/// The popup of a flow, and how long to wait for it.
pub struct PopupConfig<W> {
    /// One that is open already. By default one is opened; browsers allow that right after somebody
    /// did something on the page.
    pub popup: Option<W>,
    /// How long the answer may take, in seconds.
    pub timeout_in_seconds: Option<f64>,
    /// Whether the popup is closed once it answered. Default true.
    pub close_popup: Option<bool>,
    /// Calls the wait off, with the error that it then ends with.
    pub abort: Option<LocalFuture<'static, Error>>,
}

/// How the answer of a popup reaches the page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way<'a> {
    /// The tenant posts it.
    Message,
    /// The page at the redirect URI relays the answer with this state.
    Relay(&'a str),
}

/// A popup that is open. It is closed when this is dropped, unless it is to stay.
#[must_use]
pub(super) struct Opened<W: Popup> {
    window: W,
    then: Cell<Then>,
}

impl<P: Platform> Client<P> {
    /// The popup of a flow, the limit of its call, and what calls the flow off.
    #[expect(clippy::type_complexity, reason = "three things that go three ways")]
    pub(super) fn take_popup(
        &self,
        config: PopupConfig<P::Popup>,
    ) -> Result<(Opened<P::Popup>, Option<Duration>, LocalFuture<'static, Error>), Error> {
        let then = if config.close_popup == Some(false) { Then::Stay } else { Then::Close };
        let window = config.popup.map_or_else(|| self.platform().open_popup(), Ok)?;
        let opened = Opened { window, then: Cell::new(then) };
        let abort = config.abort.unwrap_or_else(|| Box::pin(pending()));
        Ok((opened, call_limit(config.timeout_in_seconds), abort))
    }

    /// Shows `url` in the popup and waits for the answer.
    pub(super) async fn popup_answer(
        &self,
        opened: &Opened<P::Popup>,
        url: &str,
        way: Way<'_>,
        limit: Duration,
    ) -> Result<Box<AuthorizationResponse>, Error> {
        let trouble = async {
            opened.window.show(url)?;
            Err(or(self.expiry(opened, limit), self.closing(opened, way)).await)
        };
        // Heard before it is shown: what is said at once is not missed.
        or(self.hear(opened, way), trouble).await
    }

    async fn hear(
        &self,
        opened: &Opened<P::Popup>,
        way: Way<'_>,
    ) -> Result<Box<AuthorizationResponse>, Error> {
        let accept = AuthorizationResponse::from_message;
        let state = match way {
            Way::Message => {
                let origin = &self.config().origin;
                return self.platform().popup_message(&opened.window, origin, accept).await;
            }
            Way::Relay(state) => state,
        };
        let channel = relay::channel(state);
        let response = self.platform().channel_message(&channel, accept).await?;
        // A popup that does not hear it is closed from here, or tells its user to close it.
        let _ = self.platform().post(&channel, &opened.then.get().to_message());
        Ok(response)
    }

    async fn expiry(&self, opened: &Opened<P::Popup>, limit: Duration) -> Error {
        self.platform().sleep(limit).await;
        opened.then.set(Then::Stay);
        Error::PopupTimeout(opened.for_error())
    }

    async fn closing(&self, opened: &Opened<P::Popup>, way: Way<'_>) -> Error {
        let (is_relayed, grace) = match way {
            Way::Message => (false, GRACE),
            Way::Relay(_) => (true, RETURN),
        };
        let mut gone = Duration::ZERO;
        while gone < grace {
            self.platform().sleep(GLANCE).await;
            let is_gone = opened.window.is_closed() && (!is_relayed || self.platform().has_focus());
            gone = if is_gone { gone + GLANCE } else { Duration::ZERO };
        }
        if !self.platform().has_focus() {
            self.platform().warn(SEVERED);
        }
        Error::PopupCancelled(opened.for_error())
    }

    /// An answer can only be relayed by a page of this origin.
    pub(super) fn require_own_origin(&self, redirect_uri: &str) -> Result<(), Error> {
        let own = query::origin(&self.platform().page_url()?);
        if query::origin(redirect_uri) == own {
            return Ok(());
        }
        Err(Error::configuration(
            "The answer of this popup comes back to `redirect_uri`, which is of another origin than this page.",
            "Pass a `redirect_uri` of this page's origin, whose page calls `handleRedirectCallback`.",
        ))
    }
}

/// Runs a part of a flow that may be called off. What is called off before it began sends nothing.
pub(super) async fn unless<T>(
    abort: LocalFuture<'static, Error>,
    part: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    or(async { Err(abort.await) }, part).await
}

impl<W: Popup> Opened<W> {
    fn for_error(&self) -> Window {
        Rc::new(Box::new(self.window.clone()))
    }
}

impl<W: Popup> Drop for Opened<W> {
    fn drop(&mut self) {
        if self.then.get() == Then::Close {
            self.window.close();
        }
    }
}

impl<W> Default for PopupConfig<W> {
    fn default() -> Self {
        Self { popup: None, timeout_in_seconds: None, close_popup: None, abort: None }
    }
}

impl<W> fmt::Debug for PopupConfig<W> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("PopupConfig");
        shown.field("timeout_in_seconds", &self.timeout_in_seconds);
        shown.field("close_popup", &self.close_popup).finish_non_exhaustive()
    }
}
