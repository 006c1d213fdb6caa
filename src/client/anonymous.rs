//! Anonymous sessions: tokens for somebody who has not signed in.

use std::fmt;
use std::rc::Rc;

use super::Client;
use crate::cache::key;
use crate::entries::{Entries, Place};
use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::{AnonymousCacheMode, AnonymousOptions};
use crate::platform::Platform;
use crate::protocol::anonymous::{self, Asked, Granted};

/// A token with less life than this, in seconds, answers nobody.
const MARGIN: i64 = 60;
/// How many requests of other tabs one may have to wait for, its own included.
const REQUESTS_AHEAD: u32 = 14;

/// The anonymous session of a client. Clones are cheap and share everything.
pub struct Anonymous<P: Platform>(Client<P>);

/// An anonymous session, and a token of it.
#[derive(Clone, PartialEq, Eq)]
pub struct AnonymousSession {
    /// What continues the session. Never sent to an API.
    pub session_token: String,
    /// The token for an API, and its times.
    pub granted: Granted,
    /// Whether a session that was over was replaced: `None` where none was to go on.
    pub replaced: Option<bool>,
}

/// A token of an anonymous session.
#[derive(Clone, PartialEq, Eq)]
pub struct AnonymousToken {
    /// The token.
    pub access_token: String,
    /// When it expires, in seconds since 1970.
    pub expires_at: i64,
    /// What was granted, where the tenant said so.
    pub scope: Option<String>,
}

impl<P: Platform> Client<P> {
    /// The anonymous session of this browser.
    pub fn anonymous(&self) -> Anonymous<P> {
        Anonymous(self.clone())
    }

    /// Begins an anonymous session where the application wants one for whoever is not signed in.
    pub(super) async fn begin_anonymous(&self) -> Result<(), Error> {
        let anonymous = self.anonymous();
        if !self.config().begins_anonymous || anonymous.has_session().await {
            return Ok(());
        }
        if let Err(error) = anonymous.get_token_silently(AnonymousOptions::default()).await {
            self.platform().warn(&format!("The anonymous session could not begin: {error}"));
        }
        Ok(())
    }
}

impl<P: Platform> Anonymous<P> {
    /// Begins a session, in place of any former one, and keeps it.
    ///
    /// # Errors
    /// [`Error::Anonymous`]; network failures and time limits.
    pub async fn create_session(
        &self,
        options: AnonymousOptions,
    ) -> Result<AnonymousSession, Error> {
        let session = self.begin(&options).await?;
        self.keep_session(&session).await?;
        self.keep_token(&options, &token_of(&session.granted)).await?;
        Ok(session)
    }

    /// A token that lives for a while, from the cache or the tenant. A session that is over is
    /// replaced by another, of somebody else in the eyes of the tenant.
    ///
    /// # Errors
    /// [`Error::Anonymous`]; network failures and time limits.
    pub async fn get_token_silently(
        &self,
        options: AnonymousOptions,
    ) -> Result<AnonymousToken, Error> {
        if let Some(token) = self.cached(&options).await? {
            return Ok(token);
        }
        let config = self.0.config();
        let name = format!("anonymous::{}", config.client_id);
        // Whoever renews alone may make two people of one.
        let _held = self.0.platform().lock(&name, config.http_limit * REQUESTS_AHEAD).await?;
        self.entries().reread(&name).await?;
        if let Some(token) = self.cached(&options).await? {
            return Ok(token);
        }
        let session_token = self.session_token().await;
        let is_new = session_token.is_none();
        let session = self.session(&AnonymousOptions { session_token, ..options.clone() }).await?;
        let token = token_of(&session.granted);
        self.keep_token(&options, &token).await?;
        if is_new || session.replaced == Some(true) {
            self.keep_session(&session).await?;
        }
        self.entries().settle(&name).await;
        Ok(token)
    }

    /// Ends the session at the tenant, and forgets it here.
    ///
    /// # Errors
    /// [`Error::Anonymous`]; network failures and time limits.
    pub async fn logout(&self) -> Result<(), Error> {
        self.end().await?;
        let prefix = key::anonymous_prefix(&self.0.config().client_id);
        for key in self.entries().keys(&prefix).await? {
            self.entries().take(&key).await?;
        }
        Ok(())
    }

    /// Whether there is a session here.
    pub async fn has_session(&self) -> bool {
        self.session_token().await.is_some()
    }

    /// Whether there is one that only this page knows of.
    pub fn has_own_session(&self) -> bool {
        self.entries().is_in_memory(&key::anonymous_session(&self.0.config().client_id))
    }

    /// A session that the caller keeps: that of `session_token` with another token, or a new one.
    ///
    /// # Errors
    /// [`Error::Anonymous`]; network failures and time limits.
    pub async fn session(&self, options: &AnonymousOptions) -> Result<AnonymousSession, Error> {
        let Some(session_token) = filled(&options.session_token) else {
            return self.begin(options).await;
        };
        let asked = Asked { session_token: Some(session_token), ..self.asked(options) };
        match self.ask(&asked).await {
            Ok(granted) => Ok(AnonymousSession {
                session_token: session_token.into(),
                granted,
                replaced: Some(false),
            }),
            Err(error) if anonymous::is_over(&error) => {
                Ok(AnonymousSession { replaced: Some(true), ..self.begin(options).await? })
            }
            Err(error) => Err(error),
        }
    }

