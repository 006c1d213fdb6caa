//! What the SDK runs on: options resolved and parsed once, or refused.

use std::time::Duration;

use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::{CacheLocation, Options, RefreshTokenMode, given};
use crate::protocol::errand::Reach;
use crate::protocol::query;
use crate::protocol::scope::{self, Defaults};
use crate::protocol::telemetry::Telemetry;
use crate::protocol::token::{Encoding, Endpoint};

const DAY: Duration = Duration::from_secs(86_400);

/// A client's settings, complete and checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// The tenant, as in `https://example.eu.auth0.com`.
    pub base_url: String,
    /// Scheme, host and port of the tenant, as messages name them.
    pub origin: String,
    /// The expected `iss`.
    pub issuer: String,
    /// The client.
    pub client_id: String,
    /// Parameters of every authorization request, without `scope`.
    pub parameters: Object,
    /// Scopes that are always asked for.
    pub scopes: Defaults,
    /// How far clocks may differ, in seconds.
    pub leeway: i64,
    /// Where tokens are kept.
    pub cache_location: CacheLocation,
    /// How long a hidden frame may take.
    pub authorize_limit: Duration,
    /// How long a request may take.
    pub http_limit: Duration,
    /// How token requests are written.
    pub encoding: Encoding,
    /// What the tenant is told about the SDK.
    pub telemetry: Telemetry,
    /// The SDK's cookies.
    pub cookies: Cookies,
    /// Where a login in progress is remembered.
    pub transactions: TransactionLocation,
    /// Whether ID tokens are checked against the tenant's keys.
    pub signature: SignatureCheck,
    /// How tokens are renewed.
    pub renewal: Renewal,
    /// Which refresh tokens may serve.
    pub reach: Reach,
}

/// How tokens are renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// By a hidden frame.
    Frame,
    /// By a refresh token.
    Refresh {
        /// What it lasts as long as.
        mode: RefreshTokenMode,
        /// What happens where none serves.
        fallback: Fallback,
    },
}

/// What happens where no refresh token serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The call fails.
    Nothing,
    /// A hidden frame helps out.
    Frame,
}

impl Renewal {
    fn new(options: &Options) -> Result<Self, Error> {
        let mode = options.refresh_token_mode.unwrap_or_default();
        if options.use_refresh_tokens != Some(true) {
            return match mode {
                RefreshTokenMode::Offline => Ok(Self::Frame),
                RefreshTokenMode::Online => Err(Error::configuration(
                    "`refreshTokenMode: \"online\"` requires the refresh-token grant.",
                    "Set `useRefreshTokens: true`.",
                )),
            };
        }
        let fallback = match options.use_refresh_tokens_fallback {
            Some(true) => Fallback::Frame,
            _ => Fallback::Nothing,
        };
        Ok(Self::Refresh { mode, fallback })
    }

    /// The scope that asks for a refresh token.
    const fn scope(self) -> &'static str {
        match self {
            Self::Frame => "",
            Self::Refresh { mode: RefreshTokenMode::Offline, .. } => "offline_access",
            Self::Refresh { mode: RefreshTokenMode::Online, .. } => "online_access",
        }
    }
}

/// How the SDK writes its cookies.
#[derive(Debug, Clone)]
pub struct Cookies {
    /// Their domain, where it is not the page's host.
    pub domain: Option<String>,
    /// Whether each has a twin without `SameSite`.
    pub legacy_twin: bool,
    /// How long they live.
    pub lifetime: Duration,
}

/// Where a login in progress is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionLocation {
    /// `sessionStorage`
    Session,
    /// A cookie
    Cookie,
}

/// Whether ID tokens are checked against the tenant's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureCheck {
    /// Every ID token.
    Verify,
    /// The application turned it off.
    Skip,
}

