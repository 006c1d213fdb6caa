//! Custom Token Exchange ([RFC 8693](https://www.rfc-editor.org/rfc/rfc8693)): a token of another
//! system for tokens of the tenant, with or without signing its user in.

use super::Client;
use super::redeem::Redemption;
use super::second_factor::{Purpose, Waiting};
use crate::error::Error;
use crate::json::Object;
use crate::platform::Platform;
use crate::protocol::exchange::TokenExchange;
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::{Grant, TokenSet};

/// A token exchange, merged with the client's configuration.
struct Prepared {
    members: Object,
    audience: String,
    scope: String,
    organization: Option<String>,
}

impl<P: Platform> Client<P> {
    /// Exchanges a token of another system, and signs its user in.
    ///
    /// # Errors
    /// What the tenant or its Action refused, with its code; [`Error::MfaRequired`];
    /// `invalid_request` for what no tenant would take; [`Error::IdToken`].
    pub async fn login_with_custom_token_exchange(
        &self,
        exchange: TokenExchange,
    ) -> Result<Box<TokenSet>, Error> {
        self.exchange_for(exchange, Purpose::SignIn).await
    }

    /// Exchanges a token of another system. Who is signed in here stays as it is: nothing is kept,
    /// and a refresh token is let go.
    ///
    /// # Errors
    /// Those of [`Client::login_with_custom_token_exchange`].
    pub async fn custom_token_exchange(
        &self,
        exchange: TokenExchange,
    ) -> Result<Box<TokenSet>, Error> {
        self.exchange_for(exchange, Purpose::Answer).await
    }

    async fn exchange_for(
        &self,
        exchange: TokenExchange,
        purpose: Purpose,
    ) -> Result<Box<TokenSet>, Error> {
        let prepared = self.prepare_exchange(&exchange)?;
        let result = self.redeem_for(&prepared.redemption(), purpose).await;
        result.inspect_err(|error| {
            self.await_second_factor(error, || prepared.into_waiting(purpose));
        })
    }

    fn prepare_exchange(&self, exchange: &TokenExchange) -> Result<Prepared, Error> {
        let config = self.config();
        let pick = |name: &str| exchange.text(name).or_else(|| config.parameter(name));
        let (audience, organization) = (pick("audience"), pick("organization"));
        let scope = config.scopes.with(audience, exchange.text("scope"));
        Ok(Prepared {
            members: exchange.members(audience, &scope, organization)?,
            audience: audience.unwrap_or(DEFAULT_AUDIENCE).into(),
            scope,
            organization: organization.map(str::to_string),
        })
    }
}

impl Prepared {
    fn into_waiting(self, purpose: Purpose) -> Waiting {
        let Self { audience, scope, organization, .. } = self;
        Waiting { purpose, audience, scope, organization, requirements: None }
    }

    fn redemption(&self) -> Redemption<'_> {
        Redemption {
            grant: Grant::Members(&self.members),
            audience: &self.audience,
            scope: &self.scope,
            nonce: None,
            max_age: None,
            organization: self.organization.as_deref(),
            limit: None,
        }
    }
}
