//! One refresh: the right token, sent once, and its successor stored before anything else
//! ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6),
//! [RFC 9700 section 4.14](https://www.rfc-editor.org/rfc/rfc9700#section-4.14)).

use std::time::Duration;

use futures_channel::oneshot;
use sha2::{Digest, Sha256};

use super::holding::Holding;
use super::{Answer, Keeper, RefreshToken, without_refresh_token};
use crate::cache::key;
use crate::entries::Held;
use crate::error::{Error, codes};
use crate::json::{self, Object, Value};
use crate::platform::Platform;
use crate::protocol::errand::{Doubt, Errand, Reach, Wanted};
use crate::protocol::http::Response;
use crate::protocol::{jwt, scope};

/// How many holders before us we wait for, each as long as its own request may take.
const HOLDERS_AHEAD: u32 = 12;

impl<P: Platform> Keeper<P> {
    /// Refreshes to the end even when the caller has gone: a token that was sent may be spent, and
    /// its successor must not be lost.
    pub(super) async fn refresh(&self, errand: Errand, wanted: Wanted) -> Result<Answer<P>, Error> {
        let (sender, receiver) = oneshot::channel();
        let keeper = self.clone();
        self.0.platform.spawn(Box::pin(async move {
            // A caller that has gone needs neither answer nor lock.
            let _ = sender.send(keeper.refresh_in_turn(&errand, &wanted).await);
        }));
        receiver.await.unwrap_or_else(|_| Err(Error::generic(codes::TIMEOUT, "Timeout")))
    }

    /// One exchange at a time for each family, in this page and over all tabs that share the store.
    async fn refresh_in_turn(&self, errand: &Errand, wanted: &Wanted) -> Result<Answer<P>, Error> {
        let family = self.family(wanted);
        let _turn = self.0.turns.turn(&family).await;
        let mut held = None;
        if self.0.entries.is_shared() {
            let lock = self.0.platform.lock(&family, patience(errand)).await?;
            self.0.entries.reread(&family).await?;
            held = Some(Held::new(&self.0.entries, family, Some(lock)));
        }
        Ok((self.refresh_alone(errand, wanted).await?, held))
    }

    async fn refresh_alone(
        &self,
        errand: &Errand,
        wanted: &Wanted,
    ) -> Result<Box<Response>, Error> {
        let holding = self.serving(wanted).await?.ok_or_else(|| missing(wanted))?;
        self.check_key(errand.binding).await?;
        if wanted.doubt == Doubt::Refrain && self.is_in_doubt(wanted, &holding).await? {
            return Err(Error::generic(codes::REFRESH_IN_DOUBT, IN_DOUBT));
        }
        let response = self.send(errand, wanted, &holding).await?;
        if !is_definitive(&response) {
            return Ok(response);
        }
        // Somebody else may have exchanged the token after all: a store without a lock, a peer.
        self.0.entries.reread(&self.family(wanted)).await?;
        if let Some(newer) =
            self.serving(wanted).await?.filter(|other| other.token != holding.token)
        {
            let response = self.send(errand, wanted, &newer).await?;
            if is_definitive(&response) {
                self.give_up(wanted, &newer).await?;
            }
            return Ok(response);
        }
        self.give_up(wanted, &holding).await?;
        Ok(response)
    }

    /// Drops a token that was refused. For an API that it was not issued for it may have been
    /// refused because no policy opens that API, which says nothing about the session.
    async fn give_up(&self, wanted: &Wanted, holding: &Holding) -> Result<(), Error> {
        if wanted.reach == Reach::Any && wanted.audience != holding.audience {
            return Ok(());
        }
        self.drop_token(&holding.token).await
    }

    pub(super) fn family(&self, wanted: &Wanted) -> String {
        family(&self.0.client_id, wanted.reach, &wanted.audience)
    }

    async fn send(
        &self,
        errand: &Errand,
        wanted: &Wanted,
        holding: &Holding,
    ) -> Result<Box<Response>, Error> {
        self.mark_sent(wanted, &holding.token).await?;
        let request = errand.request(members(wanted, holding));
        let (response, next) = without_refresh_token(self.dispatch(request, errand.binding).await?);
        if let Some(next) = next.filter(|next| *next != holding.token) {
            self.replace(&holding.token, &next, wanted.reach).await?;
        }
        self.0.entries.take(&self.mark(wanted)).await?;
        Ok(response)
    }

    /// Notes that a token is on its way. While no answer came, nobody knows whether it is spent.
    async fn mark_sent(&self, wanted: &Wanted, token: &RefreshToken) -> Result<(), Error> {
        let mark = Object::new().with("sent", fingerprint(token));
        self.0.entries.put(&self.mark(wanted), mark.into()).await
    }

    async fn is_in_doubt(&self, wanted: &Wanted, holding: &Holding) -> Result<bool, Error> {
        let entry = self.0.entries.get(&self.mark(wanted)).await?;
        let sent = entry.as_deref().and_then(|entry| entry.as_object()?.text("sent"));
        Ok(sent == Some(fingerprint(&holding.token).as_str()))
    }

    fn mark(&self, wanted: &Wanted) -> String {
        match wanted.reach {
            Reach::Any => key::in_doubt(&self.0.client_id, scope::DEFAULT_AUDIENCE),
            Reach::Audience => key::in_doubt(&self.0.client_id, &wanted.audience),
        }
    }
}

/// The lock of the refresh tokens that serve an audience.
pub(crate) fn family(client_id: &str, reach: Reach, audience: &str) -> String {
    let all = ["auth0.lock.refreshToken.", client_id].concat();
    match reach {
        Reach::Any => all,
        Reach::Audience => [&all, ".", audience].concat(),
    }
}

/// What the keeper adds to the body. Where the same audience was granted more than is wanted now,
/// all of it is asked for again, so that nothing is lost.
fn members(wanted: &Wanted, holding: &Holding) -> Object {
    let members = Object::new().with("refresh_token", holding.token.expose());
    if wanted.reach == Reach::Audience {
        return members;
    }
    let same = holding.audience == wanted.audience && scope::covers(&holding.scope, &wanted.scope);
    let scope = if same { &holding.scope } else { &wanted.scope };
    let audience = (wanted.audience != scope::DEFAULT_AUDIENCE).then_some(wanted.audience.as_str());
    members.with_some("audience", audience).with("scope", scope.as_str())
}

/// Whether the server said that the token is of no use any more, and not just not now.
fn is_definitive(response: &Response) -> bool {
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    let code = body.as_ref().and_then(|body| body.text("error"));
    matches!(response.status, 400..=403) && code == Some(codes::INVALID_GRANT)
}

fn missing(wanted: &Wanted) -> Error {
    Error::missing_refresh_token(&wanted.audience, &wanted.scope)
}

fn patience(errand: &Errand) -> Duration {
    errand.limit * HOLDERS_AHEAD
}

const IN_DOUBT: &str = "The refresh token was sent before and never answered, so it may be spent.";

fn fingerprint(token: &RefreshToken) -> String {
    jwt::encode(Sha256::digest(token.expose()))
}
