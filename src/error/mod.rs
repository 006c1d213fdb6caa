//! What can go wrong: one variant per public error class, with that class's fields.
//!
//! Flows ask predicates and codes; no flow looks inside a message.
//!
//! Every variant holds one word, so that an error is two: results are moved at every step of every
//! flow, and the code for that was a third of the wasm when an error was eight words.

mod display;
mod failure;
mod mfa;
mod problem;
mod redirect;
mod rejection;

use std::any::Any;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use crate::json::Value;

pub use failure::{Answer, Failure, Passkey};
pub use mfa::{MfaCall, MfaFailure};
pub use problem::{Problem, ValidationError};
pub use redirect::{ConnectFailure, RedirectFailure};
pub use rejection::{Ceiling, Claim, Rejection};

/// Why a call failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    // What you can mend in the code that calls.
    /// An option is missing or wrong. Class `InvalidConfigurationError`.
    InvalidConfiguration(Box<Misconfiguration>),
    /// A call was made in a way that cannot work. A plain `Auth0Error`.
    Usage(&'static &'static str),
    /// An argument is none that could be. Class `InvalidArgumentError`.
    InvalidArgument(&'static &'static str),
    /// An argument is missing. Class `MissingRequiredArgumentError`.
    MissingArgument(&'static &'static str),

    // What a server, or this crate on behalf of the protocol, refused.
    /// A refusal with an OAuth code. Class `GenericError`.
    Generic(Box<Refusal>),
    /// The tenant answered a login with an error. Class `AuthenticationError`.
    Authentication(Box<RedirectFailure>),
    /// The way to connect an account ended with an error. Class `ConnectError`.
    Connect(Box<ConnectFailure>),
    /// The My Account API refused. Class `MyAccountApiError`.
    MyAccount(Box<Problem>),
    /// A passkey could not be made or used. Class `PasskeyError`, or that of the request that was
    /// refused.
    Passkey(Passkey, Box<Failure>),
    /// An anonymous session was refused. Class `AnonymousSessionError`.
    Anonymous(Box<Failure>),
    /// The tenant wants a second factor first. Class `MfaRequiredError`.
    MfaRequired(Box<SecondFactor>),
    /// A call of the MFA API failed. Its class is that of [`MfaCall`].
    Mfa(Box<MfaFailure>),
    /// There is no refresh token for what was asked. Class `MissingRefreshTokenError`.
    MissingRefreshToken(Box<Lack>),
    /// The tenant granted less than was asked for. Class `MissingScopesError`.
    MissingScopes(Box<Lack>),

    /// A server refused a proof for its nonce, and another did not help. With the nonce it gave last.
    /// Class `UseDpopNonceError`.
    UseDpopNonce(Box<Option<String>>),

    // Time and windows.
    /// A hidden frame or a lock took too long. Class `TimeoutError`.
    Timeout,
    /// The browser opened no popup. Class `PopupOpenError`.
    PopupOpen,
    /// The popup was closed before it answered. Class `PopupCancelledError`.
    PopupCancelled(Window),
    /// The popup did not answer in time; it is still open. Class `PopupTimeoutError`.
    PopupTimeout(Window),

    /// Beyond what a platform can do that does not send, see [`Platform::SENDS`]. Nothing was done;
    /// one that sends can do it.
    ///
    /// [`Platform::SENDS`]: crate::platform::Platform::SENDS
    Beyond,

    // An answer that may not be used.
    /// The ID token failed a check. A plain `Auth0Error`.
    IdToken(Box<Rejection>),

    // The platform.
    /// A value thrown by the application's own callback, or by the platform; handed on unchanged.
    Platform(Rc<Box<dyn std::error::Error>>),
}

/// A popup as the platform has it: of the type [`crate::platform::Platform::Popup`].
pub type Window = Rc<Box<dyn Any>>;

/// An option that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misconfiguration {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub suggestion: String,
}

/// A grant that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The audience, or `default`.
    pub audience: String,
    /// The scope, or what is missing of it, joined by commas.
    pub scope: String,
}

/// A second factor that is needed first.
#[derive(Clone, PartialEq)]
pub struct SecondFactor {
    /// The server's words.
    pub description: String,
    /// The token that continues the sign-in.
    pub mfa_token: Option<String>,
    /// What may be enrolled or challenged.
    pub requirements: Option<Value>,
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecondFactor({:?})", self.requirements)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Generic(Box::new(refusal))
    }
}

impl From<MfaFailure> for Error {
    fn from(failure: MfaFailure) -> Self {
        Self::Mfa(Box::new(failure))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::MyAccount(Box::new(problem))
    }
}

/// A refusal: an OAuth error code and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The OAuth error code, or one of this crate's own.
    pub code: String,
    /// What happened and, where possible, what to do next.
    pub description: String,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
    /// How long the server asked to wait, where it did.
    pub retry_after: Option<Duration>,
}

impl Error {
    /// A refusal with a code and a description.
    pub fn generic(code: &str, description: impl Into<String>) -> Self {
        let description = description.into();
        Refusal { code: code.into(), description, status: None, retry_after: None }.into()
    }

