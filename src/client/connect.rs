//! Connecting an account: the user allows the application to use another provider on their behalf
//! ([Auth0: Connected Accounts](https://auth0.com/docs/secure/tokens/token-vault/connected-accounts-for-token-vault)).

use super::answer::{PopupConfig, Way, unless};
use super::{Client, OpenUrl, RedirectResult};
use crate::error::{ConnectFailure, Error, RedirectFailure};
use crate::options::{ConnectOptions, given};
use crate::platform::Platform;
use crate::protocol::authorize::{AuthorizationResponse, state_mismatch};
use crate::protocol::connect::{self, Start, Started};
use crate::protocol::pkce::{Verifier, unguessable};
use crate::protocol::query;
use crate::protocol::relay;
use crate::transaction::{Connect, Transaction};

impl<P: Platform> Client<P> {
    /// Sends the browser to the tenant to connect an account. The answer goes to
    /// [`Client::handle_redirect_callback`].
    ///
    /// # Errors
    /// [`Error::MissingArgument`] without a connection; [`Error::MyAccount`]; whatever getting a token for the My Account API, or `open`, threw.
    pub async fn connect_account_with_redirect(
        &self,
        options: ConnectOptions,
        open: OpenUrl,
    ) -> Result<(), Error> {
        let state = unguessable(self.platform().entropy()?);
        let (transaction, Started { url, .. }) = self.start_connecting(options, state).await?;
        self.remember_login(&Transaction::Connect(transaction), None)?;
        self.open(open, url).await
    }

    /// Connects an account while the page stays where it is. The page at the redirect URI calls
    /// [`Client::handle_redirect_callback`], which hands the answer over.
    ///
    /// # Errors
    /// Those of [`Client::connect_account_with_redirect`]; [`Error::PopupOpen`] when the browser
    /// opens no popup, [`Error::PopupCancelled`] when it was closed, [`Error::PopupTimeout`] when it
    /// took too long; [`Error::Connect`] when it was refused; whatever called it off.
    pub async fn connect_account_with_popup(
        &self,
        options: ConnectOptions,
        config: PopupConfig<P::Popup>,
    ) -> Result<RedirectResult, Error> {
        let (opened, limit, abort) = self.take_popup(config)?;
        let (connect, response) = unless(abort, async {
            let state = relay::state(self.platform().entropy()?);
            let (connect, started) = self.start_connecting(options, state).await?;
            let limit = limit.unwrap_or(started.lifetime);
            let way = Way::Relay(&connect.state);
            let response = self.popup_answer(&opened, &started.url, way, limit).await?;
            Ok((connect, response))
        })
        .await?;
        drop(opened);
        if response.state.as_deref() != Some(connect.state.as_str()) {
            return Err(state_mismatch());
        }
        response.check_issuer(&self.config().issuer)?;
        self.finish_connecting(response, connect).await
    }

    async fn start_connecting(
        &self,
        options: ConnectOptions,
        state: String,
    ) -> Result<(Box<Connect>, Started), Error> {
        let connection = options.connection.filter(|name| !name.is_empty());
        let connection = connection.ok_or(Error::MissingArgument(&"connection is required"))?;
        let config = self.config();
        let redirect_uri = options.redirect_uri.or(options.redirect_uri_snake);
        let redirect_uri = match redirect_uri.as_deref().or(config.parameter("redirect_uri")) {
            Some(uri) => uri.to_string(),
            None => query::origin(&self.platform().page_url()?),
        };
        if relay::is_relayed(&state) {
            self.require_own_origin(&redirect_uri)?;
        }
        let verifier = Verifier::from_entropy(self.platform().entropy()?);
        let parameters = options.authorization_params.or(options.authorization_params_snake);
        let parameters = parameters.map(|parameters| given(Some(parameters)));
        let start = Start {
            connection: &connection,
            scopes: options.scopes.as_deref(),
            redirect_uri: &redirect_uri,
            state: &state,
            challenge: &verifier.challenge(),
            authorization_params: parameters.as_ref(),
        };
        let answer = self.my_account().connect_account(start.to_body()).await?;
        let started = Started::from_object(&answer)?;
        let connect = Box::new(Connect {
            state,
            verifier,
            auth_session: started.auth_session.clone(),
            redirect_uri,
            app_state: options.app_state,
            connection,
        });
        Ok((connect, started))
    }

    pub(super) async fn finish_connecting(
        &self,
        response: Box<AuthorizationResponse>,
        connect: Box<Connect>,
    ) -> Result<RedirectResult, Error> {
        if let Some(error) = response.error {
            let redirect = RedirectFailure {
                description: response.error_description.unwrap_or_else(|| error.clone()),
                error,
                state: connect.state,
                app_state: connect.app_state,
            };
            let failure = ConnectFailure { connection: connect.connection, redirect };
            return Err(Error::Connect(Box::new(failure)));
        }
        let code = response
            .connect_code
            .ok_or_else(|| Error::generic("missing_connect_code", "Missing connect code"))?;
        let body = connect::completion(
            &connect.auth_session,
            &code,
            &connect.redirect_uri,
            connect.verifier.expose(),
        );
        let account = self.my_account().complete_account(body).await?;
        Ok(RedirectResult { app_state: connect.app_state, account: Some(account) })
    }
}
