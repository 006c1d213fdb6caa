//! What the caller wrote: the options of the JavaScript package, nothing checked.
//!
//! [`crate::config::Config`] is what becomes of them.

use crate::json::{Object, Value};

/// The options of a client. `domain` and `client_id` are needed; the rest has defaults.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The tenant's domain, as in `example.eu.auth0.com`.
    pub domain: Option<String>,
    /// The application's client id.
    pub client_id: Option<String>,
    /// The expected `iss` of ID tokens, where it is not the domain's.
    pub issuer: Option<String>,
    /// How far the clocks of tenant and browser may differ, in seconds. Default 60.
    pub leeway: Option<f64>,
    /// Where tokens are kept. Default [`CacheLocation::Memory`].
    pub cache_location: Option<CacheLocation>,
    /// How long a hidden frame may take, in seconds. Default 60.
    pub authorize_timeout_in_seconds: Option<f64>,
    /// How long a request may take, in seconds. Default 10.
    pub http_timeout_in_seconds: Option<f64>,
    /// Whether token requests are forms (default) or JSON.
    pub use_form_data: Option<bool>,
    /// What to tell the tenant about the SDK: `name`, `version`, `env`.
    pub auth0_client: Option<Object>,
    /// Whether every cookie gets a twin for browsers that misread `SameSite=none`. Default true.
    pub legacy_same_site_cookie: Option<bool>,
    /// Whether a login in progress is remembered in a cookie instead of `sessionStorage`.
    pub use_cookies_for_transactions: Option<bool>,
    /// How long the page remembers that somebody is signed in, in days. Default 1.
    pub session_check_expiry_days: Option<f64>,
    /// The domain of the SDK's cookies, where it is not the page's host.
    pub cookie_domain: Option<String>,
    /// Parameters for every authorization request; `scope` may be a text or a map by audience.
    pub authorization_params: Option<Object>,
    /// Whether tokens are renewed by a refresh token instead of a hidden frame.
    pub use_refresh_tokens: Option<bool>,
    /// Whether a hidden frame helps out where no refresh token serves.
    pub use_refresh_tokens_fallback: Option<bool>,
    /// Whether one refresh token serves all audiences (MRRT).
    pub use_mrrt: Option<bool>,
    /// How long refresh tokens live. Default [`RefreshTokenMode::Offline`].
    pub refresh_token_mode: Option<RefreshTokenMode>,
    /// Whether tokens are bound to a key of this browser (DPoP).
    pub use_dpop: Option<bool>,
    /// Whether a token that is not bound is taken although DPoP is on. Default: only for an API
    /// that may do without.
    pub allow_bearer_fallback: Option<bool>,
    /// Audiences whose tokens must be bound when DPoP is on.
    pub dpop_audiences: Option<Vec<String>>,
    /// Where anonymous sessions are kept. Default [`AnonymousCacheMode::LocalStorage`].
    pub anonymous_sessions_cache_mode: Option<AnonymousCacheMode>,
    /// Whether [`crate::client::Client::check_session`] begins an anonymous session when nobody is
    /// signed in.
    pub create_anonymous_session_on_failed_silent_auth: Option<bool>,
    /// What happens where only the user can help. By default the call fails.
    pub interactive_error_handler: Option<InteractiveErrorHandler>,
    /// The parameter of the page's URL that may hold a session transfer token.
    pub session_transfer_token_query_param_name: Option<String>,
    /// Whether the user's email domain decides on the organization; only warnings depend on it.
    pub enterprise_connect: Option<bool>,
    /// How a popup answers a login. By default as the page allows.
    pub popup_response_mode: Option<PopupResponseMode>,
    /// Whether the signature of ID tokens is verified with the tenant's keys. Default true.
    pub verify_id_token_signature: Option<bool>,
}

impl Options {
    /// Options with what every client needs.
    pub fn new(domain: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self { domain: Some(domain.into()), client_id: Some(client_id.into()), ..Self::default() }
    }
}

/// The parameters a caller gave. What JavaScript left `null` or `undefined` was not given, so that
/// it erases no default and reaches no URL as a word.
pub(crate) fn given(parameters: Option<Object>) -> Object {
    let mut parameters = parameters.unwrap_or_default();
    parameters.retain(|value| *value != Value::Null);
    parameters
}

/// Where tokens are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CacheLocation {
    /// In this page only; gone with a reload.
    #[default]
    Memory,
    /// In `localStorage`, or in the store the application brought.
    LocalStorage,
    /// In IndexedDB, encrypted with a key that cannot be exported.
    IndexedDb,
}

/// Where anonymous sessions are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnonymousCacheMode {
    /// In `localStorage`, wherever other tokens are.
    #[default]
    LocalStorage,
    /// In this page only; gone with a reload.
    Memory,
}

