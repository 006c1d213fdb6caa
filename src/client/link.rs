//! The line to the keeper: in this page, or in a worker that page code cannot look into.

use std::rc::Rc;
use std::time::Duration;

use futures_lite::future::or;

use super::Client;
use crate::config::{Config, Renewal};
use crate::entries::{Entries, Place};
use crate::error::{Error, codes};
use crate::keeper::{Answer, Call, Keeper, Reply, reply_from_text};
use crate::platform::Platform;

/// How long a worker may take to start.
const START_LIMIT: Duration = Duration::from_secs(10);
/// How many exchanges one call may have to wait for, its own included.
const EXCHANGES: u32 = 14;

/// Where the keeper is.
pub(super) enum Link<P> {
    Page(Keeper<P>),
    Worker,
}

impl<P: Platform> Client<P> {
    /// Asks the keeper for something. Nothing it replies holds a refresh token.
    pub(super) async fn ask_keeper(&self, mut call: Call) -> Result<Answer<P>, Error> {
        self.recall_server_time().await?;
        if let Call::Exchange(errand) | Call::Revoke { errand, .. } = &mut call {
            errand.server_offset = self.server_offset();
        }
        match self.link().await {
            Link::Page(keeper) => keeper.answer(call).await,
            Link::Worker => {
                let reply = self.ask_worker(&call, self.config().http_limit * EXCHANGES).await;
                if reply.as_ref().is_err_and(|error| error.code() == Some(codes::WORKER_FAILED)) {
                    self.settle_in_page("is gone; the session ends with its access tokens");
                }
                reply.map(|response| (response, None))
            }
        }
    }

    /// Finds out once where the keeper is.
    async fn link(&self) -> Link<P> {
        if let Some(link) = &*self.0.link.borrow() {
            return link.clone();
        }
        self.0.linking.share("link", async || self.establish().await).await;
        match &*self.0.link.borrow() {
            Some(link) => link.clone(),
            None => Link::Page(self.page_keeper()),
        }
    }

    async fn establish(&self) {
        let config = self.config();
        let wants_worker = matches!(config.renewal, Renewal::Refresh { .. })
            && !self.entries().is_shared()
            && self.platform().has_worker()
            && self.shares_its_key().await;
        if !wants_worker {
            *self.0.link.borrow_mut() = Some(Link::Page(self.page_keeper()));
            return;
        }
        match self.ask_worker(&Call::Clear, START_LIMIT).await {
            Ok(_) => *self.0.link.borrow_mut() = Some(Link::Worker),
            Err(error) => self.settle_in_page(&format!("cannot be used: {error}")),
        }
    }

    /// A key that cannot be kept in the database is no key of the worker's.
    async fn shares_its_key(&self) -> bool {
        if !self.is_dpop_on() {
            return true;
        }
        let made = self.platform().dpop_key(&self.config().client_id).await.is_ok();
        made && self.platform().keeps_dpop_keys()
    }

    fn settle_in_page(&self, reason: &str) {
        self.platform().warn(&format!(
            "worker_failed: refresh tokens are kept in the page, as the worker {reason}"
        ));
        *self.0.link.borrow_mut() = Some(Link::Page(self.page_keeper()));
    }

    fn page_keeper(&self) -> Keeper<P> {
        let Config { client_id, .. } = self.config();
        let platform = Rc::clone(&self.0.platform);
        let entries = match self.entries().is_shared() {
            true => Rc::clone(&self.0.entries),
            false => Rc::new(Entries::new(Rc::clone(&platform), Place::Memory, client_id.as_str())),
        };
        Keeper::new(platform, entries, client_id.as_str())
    }

    async fn ask_worker(&self, call: &Call, limit: Duration) -> Reply {
        let message = call.to_text(&self.config().client_id, &self.config().base_url);
        let silent = async {
            self.platform().sleep(limit).await;
            Err(Error::generic(codes::WORKER_FAILED, "the worker does not answer"))
        };
        let text = or(self.platform().ask_worker(&message), silent).await?;
        reply_from_text(&text)
    }
}

impl<P> Clone for Link<P> {
    fn clone(&self) -> Self {
        match self {
            Self::Page(keeper) => Self::Page(keeper.clone()),
            Self::Worker => Self::Worker,
        }
    }
}
