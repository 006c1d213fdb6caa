//! What a redirect brought back in place of what was asked for.

use crate::json::Value;

/// A redirect that came back with an error.
#[derive(Debug, Clone, PartialEq)]
pub struct RedirectFailure {
    /// The OAuth error code.
    pub error: String,
    /// The server's words, or the code where it had none.
    pub description: String,
    /// The `state` of the attempt.
    pub state: String,
    /// What the application stored when it started.
    pub app_state: Option<Value>,
}

/// An attempt to connect an account that came back with an error.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectFailure {
    /// What was to be connected.
    pub connection: String,
    /// What came back.
    pub redirect: RedirectFailure,
}
