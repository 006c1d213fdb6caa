//! The keeper of refresh tokens: which one serves, how one is exchanged for the next, when one is
//! dropped. The only code that sees one.
//!
//! It runs in the page where the tokens are in a store that the page shares with others, and in a
//! worker where they are in memory, so that page code never holds one. It does not judge access
//! or ID tokens, and does not know what they are for.

mod bound;
mod claim;
mod holding;
mod host;
mod message;
mod refresh;
mod send;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::cache::key;
use crate::entries::{Entries, Held};
use crate::error::Error;
use crate::flight::Flights;
use crate::json::{self, Object, Value};
use crate::platform::Platform;
use crate::protocol::errand::{Binding, Errand};
use crate::protocol::http::Response;
use crate::protocol::revoke;
use crate::time::Timestamp;
use claim::Unclaimed;

pub use claim::Claim;
pub(crate) use claim::LOCK_LIMIT;
pub use holding::RefreshToken;
pub use host::Host;
pub use message::{Call, Message, Reply, reply_from_text};
pub(crate) use refresh::family;

/// What the server answered. After a refresh in a store that tabs share its family stays locked as long
/// as the second value lives: the access token goes where the refresh token is.
pub type Answer<P> = (Box<Response>, Option<Held<P>>);

/// The keeper of one client's refresh tokens. Clones share everything.
pub struct Keeper<P>(Rc<Inner<P>>);

struct Inner<P> {
    platform: Rc<P>,
    entries: Rc<Entries<P>>,
    client_id: String,
    unclaimed: RefCell<Vec<Unclaimed>>,
    turns: Flights,
}

impl<P: Platform> Keeper<P> {
    /// A keeper that keeps its tokens in `entries`.
    pub fn new(platform: Rc<P>, entries: Rc<Entries<P>>, client_id: impl Into<String>) -> Self {
        Self(Rc::new(Inner {
            platform,
            entries,
            client_id: client_id.into(),
            unclaimed: RefCell::default(),
            turns: Flights::default(),
        }))
    }

    /// Sends a token request and gives the answer without its refresh token.
    ///
    /// A refresh token that replaces another is stored before anything else can fail. One that
    /// comes with a new login waits for [`Keeper::claim`].
    ///
    /// # Errors
    /// [`Error::MissingRefreshToken`] when none serves; network failures and time limits. What the
    /// server refuses is an answer.
    pub async fn exchange(&self, errand: Errand) -> Result<Answer<P>, Error> {
        self.set_clock(&errand);
        match errand.refresh.clone() {
            Some(wanted) => self.refresh(errand, wanted).await,
            None => Ok((self.redeem(&errand).await?, None)),
        }
    }

    /// A worker has learned nothing of the server's clock yet.
    fn set_clock(&self, errand: &Errand) {
        let clock = self.0.platform.clock().millis();
        self.0.platform.set_server_clock(Timestamp::from_millis(clock + errand.server_offset));
    }

    async fn redeem(&self, errand: &Errand) -> Result<Box<Response>, Error> {
        let response = self.dispatch(errand.request(Object::new()), errand.binding).await?;
        let (response, token) = without_refresh_token(response);
        if let (Some(number), Some(token)) = (errand.claim, token) {
            self.lay_aside(Unclaimed { number, token, binding: errand.binding });
        }
        Ok(response)
    }

    /// Revokes every refresh token of an audience, and forgets each that the server took back.
    ///
    /// # Errors
    /// The server's refusal, network failures and time limits.
    pub async fn revoke(&self, errand: &Errand, audience: &str) -> Result<(), Error> {
        self.set_clock(errand);
        while let Some(token) = self.first_of(audience).await? {
            let request = revoke::request(errand, token.expose());
            let mut response = self.0.platform.send(&request).await?;
            if errand.binding == Binding::Dpop && revoke::asks_for_proof(&response) {
                response = self.dispatch(request, errand.binding).await?;
            }
            revoke::judge(&response)?;
            self.drop_token(&token).await?;
        }
        Ok(())
    }

    /// Forgets every refresh token.
    ///
    /// # Errors
    /// What the application's own store threw.
    pub async fn clear(&self) -> Result<(), Error> {
        for holding in self.holdings().await? {
            self.drop_token(&holding.token).await?;
        }
        self.0.entries.take(&key::bound(&self.0.client_id)).await
    }

    async fn first_of(&self, audience: &str) -> Result<Option<RefreshToken>, Error> {
        let holdings = self.holdings().await?;
        let first = holdings.into_iter().find(|holding| holding.audience == audience);
        Ok(first.map(|holding| holding.token))
    }
}

/// The answer as the page may see it, and the refresh token that was in it.
fn without_refresh_token(mut response: Box<Response>) -> (Box<Response>, Option<RefreshToken>) {
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    let Some(mut body) = body else { return (response, None) };
    let Some(token) = body.remove("refresh_token") else { return (response, None) };
    response.body = json::to_string(&Value::Object(body));
    let token = token.as_str().filter(|token| !token.is_empty()).map(RefreshToken::new);
    let token = token.filter(|_| response.is_success());
    (response, token)
}

impl<P> Clone for Keeper<P> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<P> fmt::Debug for Keeper<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Keeper({})", self.0.client_id)
    }
}
