//! The tenant's clock, where this machine's is far off: proofs of possession are judged by it. What
//! was learned is kept beside the tokens, so that it outlives the page.

use std::rc::Rc;

use super::Client;
use crate::cache::key;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::platform::Platform;
use crate::protocol::id_token::IdToken;
use crate::time::Timestamp;

/// A clock that is off by less is right.
const TOLERANCE_MILLIS: i64 = 30_000;

impl<P: Platform> Client<P> {
    /// Learns the time from a token that the tenant issued just now.
    pub(super) async fn learn_server_time(&self, id_token: &IdToken) -> Result<(), Error> {
        let Some(issued) = id_token.number("iat") else { return Ok(()) };
        let clock = self.platform().clock();
        let offset = Timestamp::from_seconds(issued as i64).millis_since(clock);
        let offset = if offset.abs() > TOLERANCE_MILLIS { offset } else { 0 };
        self.set_server_offset(offset);
        self.0.knows_server_time.set(true);
        let note = key::server_clock(&self.config().client_id);
        let former = self.entries().get(&note).await?.and_then(offset_of);
        match (offset, former) {
            (0, None) => Ok(()),
            (0, Some(_)) => self.entries().take(&note).await,
            _ => {
                self.entries().put(&note, Object::new().with("offset", offset as f64).into()).await
            }
        }
    }

    /// Remembers what a page before this one learned.
    pub(super) async fn recall_server_time(&self) -> Result<(), Error> {
        if self.0.knows_server_time.replace(true) || !self.is_dpop_on() {
            return Ok(());
        }
        let note = key::server_clock(&self.config().client_id);
        if let Some(offset) = self.entries().get(&note).await?.and_then(offset_of) {
            self.set_server_offset(offset);
        }
        Ok(())
    }

    /// How far the tenant's clock is ahead, in milliseconds.
    pub(super) fn server_offset(&self) -> i64 {
        self.platform().server_clock().millis_since(self.platform().clock())
    }

    fn set_server_offset(&self, offset: i64) {
        let clock = self.platform().clock().millis();
        self.platform().set_server_clock(Timestamp::from_millis(clock + offset));
    }
}

fn offset_of(entry: Rc<Value>) -> Option<i64> {
    entry.as_object()?.number("offset").map(|offset| offset as i64)
}
