//! What the SDK runs on: options resolved and parsed once, or refused.

mod domain;
mod renewal;

use std::rc::Rc;
use std::time::Duration;

use self::domain::base_url;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::{
    AnonymousCacheMode, CacheLocation, InteractiveErrorHandler, Options, PopupResponseMode, given,
};
pub use crate::protocol::errand::Binding;
use crate::protocol::errand::Reach;
use crate::protocol::my_account;
use crate::protocol::query;
use crate::protocol::scope::{self, Defaults};
use crate::protocol::telemetry::Telemetry;
use crate::protocol::token::{Encoding, Endpoint};
use crate::text::cut;

pub use renewal::{Fallback, Renewal};

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
    pub parameters: Rc<Object>,
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
    /// Whether tokens are bound to a key.
    pub binding: Binding,
    /// When a token must be bound.
    pub strictness: Strictness,
    /// Where anonymous sessions are kept.
    pub anonymous: AnonymousCacheMode,
    /// Whether one begins when nobody is signed in.
    pub begins_anonymous: bool,
    /// What happens where only the user can help.
    pub interactive_error_handler: Option<InteractiveErrorHandler>,
    /// How a popup answers a login, where the application says so.
    pub popup_response_mode: Option<PopupResponseMode>,
    /// The parameter of the page's URL that may hold a session transfer token.
    pub session_transfer_parameter: Option<String>,
    /// Whether the user's email domain decides on the organization.
    pub is_enterprise_connect: bool,
}

/// When a token must be bound although the tenant issued another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strictness {
    /// Never: the application allows what comes.
    Lenient,
    /// For the tenant's own APIs and for these audiences.
    Strict(Vec<String>),
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
        let scope = parameters.remove("scope");
        let own_api = my_account::audience(&base_url);
        let scopes = scopes(scope, renewal.scope(), &own_api, parameters.text("audience"))?;
        let strictness = strictness(options.allow_bearer_fallback, options.dpop_audiences);
        let lifetime = days(positive(options.session_check_expiry_days, 1.0));
        let legacy_twin = options.legacy_same_site_cookie != Some(false);
        Ok(Self {
            origin: query::origin(&base_url),
            issuer: issuer(options.issuer, &base_url),
            base_url,
            client_id,
            parameters: Rc::new(parameters),
            scopes,
            leeway: options.leeway.unwrap_or(60.0) as i64,
            cache_location: options.cache_location.unwrap_or_default(),
            authorize_limit: seconds(options.authorize_timeout_in_seconds, 60.0),
            http_limit: seconds(options.http_timeout_in_seconds, 10.0),
            encoding: encoding(options.use_form_data),
            telemetry: Telemetry::new(options.auth0_client.as_ref()),
            cookies: Cookies { domain: options.cookie_domain, legacy_twin, lifetime },
            anonymous: options.anonymous_sessions_cache_mode.unwrap_or_default(),
            begins_anonymous: options.create_anonymous_session_on_failed_silent_auth == Some(true),
            transactions: transactions(options.use_cookies_for_transactions),
            signature: signature(options.verify_id_token_signature),
            renewal,
            binding: if options.use_dpop == Some(true) { Binding::Dpop } else { Binding::Bearer },
            strictness,
            interactive_error_handler: options.interactive_error_handler,
            popup_response_mode: options.popup_response_mode,
            session_transfer_parameter: options.session_transfer_token_query_param_name,
            is_enterprise_connect: options.enterprise_connect == Some(true),
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
            binding: self.binding,
        }
    }

    /// A parameter of the client's configuration, if it is text.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.text(name)
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

fn strictness(allows_bearer: Option<bool>, audiences: Option<Vec<String>>) -> Strictness {
    match allows_bearer {
        Some(true) => Strictness::Lenient,
        _ => Strictness::Strict(audiences.unwrap_or_default()),
    }
}

const fn encoding(use_form_data: Option<bool>) -> Encoding {
    match use_form_data {
        Some(false) => Encoding::Json,
        _ => Encoding::Form,
    }
}

const fn transactions(use_cookies: Option<bool>) -> TransactionLocation {
    match use_cookies {
        Some(true) => TransactionLocation::Cookie,
        _ => TransactionLocation::Session,
    }
}

const fn signature(verify: Option<bool>) -> SignatureCheck {
    match verify {
        Some(false) => SignatureCheck::Skip,
        _ => SignatureCheck::Verify,
    }
}

fn issuer(option: Option<String>, base_url: &str) -> String {
    match option.filter(|issuer| !issuer.is_empty()) {
        None => format!("{base_url}/"),
        Some(issuer) if cut(&issuer, "://").is_some() => issuer,
        Some(issuer) => format!("https://{issuer}/"),
    }
}

fn scopes(
    option: Option<Value>,
    session: &str,
    own_api: &str,
    login_audience: Option<&str>,
) -> Result<Defaults, Error> {
    let scopes = match &option {
        None => Some(Defaults::same(scope::DEFAULT, session)),
        Some(Value::String(scope)) => Some(Defaults::same(scope, session)),
        Some(Value::Object(map)) => Defaults::by_audience(map, session),
        Some(_) => None,
    };
    let scopes = scopes.map(|scopes| scopes.with_own_api(own_api, login_audience));
    scopes.ok_or_else(|| {
        Error::configuration(
            "The option `authorizationParams.scope` is neither a text nor a map of texts.",
            "Pass a scope such as \"openid profile\", or an object with one scope for each audience.",
        )
    })
}

/// A time limit. Browsers cannot wait for weeks, and several limits may be added up.
fn seconds(option: Option<f64>, default: f64) -> Duration {
    let millis = positive(option, default).min(DAY.as_secs() as f64) * 1000.0;
    Duration::from_millis(millis as u64)
}

/// How long a cookie lives. Browsers keep none for longer than 400 days.
fn days(number: f64) -> Duration {
    Duration::from_secs((number.min(400.0) * DAY.as_secs() as f64) as u64)
}

/// The time limit of a call, where it names one.
pub fn call_limit(seconds_of_call: Option<f64>) -> Option<Duration> {
    seconds_of_call.filter(|number| *number > 0.0).map(|number| seconds(Some(number), 0.0))
}

/// Zero and nonsense mean the default, as in Auth0's SDKs.
fn positive(option: Option<f64>, default: f64) -> f64 {
    option.filter(|number| *number > 0.0 && number.is_finite()).unwrap_or(default)
}
