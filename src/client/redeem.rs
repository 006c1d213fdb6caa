//! Redeeming a grant: one token request, every check, then the store.

use std::time::Duration;

use futures_lite::future::zip;

use super::Client;
use super::refresh::check_continuity;
use super::second_factor::Purpose;
use crate::error::Error;
use crate::keeper::{Call, Claim};
use crate::options::LogoutClient;
use crate::platform::Platform;
use crate::protocol::errand::{Doubt, Wanted};
use crate::protocol::id_token::{Expectations, IdToken};
use crate::protocol::token::{Grant, TokenSet};

/// A grant, and what was asked for when it was requested.
pub(super) struct Redemption<'a> {
    pub(super) grant: Grant<'a>,
    pub(super) audience: &'a str,
    pub(super) scope: &'a str,
    /// That of the authorization request; other grants have none.
    pub(super) nonce: Option<&'a str>,
    pub(super) max_age: Option<i64>,
    pub(super) organization: Option<&'a str>,
    pub(super) limit: Option<Duration>,
}

impl<P: Platform> Client<P> {
    /// Trades a grant for tokens, believes them only when every check passed, and keeps them.
    ///
    /// The request is sent once: a code is good for one use
    /// ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)).
    pub(super) fn redeem(
        &self,
        wanted: &Redemption<'_>,
    ) -> impl Future<Output = Result<Box<TokenSet>, Error>> {
        self.redeem_for(wanted, Purpose::SignIn)
    }

    pub(super) async fn redeem_for(
        &self,
        wanted: &Redemption<'_>,
        purpose: Purpose,
    ) -> Result<Box<TokenSet>, Error> {
        if purpose == Purpose::Answer {
            return self.answer_with(wanted).await;
        }
        let standing = match purpose {
            Purpose::Renew => self.standing().await?,
            Purpose::SignIn | Purpose::Answer => self.standing_of_login(),
        };
        let number = self.0.claims.get();
        self.0.claims.set(number.wrapping_add(1));
        let tokens = self.trade(wanted, Some(number)).await?;
        let mut id_token = IdToken::parse(tokens.id_token.as_deref())?;
        if wanted.nonce.is_none() {
            self.go_on(&mut id_token, purpose).await?;
        }
        self.believe(&id_token, wanted).await?;
        self.check_standing(&standing).await?;
        self.part_from_former_user(&id_token).await?;
        self.learn_server_time(&id_token).await?;
        self.keep_identity(&id_token).await?;
        self.keep_token(&tokens, wanted.audience, wanted.scope, None).await?;
        self.claim_refresh_token(wanted, number, purpose).await?;
        self.0.past_ceiling.set(false);
        self.mark_signed_in(self.organization_of(&id_token, wanted.organization));
        Ok(tokens)
    }

    /// Trades a grant for tokens. Nothing is kept but, under its number, the refresh token.
    async fn trade(
        &self,
        wanted: &Redemption<'_>,
        claim: Option<u32>,
    ) -> Result<Box<TokenSet>, Error> {
        let mut errand = wanted.grant.errand(&self.config().token_endpoint(wanted.limit));
        errand.claim = claim;
        let url = errand.url.clone();
        let exchange = self.ask_keeper(Call::Exchange(errand));
        let (response, keys) = zip(exchange, self.prepare_keys()).await;
        let tokens = TokenSet::from_response(&response?.0, &url)?;
        self.check_binding(&tokens, wanted.audience)?;
        keys?;
        Ok(tokens)
    }

    async fn claim_refresh_token(
        &self,
        wanted: &Redemption<'_>,
        number: u32,
        purpose: Purpose,
    ) -> Result<(), Error> {
        let wanted = Wanted {
            audience: wanted.audience.into(),
            scope: wanted.scope.into(),
            reach: self.config().reach,
            doubt: Doubt::Send,
        };
        let claim = Claim { number, wanted, continues: purpose == Purpose::Renew };
        self.ask_keeper(Call::Claim(claim)).await.map(drop)
    }

    /// Without an authorization request the session of the same user goes on, and its ceiling stays.
    async fn go_on(&self, id_token: &mut IdToken, purpose: Purpose) -> Result<(), Error> {
        let Some(former) = self.identity().await? else { return Ok(()) };
        if purpose == Purpose::Renew {
            check_continuity(&former, id_token)?;
        }
        if former.subject() == Some(id_token.subject()) {
            id_token.pin_session_expiry(former.session_expiry());
        }
        Ok(())
    }

    /// Trades a grant for tokens that nobody keeps: a refresh token is let go.
    async fn answer_with(&self, wanted: &Redemption<'_>) -> Result<Box<TokenSet>, Error> {
        let tokens = self.trade(wanted, None).await?;
        if tokens.id_token.is_some() {
            self.believe(&IdToken::parse(tokens.id_token.as_deref())?, wanted).await?;
        }
        Ok(tokens)
    }

    /// The organization a session belongs to: the one that was asked for, or the token's.
    pub(super) fn organization_of<'a>(
        &self,
        id_token: &'a IdToken,
        asked: Option<&'a str>,
    ) -> Option<&'a str> {
        asked.or_else(|| id_token.text("org_id"))
    }

    async fn believe(&self, id_token: &IdToken, wanted: &Redemption<'_>) -> Result<(), Error> {
        let config = self.config();
        let expected = Expectations {
            issuer: &config.issuer,
            client_id: &config.client_id,
            nonce: wanted.nonce,
            max_age: wanted.max_age,
            organization: wanted.organization,
            leeway: config.leeway,
        };
        id_token.judge(&expected, self.platform().now().await?)?;
        self.check_signature(id_token).await?;
        Ok(id_token.check_session_expiry()?)
    }

    async fn part_from_former_user(&self, id_token: &IdToken) -> Result<(), Error> {
        match self.identity().await? {
            Some(former) if former.subject() != Some(id_token.subject()) => {
                self.forget_second_factors();
                self.forget(&LogoutClient::Own).await?;
                self.ask_keeper(Call::Clear).await.map(drop)
            }
            _ => Ok(()),
        }
    }
}
