//! A failure of the MFA API.

use super::Refusal;

/// A call of the MFA API that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MfaFailure {
    /// Which call.
    pub call: MfaCall,
    /// What was refused.
    pub refusal: Refusal,
}

/// The calls of the MFA API. Each has a class of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MfaCall {
    /// Class `MfaListAuthenticatorsError`.
    ListAuthenticators,
    /// Class `MfaEnrollmentError`.
    Enroll,
    /// Class `MfaChallengeError`.
    Challenge,
    /// Class `MfaEnrollmentFactorsError`.
    EnrollmentFactors,
    /// Class `MfaVerifyError`.
    Verify,
}

impl MfaCall {
    /// The error class of the call.
    pub const fn class(self) -> &'static str {
        match self {
            Self::ListAuthenticators => "MfaListAuthenticatorsError",
            Self::Enroll => "MfaEnrollmentError",
            Self::Challenge => "MfaChallengeError",
            Self::EnrollmentFactors => "MfaEnrollmentFactorsError",
            Self::Verify => "MfaVerifyError",
        }
    }
}
