//! A failure of a call that has codes of its own, beside those of OAuth.

use std::fmt;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which failure it is, for programs.
    pub code: String,
    /// What happened, for people.
    pub message: String,
    /// What the tenant answered, where it did.
    pub answer: Option<Answer>,
}

/// A refusal of the tenant.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its error code.
    pub error: String,
    /// Its words.
    pub description: String,
    /// A further text, where there is one.
    pub message: Option<String>,
    /// The HTTP status.
    pub status: u16,
    /// The headers that the page may see.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: String,
}

/// Bodies are the tenant's, so only what was understood of one is shown.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HTTP {} {}", self.status, self.error)
    }
}

/// At which step a passkey failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passkey {
    /// In the browser. Class `PasskeyError`.
    Ceremony,
    /// The tenant gave no challenge to sign up with. Class `PasskeyRegisterError`.
    Signup,
    /// The tenant gave no challenge to sign in with. Class `PasskeyChallengeError`.
    Login,
}
