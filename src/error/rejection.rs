//! Why an ID token was refused, one variant per check, with the wording that applications know
//! from Auth0's SDKs.

use std::fmt;

use crate::time::Timestamp;

/// A claim that a check is about, with the name messages use for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// `iss`
    Issuer,
    /// `sub`
    Subject,
    /// `azp`
    AuthorizedParty,
    /// `nonce`
    Nonce,
    /// `org_id`
    OrganizationId,
    /// `org_name`
    OrganizationName,
}

impl Claim {
    const fn title(self) -> &'static str {
        match self {
            Self::Issuer => "Issuer (iss)",
            Self::Subject => "Subject (sub)",
            Self::AuthorizedParty => "Authorized Party (azp)",
            Self::Nonce => "Nonce (nonce)",
            Self::OrganizationId => "Organization ID (org_id)",
            Self::OrganizationName => "Organization Name (org_name)",
        }
    }
}

/// What is wrong with a session ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceiling {
    /// It is no number.
    NotANumber,
    /// It is in milliseconds.
    Milliseconds,
    /// It is before the token was issued.
    InThePast,
}

impl Ceiling {
    const fn message(self) -> &'static str {
        match self {
            Self::NotANumber => "Invalid session_expiry: value must be a number.",
            Self::Milliseconds => {
                "Invalid session_expiry: value appears to be in milliseconds; expected a Unix timestamp in seconds."
            }
            Self::InThePast => {
                "Invalid session_expiry: session ceiling is before or at the token issue time."
            }
        }
    }
}

/// Why an ID token was refused.
///
/// The checks are those of [OpenID Connect Core 3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// The answer had no ID token.
    Missing,
    /// Not three base64url parts with JSON inside.
    Undecodable,
    /// A claim that must be a string is absent.
    MissingClaim(Claim),
    /// A claim has another value than expected.
    Mismatch {
        /// Which claim.
        claim: Claim,
        /// The value that would have been right.
        expected: String,
        /// The value in the token.
        found: String,
    },
    /// The signature algorithm is not one this crate accepts.
    Algorithm(String),
    /// The header marks an extension as critical, and this crate knows none.
    CriticalHeader,
    /// `aud` is neither a string nor a list.
    MissingAudience,
    /// `aud` is another client.
    Audience {
        /// This client.
        expected: String,
        /// The client in the token.
        found: String,
    },
    /// This client is not in the list of `aud`.
    AudienceList {
        /// This client.
        expected: String,
        /// The clients in the token.
        found: Vec<String>,
    },
    /// Several audiences, but no `azp`.
    MissingAuthorizedParty,
    /// `auth_time` is absent although `max_age` was asked for.
    MissingAuthTime,
    /// `exp` is not a number.
    MissingExpiration,
    /// `iat` is not a number.
    MissingIssuedAt,
    /// The token has expired.
    Expired {
        /// Now.
        now: Timestamp,
        /// The last moment it would have been accepted.
        limit: Timestamp,
    },
    /// The token is not valid yet.
    NotYetValid {
        /// Now.
        now: Timestamp,
        /// The first moment it would have been accepted.
        start: Timestamp,
    },
    /// The user's last sign-in is too long ago for the `max_age` that was asked for.
    TooOld {
        /// Now.
        now: Timestamp,
        /// The last moment it would have been accepted.
        limit: Timestamp,
    },
    /// The tenant publishes no key that could have signed this token.
    UnknownKey(Option<String>),
    /// The signature does not belong to this token.
    Signature,
    /// The claim `session_expiry` makes no sense.
    SessionExpiry(Ceiling),
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str("ID token is required but missing"),
            Self::Undecodable => formatter.write_str("ID token could not be decoded"),
            Self::MissingClaim(claim) => {
                write!(
                    formatter,
                    "{} claim must be a string present in the ID token",
                    claim.title()
                )
            }
            Self::Mismatch { claim, expected, found } => write!(
                formatter,
                "{} claim mismatch in the ID token; expected \"{expected}\", found \"{found}\"",
                claim.title()
            ),
            Self::Algorithm(algorithm) => write!(
                formatter,
                "Signature algorithm of \"{algorithm}\" is not supported. Expected the ID token to be signed with \"RS256\"."
            ),
            Self::CriticalHeader => formatter.write_str(
                "ID token header lists critical extensions (crit), and none is supported",
            ),
            Self::UnknownKey(kid) => write!(
                formatter,
                "ID token is signed with a key (kid \"{}\") that the tenant's JWKS does not contain",
                kid.as_deref().unwrap_or_default()
            ),
            Self::Signature => {
                formatter.write_str("Signature of the ID token is not valid; the token is refused")
            }
            Self::SessionExpiry(ceiling) => formatter.write_str(ceiling.message()),
            Self::MissingAudience
            | Self::Audience { .. }
            | Self::AudienceList { .. }
            | Self::MissingAuthorizedParty => self.fmt_audience(formatter),
            _ => self.fmt_time(formatter),
        }
    }
}

impl Rejection {
    fn fmt_audience(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Audience { expected, found } => write!(
                formatter,
                "Audience (aud) claim mismatch in the ID token; expected \"{expected}\" but found \"{found}\""
            ),
            Self::AudienceList { expected, found } => write!(
                formatter,
                "Audience (aud) claim mismatch in the ID token; expected \"{expected}\" but was not one of \"{}\"",
                found.join(", ")
            ),
            Self::MissingAuthorizedParty => formatter.write_str(
                "Authorized Party (azp) claim must be a string present in the ID token when Audience (aud) claim has multiple values",
            ),
            _ => formatter.write_str(
                "Audience (aud) claim must be a string or array of strings present in the ID token",
            ),
        }
    }

    fn fmt_time(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingAuthTime => formatter.write_str(
                "Authentication Time (auth_time) claim must be a number present in the ID token when Max Age (max_age) is specified",
            ),
            Self::MissingExpiration => formatter.write_str(
                "Expiration Time (exp) claim must be a number present in the ID token",
            ),
            Self::Expired { now, limit } => write!(
                formatter,
                "Expiration Time (exp) claim error in the ID token; current time ({now}) is after expiration time ({limit})"
            ),
            Self::NotYetValid { now, start } => write!(
                formatter,
                "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet. Current time ({now}) is before {start}"
            ),
            Self::TooOld { now, limit } => write!(
                formatter,
                "Authentication Time (auth_time) claim in the ID token indicates that too much time has passed since the last end-user authentication. Current time ({now}) is after last auth at {limit}"
            ),
            _ => formatter
                .write_str("Issued At (iat) claim must be a number present in the ID token"),
        }
    }
}

impl std::error::Error for Rejection {}
