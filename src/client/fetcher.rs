//! Requests to resource servers with an access token ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750),
//! [RFC 9449 section 7](https://www.rfc-editor.org/rfc/rfc9449#section-7)): the token, the proof,
//! the nonce, and one more try where the server says what it wants.

use std::cell::RefCell;
use std::fmt;

use super::attempt::{Attempts, Next};
use super::carrier::{Carrier, Carry};
use super::{Client, TokenResponse};
use crate::error::Error;
use crate::json::Object;
use crate::options::{CacheMode, TokenOptions};
use crate::platform::{LocalFuture, Platform, ResourceRequest, ResourceResponse};
use crate::proof::{self, Subject};
use crate::protocol::challenge::Challenge;
use crate::protocol::dpop::nonce_of;
use crate::protocol::jwt::Jws;
use crate::protocol::query;
use crate::protocol::token::TokenType;

/// How a fetcher works.
#[derive(Default)]
pub struct FetcherOptions {
    /// What relative URLs are relative to.
    pub base_url: Option<String>,
    /// Marks the API as one that uses DPoP, and names the nonce it gives.
    pub dpop_nonce_id: Option<String>,
    /// The origins that may get a token; by default all.
    pub allowed_origins: Option<Vec<String>>,
    /// Whether a token that the API calls invalid is renewed once.
    pub renew_invalid_token: Option<bool>,
    /// The longest pause, in seconds, that a server may ask for before one more try.
    pub max_retry_after_in_seconds: Option<f64>,
    /// Where tokens come from, if not from the client.
    pub get_access_token: Option<Box<TokenSource>>,
    /// What helps where the user must sign in more strongly or allow more.
    pub on_step_up: Option<Box<StepUp>>,
}

/// A source of tokens: for which parameters, and whether the cache may answer.
pub type TokenSource =
    dyn Fn(TokenParameters, CacheMode) -> LocalFuture<'static, Result<Option<GivenToken>, Error>>;

/// Answers a challenge; `Some` for one more try with these parameters.
pub type StepUp = dyn Fn(Challenge) -> LocalFuture<'static, Result<Option<TokenParameters>, Error>>;

/// Which token a request needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenParameters {
    /// The audience, if not the client's.
    pub audience: Option<String>,
    /// Scopes beyond the client's.
    pub scope: Option<Vec<String>>,
}

/// A token, with its type where that is known.
#[derive(Clone)]
pub struct GivenToken {
    /// The token.
    pub access_token: String,
    /// Its type.
    pub token_type: Option<String>,
}

/// Sends requests with access tokens.
pub struct Fetcher<P: Platform> {
    client: Client<P>,
    options: FetcherOptions,
    /// The origin that the nonce id belongs to: the first one that is asked.
    home: RefCell<Option<String>>,
}

impl<P: Platform> Client<P> {
    /// A fetcher for an API.
    pub fn fetcher(&self, options: FetcherOptions) -> Fetcher<P> {
        let home = options.base_url.as_deref().filter(|base| query::is_absolute(base));
        let home = RefCell::new(home.map(query::origin));
        Fetcher { client: self.clone(), options, home }
    }
}

impl<P: Platform> Fetcher<P> {
    /// The absolute URL that a request to `url` goes to.
    ///
    /// # Errors
    /// When there is a base and no path.
    pub fn resolve(&self, url: &str) -> Result<String, Error> {
        query::resolve(self.options.base_url.as_deref(), url).ok_or(Error::Usage(&NO_URL))
    }

    /// Sends a request with a token.
    ///
    /// # Errors
    /// `missing_access_token`, `origin_not_allowed`, [`Error::UseDpopNonce`], whatever getting the
    /// token or sending the request threw. An HTTP error status is an answer, not an error.
    pub async fn fetch<R: ResourceRequest>(
        &self,
        request: &R,
        parameters: TokenParameters,
    ) -> Result<R::Response, Error> {
        let carrier = Carrier::new(request);
        self.send(&carrier, parameters).await?;
        carrier.into_answer()
    }

    async fn send(&self, request: &dyn Carry, parameters: TokenParameters) -> Result<(), Error> {
        self.client.recall_server_time().await?;
        let origin = query::origin(&request.url());
        self.check_origin(&origin)?;
        let nonce_key = self.nonce_key(&origin);
        let mut attempts = Attempts::new(parameters, request.can_repeat());
        loop {
            let token = self.token(attempts.parameters().clone(), attempts.mode()).await?;
            let headers = self.headers(request, &token, &nonce_key).await?;
            request.send(&headers).await?;
            let learned = self.learn(request, &nonce_key).await;
            match attempts.judge(request, learned, &self.options) {
                Next::Done => return Ok(()),
                Next::Refused(nonce) => return Err(Error::UseDpopNonce(Box::new(nonce))),
                Next::Foreign(algorithms) => return Err(foreign(&origin, &algorithms)),
                Next::Again => {}
                Next::After(pause) => self.client.platform().sleep(pause).await,
                Next::StepUp(challenge) => match self.step_up(challenge).await? {
                    Some(parameters) => attempts.use_parameters(parameters),
                    None => return Ok(()),
                },
            }
        }
    }

