//! The option bags of the package's methods, member by member.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::bag::Bag;
use super::cache::ApplicationStore;
use super::hooks::{step_up, token_source};
use super::last::LastText;
use super::promise::settle;
use super::value;
use crate::browser::thrown::Thrown;
use crate::browser::{Browser, Vault};
use crate::client::{FetcherOptions, GivenToken, OpenUrl, ProofOptions, TokenParameters};
use crate::error::Error;
use crate::options::{
    AnonymousCacheMode, AnonymousOptions, CacheLocation, CacheMode, ConnectOptions,
    InteractiveErrorHandler, ListOptions, LoginOptions, LogoutClient, LogoutOptions, Options,
    PasskeyOptions, PopupResponseMode, RefreshTokenMode, RevokeOptions, TokenOptions,
};
use crate::platform::Platform;
use crate::time::Timestamp;

impl Bag {
    pub(super) fn client_options(&self) -> Result<Options, Error> {
        self.checked(Options {
            domain: self.text("domain"),
            client_id: self.text("clientId"),
            issuer: self.text("issuer"),
            leeway: self.number("leeway"),
            cache_location: self.cache_location(),
            authorize_timeout_in_seconds: self.number("authorizeTimeoutInSeconds"),
            http_timeout_in_seconds: self.number("httpTimeoutInSeconds"),
            use_form_data: self.flag("useFormData"),
            auth0_client: self.object("auth0Client"),
            legacy_same_site_cookie: self.flag("legacySameSiteCookie"),
            use_cookies_for_transactions: self.flag("useCookiesForTransactions"),
            session_check_expiry_days: self.number("sessionCheckExpiryDays"),
            cookie_domain: self.text("cookieDomain"),
            authorization_params: self.object("authorizationParams"),
            use_refresh_tokens: self.flag("useRefreshTokens"),
            use_refresh_tokens_fallback: self.flag("useRefreshTokensFallback"),
            use_mrrt: self.flag("useMrrt"),
            refresh_token_mode: self.refresh_token_mode(),
            use_dpop: self.flag("useDpop"),
            allow_bearer_fallback: self.flag("allowBearerFallback"),
            dpop_audiences: self.texts("dpopAudiences"),
            anonymous_sessions_cache_mode: self.anonymous_cache_mode(),
            create_anonymous_session_on_failed_silent_auth: self
                .flag("createAnonymousSessionOnFailedSilentAuth"),
            interactive_error_handler: self.word("interactiveErrorHandler", "`popup`", |word| {
                (word == "popup").then_some(InteractiveErrorHandler::Popup)
            }),
            session_transfer_token_query_param_name: self
                .text("sessionTransferTokenQueryParamName"),
            enterprise_connect: self.flag("enterpriseConnect"),
            popup_response_mode: self.popup_response_mode(),
            verify_id_token_signature: self.flag("verifyIdTokenSignature"),
        })
    }

    fn cache_location(&self) -> Option<CacheLocation> {
        if self.member("cache").is_object() {
            return Some(CacheLocation::LocalStorage);
        }
        let expected = "`memory`, `localstorage` or `indexeddb`";
        self.word("cacheLocation", expected, |word| match word {
            "memory" => Some(CacheLocation::Memory),
            "localstorage" => Some(CacheLocation::LocalStorage),
            "indexeddb" => Some(CacheLocation::IndexedDb),
            _ => None,
        })
    }

    fn anonymous_cache_mode(&self) -> Option<AnonymousCacheMode> {
        let expected = "`localStorage` or `memory`";
        self.word("anonymousSessionsCacheMode", expected, |word| match word {
            "localStorage" => Some(AnonymousCacheMode::LocalStorage),
            "memory" => Some(AnonymousCacheMode::Memory),
            _ => None,
        })
    }

    fn popup_response_mode(&self) -> Option<PopupResponseMode> {
        self.word("popupResponseMode", "`web_message` or `query`", |word| match word {
            "web_message" => Some(PopupResponseMode::WebMessage),
            "query" => Some(PopupResponseMode::Query),
            _ => None,
        })
    }

    fn refresh_token_mode(&self) -> Option<RefreshTokenMode> {
        self.word("refreshTokenMode", "`offline` or `online`", |word| match word {
            "offline" => Some(RefreshTokenMode::Offline),
            "online" => Some(RefreshTokenMode::Online),
            _ => None,
        })
    }

    /// The platform with what the application brought of its own.
    ///
    /// # Errors
    /// [`Error::Beyond`], where it brought something and the platform only reads.
    pub(super) fn browser(&self, environment: &Self) -> Result<Browser, Error> {
        let mut browser = Browser::new();
        if !Browser::SENDS {
            let is_plain = !self.member("cache").is_object() && !self.is_set("nowProvider");
            return if is_plain { Ok(browser) } else { Err(Error::Beyond) };
        }
        let cache = self.member("cache");
        if cache.is_object() {
            browser = browser.with_store(Rc::new(ApplicationStore::new(cache)));
        } else if self.member("cacheLocation") == "indexeddb" {
            browser = browser.with_store(Rc::new(Vault::new()));
        }
        if let Some(provider) = self.callback("nowProvider") {
            browser = browser.with_clock(Rc::new(move || Box::pin(ask_clock(provider.clone()))));
        }
        if let Some(open) = environment.callback("openWorker") {
            browser = browser.with_worker(open);
        }
        Ok(browser)
    }

    pub(super) fn revoke_options(&self) -> Result<RevokeOptions, Error> {
        self.checked(RevokeOptions { audience: self.text("audience") })
    }

