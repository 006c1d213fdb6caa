//! Login in a popup: the page stays.

use std::time::Duration;

use super::Client;
use super::answer::{Opened, PopupConfig, Way, unless};
use super::login::Prepared;
use super::redeem::Redemption;
use super::silent::{TokenResponse, Wanted};
use crate::cache::AccessToken;
use crate::error::Error;
use crate::json::Object;
use crate::options::{InteractiveErrorHandler, LoginOptions, PopupResponseMode, given};
use crate::platform::Platform;
use crate::protocol::authorize::{AuthorizationResponse, ResponseMode, state_mismatch};
use crate::protocol::query;
use crate::protocol::token::{Grant, TokenSet};

impl<P: Platform> Client<P> {
    /// Signs the user in while the page stays where it is.
    ///
    /// # Errors
    /// [`Error::PopupOpen`] when the browser opens no popup, [`Error::PopupCancelled`] when it was
    /// closed, [`Error::PopupTimeout`] when it took too long; what the tenant refused; whatever
    /// called it off.
    pub async fn login_with_popup(
        &self,
        options: LoginOptions,
        config: PopupConfig<P::Popup>,
    ) -> Result<(), Error> {
        self.sign_in_by_popup(given(options.authorization_params), config).await.map(drop)
    }

    /// Signs the user in, as [`Client::login_with_popup`] does, for the token that comes of it.
    ///
    /// # Errors
    /// Those of [`Client::login_with_popup`].
    pub async fn get_token_with_popup(
        &self,
        options: LoginOptions,
        config: PopupConfig<P::Popup>,
    ) -> Result<Box<TokenResponse>, Error> {
        let call = given(options.authorization_params);
        let tokens = self.sign_in_by_popup(call, config).await?;
        self.answer(AccessToken::from(&*tokens)).await
    }

    /// Whether a popup is the application's way out of this error.
    pub(super) fn is_for_popup(&self, error: &Error) -> bool {
        let handler = self.config().interactive_error_handler;
        handler == Some(InteractiveErrorHandler::Popup) && error.is_second_factor_needed()
    }

    /// A token, by a popup that opens now.
    pub(super) async fn token_from_popup(
        &self,
        wanted: &Wanted,
    ) -> Result<Box<TokenResponse>, Error> {
        let call = (*wanted.parameters).clone().with("scope", wanted.scope.as_str());
        let tokens = self.sign_in_by_popup(call, PopupConfig::default()).await?;
        self.answer(AccessToken::from(&*tokens)).await
    }

    async fn sign_in_by_popup(
        &self,
        call: Object,
        config: PopupConfig<P::Popup>,
    ) -> Result<Box<TokenSet>, Error> {
        let (opened, limit, abort) = self.take_popup(config)?;
        let asking = self.ask_in_popup(&opened, call, limit);
        let (prepared, response) = unless(abort, asking).await?;
        drop(opened);
        if let Some(refusal) = response.refusal() {
            return Err(refusal);
        }
        if response.state.as_deref() != Some(prepared.state.as_str()) {
            return Err(state_mismatch());
        }
        response.check_issuer(&self.config().issuer)?;
        let grant = Grant::Code {
            code: response.code()?,
            verifier: prepared.verifier.expose(),
            redirect_uri: prepared.redirect_uri.as_deref(),
        };
        self.redeem(&Redemption {
            grant,
            audience: &prepared.audience,
            scope: &prepared.scope,
            nonce: Some(&prepared.nonce),
            max_age: prepared.max_age,
            organization: prepared.organization.as_deref(),
            limit: None,
        })
        .await
    }

    async fn ask_in_popup(
        &self,
        opened: &Opened<P::Popup>,
        call: Object,
        limit: Option<Duration>,
    ) -> Result<(Box<Prepared>, Box<AuthorizationResponse>), Error> {
        let mode = self.popup_mode();
        let page = query::origin(&self.platform().page_url()?);
        let prepared = self.prepare(self.with_session_transfer(call)?, mode, Some(page)).await?;
        let way = match mode {
            ResponseMode::Relayed => {
                self.require_own_origin(prepared.redirect_uri.as_deref().unwrap_or_default())?;
                Way::Relay(&prepared.state)
            }
            _ => Way::Message,
        };
        let limit = limit.unwrap_or(self.config().authorize_limit);
        let response = self.popup_answer(opened, &prepared.url, way, limit).await?;
        Ok((prepared, response))
    }

    /// A page that is cross-origin isolated is parted from its popups, so that no message arrives.
    fn popup_mode(&self) -> ResponseMode {
        match self.config().popup_response_mode {
            Some(PopupResponseMode::Query) => ResponseMode::Relayed,
            None if self.platform().is_cross_origin_isolated() => ResponseMode::Relayed,
            _ => ResponseMode::WebMessage,
        }
    }
}
