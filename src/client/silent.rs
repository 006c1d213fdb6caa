//! Access tokens without the user: from the cache, or from the tenant in a hidden frame.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use super::Client;
use super::ceiling::Presence;
use super::login::take_scope;
use crate::cache::{AccessToken, Identity};
use crate::config::call_limit;
use crate::entries::Held;
use crate::error::Error;
use crate::json::{self, Object};
use crate::options::{CacheMode, TokenOptions, given};
use crate::platform::Platform;
use crate::protocol::scope::DEFAULT_AUDIENCE;

/// How many requests a tab that asks before us may have to wait for, its own included.
const REQUESTS_AHEAD: u32 = 14;

/// An access token and what came with it.
#[derive(Clone, PartialEq)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: String,
    /// `Bearer` or `DPoP`.
    pub token_type: String,
    /// The seconds it lived when it was issued.
    pub expires_in: f64,
    /// What the tenant granted, where it said so.
    pub scope: Option<String>,
    /// The newest ID token.
    pub id_token: Option<Rc<str>>,
}

/// Tokens are secrets, so only their kinds are shown.
impl fmt::Debug for TokenResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenResponse({}, scope {:?})", self.token_type, self.scope)
    }
}

/// A request for a token, merged with the client's configuration.
pub(super) struct Wanted {
    pub(super) parameters: Rc<Object>,
    pub(super) audience: String,
    pub(super) scope: String,
    pub(super) frame_limit: Duration,
    pub(super) http_limit: Option<Duration>,
    mode: CacheMode,
}

impl<P: Platform> Client<P> {
    /// An access token, without the user noticing. `None` when only the cache was asked and has
    /// none.
    ///
    /// Concurrent calls for the same token make one request.
    ///
    /// # Errors
    /// `login_required` when the tenant has no session; [`Error::Timeout`]; whatever the token
    /// endpoint refused.
    pub async fn get_token_silently(
        &self,
        options: TokenOptions,
    ) -> Result<Option<Box<TokenResponse>>, Error> {
        let wanted = self.want(options)?;
        let Presence::Within(identity) = self.present().await? else { return Ok(None) };
        if wanted.mode != CacheMode::Off {
            let cached = self.find_token(&wanted.audience, &wanted.scope).await?;
            let cached = cached.map(|token| TokenResponse::new(token, identity.as_deref()));
            if cached.is_some() || wanted.mode == CacheMode::CacheOnly {
                return Ok(cached);
            }
        }
        match wanted.mode {
            CacheMode::Off => Self::sending(|| Box::pin(self.obtain_or_ask(&wanted))).await,
            _ => Self::sending(|| Box::pin(self.obtain_once(&wanted))).await,
        }
    }

    /// Restores the session of a former visit, if there was one. That there is none any more is no
    /// error.
    pub async fn check_session(&self, options: TokenOptions) {
        self.restore_session(self.get_token_silently(options)).await;
    }

    /// The same, by an attempt to get a token that is only begun where somebody was signed in.
    pub async fn restore_session<T>(&self, attempt: impl Future<Output = Result<T, Error>>) {
        if self.is_marked_signed_in() {
            match attempt.await {
                Err(error) if error.is_login_required() && !error.is_second_factor_needed() => {}
                // Whatever else keeps the session from being restored, the user is simply not
                // signed in.
                _ => return,
            }
        }
        let _ = Self::sending(|| Box::pin(self.begin_anonymous())).await;
    }

    fn want(&self, options: TokenOptions) -> Result<Wanted, Error> {
        let config = self.config();
        let mut call = given(options.authorization_params);
        let call_scope = take_scope(&mut call)?;
        let mut parameters = Rc::clone(&config.parameters);
        for (name, value) in call.iter() {
            Rc::make_mut(&mut parameters).set(name, value.clone());
        }
        let audience = parameters.text("audience");
        let limit = call_limit(options.timeout_in_seconds);
        Ok(Wanted {
            scope: config.scopes.with(audience, call_scope.as_deref()),
            audience: audience.unwrap_or(DEFAULT_AUDIENCE).into(),
            parameters,
            frame_limit: limit.unwrap_or(config.authorize_limit),
            http_limit: limit,
            mode: options.cache_mode.unwrap_or_default(),
        })
    }

    async fn cached(&self, wanted: &Wanted) -> Result<Option<Box<TokenResponse>>, Error> {
        match self.find_token(&wanted.audience, &wanted.scope).await? {
            Some(token) => Ok(Some(self.answer(token).await?)),
            None => Ok(None),
        }
    }

    /// Gets a token. Whoever wants the same one meanwhile gets it too.
    async fn obtain_once(&self, wanted: &Wanted) -> Result<Option<Box<TokenResponse>>, Error> {
        self.0.tokens.share(&wanted.key(), async || self.obtain_or_ask(wanted).await).await
    }

    /// Gets a token; where only the user can help, and the application said so, by a popup. No lock
    /// is held meanwhile.
    async fn obtain_or_ask(&self, wanted: &Wanted) -> Result<Option<Box<TokenResponse>>, Error> {
        match self.obtain(wanted).await {
            Err(error) if self.is_for_popup(&error) => {
                // In a box: it is rare, and would make every call as large as itself.
                Box::pin(self.token_from_popup(wanted)).await.map(Some)
            }
            outcome => outcome,
        }
    }

    /// Gets a token from the tenant. Where tabs share a store, one of them asks and the others
    /// find what it got.
    async fn obtain(&self, wanted: &Wanted) -> Result<Option<Box<TokenResponse>>, Error> {
        if !self.entries().is_shared() {
            return self.renewed(wanted).await.map(Some);
        }
        let name = self.lock_name(wanted);
        let lock = self.lock_token(&name, wanted).await?;
        if wanted.mode != CacheMode::Off {
            self.entries().reread(&name).await?;
            let cached = self.cached(wanted).await?;
            if cached.is_some() {
                return Ok(cached);
            }
        }
        let _held = Held::new(&self.0.entries, name, Some(lock));
        self.renewed(wanted).await.map(Some)
    }

    async fn renewed(&self, wanted: &Wanted) -> Result<Box<TokenResponse>, Error> {
        let tokens = self.renew(wanted).await?;
        self.answer(AccessToken::from(&*tokens)).await
    }

    /// Waits as long as another tab may take for the frame and the exchange.
    async fn lock_token(&self, name: &str, wanted: &Wanted) -> Result<P::Lock, Error> {
        let config = self.config();
        let limit =
            wanted.frame_limit.max(config.authorize_limit) + config.http_limit * REQUESTS_AHEAD;
        self.platform().lock(name, limit).await
    }

    /// The lock's name is that of Auth0's SDKs.
    fn lock_name(&self, wanted: &Wanted) -> String {
        format!("auth0.lock.getTokenSilently.{}.{}", self.config().client_id, wanted.audience)
    }

    pub(super) async fn answer(&self, token: AccessToken) -> Result<Box<TokenResponse>, Error> {
        let identity = self.identity().await?;
        Ok(TokenResponse::new(token, identity.as_deref()))
    }
}

impl TokenResponse {
    fn new(token: AccessToken, identity: Option<&Identity>) -> Box<Self> {
        Box::new(Self {
            access_token: token.access_token,
            token_type: token.token_type,
            expires_in: token.expires_in,
            scope: token.scope,
            id_token: identity.map(|identity| identity.id_token.clone()),
        })
    }
}

impl Wanted {
    /// Calls with the same key need the same token.
    fn key(&self) -> String {
        let parameters = (*self.parameters).clone().with("scope", self.scope.as_str());
        json::to_string(&parameters.into())
    }
}