    pub(super) fn login_options(&self) -> Result<LoginOptions, Error> {
        self.checked(LoginOptions {
            authorization_params: self.object("authorizationParams"),
            app_state: self.json("appState")?,
            fragment: self.text("fragment"),
        })
    }

    pub(super) fn connect_options(&self) -> Result<ConnectOptions, Error> {
        self.checked(ConnectOptions {
            connection: self.text("connection"),
            scopes: self.texts("scopes"),
            authorization_params: self.object("authorizationParams"),
            authorization_params_snake: self.object("authorization_params"),
            redirect_uri: self.text("redirectUri"),
            redirect_uri_snake: self.text("redirect_uri"),
            app_state: self.json("appState")?,
        })
    }

    pub(super) fn list_options(&self) -> Result<ListOptions, Error> {
        self.checked(ListOptions {
            connection: self.text("connection"),
            take: self.number("take"),
            from: self.text("from"),
        })
    }

    pub(super) fn token_options(&self) -> Result<TokenOptions, Error> {
        let expected = "`on`, `off` or `cache-only`";
        self.checked(TokenOptions {
            authorization_params: self.object("authorizationParams"),
            cache_mode: self.word("cacheMode", expected, |word| match word {
                "on" => Some(CacheMode::On),
                "off" => Some(CacheMode::Off),
                "cache-only" => Some(CacheMode::CacheOnly),
                _ => None,
            }),
            timeout_in_seconds: self.number("timeoutInSeconds"),
        })
    }

    pub(super) fn logout_options(&self) -> LogoutOptions {
        let client = match self.member("clientId") {
            id if id.is_null() => LogoutClient::All,
            id if id.is_truthy() => id.as_string().map_or(LogoutClient::Own, LogoutClient::Other),
            _ => LogoutClient::Own,
        };
        let logout_params = value::from_js(self.member("logoutParams")).into_object();
        LogoutOptions { client, logout_params: logout_params.unwrap_or_default() }
    }

    pub(super) fn passkey_options(&self) -> Result<PasskeyOptions, Error> {
        self.checked(PasskeyOptions {
            email: self.text("email"),
            phone_number: self.text("phoneNumber"),
            username: self.text("username"),
            name: self.text("name"),
            given_name: self.text("givenName"),
            family_name: self.text("familyName"),
            nickname: self.text("nickname"),
            picture: self.text("picture"),
            user_metadata: self.object("userMetadata"),
            realm: self.text("realm"),
            organization: self.text("organization"),
            scope: self.text("scope"),
            audience: self.text("audience"),
            auth_session: self.text("authSession"),
        })
    }

    pub(super) fn anonymous_options(&self) -> Result<AnonymousOptions, Error> {
        self.checked(AnonymousOptions {
            audience: self.text("audience"),
            scope: self.text("scope"),
            metadata: self.object("metadata"),
            session_token: self.text("sessionToken"),
        })
    }

    pub(super) fn proof_options(&self, last: &LastText) -> Result<ProofOptions, Error> {
        self.checked(ProofOptions {
            url: self.needed("url"),
            method: self.needed("method"),
            nonce: self.text("nonce"),
            access_token: self.same_text("accessToken", last),
        })
    }

    /// What cannot be read was not given.
    pub(super) fn token_parameters(&self) -> TokenParameters {
        let parameters =
            TokenParameters { audience: self.text("audience"), scope: self.texts("scope") };
        self.checked(parameters).unwrap_or_default()
    }

    pub(super) fn given_token(&self) -> Option<GivenToken> {
        let access_token = self.needed("access_token");
        self.checked(GivenToken { access_token, token_type: self.text("token_type") }).ok()
    }

    pub(super) fn fetcher_options(&self) -> Result<FetcherOptions, Error> {
        self.checked(FetcherOptions {
            base_url: self.text("baseUrl"),
            dpop_nonce_id: self.text("dpopNonceId"),
            allowed_origins: self.texts("allowedOrigins"),
            renew_invalid_token: self.flag("renewInvalidToken"),
            max_retry_after_in_seconds: self.number("maxRetryAfterInSeconds"),
            get_access_token: self.callback("getAccessToken").map(token_source),
            on_step_up: self.callback("onStepUp").map(step_up),
        })
    }

    /// A callback of the application, or the page itself.
    pub(super) fn open_url(&self) -> OpenUrl {
        let callback = self.callback("openUrl").or_else(|| self.callback("onRedirect"));
        callback.map_or(OpenUrl::Navigate, |callback| {
            OpenUrl::Call(Box::new(move |url| Box::pin(call(callback, url))))
        })
    }

    /// The same for a logout, where `openUrl: false` means to stay.
    pub(super) fn logout_url(&self) -> OpenUrl {
        match self.member("openUrl").as_bool() {
            Some(false) => OpenUrl::Skip,
            _ => self.open_url(),
        }
    }
}

async fn call(callback: Function, url: String) -> Result<(), Error> {
    let returned = callback.call1(&JsValue::UNDEFINED, &url.into()).map_err(Thrown)?;
    settle(returned).await.map(drop)
}

async fn ask_clock(provider: Function) -> Result<Timestamp, Error> {
    let returned = provider.call0(&JsValue::UNDEFINED).map_err(Thrown)?;
    let millis = settle(returned).await?.as_f64().filter(|millis| millis.is_finite());
    millis.map(|millis| Timestamp::from_millis(millis as i64)).ok_or_else(|| {
        Error::configuration(
            "The option `nowProvider` did not give a number.",
            "Return milliseconds since 1970, as `Date.now()` does, or a promise of them.",
        )
    })
}
