//! Logins in progress: written before the browser leaves, found again by the `state` of the
//! answer, and removed only by an answer that matches.

use super::Client;
use crate::config::TransactionLocation;
use crate::error::{Error, codes};
use crate::platform::Platform;
use crate::transaction::{self, Index, LIFETIME_SECONDS, Pending, Transaction};

/// A login that an answer belongs to.
pub(super) struct Recalled {
    pub(super) transaction: Transaction,
    pub(super) max_age: Option<i64>,
}

impl<P: Platform> Client<P> {
    /// Remembers a login. The newest takes the well-known place; an unfinished one that was there
    /// is put beside it first.
    pub(super) fn remember_login(
        &self,
        login: &Transaction,
        max_age: Option<i64>,
    ) -> Result<(), Error> {
        let client_id = &self.config().client_id;
        let now = self.platform().clock();
        let newest = transaction::key(client_id);
        let (previous, lines) = (self.read_text(&newest)?, self.index_text());
        let mut index = Index::default();
        if previous.is_some() || lines.is_some() {
            self.beyond()?;
            index = Index::from_text(lines.as_deref());
            self.make_place(previous.as_deref(), &mut index)?;
        }
        self.write_text(&newest, &login.to_text())?;
        let expires_at = now.seconds() + LIFETIME_SECONDS;
        index.add(Pending { state: login.state().into(), expires_at, max_age });
        self.write_index(&index)
    }

    /// Makes place for a login: the one that has the well-known place goes beside it, and those that
    /// expired, or are too many, go.
    fn make_place(&self, previous: Option<&str>, index: &mut Index) -> Result<(), Error> {
        let client_id = &self.config().client_id;
        if let Some(previous) = previous.and_then(Transaction::from_text) {
            let key = transaction::pending_key(client_id, previous.state());
            self.write_text(&key, &previous.to_text())?;
        }
        for state in index.make_room(self.platform().clock()) {
            self.remove_text(&transaction::pending_key(client_id, &state));
        }
        Ok(())
    }

    /// The login with that state. Nothing is removed.
    ///
    /// # Errors
    /// `missing_transaction` when no login is in progress, `state_mismatch` when others are.
    pub(super) fn recall_login(&self, state: Option<&str>) -> Result<Recalled, Error> {
        let client_id = &self.config().client_id;
        let index = self.index();
        let now = self.platform().clock().seconds();
        let is_alive = |state: &str| index.get(state).is_none_or(|line| line.expires_at > now);
        let read = |key: &str| -> Result<Option<Transaction>, Error> {
            let text = self.read_text(key)?;
            let login = text.as_deref().and_then(Transaction::from_text);
            Ok(login.filter(|login| is_alive(login.state())))
        };
        let newest = read(&transaction::key(client_id))?;
        let others = newest.is_some();
        if let Some(state) = state {
            let older = read(&transaction::pending_key(client_id, state))?;
            let found = newest.into_iter().chain(older).find(|login| login.state() == state);
            if let Some(transaction) = found {
                let max_age = index.get(state).and_then(|line| line.max_age);
                return Ok(Recalled { transaction, max_age });
            }
        }
        // By what lies there: another SDK that finishes a login leaves its line in the index.
        let lies_there = |state: &str| read(&transaction::pending_key(client_id, state));
        let others = others || index.states().any(|state| matches!(lies_there(state), Ok(Some(_))));
        let code = if others { codes::STATE_MISMATCH } else { codes::MISSING_TRANSACTION };
        Err(Error::generic(code, "Invalid state"))
    }

    /// Forgets one login.
    pub(super) fn finish_login(&self, state: &str) {
        let client_id = &self.config().client_id;
        let newest = transaction::key(client_id);
        let text = self.read_text(&newest).ok().flatten();
        let is_newest = text.as_deref().and_then(Transaction::from_text);
        if is_newest.is_some_and(|login| login.state() == state) {
            self.remove_text(&newest);
        }
        self.remove_text(&transaction::pending_key(client_id, state));
        let mut index = self.index();
        index.remove(state);
        // A stale line names a login that is gone; it can wait for the next write.
        let _ = self.write_index(&index);
    }

    /// Forgets all logins of this client.
    pub(super) fn forget_logins(&self) {
        let client_id = &self.config().client_id;
        for state in self.index().states() {
            self.remove_text(&transaction::pending_key(client_id, state));
        }
        self.remove_text(&transaction::key(client_id));
        self.remove_text(&transaction::index_key(client_id));
    }

    fn index(&self) -> Index {
        Index::from_text(self.index_text().as_deref())
    }

    fn index_text(&self) -> Option<String> {
        self.read_text(&transaction::index_key(&self.config().client_id)).ok().flatten()
    }

    fn write_index(&self, index: &Index) -> Result<(), Error> {
        let key = transaction::index_key(&self.config().client_id);
        match index.to_text() {
            Some(text) => self.write_text(&key, &text),
            None => {
                self.remove_text(&key);
                Ok(())
            }
        }
    }

    // Session storage or cookies.

    fn read_text(&self, key: &str) -> Result<Option<String>, Error> {
        match self.config().transactions {
            TransactionLocation::Session => self.platform().session_get(key),
            TransactionLocation::Cookie => Ok(self.read_cookie(key)),
        }
    }

    fn write_text(&self, key: &str, text: &str) -> Result<(), Error> {
        match self.config().transactions {
            TransactionLocation::Session => self.platform().session_set(key, text),
            TransactionLocation::Cookie => {
                let lifetime = std::time::Duration::from_secs(LIFETIME_SECONDS.unsigned_abs());
                self.write_cookie(key, text, lifetime);
                match self.read_cookie(key) {
                    Some(stored) if stored == text => Ok(()),
                    _ => Err(refused_cookie()),
                }
            }
        }
    }

    fn remove_text(&self, key: &str) {
        match self.config().transactions {
            TransactionLocation::Session => self.platform().session_remove(key),
            TransactionLocation::Cookie => self.remove_cookie(key),
        }
    }
}

fn refused_cookie() -> Error {
    Error::generic(
        codes::STORAGE_UNAVAILABLE,
        "The browser did not take the cookie that remembers the login. Allow cookies, make `appState` shorter (a cookie holds 4 KB), or leave `useCookiesForTransactions` off.",
    )
}