    fn check_origin(&self, origin: &str) -> Result<(), Error> {
        let Some(allowed) = &self.options.allowed_origins else { return Ok(()) };
        if allowed.iter().any(|other| query::origin(other) == origin) {
            return Ok(());
        }
        Err(Error::generic(
            "origin_not_allowed",
            format!(
                "No access token is sent to {origin}. Add it to `allowedOrigins` of the fetcher, or use the plain `fetch`."
            ),
        ))
    }

    /// A nonce id belongs to one origin; other origins get keys of their own, so that the nonce of
    /// one never reaches another.
    fn nonce_key(&self, origin: &str) -> String {
        let client_id = &self.client.config().client_id;
        let mut home = self.home.borrow_mut();
        let is_home = home.get_or_insert_with(|| origin.into()) == origin;
        match &self.options.dpop_nonce_id {
            Some(id) if is_home => proof::nonce_key(client_id, Some(id)),
            _ => proof::nonce_key(client_id, Some(origin)),
        }
    }

    async fn token(
        &self,
        parameters: TokenParameters,
        mode: CacheMode,
    ) -> Result<GivenToken, Error> {
        let given = match &self.options.get_access_token {
            Some(source) => source(parameters, mode).await?,
            None => self.client.token_for(parameters, mode).await?,
        };
        given
            .filter(|token| !token.access_token.is_empty())
            .ok_or_else(|| Error::generic("missing_access_token", "No access token available"))
    }

    async fn headers(
        &self,
        request: &dyn Carry,
        token: &GivenToken,
        nonce_key: &str,
    ) -> Result<Vec<(&'static str, String)>, Error> {
        let kind = self.token_type(token);
        let mut headers =
            vec![("authorization", format!("{} {}", kind.as_str(), token.access_token))];
        if kind == TokenType::Dpop {
            let platform = self.client.platform();
            let nonce = platform.dpop_nonce(nonce_key).await.ok().flatten();
            let subject = Subject {
                method: &request.method(),
                url: &request.url(),
                nonce: nonce.as_deref(),
                ath: Some(&self.client.0.proved.ath(&token.access_token)),
            };
            headers.push(("dpop", self.client.prove(&subject).await?));
        }
        Ok(headers)
    }

    /// By its name, else by the key it is bound to, else by what the API is said to use. A token is
    /// never sent as DPoP without a proof, so without DPoP it goes as Bearer.
    fn token_type(&self, token: &GivenToken) -> TokenType {
        if !self.client.is_dpop_on() {
            return TokenType::Bearer;
        }
        let is_bound = match &token.token_type {
            Some(name) => name.eq_ignore_ascii_case("dpop"),
            None => match Jws::parse(&token.access_token) {
                Some(jws) => jws.payload.get("cnf").is_some(),
                None => self.options.dpop_nonce_id.is_some(),
            },
        };
        if is_bound { TokenType::Dpop } else { TokenType::Bearer }
    }

    /// Keeps the nonce of an answer, whatever its status.
    async fn learn(&self, response: &dyn ResourceResponse, key: &str) -> Option<String> {
        if !self.client.is_dpop_on() {
            return None;
        }
        let header = response.header("dpop-nonce");
        let nonce = nonce_of(header.as_deref())?.to_string();
        // A nonce that cannot be kept is asked for again next time.
        let _ = self.client.platform().set_dpop_nonce(key, &nonce).await;
        Some(nonce)
    }

    async fn step_up(&self, challenge: Challenge) -> Result<Option<TokenParameters>, Error> {
        match &self.options.on_step_up {
            Some(help) => help(challenge).await,
            None => Ok(None),
        }
    }
}

impl<P: Platform> Client<P> {
    /// The client's own token for a request.
    async fn token_for(
        &self,
        parameters: TokenParameters,
        mode: CacheMode,
    ) -> Result<Option<GivenToken>, Error> {
        let scope = parameters.scope.unwrap_or_default().join(" ");
        let own = Object::new()
            .with_some("audience", parameters.audience)
            .with_some("scope", (!scope.is_empty()).then_some(scope));
        let options = TokenOptions {
            authorization_params: Some(own),
            cache_mode: Some(mode),
            ..TokenOptions::default()
        };
        Ok(self.get_token_silently(options).await?.map(GivenToken::from))
    }
}

impl From<Box<TokenResponse>> for GivenToken {
    fn from(token: Box<TokenResponse>) -> Self {
        Self { access_token: token.access_token, token_type: Some(token.token_type) }
    }
}

fn foreign(origin: &str, algorithms: &str) -> Error {
    let mut text = String::from(origin);
    text.push_str(" takes DPoP proofs of these algorithms only: ");
    text.push_str(algorithms);
    text.push_str(". Keys of this SDK sign with ES256; let the API take that.");
    Error::generic("unsupported_dpop_algorithm", text)
}

const NO_URL: &str = "`url` must be absolute or `baseUrl` non-empty.";

impl fmt::Debug for GivenToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GivenToken({:?})", self.token_type)
    }
}

impl fmt::Debug for FetcherOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FetcherOptions({:?})", self.base_url)
    }
}

impl<P: Platform> fmt::Debug for Fetcher<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fetcher({:?})", self.options)
    }
}
