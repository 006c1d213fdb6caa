//! The way back: the answer to a login by redirect
//! ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)).

use super::Client;
use super::accounts::Account;
use super::pending::Recalled;
use super::redeem::Redemption;
use crate::error::{Error, RedirectFailure};
use crate::json::Value;
use crate::platform::Platform;
use crate::protocol::authorize::AuthorizationResponse;
use crate::protocol::relay;
use crate::protocol::token::Grant;
use crate::transaction::{Login, Transaction};

/// What a finished redirect gives back.
#[derive(Debug, Clone, PartialEq)]
pub struct RedirectResult {
    /// What the application stored when it started.
    pub app_state: Option<Value>,
    /// The account, where one was connected.
    pub account: Option<Account>,
}

impl<P: Platform> Client<P> {
    /// Finishes a login with the URL the tenant sent the browser to; without one, with that of the
    /// page. In a popup whose answer the page that opened it waits for, it hands the answer over
    /// and closes the window.
    ///
    /// The same URL gives the same result again, and sends nothing again. An answer that belongs
    /// to no login of this page changes nothing.
    ///
    /// # Errors
    /// [`Error::Authentication`] when the tenant refused; `state_mismatch` or
    /// `missing_transaction` when the answer is not for a login of this page; `issuer_mismatch`
    /// ([RFC 9207](https://www.rfc-editor.org/rfc/rfc9207)); [`Error::IdToken`]; whatever the
    /// token endpoint refused. `popup_answered` in a popup that did not close.
    pub async fn handle_redirect_callback(
        &self,
        url: Option<&str>,
    ) -> Result<RedirectResult, Error> {
        let url = url.map_or_else(|| self.platform().page_url(), |url| Ok(url.into()))?;
        self.0.callbacks.share(&url, async || self.finish_once(&url).await).await
    }

    async fn finish_once(&self, url: &str) -> Result<RedirectResult, Error> {
        let known = self.0.finished.borrow().iter().find(|(known, _)| known == url).cloned();
        if let Some((_, result)) = known {
            return Ok(result);
        }
        let result = self.finish(url).await?;
        self.0.finished.borrow_mut().push((url.into(), result.clone()));
        Ok(result)
    }

    async fn finish(&self, url: &str) -> Result<RedirectResult, Error> {
        let response = AuthorizationResponse::from_url(url)?;
        if let Some(state) = response.state.as_deref().filter(|state| relay::is_relayed(state)) {
            return Err(self.relay(&response, state).await);
        }
        let Recalled { transaction, max_age } = self.recall_login(response.state.as_deref())?;
        response.check_issuer(&self.config().issuer)?;
        self.finish_login(transaction.state());
        match transaction {
            Transaction::Login(login) => self.finish_signing_in(response, login, max_age).await,
            Transaction::Connect(connect) => self.finish_connecting(response, connect).await,
        }
    }

    async fn finish_signing_in(
        &self,
        response: Box<AuthorizationResponse>,
        login: Box<Login>,
        max_age: Option<i64>,
    ) -> Result<RedirectResult, Error> {
        if let Some(error) = response.error {
            return Err(Error::Authentication(Box::new(RedirectFailure {
                description: response.error_description.unwrap_or_else(|| error.clone()),
                error,
                state: login.state,
                app_state: login.app_state,
            })));
        }
        let grant = Grant::Code {
            code: response.code()?,
            verifier: login.verifier.expose(),
            redirect_uri: login.redirect_uri.as_deref(),
        };
        self.redeem(&Redemption {
            grant,
            audience: &login.audience,
            scope: &login.scope,
            nonce: Some(&login.nonce),
            max_age,
            organization: login.organization.as_deref(),
            limit: None,
        })
        .await?;
        Ok(RedirectResult { app_state: login.app_state, account: None })
    }
}
