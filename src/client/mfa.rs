//! The second factor of a sign-in without a page of the tenant
//! ([Auth0: MFA API](https://auth0.com/docs/secure/multi-factor-authentication/multi-factor-authentication-developer-resources/mfa-api)):
//! what the user has, what they may enroll, the challenge, and the proof that brings the tokens.

use std::fmt;

use super::Client;
use super::redeem::Redemption;
use super::second_factor::{Purpose, Waiting};
use crate::error::{Error, MfaCall};
use crate::json::{Object, Value};
use crate::platform::Platform;
use crate::protocol::mfa::{self, Api, Challenge, Enrollment, Verification};
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::{Grant, TokenSet};

/// The calls that follow [`Error::MfaRequired`]. Each takes its `mfa_token`.
pub struct Mfa<P: Platform>(Client<P>);

impl<P: Platform> Client<P> {
    /// The second factor of a sign-in.
    pub fn mfa(&self) -> Mfa<P> {
        Mfa(self.clone())
    }
}

impl<P: Platform> Mfa<P> {
    /// The authenticators of the user that this sign-in accepts.
    ///
    /// # Errors
    /// [`Error::Mfa`], network failures and time limits.
    pub async fn authenticators(&self, mfa_token: &str) -> Result<Vec<Object>, Error> {
        let waiting = self.0.waiting(mfa_token).ok_or_else(|| {
            mfa::failure(MfaCall::ListAuthenticators, "invalid_request", UNKNOWN_TOKEN)
        })?;
        let response = self.0.platform().send(&self.api().authenticators(mfa_token)).await?;
        mfa::authenticators(&response, waiting.requirements.as_ref())
    }

    /// Enrolls an authenticator. It counts once its first code is verified.
    ///
    /// # Errors
    /// [`Error::Mfa`], network failures and time limits.
    pub async fn enroll(&self, enrollment: &Enrollment) -> Result<Object, Error> {
        let request = self.api().enroll(enrollment)?;
        mfa::enrolled(&*self.0.platform().send(&request).await?)
    }

    /// Challenges an authenticator: a code is on its way, or the user is asked in their app.
    ///
    /// # Errors
    /// [`Error::Mfa`], network failures and time limits.
    pub async fn challenge(&self, challenge: &Challenge) -> Result<Object, Error> {
        let request = self.api().challenge(challenge);
        mfa::challenged(&*self.0.platform().send(&request).await?)
    }

    /// What this sign-in lets the user enroll; empty where they have what it takes.
    ///
    /// # Errors
    /// [`Error::Mfa`] with `mfa_context_not_found`.
    pub fn enrollment_factors(&self, mfa_token: &str) -> Result<Vec<Value>, Error> {
        let waiting = self.0.waiting(mfa_token);
        let requirements = waiting.and_then(|waiting| waiting.requirements);
        match requirements {
            Some(requirements) => Ok(mfa::enrollment_factors(&requirements)),
            None => Err(not_found(MfaCall::EnrollmentFactors)),
        }
    }

    /// Proves the second factor, and finishes the request that needed it: its tokens are kept where
    /// it would have kept them.
    ///
    /// A code that is refused may be followed by another; the sign-in goes on waiting.
    ///
    /// # Errors
    /// [`Error::Mfa`]: `mfa_context_not_found` when the sign-in is over or older than ten minutes,
    /// `authorization_pending` while the user has not answered yet, whatever else the tenant
    /// refused. Network failures, [`Error::IdToken`].
    pub async fn verify(&self, verification: &Verification) -> Result<Box<TokenSet>, Error> {
        let token = &verification.mfa_token;
        let waiting = self.0.waiting(token).ok_or_else(|| not_found(MfaCall::Verify))?;
        let members = verification
            .members()
            .ok_or_else(|| mfa::failure(MfaCall::Verify, "invalid_request", NO_CODE))?;
        let result = self.finish(&waiting, &members).await;
        match &result {
            Ok(_) => self.0.stop_waiting(token),
            Err(error) => self.0.await_second_factor(error, || waiting.clone()),
        }
        result.map_err(mfa::verify_failure)
    }

    /// Makes a request known that another page sent.
    pub fn set_context(
        &self,
        mfa_token: &str,
        scope: Option<&str>,
        audience: Option<&str>,
        requirements: Option<Value>,
    ) {
        let config = self.0.config();
        let audience = audience.or_else(|| config.parameter("audience"));
        let waiting = Waiting {
            purpose: Purpose::SignIn,
            scope: scope.map_or_else(|| config.scopes.with(audience, None), str::to_string),
            audience: audience.unwrap_or(DEFAULT_AUDIENCE).into(),
            organization: None,
            requirements,
        };
        self.0.keep_waiting(mfa_token, waiting);
    }

    async fn finish(&self, waiting: &Waiting, members: &Object) -> Result<Box<TokenSet>, Error> {
        let wanted = Redemption {
            grant: Grant::Members(members),
            audience: &waiting.audience,
            scope: &waiting.scope,
            nonce: None,
            max_age: None,
            organization: waiting.organization.as_deref(),
            limit: None,
        };
        self.0.redeem_for(&wanted, waiting.purpose).await
    }

    fn api(&self) -> Api<'_> {
        let config = self.0.config();
        Api {
            base_url: &config.base_url,
            client_id: &config.client_id,
            telemetry: &config.telemetry.header,
            limit: config.http_limit,
        }
    }
}

const UNKNOWN_TOKEN: &str = "MFA context not found for this MFA token";
const NO_CODE: &str =
    "Unable to determine grant type. Provide one of: otp, oobCode, or recoveryCode.";

fn not_found(call: MfaCall) -> Error {
    mfa::failure(
        call,
        "mfa_context_not_found",
        "MFA context not found for this MFA token. Please retry the original request to get a new MFA token.",
    )
}

impl<P: Platform> fmt::Debug for Mfa<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mfa")
    }
}
