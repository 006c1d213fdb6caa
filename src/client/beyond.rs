//! What is beyond a platform that does not send. The npm package starts with such a one: what is beyond
//! it is not compiled in, so that its wasm is a fifth of the whole one.

use std::future::ready;

use super::Client;
use crate::config::{Config, TransactionLocation};
use crate::error::Error;
use crate::options::CacheLocation;
use crate::platform::{LocalFuture, Platform};

impl<P: Platform> Client<P> {
    /// Refuses what takes more than this platform has, before anything is done.
    pub(super) const fn beyond(&self) -> Result<(), Error> {
        if P::SENDS { Ok(()) } else { Err(Error::Beyond) }
    }

    /// Refuses a login that needs a key, or writes cookies.
    pub(super) fn check_login(&self) -> Result<(), Error> {
        let writes_cookies = self.config().transactions == TransactionLocation::Cookie;
        if self.is_dpop_on() || writes_cookies { self.beyond() } else { Ok(()) }
    }

    /// Work that sends, or needs a key. In a box: a caller that is compiled without it must not have
    /// its states either.
    pub(super) fn sending<'a, T: 'a>(
        work: impl FnOnce() -> LocalFuture<'a, Result<T, Error>>,
    ) -> LocalFuture<'a, Result<T, Error>> {
        if P::SENDS { work() } else { Box::pin(ready(Err(Error::Beyond))) }
    }
}

/// Refuses, before anything is done, a client whose first step is beyond the platform already.
pub(super) fn check<P: Platform>(config: &Config) -> Result<(), Error> {
    let is_stored_with_a_key = config.cache_location == CacheLocation::IndexedDb;
    let needs_more = config.begins_anonymous || is_stored_with_a_key;
    if needs_more && !P::SENDS { Err(Error::Beyond) } else { Ok(()) }
}