    /// An option that cannot be used, and what to write instead.
    pub fn configuration(message: impl Into<String>, suggestion: impl Into<String>) -> Self {
        let (message, suggestion) = (message.into(), suggestion.into());
        Self::InvalidConfiguration(Box::new(Misconfiguration { message, suggestion }))
    }

    /// There is no refresh token for what was asked.
    pub fn missing_refresh_token(audience: &str, scope: &str) -> Self {
        Self::MissingRefreshToken(Box::new(Lack { audience: audience.into(), scope: scope.into() }))
    }

    /// The OAuth `error` code, where this class has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::InvalidConfiguration { .. } => Some("invalid_configuration"),
            Self::InvalidArgument(_) => Some("invalid_argument"),
            Self::MissingArgument(_) => Some("missing_required_argument"),
            Self::Generic(refusal) => Some(&refusal.code),
            Self::Authentication(failure) => Some(&failure.error),
            Self::Connect(failure) => Some(&failure.redirect.error),
            Self::MfaRequired(_) => Some("mfa_required"),
            Self::Mfa(failure) => Some(&failure.refusal.code),
            Self::MissingRefreshToken { .. } => Some(codes::MISSING_REFRESH_TOKEN),
            Self::MissingScopes { .. } => Some("missing_scopes"),
            Self::UseDpopNonce { .. } => Some("use_dpop_nonce"),
            Self::Timeout | Self::PopupTimeout(_) => Some(codes::TIMEOUT),
            Self::PopupOpen => Some("popup_open"),
            Self::PopupCancelled(_) => Some("cancelled"),
            Self::MyAccount(_)
            | Self::Passkey(..)
            | Self::Anonymous(_)
            | Self::Usage(_)
            | Self::Beyond
            | Self::IdToken(_)
            | Self::Platform(_) => None,
        }
    }

    /// Whether the tenant has no session for this user (any more).
    pub fn is_login_required(&self) -> bool {
        matches!(self, Self::Generic(refusal) if refusal.code == codes::LOGIN_REQUIRED)
    }

    /// Whether the tenant wants a second factor first. It has no code for that where nobody may be
    /// asked, so that its words have to do.
    pub fn is_second_factor_needed(&self) -> bool {
        match self {
            Self::MfaRequired(_) => true,
            Self::Generic(refusal) => {
                refusal.code == codes::LOGIN_REQUIRED
                    && refusal.description == "Multifactor authentication required"
            }
            _ => false,
        }
    }

    /// Whether no refresh token can help, so that only the tenant's session may.
    pub fn is_beyond_refresh(&self) -> bool {
        match self {
            Self::MissingRefreshToken { .. } | Self::MissingScopes { .. } => true,
            Self::Generic(refusal) => {
                matches!(
                    refusal.code.as_str(),
                    codes::INVALID_GRANT
                        | codes::WRONG_AUDIENCE
                        | codes::DPOP_KEY_LOST
                        | codes::WORKER_FAILED
                )
            }
            _ => false,
        }
    }

    /// Whether a store could not be read or written.
    pub fn is_storage(&self) -> bool {
        matches!(self, Self::Generic(refusal) if refusal.code == codes::STORAGE_UNAVAILABLE)
    }
}

/// Error codes that more than one module needs.
pub mod codes {
    /// The tenant has no session.
    pub const LOGIN_REQUIRED: &str = "login_required";
    /// The key that tokens are bound to is gone.
    pub const DPOP_KEY_LOST: &str = "dpop_key_lost";
    /// DPoP keys can be neither made nor kept.
    pub const DPOP_UNAVAILABLE: &str = "dpop_unavailable";
    /// The grant is of no use any more.
    pub const INVALID_GRANT: &str = "invalid_grant";
    /// The refresh token may be spent, and there is another way.
    pub const REFRESH_IN_DOUBT: &str = "refresh_in_doubt";
    /// No refresh token serves.
    pub const MISSING_REFRESH_TOKEN: &str = "missing_refresh_token";
    /// The tenant issued a token for another API than the one that was asked for.
    pub const WRONG_AUDIENCE: &str = "wrong_audience";
    /// The worker cannot be started, or is gone.
    pub const WORKER_FAILED: &str = "worker_failed";
    /// No login was started here for this answer.
    pub const MISSING_TRANSACTION: &str = "missing_transaction";
    /// The answer belongs to no login that was started here.
    pub const STATE_MISMATCH: &str = "state_mismatch";
    /// An HTTP answer that cannot be used.
    pub const REQUEST_ERROR: &str = "request_error";
    /// The server could not be reached.
    pub const NETWORK_ERROR: &str = "network_error";
    /// A time limit passed.
    pub const TIMEOUT: &str = "timeout";
    /// A store is blocked, full or broken.
    pub const STORAGE_UNAVAILABLE: &str = "storage_unavailable";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_two_words() {
        assert_eq!(size_of::<Error>(), 2 * size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), 2 * size_of::<usize>());
    }
}
