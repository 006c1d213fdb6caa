//! Where tokens are kept.

use super::LocalFuture;
use std::rc::Rc;

use crate::error::Error;
use crate::json::Value;

/// A key-value store for tokens, shared by the tabs of an origin or brought by the application.
pub trait Store {
    /// The value under `key`. A store that can tell gives the same object while it does not change.
    ///
    /// # Errors
    /// `storage_unavailable`, or what the application's store threw.
    fn get<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<Option<Rc<Value>>, Error>>;

    /// Keeps a value.
    ///
    /// # Errors
    /// `storage_unavailable` when it is blocked or full, or what the application's store threw.
    fn set<'a>(&'a self, key: &'a str, value: &'a Value) -> LocalFuture<'a, Result<(), Error>>;

    /// Forgets a value.
    ///
    /// # Errors
    /// `storage_unavailable`, or what the application's store threw.
    fn remove<'a>(&'a self, key: &'a str) -> LocalFuture<'a, Result<(), Error>>;

    /// Whether the store can list its keys. One that cannot gets a list of keys as an entry.
    fn can_list(&self) -> bool {
        true
    }

    /// All keys, or at least those that begin with `prefix`.
    ///
    /// # Errors
    /// `storage_unavailable`, or what the application's store threw.
    fn keys<'a>(&'a self, prefix: &'a str) -> LocalFuture<'a, Result<Vec<String>, Error>>;

    /// Makes sure that whoever gets that lock next sees what was written, if it is given back when
    /// the future is done. What there is to write for that is written at once.
    fn settle(&self, _lock: &str) -> LocalFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Takes over what other tabs have written, at least what the last holder of that lock wrote.
    /// Stores that always read the shared place have nothing to do.
    ///
    /// # Errors
    /// `storage_unavailable`.
    fn reread<'a>(&'a self, _lock: &'a str) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
