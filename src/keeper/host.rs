//! The keeper's end of the line, in a worker: messages in, replies out.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::message::{Call, Message, reply_to_text};
use super::{Answer, Keeper, Reply};
use crate::entries::{Entries, Place};
use crate::error::{Error, codes};
use crate::platform::Platform;
use crate::protocol::http::Response;

/// A keeper that is reached by messages. It keeps its tokens in memory, and sends them to the tenant
/// of the first message only: a script of the page that finds the line to it gets none elsewhere.
pub struct Host<P> {
    platform: Rc<P>,
    tenant: RefCell<Option<(String, Keeper<P>)>>,
}

impl<P: Platform> Host<P> {
    /// A keeper without a client yet: the first message names it.
    pub fn new(platform: P) -> Self {
        Self { platform: Rc::new(platform), tenant: RefCell::default() }
    }

    /// Does what a message asks.
    pub async fn handle(&self, message: &str) -> String {
        let reply = match Message::from_text(message) {
            Some(message) => self.answer(message).await,
            None => Err(Error::generic(codes::WORKER_FAILED, "The worker got no such call.")),
        };
        reply_to_text(&reply)
    }

    async fn answer(&self, message: Message) -> Reply {
        let (base_url, keeper) = self.tenant(message.client_id, message.base_url);
        if !message.call.stays_with(&base_url) {
            return Err(Error::generic("invalid_fetch_url", "Unauthorized fetch URL"));
        }
        keeper.answer(message.call).await.map(|(response, _)| response)
    }

    fn tenant(&self, client_id: String, base_url: String) -> (String, Keeper<P>) {
        let open = || {
            let platform = Rc::clone(&self.platform);
            let entries = Entries::new(Rc::clone(&platform), Place::Memory, client_id.as_str());
            (base_url, Keeper::new(platform, Rc::new(entries), client_id))
        };
        self.tenant.borrow_mut().get_or_insert_with(open).clone()
    }
}

impl<P: Platform> Keeper<P> {
    /// Does what a call asks.
    ///
    /// # Errors
    /// Those of the method that is called.
    pub async fn answer(&self, call: Call) -> Result<Answer<P>, Error> {
        let done = (Box::new(Response { status: 204, ..Response::default() }), None);
        match call {
            Call::Exchange(errand) => self.exchange(errand).await,
            Call::Claim(claim) => self.claim(&claim).await.map(|()| done),
            Call::Revoke { errand, audience } => {
                self.revoke(&errand, &audience).await.map(|()| done)
            }
            Call::Clear => self.clear().await.map(|()| done),
        }
    }
}

impl<P> fmt::Debug for Host<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Host")
    }
}
