//! Error texts.

use std::fmt;

use super::Error;

const WRONG_NONCE: &str = "Server rejected DPoP proof: wrong nonce";
const NO_NONCE: &str = "Server rejected DPoP proof: wrong nonce. Its answer has no DPoP-Nonce header that a page can read: the server must name it in Access-Control-Expose-Headers.";
const BLOCKED: &str = "Unable to open a popup for loginWithPopup - window.open returned `null`";

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidConfiguration(wrong) => {
                write!(formatter, "{} {}", wrong.message, wrong.suggestion)
            }
            Self::Usage(message)
            | Self::InvalidArgument(message)
            | Self::MissingArgument(message) => formatter.write_str(message),
            Self::Generic(refusal) => formatter.write_str(&refusal.description),
            Self::Authentication(failure) => formatter.write_str(&failure.description),
            Self::Connect(failure) => formatter.write_str(&failure.redirect.description),
            Self::MfaRequired(factor) => formatter.write_str(&factor.description),
            Self::Mfa(failure) => formatter.write_str(&failure.refusal.description),
            Self::MyAccount(problem) => problem.fmt(formatter),
            Self::Passkey(_, failure) | Self::Anonymous(failure) => {
                formatter.write_str(&failure.message)
            }
            Self::MissingRefreshToken(lack) => write!(
                formatter,
                "Missing Refresh Token (audience: '{}', scope: '{}'){}",
                named(&lack.audience),
                lack.scope,
                advice(&lack.audience, SESSION_FOR_MY_ACCOUNT)
            ),
            Self::MissingScopes(lack) => write!(
                formatter,
                "Missing requested scopes after refresh (audience: '{}', missing scope: '{}'){}",
                named(&lack.audience),
                lack.scope,
                advice(&lack.audience, SCOPES_OF_MY_ACCOUNT)
            ),
            Self::UseDpopNonce(nonce) => formatter.write_str(about_nonce(nonce.as_deref())),
            Self::Timeout | Self::PopupTimeout(_) => formatter.write_str("Timeout"),
            Self::PopupOpen => formatter.write_str(BLOCKED),
            Self::PopupCancelled(_) => formatter.write_str("Popup closed"),
            Self::Beyond => formatter.write_str("This needs a platform that sends requests"),
            Self::IdToken(rejection) => rejection.fmt(formatter),
            Self::Platform(cause) => cause.fmt(formatter),
        }
    }
}

const fn about_nonce(nonce: Option<&str>) -> &'static str {
    if nonce.is_some() { WRONG_NONCE } else { NO_NONCE }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Platform(cause) => Some(&***cause),
            Self::IdToken(rejection) => Some(&**rejection),
            _ => None,
        }
    }
}

impl From<super::Rejection> for Error {
    fn from(rejection: super::Rejection) -> Self {
        match rejection {
            super::Rejection::SessionExpiry(_) => {
                Self::generic("invalid_token", rejection.to_string())
            }
            other => Self::IdToken(Box::new(other)),
        }
    }
}

/// What is needed for the My Account API, beyond what other APIs need.
fn advice<'a>(audience: &str, text: &'a str) -> &'a str {
    if audience.ends_with("/me/") { text } else { "" }
}

const SESSION_FOR_MY_ACCOUNT: &str = ". The My Account API needs the options `useRefreshTokens` and `useMrrt`; after a redirect it also needs `cacheLocation: 'indexeddb'` or `useRefreshTokensFallback`, as the memory of the page is empty then.";
const SCOPES_OF_MY_ACCOUNT: &str = ". Allow it for the My Account API (dashboard: Applications > APIs) in both places: the application's access, and its refresh token policies (MRRT).";

/// The default audience has no name.
fn named(audience: &str) -> &str {
    if audience == "default" { "" } else { audience }
}
