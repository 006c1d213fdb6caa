//! Access tokens by refresh token ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)),
//! for one audience or, with MRRT, for any.

use std::rc::Rc;

use super::Client;
use super::second_factor::{Purpose, Waiting};
use super::silent::Wanted;
use crate::cache::Identity;
use crate::config::{Fallback, Renewal};
use crate::error::{Claim, Error, Lack, Rejection, codes};
use crate::keeper::Call;
use crate::options::LogoutClient;
use crate::platform::Platform;
use crate::protocol::errand::{self, Doubt, Reach};
use crate::protocol::id_token::{Expectations, IdToken};
use crate::protocol::jwt::Jws;
use crate::protocol::query;
use crate::protocol::scope::{self, DEFAULT_AUDIENCE};
use crate::protocol::token::{Grant, TokenSet, is_blocked_user};

impl<P: Platform> Client<P> {
    /// Gets a token from the tenant, the way the client is configured.
    pub(super) async fn renew(&self, wanted: &Wanted) -> Result<Box<TokenSet>, Error> {
        let Renewal::Refresh { fallback, .. } = self.config().renewal else {
            return self.token_from_frame(wanted).await;
        };
        if fallback == Fallback::Nothing {
            return self.token_by_refresh(wanted, Doubt::Send).await;
        }
        let mut result = self.token_by_refresh(wanted, Doubt::Refrain).await;
        if result.as_ref().is_err_and(|error| error.code() == Some(codes::REFRESH_IN_DOUBT)) {
            // To send it again could end the whole session, so the tenant's own is tried first.
            result = match self.ask_in_frame(wanted).await {
                Err(_) => self.token_by_refresh(wanted, Doubt::Send).await,
                found => found,
            };
        }
        match result {
            Err(error) if error.is_beyond_refresh() => self.token_from_frame(wanted).await,
            other => other,
        }
    }

    async fn token_by_refresh(
        &self,
        wanted: &Wanted,
        doubt: Doubt,
    ) -> Result<Box<TokenSet>, Error> {
        let refreshing = errand::Wanted {
            audience: wanted.audience.clone(),
            scope: wanted.scope.clone(),
            reach: self.config().reach,
            doubt,
        };
        let redirect_uri = match wanted.parameters.text("redirect_uri") {
            Some(uri) => uri.to_string(),
            None => query::origin(&self.platform().page_url()?),
        };
        let grant = Grant::Refresh {
            wanted: &refreshing,
            redirect_uri: &redirect_uri,
            parameters: &wanted.parameters,
        };
        let errand = grant.errand(&self.config().token_endpoint(wanted.http_limit));
        let url = errand.url.clone();
        let standing = self.standing().await?;
        let (response, held) = self.ask_keeper(Call::Exchange(errand)).await?;
        let tokens = match TokenSet::from_response(&response, &url) {
            Err(error) if is_blocked_user(&error) => {
                self.forget_session(&LogoutClient::Own).await?;
                return Err(error);
            }
            other => self.or_wait(other, wanted)?,
        };
        self.check_binding(&tokens, &wanted.audience)?;
        self.check_standing(&standing).await?;
        self.believe_refreshed(&tokens, wanted).await?;
        self.keep_token(&tokens, &wanted.audience, &wanted.scope, held).await?;
        Ok(tokens)
    }

    /// A renewal that needs a second factor goes on where that is proved.
    fn or_wait(
        &self,
        result: Result<Box<TokenSet>, Error>,
        wanted: &Wanted,
    ) -> Result<Box<TokenSet>, Error> {
        result.inspect_err(|error| {
            self.await_second_factor(error, || Waiting {
                purpose: Purpose::Renew,
                audience: wanted.audience.clone(),
                scope: wanted.scope.clone(),
                organization: None,
                requirements: None,
            });
        })
    }

    async fn believe_refreshed(&self, tokens: &TokenSet, wanted: &Wanted) -> Result<(), Error> {
        if self.config().reach == Reach::Any {
            check_audience(tokens, wanted)?;
            check_scope(tokens, wanted)?;
        }
        let Some(id_token) = &tokens.id_token else { return Ok(()) };
        let mut id_token = IdToken::parse(Some(id_token))?;
        let config = self.config();
        let expected = Expectations {
            issuer: &config.issuer,
            client_id: &config.client_id,
            nonce: None,
            max_age: None,
            organization: None,
            leeway: config.leeway,
        };
        id_token.judge(&expected, self.platform().now().await?)?;
        if let Some(former) = self.identity().await? {
            check_continuity(&former, &id_token)?;
            id_token.pin_session_expiry(former.session_expiry());
        }
        self.check_signature(&id_token).await?;
        id_token.check_session_expiry()?;
        self.learn_server_time(&id_token).await?;
        self.keep_identity(&id_token).await?;
        self.mark_signed_in(self.organization_of(&id_token, None));
        Ok(())
    }
}

/// A refresh continues one user's session; it never starts another's
/// ([OpenID Connect Core 12.2](https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse)).
pub(super) fn check_continuity(former: &Rc<Identity>, id_token: &IdToken) -> Result<(), Rejection> {
    let same = |claim: Claim, name: &str| {
        let (Some(expected), Some(found)) = (former.claims.text(name), id_token.text(name)) else {
            return Ok(());
        };
        if expected == found {
            return Ok(());
        }
        Err(Rejection::Mismatch { claim, expected: expected.into(), found: found.into() })
    };
    same(Claim::Subject, "sub")?;
    same(Claim::Nonce, "nonce")
}

/// Where the access token can be read, it must be for the API that was asked for.
fn check_audience(tokens: &TokenSet, wanted: &Wanted) -> Result<(), Error> {
    if wanted.audience == DEFAULT_AUDIENCE {
        return Ok(());
    }
    let Some(jws) = Jws::parse(&tokens.access_token) else { return Ok(()) };
    let names = |value: &crate::json::Value| match value.as_array() {
        Some(list) => list.iter().any(|item| item.as_str() == Some(wanted.audience.as_str())),
        None => value.as_str() == Some(wanted.audience.as_str()),
    };
    match jws.payload.get("aud") {
        Some(audience) if !names(audience) => Err(Error::generic(
            codes::WRONG_AUDIENCE,
            format!(
                "The tenant issued a token for \"{}\" instead of \"{}\". Add the API to the application's refresh token policies (MRRT).",
                audience.to_text(),
                wanted.audience
            ),
        )),
        _ => Ok(()),
    }
}

/// A server that does not name a scope granted what was asked for
/// ([RFC 6749 section 5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)).
fn check_scope(tokens: &TokenSet, wanted: &Wanted) -> Result<(), Error> {
    let Some(granted) = &tokens.scope else { return Ok(()) };
    let missing = scope::missing(granted, &wanted.scope);
    if missing.is_empty() {
        return Ok(());
    }
    let (audience, scope) = (wanted.audience.clone(), missing.join(","));
    Err(Error::MissingScopes(Box::new(Lack { audience, scope })))
}