/// How long refresh tokens live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RefreshTokenMode {
    /// Beyond the session at the tenant; each use gives a new one.
    #[default]
    Offline,
    /// As long as the session at the tenant.
    Online,
}

/// What happens where only the user can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InteractiveErrorHandler {
    /// A popup opens.
    Popup,
}

/// How a popup answers a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopupResponseMode {
    /// The tenant posts the answer to the page.
    WebMessage,
    /// In the query of the redirect URI, whose page relays it. For pages that are parted from their
    /// popups (`Cross-Origin-Opener-Policy: same-origin`).
    Query,
}

/// Options of a revocation.
#[derive(Debug, Clone, Default)]
pub struct RevokeOptions {
    /// Whose refresh tokens end; by default those of the client's own audience.
    pub audience: Option<String>,
}

/// Options of a login by redirect.
#[derive(Debug, Clone, Default)]
pub struct LoginOptions {
    /// Parameters for this login; they win over those of the client.
    pub authorization_params: Option<Object>,
    /// What to hand back when the login is finished.
    pub app_state: Option<Value>,
    /// A fragment for the tenant's page.
    pub fragment: Option<String>,
}

/// Options of connecting an account. Both spellings of two members are in use.
#[derive(Debug, Clone, Default)]
pub struct ConnectOptions {
    /// The connection. Needed.
    pub connection: Option<String>,
    /// What the application may do with the account; by default what the connection says.
    pub scopes: Option<Vec<String>>,
    /// Parameters for the provider, such as `login_hint`.
    pub authorization_params: Option<Object>,
    /// The same, as the API spells it.
    pub authorization_params_snake: Option<Object>,
    /// Where the answer goes; by default the client's, or the page's origin.
    pub redirect_uri: Option<String>,
    /// The same, as the API spells it.
    pub redirect_uri_snake: Option<String>,
    /// What to hand back when the account is connected.
    pub app_state: Option<Value>,
}

/// Which part of a list.
#[derive(Debug, Clone, Default)]
pub struct ListOptions {
    /// Only what belongs to this connection.
    pub connection: Option<String>,
    /// How many at most; a positive whole number.
    pub take: Option<f64>,
    /// Where the page before ended: its `next`.
    pub from: Option<String>,
}

/// Options of a request for a token.
#[derive(Debug, Clone, Default)]
pub struct TokenOptions {
    /// Parameters for this request; they win over those of the client.
    pub authorization_params: Option<Object>,
    /// Whether the cache may answer.
    pub cache_mode: Option<CacheMode>,
    /// How long a hidden frame may take, in seconds.
    pub timeout_in_seconds: Option<f64>,
}

/// Whether the cache may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CacheMode {
    /// The cache first, then the tenant.
    #[default]
    On,
    /// Always the tenant.
    Off,
    /// Never the tenant.
    CacheOnly,
}

/// Options of everything with passkeys; each call reads its own part of them.
#[derive(Debug, Clone, Default)]
pub struct PasskeyOptions {
    /// The email address of a new user. This, the telephone number or the user name is needed.
    pub email: Option<String>,
    /// The telephone number of a new user.
    pub phone_number: Option<String>,
    /// The user name of a new user.
    pub username: Option<String>,
    /// The whole name of a new user.
    pub name: Option<String>,
    /// The given name of a new user.
    pub given_name: Option<String>,
    /// The family name of a new user.
    pub family_name: Option<String>,
    /// What a new user is called.
    pub nickname: Option<String>,
    /// The URL of a picture of a new user.
    pub picture: Option<String>,
    /// Whatever is to be kept with a new user.
    pub user_metadata: Option<Object>,
    /// The database connection; by default the tenant's own choice.
    pub realm: Option<String>,
    /// The organization, by id or name; by default the client's.
    pub organization: Option<String>,
    /// What to ask for beside the client's scopes.
    pub scope: Option<String>,
    /// The API; by default the client's.
    pub audience: Option<String>,
    /// The challenge that a passkey answered.
    pub auth_session: Option<String>,
}

/// Options of everything with anonymous sessions; each call reads its own part of them.
#[derive(Debug, Clone, Default)]
pub struct AnonymousOptions {
    /// The API.
    pub audience: Option<String>,
    /// The scope.
    pub scope: Option<String>,
    /// Whatever is to be kept with a session that begins; about 1 KB.
    pub metadata: Option<Object>,
    /// The session that goes on, for callers that keep it themselves.
    pub session_token: Option<String>,
}

/// Options of a logout.
#[derive(Debug, Clone, Default)]
pub struct LogoutOptions {
    /// Whose session ends.
    pub client: LogoutClient,
    /// Parameters of the logout URL: `returnTo`, `federated` and others.
    pub logout_params: Object,
}

/// Whose session a logout ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LogoutClient {
    /// This client's.
    #[default]
    Own,
    /// That of the client with this id.
    Other(String),
    /// That of every client in the cache.
    All,
}
