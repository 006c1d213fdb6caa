//! A login that nobody sees: a hidden frame with `prompt=none`, answered by a message
//! ([OpenID Connect Core 3.1.2.1](https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest)).

use std::time::Duration;

use super::Client;
use super::login::Prepared;
use super::redeem::Redemption;
use super::silent::Wanted;
use crate::config::call_limit;
use crate::error::{Error, codes};
use crate::json::Object;
use crate::options::LogoutClient;
use crate::platform::Platform;
use crate::protocol::authorize::{AuthorizationResponse, ResponseMode, state_mismatch};
use crate::protocol::query;
use crate::protocol::token::{Grant, TokenSet};

const ISOLATED: &str = "The application is running in a Cross-Origin Isolated context, silently retrieving a token without refresh token is not possible.";

impl<P: Platform> Client<P> {
    /// Gets a token by a hidden frame. When the tenant says that nobody is signed in, the local
    /// session ends too.
    pub(super) async fn token_from_frame(&self, wanted: &Wanted) -> Result<Box<TokenSet>, Error> {
        if self.platform().is_cross_origin_isolated() {
            return Err(Error::generic(codes::LOGIN_REQUIRED, ISOLATED));
        }
        let standing = self.standing_of_login();
        let result = self.ask_in_frame(wanted).await;
        let ends = |error: &Error| error.is_login_required() && !self.is_for_popup(error);
        let is_over = result.as_ref().is_err_and(ends);
        if is_over && self.check_standing(&standing).await.is_ok() {
            self.forget_session(&LogoutClient::Own).await?;
        }
        result
    }

    pub(super) async fn ask_in_frame(&self, wanted: &Wanted) -> Result<Box<TokenSet>, Error> {
        // One frame at a time: they share the tenant's session cookie.
        let _turn = self.0.frames.turn("frame").await;
        let standing = self.standing_of_login();
        let origin = query::origin(&self.platform().page_url()?);
        let parameters = self.silent_parameters(wanted);
        let prepared = self.prepare(parameters, ResponseMode::WebMessage, Some(origin)).await?;
        let response = self.answer_in_frame(&prepared, wanted).await?;
        self.check_standing(&standing).await?;
        if response.state.as_deref() != Some(prepared.state.as_str()) {
            return Err(state_mismatch());
        }
        response.check_issuer(&self.config().issuer)?;
        let grant = Grant::SilentCode {
            code: response.code()?,
            verifier: prepared.verifier.expose(),
            redirect_uri: prepared.redirect_uri.as_deref().unwrap_or_default(),
            parameters: &wanted.parameters,
        };
        self.redeem(&Redemption {
            grant,
            audience: &wanted.audience,
            scope: &wanted.scope,
            nonce: Some(&prepared.nonce),
            max_age: prepared.max_age,
            organization: prepared.organization.as_deref(),
            limit: exchange_limit(wanted),
        })
        .await
    }

    async fn answer_in_frame(
        &self,
        prepared: &Prepared,
        wanted: &Wanted,
    ) -> Result<Box<AuthorizationResponse>, Error> {
        let accept = AuthorizationResponse::from_message;
        let origin = &self.config().origin;
        let frame = self.platform().frame(&prepared.url, origin, wanted.frame_limit, accept);
        let response = frame.await?;
        match response.refusal() {
            Some(refusal) => Err(refusal),
            None => Ok(response),
        }
    }

    fn silent_parameters(&self, wanted: &Wanted) -> Object {
        let parameters = (*wanted.parameters).clone();
        let hint = match parameters.get("organization") {
            Some(_) => None,
            None => self.organization_hint(),
        };
        parameters
            .with("scope", wanted.scope.as_str())
            .with("prompt", "none")
            .with_some("organization", hint)
    }
}

/// The parameter `timeout`, in milliseconds, is a time limit for the exchange.
fn exchange_limit(wanted: &Wanted) -> Option<Duration> {
    call_limit(wanted.parameters.number("timeout").map(|millis| millis / 1000.0))
}
