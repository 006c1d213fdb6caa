//! Option bags of JavaScript: data by serde, callbacks by typed getter.

use std::rc::Rc;

use js_sys::{Function, JSON, Object};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::cache::ApplicationStore;
use super::hooks::{step_up, token_source};
use super::promise::settle;
use super::value;
use crate::browser::thrown::Thrown;
use crate::browser::{Browser, Vault};
use crate::client::{FetcherOptions, GivenToken, OpenUrl, ProofOptions, TokenParameters};
use crate::error::Error;
use crate::json::{self, Value};
use crate::options::{
    AnonymousOptions, CacheLocation, ConnectOptions, ListOptions, LoginOptions, LogoutClient,
    LogoutOptions, Options, PasskeyOptions, RevokeOptions, TokenOptions,
};
use crate::time::Timestamp;

#[wasm_bindgen]
extern "C" {
    /// An object with options; members of any kind, or none.
    #[derive(Debug, Clone)]
    pub(super) type Members;

    #[wasm_bindgen(method, getter, structural, js_name = appState)]
    fn app_state(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn cache(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = cacheLocation)]
    fn cache_location(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = clientId)]
    fn client_id(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn credential(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = detailedResponse)]
    fn detailed_response(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = logoutParams)]
    fn logout_params(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = getAccessToken)]
    fn get_access_token(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = onStepUp)]
    fn on_step_up(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = nowProvider)]
    fn now_provider(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = onRedirect)]
    fn on_redirect(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = openWorker)]
    fn open_worker(this: &Members) -> JsValue;
    #[wasm_bindgen(method, getter, structural, js_name = openUrl)]
    fn open_url(this: &Members) -> JsValue;
}

/// An option bag.
#[derive(Debug)]
pub(super) struct Bag(Members);

impl Bag {
    /// Anything but an object counts as a bag without members.
    pub(super) fn new(options: JsValue) -> Self {
        let members = if options.is_object() { options } else { Object::new().into() };
        Self(members.unchecked_into())
    }

    pub(super) fn client_options(&self) -> Result<Options, Error> {
        let mut options: Options = self.read()?;
        if self.0.cache().is_object() {
            options.cache_location = Some(CacheLocation::LocalStorage);
        }
        Ok(options)
    }

    /// The platform with what the application brought of its own.
    pub(super) fn browser(&self, environment: &Self) -> Browser {
        let mut browser = Browser::new();
        if self.0.cache().is_object() {
            browser = browser.with_store(Rc::new(ApplicationStore::new(self.0.cache())));
        } else if self.0.cache_location() == "indexeddb" {
            browser = browser.with_store(Rc::new(Vault::new()));
        }
        if let Ok(provider) = self.0.now_provider().dyn_into::<Function>() {
            browser = browser.with_clock(Rc::new(move || Box::pin(ask_clock(provider.clone()))));
        }
        if let Ok(open) = environment.0.open_worker().dyn_into::<Function>() {
            browser = browser.with_worker(open);
        }
        browser
    }

    pub(super) fn revoke_options(&self) -> Result<RevokeOptions, Error> {
        self.read()
    }

    pub(super) fn login_options(&self) -> Result<LoginOptions, Error> {
        let mut options: LoginOptions = self.read()?;
        options.app_state = self.app_state()?;
        Ok(options)
    }

    pub(super) fn connect_options(&self) -> Result<ConnectOptions, Error> {
        let mut options: ConnectOptions = self.read()?;
        options.app_state = self.app_state()?;
        Ok(options)
    }

    pub(super) fn list_options(&self) -> Result<ListOptions, Error> {
        self.read()
    }

    fn app_state(&self) -> Result<Option<Value>, Error> {
        let text = JSON::stringify(&self.0.app_state()).map_err(Thrown)?;
        Ok(text.as_string().and_then(|text| json::parse(&text).ok()))
    }

    pub(super) fn token_options(&self) -> Result<TokenOptions, Error> {
        self.read()
    }

    pub(super) fn is_detailed(&self) -> bool {
        self.0.detailed_response().is_truthy()
    }

    pub(super) fn logout_options(&self) -> LogoutOptions {
        let client = match self.0.client_id() {
            id if id.is_null() => LogoutClient::All,
            id if id.is_truthy() => id.as_string().map_or(LogoutClient::Own, LogoutClient::Other),
            _ => LogoutClient::Own,
        };
        let logout_params = value::from_js(self.0.logout_params()).into_object();
        LogoutOptions { client, logout_params: logout_params.unwrap_or_default() }
    }

    pub(super) fn passkey_options(&self) -> Result<PasskeyOptions, Error> {
        self.read()
    }

    /// The credential that an authenticator gave.
    pub(super) fn credential(&self) -> JsValue {
        self.0.credential()
    }

    pub(super) fn anonymous_options(&self) -> Result<AnonymousOptions, Error> {
        self.read()
    }

    pub(super) fn proof_options(&self) -> Result<ProofOptions, Error> {
        self.read()
    }

    pub(super) fn token_parameters(&self) -> TokenParameters {
        self.read().unwrap_or_default()
    }

    pub(super) fn given_token(&self) -> Option<GivenToken> {
        self.read().ok()
    }

    pub(super) fn fetcher_options(&self) -> Result<FetcherOptions, Error> {
        let options: FetcherOptions = self.read()?;
        let callback = |member: JsValue| member.dyn_into::<Function>().ok();
        Ok(FetcherOptions {
            get_access_token: callback(self.0.get_access_token()).map(token_source),
            on_step_up: callback(self.0.on_step_up()).map(step_up),
            ..options
        })
    }

    /// A callback of the application, or the page itself.
    pub(super) fn open_url(&self) -> OpenUrl {
        let own = self.0.open_url().dyn_into::<Function>();
        let callback = own.or_else(|_| self.0.on_redirect().dyn_into::<Function>());
        callback.map_or(OpenUrl::Navigate, |callback| {
            OpenUrl::Call(Box::new(move |url| Box::pin(call(callback, url))))
        })
    }

    /// The same for a logout, where `openUrl: false` means to stay.
    pub(super) fn logout_url(&self) -> OpenUrl {
        match self.0.open_url().as_bool() {
            Some(false) => OpenUrl::Skip,
            _ => self.open_url(),
        }
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_wasm_bindgen::from_value(self.0.clone().into())
            .map_err(|error| self.culprit::<T>(&error.to_string()))
    }

    /// Finds the member that has the wrong type, by reading each alone.
    fn culprit<T: DeserializeOwned>(&self, error: &str) -> Error {
        if let Some((_, name)) = error.split_once("missing field ") {
            return Error::configuration(format!("The option {name} is missing."), SEE_TYPES);
        }
        let members: &Object = self.0.unchecked_ref();
        for pair in Object::entries(members).iter() {
            let alone = Object::from_entries(&js_sys::Array::of1(&pair)).unwrap_or_default();
            if let Err(error) = serde_wasm_bindgen::from_value::<T>(alone.into()) {
                let name = js_sys::Array::from(&pair).get(0).as_string().unwrap_or_default();
                return Error::configuration(
                    format!("The option `{name}` has the wrong type: {error}."),
                    SEE_TYPES,
                );
            }
        }
        Error::configuration("The options cannot be read.", "Pass a plain object.")
    }
}

const SEE_TYPES: &str = "See the types of the package for what it may be.";

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