    /// Ends the session at the tenant. What is kept here stays.
    ///
    /// # Errors
    /// [`Error::Anonymous`]; network failures and time limits.
    pub async fn end(&self) -> Result<(), Error> {
        let config = self.0.config();
        let request = anonymous::end(
            &config.base_url,
            &config.client_id,
            &config.telemetry,
            config.http_limit,
        );
        anonymous::judge_end(&*self.0.platform().send_with_cookies(&request).await?)
    }

    async fn begin(&self, options: &AnonymousOptions) -> Result<AnonymousSession, Error> {
        let asked = Asked { metadata: options.metadata.as_ref(), ..self.asked(options) };
        let granted = self.ask(&asked).await?;
        let session_token = granted.session_token.clone().ok_or_else(|| {
            anonymous::broken("session_token missing from create session response")
        })?;
        Ok(AnonymousSession { session_token, granted, replaced: None })
    }

    fn asked<'a>(&'a self, options: &'a AnonymousOptions) -> Asked<'a> {
        Asked {
            client_id: &self.0.config().client_id,
            audience: filled(&options.audience),
            scope: filled(&options.scope),
            ..Asked::default()
        }
    }

    async fn ask(&self, asked: &Asked<'_>) -> Result<Granted, Error> {
        let config = self.0.config();
        let request = asked.request(&config.base_url, &config.telemetry, config.http_limit);
        let response = self.0.platform().send_with_cookies(&request).await?;
        Granted::from_response(&response, self.0.platform().clock())
    }

    // What is kept.

    fn entries(&self) -> &Entries<P> {
        &self.0.0.anonymous
    }

    fn key_of(&self, options: &AnonymousOptions) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let client_id = &self.0.config().client_id;
        key::anonymous_token(client_id, &text(&options.audience), &text(&options.scope))
    }

    async fn session_token(&self) -> Option<String> {
        let key = key::anonymous_session(&self.0.config().client_id);
        let entry = self.entries().get(&key).await.ok().flatten()?;
        let token = entry.as_object()?.text("sessionToken")?;
        (!token.is_empty()).then(|| token.to_string())
    }

    async fn keep_session(&self, session: &AnonymousSession) -> Result<(), Error> {
        let expires_at = session.granted.session_expires_at.map(|seconds| seconds as f64);
        let entry = Object::new()
            .with("sessionToken", session.session_token.as_str())
            .with_some("sessionTokenExpiresAt", expires_at);
        let key = key::anonymous_session(&self.0.config().client_id);
        self.entries().put(&key, entry.into()).await
    }

    async fn cached(&self, options: &AnonymousOptions) -> Result<Option<AnonymousToken>, Error> {
        let entry = self.entries().get(&self.key_of(options)).await?;
        let found = entry.as_deref().and_then(read_token);
        let now = self.0.platform().clock().seconds();
        Ok(found.filter(|token| token.expires_at - MARGIN > now))
    }

    async fn keep_token(
        &self,
        options: &AnonymousOptions,
        token: &AnonymousToken,
    ) -> Result<(), Error> {
        let entry = Object::new()
            .with("accessToken", token.access_token.as_str())
            .with("expiresAt", token.expires_at as f64)
            .with_some("scope", token.scope.as_deref());
        self.entries().put(&self.key_of(options), entry.into()).await
    }
}

/// Where a client keeps its anonymous session.
pub(super) fn entries<P: Platform>(
    platform: &Rc<P>,
    mode: AnonymousCacheMode,
    client_id: &str,
) -> Entries<P> {
    let place = match mode {
        AnonymousCacheMode::LocalStorage => Place::Local,
        AnonymousCacheMode::Memory => Place::Memory,
    };
    Entries::new(Rc::clone(platform), place, client_id)
}

fn token_of(granted: &Granted) -> AnonymousToken {
    AnonymousToken {
        access_token: granted.access_token.clone(),
        expires_at: granted.expires_at,
        scope: granted.scope.clone(),
    }
}

fn read_token(entry: &Value) -> Option<AnonymousToken> {
    let entry = entry.as_object()?;
    Some(AnonymousToken {
        access_token: entry.text("accessToken")?.into(),
        expires_at: entry.number("expiresAt")? as i64,
        scope: entry.text("scope").map(str::to_string),
    })
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

impl<P: Platform> Clone for Anonymous<P> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<P: Platform> fmt::Debug for Anonymous<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Anonymous({:?})", self.0)
    }
}

/// Tokens are secrets, so only their circumstances are shown.
impl fmt::Debug for AnonymousSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AnonymousSession({:?}, replaced {:?})", self.granted, self.replaced)
    }
}

impl fmt::Debug for AnonymousToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AnonymousToken({:?})", self.scope)
    }
}
