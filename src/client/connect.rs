//! Connecting an account: the user allows the application to use another provider on their behalf
//! ([Auth0: Connected Accounts](https://auth0.com/docs/secure/tokens/token-vault/connected-accounts-for-token-vault)).

use super::{Client, OpenUrl, RedirectResult};
use crate::error::{ConnectFailure, Error, RedirectFailure};
use crate::options::{ConnectOptions, given};
use crate::platform::Platform;
use crate::protocol::authorize::AuthorizationResponse;
use crate::protocol::connect::{self, Start, Started};
use crate::protocol::pkce::{Verifier, unguessable};
use crate::protocol::query;
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
        let (transaction, url) = self.start_connecting(options).await?;
        self.remember_login(&Transaction::Connect(transaction), None)?;
        self.open(open, url).await
    }

    async fn start_connecting(&self, options: ConnectOptions) -> Result<(Connect, String), Error> {
        let connection = options.connection.filter(|name| !name.is_empty());
        let connection = connection.ok_or(Error::MissingArgument("connection is required"))?;
        let config = self.config();
        let redirect_uri = options.redirect_uri.or(options.redirect_uri_snake);
        let redirect_uri = match redirect_uri.as_deref().or(config.parameter("redirect_uri")) {
            Some(uri) => uri.to_string(),
            None => query::origin(&self.platform().page_url()?),
        };
        let state = unguessable(self.platform().entropy()?);
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
        let Started { url, auth_session } = Started::from_object(&answer)?;
        let app_state = options.app_state;
        Ok((Connect { state, verifier, auth_session, redirect_uri, app_state, connection }, url))
    }

    pub(super) async fn finish_connecting(
        &self,
        response: AuthorizationResponse,
        connect: Connect,
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