impl Config {
    /// Resolves options.
    ///
    /// # Errors
    /// [`Error::InvalidConfiguration`] naming the option and what to write.
    pub fn new(options: Options) -> Result<Self, Error> {
        let renewal = Renewal::new(&options)?;
        let base_url = base_url(options.domain.as_deref().unwrap_or_default())?;
        let client_id = client_id(options.client_id)?;
        let mut parameters = given(options.authorization_params);
        let scopes = scopes(parameters.remove("scope"), renewal.scope())?;
        let cookies = Cookies {
            domain: options.cookie_domain,
            legacy_twin: options.legacy_same_site_cookie != Some(false),
            lifetime: DAY.mul_f64(positive(options.session_check_expiry_days, 1.0)),
        };
        Ok(Self {
            origin: query::origin(&base_url),
            issuer: issuer(options.issuer, &base_url),
            base_url,
            client_id,
            parameters,
            scopes,
            leeway: options.leeway.unwrap_or(60.0) as i64,
            cache_location: options.cache_location.unwrap_or_default(),
            authorize_limit: seconds(options.authorize_timeout_in_seconds, 60.0),
            http_limit: seconds(options.http_timeout_in_seconds, 10.0),
            encoding: match options.use_form_data {
                Some(false) => Encoding::Json,
                _ => Encoding::Form,
            },
            telemetry: Telemetry::new(options.auth0_client.as_ref()),
            cookies,
            transactions: match options.use_cookies_for_transactions {
                Some(true) => TransactionLocation::Cookie,
                _ => TransactionLocation::Session,
            },
            signature: match options.verify_id_token_signature {
                Some(false) => SignatureCheck::Skip,
                _ => SignatureCheck::Verify,
            },
            renewal,
            reach: if options.use_mrrt == Some(true) { Reach::Any } else { Reach::Audience },
        })
    }

    /// The token endpoint, with a time limit of its own where the call names one.
    pub fn token_endpoint(&self, limit: Option<Duration>) -> Endpoint<'_> {
        Endpoint {
            base_url: &self.base_url,
            client_id: &self.client_id,
            telemetry: &self.telemetry,
            encoding: self.encoding,
            limit: limit.unwrap_or(self.http_limit),
        }
    }

    /// A parameter of the client's configuration, if it is text.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.text(name)
    }
}

/// Plain http is for a tenant on this very machine only.
fn base_url(domain: &str) -> Result<String, Error> {
    let domain = domain.trim().trim_end_matches('/');
    if domain.is_empty() {
        return Err(Error::configuration(
            "The option `domain` is missing.",
            "Pass the tenant's domain, for example \"example.eu.auth0.com\".",
        ));
    }
    if domain.contains(char::is_whitespace) || domain.contains(['?', '#']) {
        return Err(Error::configuration(
            format!("The option `domain` is not a domain: \"{domain}\"."),
            "Pass only the tenant's domain, for example \"example.eu.auth0.com\".",
        ));
    }
    match domain.split_once("://") {
        None => Ok(format!("https://{domain}")),
        Some(("https", _)) => Ok(domain.into()),
        Some(("http", rest)) if is_loopback(rest) => Ok(domain.into()),
        _ => Err(Error::configuration(
            format!("The option `domain` must be reached by https: \"{domain}\"."),
            "Leave the scheme away. Plain http works with localhost only.",
        )),
    }
}

fn client_id(option: Option<String>) -> Result<String, Error> {
    option.filter(|id| !id.trim().is_empty()).ok_or_else(|| {
        Error::configuration(
            "The option `clientId` is missing.",
            "Pass the Client ID that the Auth0 dashboard shows for the application.",
        )
    })
}

fn is_loopback(authority: &str) -> bool {
    let authority = authority.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority }
    });
    host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]"
}

fn issuer(option: Option<String>, base_url: &str) -> String {
    match option.filter(|issuer| !issuer.is_empty()) {
        None => format!("{base_url}/"),
        Some(issuer) if issuer.contains("://") => issuer,
        Some(issuer) => format!("https://{issuer}/"),
    }
}

fn scopes(option: Option<Value>, session: &str) -> Result<Defaults, Error> {
    let scopes = match &option {
        None => Some(Defaults::same(scope::DEFAULT, session)),
        Some(Value::String(scope)) => Some(Defaults::same(scope, session)),
        Some(Value::Object(map)) => Defaults::by_audience(map, session),
        Some(_) => None,
    };
    scopes.ok_or_else(|| {
        Error::configuration(
            "The option `authorizationParams.scope` is neither a text nor a map of texts.",
            "Pass a scope such as \"openid profile\", or an object with one scope for each audience.",
        )
    })
}

fn seconds(option: Option<f64>, default: f64) -> Duration {
    Duration::try_from_secs_f64(positive(option, default)).unwrap_or(Duration::MAX)
}

/// Zero and nonsense mean the default, as in Auth0's SDKs.
fn positive(option: Option<f64>, default: f64) -> f64 {
    option.filter(|number| *number > 0.0 && number.is_finite()).unwrap_or(default)
}
