//! The exports of the npm package. Every method converts, calls one method of the client, and
//! converts; nothing is decided here.
//!
//! The package has two of them. The small one has what a first visit calls; with the feature `first`
//! it is built of this module without `whole`.

#![cfg_attr(feature = "first", allow(dead_code, reason = "what both share has parts for either"))]

mod bag;
mod cache;
mod error;
mod hooks;
mod last;
mod options;
mod promise;
mod shown;
mod value;

#[cfg(not(feature = "first"))]
mod whole;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::Browser;
use crate::client::Client;
use bag::Bag;
use last::LastText;
use promise::answer;
use shown::Shown;

/// A client, as the façade of the npm package drives it.
#[wasm_bindgen(js_name = Client)]
#[derive(Debug)]
pub struct JsClient {
    client: Client<Browser>,
    shown: Rc<RefCell<Option<Shown>>>,
    proved: LastText,
}

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// A client with the options of `new Auth0Client`.
    ///
    /// # Errors
    /// An `InvalidConfigurationError` naming the option.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, environment: JsValue) -> Result<Self, JsValue> {
        let bag = Bag::new(options);
        let options = bag.client_options()?;
        let environment = Bag::new(environment);
        let client = Client::new(options, bag.browser(&environment)?)?;
        let shown = Rc::new(RefCell::new(Shown::from_js(&environment.member("shown"))));
        Ok(Self { client, shown, proved: LastText::default() })
    }

    /// `Auth0Client.loginWithRedirect`, see [`Client::login_with_redirect`]
    #[wasm_bindgen(js_name = loginWithRedirect)]
    pub fn login_with_redirect(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            client.login_with_redirect(bag.login_options()?, bag.open_url()).await.map(nothing)
        })
    }

    /// `Auth0Client.checkSession`, with the public method that asks for the token, see
    /// [`Client::restore_session`]
    #[wasm_bindgen(js_name = checkSession)]
    pub fn check_session(&self, options: JsValue, ask: js_sys::Function) -> JsValue {
        let (client, bag) = self.with(options.clone());
        answer(async move {
            bag.token_options()?;
            client.restore_session(hooks::asked(ask, options)).await;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// `Auth0Client.getTokenSilently`, see [`Client::get_token_silently`]
    #[wasm_bindgen(js_name = getTokenSilently)]
    pub fn get_token_silently(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let token = client.get_token_silently(bag.token_options()?).await?;
            let is_detailed = bag.is_set("detailedResponse");
            Ok(token.map_or(JsValue::UNDEFINED, |token| value::token(&token, is_detailed)))
        })
    }

    /// `Auth0Client.getUser`, see [`Client::user`]
    #[wasm_bindgen(js_name = getUser)]
    pub fn get_user(&self) -> JsValue {
        self.show(|shown| shown.user.clone())
    }

    /// `Auth0Client.getIdTokenClaims`, see [`Client::user`]
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub fn get_id_token_claims(&self) -> JsValue {
        self.show(|shown| shown.claims.clone())
    }

    /// What `getUser` and `getIdTokenClaims` gave last, for the whole wasm to go on with.
    #[cfg(feature = "first")]
    #[wasm_bindgen(js_name = shown)]
    pub fn last_shown(&self) -> JsValue {
        self.shown.borrow().as_ref().map_or(JsValue::UNDEFINED, Shown::to_js)
    }

    fn with(&self, options: JsValue) -> (Client<Browser>, Bag) {
        (self.client.clone(), Bag::new(options))
    }

    fn show(&self, pick: fn(&Shown) -> JsValue) -> JsValue {
        let (client, last) = (self.client.clone(), Rc::clone(&self.shown));
        answer(async move {
            let Some(identity) = client.user().await? else { return Ok(JsValue::UNDEFINED) };
            let mut shown = last.borrow_mut();
            let known = shown.take().filter(|shown| shown.is_of(&identity));
            Ok(pick(shown.insert(known.unwrap_or_else(|| Shown::new(&identity)))))
        })
    }
}

/// What a method answers that has nothing to say.
fn nothing((): ()) -> JsValue {
    JsValue::UNDEFINED
}
