//! Requests that wait for a second factor: what each was for, by its `mfa_token`.

use std::time::Duration;

use super::Client;
use crate::error::{Error, SecondFactor};
use crate::json::Value;
use crate::platform::Platform;
use crate::time::Timestamp;

/// How long a request waits.
const LIFETIME: Duration = Duration::from_secs(600);

/// A token request that waits for a second factor.
#[derive(Clone)]
pub(super) struct Waiting {
    pub(super) purpose: Purpose,
    pub(super) audience: String,
    pub(super) scope: String,
    pub(super) organization: Option<String>,
    pub(super) requirements: Option<Value>,
}

/// What the tokens are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To sign a user in.
    SignIn,
    /// To go on with the session of a user.
    Renew,
    /// For the caller alone: nothing is kept.
    Answer,
}

/// All that wait. There are never many.
#[derive(Default)]
pub(super) struct SecondFactors(Vec<(String, Timestamp, Waiting)>);

impl SecondFactors {
    fn keep(&mut self, mfa_token: &str, waiting: Waiting, now: Timestamp) {
        self.0.retain(|(token, until, _)| token != mfa_token && *until > now);
        self.0.push((mfa_token.into(), now.after(LIFETIME), waiting));
    }

    fn find(&self, mfa_token: &str, now: Timestamp) -> Option<&Waiting> {
        let is_it =
            |(token, until, _): &&(String, Timestamp, Waiting)| token == mfa_token && *until > now;
        self.0.iter().find(is_it).map(|(_, _, waiting)| waiting)
    }
}

impl<P: Platform> Client<P> {
    /// Where a request needs a second factor, keeps what it was for.
    pub(super) fn await_second_factor(&self, error: &Error, waiting: impl FnOnce() -> Waiting) {
        let Error::MfaRequired(factor) = error else { return };
        let SecondFactor { mfa_token: Some(mfa_token), requirements, .. } = &**factor else {
            return;
        };
        let waiting = Waiting { requirements: requirements.clone(), ..waiting() };
        self.keep_waiting(mfa_token, waiting);
    }

    pub(super) fn keep_waiting(&self, mfa_token: &str, waiting: Waiting) {
        let now = self.platform().clock();
        self.0.second_factors.borrow_mut().keep(mfa_token, waiting, now);
    }

    pub(super) fn waiting(&self, mfa_token: &str) -> Option<Waiting> {
        let now = self.platform().clock();
        self.0.second_factors.borrow().find(mfa_token, now).cloned()
    }

    pub(super) fn stop_waiting(&self, mfa_token: &str) {
        self.0.second_factors.borrow_mut().0.retain(|(token, ..)| token != mfa_token);
    }

    /// Whoever waited belongs to a session that is over.
    pub(super) fn forget_second_factors(&self) {
        self.0.second_factors.borrow_mut().0.clear();
    }
}
