//! Signing up and in with a passkey
//! ([Auth0: Native Passkeys](https://auth0.com/docs/native-passkeys-api)): a challenge of the tenant,
//! the answer of an authenticator, and tokens for it.

use super::Client;
use super::redeem::Redemption;
use super::second_factor::{Purpose, Waiting};
use crate::error::Error;
use crate::json::Object;
use crate::options::PasskeyOptions;
use crate::platform::Platform;
use crate::protocol::passkey::{Answered, Asked, Ceremony, Challenge, broken};
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::{Grant, TokenSet};

const NO_CREDENTIAL: &str =
    "The provided credential is not a valid attestation or assertion response.";

impl<P: Platform> Client<P> {
    /// Signs a new user up with a passkey, and in.
    ///
    /// # Errors
    /// [`Error::Passkey`]; what the browser threw, such as a `NotAllowedError` when the user said
    /// no; whatever the token endpoint refused.
    pub async fn passkey_signup(&self, options: PasskeyOptions) -> Result<Box<TokenSet>, Error> {
        let challenge = self.passkey_signup_challenge(&options).await?;
        let made = self.platform().create_passkey(&challenge.public_key).await?;
        let made = made.ok_or_else(|| {
            cancelled("Passkey creation was cancelled or no credential was returned.")
        })?;
        self.redeem_passkey(&options, &challenge.auth_session, &made).await
    }

    /// Signs a user in with a passkey.
    ///
    /// # Errors
    /// Those of [`Client::passkey_signup`].
    pub async fn passkey_login(&self, options: PasskeyOptions) -> Result<Box<TokenSet>, Error> {
        let challenge = self.passkey_login_challenge(&options).await?;
        let used = self.platform().use_passkey(&challenge.public_key).await?;
        let used = used.ok_or_else(|| {
            cancelled("Passkey authentication was cancelled or no credential was returned.")
        })?;
        self.redeem_passkey(&options, &challenge.auth_session, &used).await
    }

    /// A challenge to make a passkey for a new user by.
    ///
    /// # Errors
    /// [`Error::Passkey`]; network failures and time limits.
    pub async fn passkey_signup_challenge(
        &self,
        options: &PasskeyOptions,
    ) -> Result<Challenge, Error> {
        self.ask_for_challenge(Ceremony::Signup, options, Some(&profile(options))).await
    }

    /// A challenge to sign in by.
    ///
    /// # Errors
    /// [`Error::Passkey`]; network failures and time limits.
    pub async fn passkey_login_challenge(
        &self,
        options: &PasskeyOptions,
    ) -> Result<Challenge, Error> {
        self.ask_for_challenge(Ceremony::Login, options, None).await
    }

    /// Tokens for what an authenticator answered to a challenge: a credential as JSON, or `None` for
    /// something that is none.
    ///
    /// # Errors
    /// [`Error::Passkey`]; whatever the token endpoint refused.
    pub async fn token_with_passkey(
        &self,
        options: PasskeyOptions,
        credential: Option<&Object>,
    ) -> Result<Box<TokenSet>, Error> {
        self.require_passkeys()?;
        let session = options.auth_session.as_deref().unwrap_or_default();
        let credential =
            credential.ok_or_else(|| broken("passkey_invalid_credential", NO_CREDENTIAL))?;
        self.redeem_passkey(&options, session, credential).await
    }

    fn require_passkeys(&self) -> Result<(), Error> {
        if self.platform().has_passkeys() {
            return Ok(());
        }
        Err(broken("passkey_not_supported", "WebAuthn is not supported in this browser."))
    }

    async fn ask_for_challenge(
        &self,
        ceremony: Ceremony,
        options: &PasskeyOptions,
        profile: Option<&Object>,
    ) -> Result<Challenge, Error> {
        self.require_passkeys()?;
        let config = self.config();
        let asked = Asked {
            client_id: &config.client_id,
            profile,
            realm: filled(&options.realm),
            organization: filled(&options.organization),
            metadata: options.user_metadata.as_ref().filter(|_| profile.is_some()),
        };
        let request =
            asked.request(ceremony, &config.base_url, &config.telemetry, config.http_limit);
        Challenge::from_response(&*self.platform().send(&request).await?, ceremony)
    }

    async fn redeem_passkey(
        &self,
        options: &PasskeyOptions,
        auth_session: &str,
        credential: &Object,
    ) -> Result<Box<TokenSet>, Error> {
        let config = self.config();
        let audience = filled(&options.audience).or_else(|| config.parameter("audience"));
        let organization =
            filled(&options.organization).or_else(|| config.parameter("organization"));
        let scope = config.scopes.with(audience, options.scope.as_deref());
        let answered = Answered {
            auth_session,
            credential,
            realm: filled(&options.realm),
            organization,
            audience,
            scope: &scope,
        };
        let result = self
            .redeem(&Redemption {
                grant: Grant::Members(&answered.members()),
                audience: audience.unwrap_or(DEFAULT_AUDIENCE),
                scope: &scope,
                nonce: None,
                max_age: None,
                organization,
                limit: None,
            })
            .await;
        result.inspect_err(|error| {
            self.await_second_factor(error, || Waiting {
                purpose: Purpose::SignIn,
                audience: audience.unwrap_or(DEFAULT_AUDIENCE).into(),
                scope: scope.clone(),
                organization: organization.map(str::to_string),
                requirements: None,
            });
        })
    }
}

fn cancelled(message: &str) -> Error {
    broken("passkey_cancelled", message)
}

/// Who signs up, as the tenant calls the parts of it.
fn profile(options: &PasskeyOptions) -> Object {
    let parts = [
        ("email", &options.email),
        ("name", &options.name),
        ("phone_number", &options.phone_number),
        ("username", &options.username),
        ("given_name", &options.given_name),
        ("family_name", &options.family_name),
        ("nickname", &options.nickname),
        ("picture", &options.picture),
    ];
    parts
        .into_iter()
        .fold(Object::new(), |profile, (name, part)| profile.with_some(name, filled(part)))
}

/// An empty text says as little as none.
fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}
