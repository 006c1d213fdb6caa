//! The exports of the npm package. Every method converts, calls one method of the client, and
//! converts; nothing is decided here.

mod anonymous;
mod bag;
mod cache;
mod error;
mod exchange;
mod fetcher;
mod hooks;
mod keeper;
mod last;
mod methods;
mod mfa;
mod my_account;
mod options;
mod passkey;
mod popup;
mod promise;
mod value;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::Browser;
use crate::cache::Identity;
use crate::client::Client;
use bag::Bag;
use fetcher::JsFetcher;
use last::LastText;
use promise::answer;

/// A client, as the façade of the npm package drives it.
#[wasm_bindgen(js_name = Client)]
#[derive(Debug)]
pub struct JsClient {
    client: Client<Browser>,
    shown: Rc<RefCell<Option<Shown>>>,
    proved: LastText,
}

/// An identity as JavaScript objects. They are made once for each identity, so that pages can tell
/// by reference that nothing changed.
#[derive(Debug)]
struct Shown {
    identity: Rc<Identity>,
    user: JsValue,
    claims: JsValue,
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
        let client = Client::new(options, bag.browser(&Bag::new(environment)))?;
        Ok(Self { client, shown: Rc::default(), proved: LastText::default() })
    }

    /// `Auth0Client.loginWithRedirect`, see [`Client::login_with_redirect`]
    #[wasm_bindgen(js_name = loginWithRedirect)]
    pub fn login_with_redirect(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            client.login_with_redirect(bag.login_options()?, bag.open_url()).await.map(nothing)
        })
    }

    /// `Auth0Client.handleRedirectCallback`, see [`Client::handle_redirect_callback`]
    #[wasm_bindgen(js_name = handleRedirectCallback)]
    pub fn handle_redirect_callback(&self, url: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let url = value::text(&url);
            let result = client.handle_redirect_callback(url.as_deref()).await?;
            Ok(value::redirect_result(&result))
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

    /// `Auth0Client.logout`, see [`Client::logout`]
    pub fn logout(&self, options: JsValue) -> JsValue {
        self.proved.forget();
        let (client, bag) = self.with(options);
        answer(
            async move { client.logout(bag.logout_options(), bag.logout_url()).await.map(nothing) },
        )
    }

    /// `Auth0Client.revokeRefreshToken`, see [`Client::revoke_refresh_token`]
    #[wasm_bindgen(js_name = revokeRefreshToken)]
    pub fn revoke_refresh_token(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move { client.revoke_refresh_token(bag.revoke_options()?).await.map(nothing) })
    }

    /// `Auth0Client.getDpopNonce`, see [`Client::dpop_nonce`]
    #[wasm_bindgen(js_name = getDpopNonce)]
    pub fn get_dpop_nonce(&self, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let nonce = client.dpop_nonce(value::text(&id).as_deref()).await?;
            Ok(nonce.map_or(JsValue::UNDEFINED, JsValue::from))
        })
    }

    /// `Auth0Client.setDpopNonce`, see [`Client::set_dpop_nonce`]
    #[wasm_bindgen(js_name = setDpopNonce)]
    pub fn set_dpop_nonce(&self, nonce: JsValue, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let nonce = value::text(&nonce).unwrap_or_default();
            client.set_dpop_nonce(&nonce, value::text(&id).as_deref()).await.map(nothing)
        })
    }

    /// `Auth0Client.generateDpopProof`, see [`Client::generate_dpop_proof`]
    #[wasm_bindgen(js_name = generateDpopProof)]
    pub fn generate_dpop_proof(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        let options = bag.proof_options(&self.proved);
        answer(async move { client.generate_dpop_proof(options?).await.map(JsValue::from) })
    }

    /// `Auth0Client.createFetcher`, with the `fetch` to use.
    ///
    /// # Errors
    /// An `InvalidConfigurationError` for options of the wrong type.
    #[wasm_bindgen(js_name = createFetcher)]
    pub fn create_fetcher(
        &self,
        options: JsValue,
        fetch: js_sys::Function,
    ) -> Result<JsFetcher, JsValue> {
        let fetcher = self.client.fetcher(Bag::new(options).fetcher_options()?);
        Ok(JsFetcher::new(fetcher, fetch))
    }

    /// `Auth0Client.connectAccountWithRedirect`, see [`Client::connect_account_with_redirect`]
    #[wasm_bindgen(js_name = connectAccountWithRedirect)]
    pub fn connect_account_with_redirect(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let (options, open) = (bag.connect_options()?, bag.open_url());
            client.connect_account_with_redirect(options, open).await.map(nothing)
        })
    }

    /// `Auth0Client.listConnectedAccounts`, see [`Client::list_connected_accounts`]
    #[wasm_bindgen(js_name = listConnectedAccounts)]
    pub fn list_connected_accounts(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let list = client.list_connected_accounts(bag.list_options()?).await?;
            Ok(value::list("accounts", &list))
        })
    }

    /// `Auth0Client.listConnectedAccountConnections`, see
    /// [`Client::list_connected_account_connections`]
    #[wasm_bindgen(js_name = listConnectedAccountConnections)]
    pub fn list_connected_account_connections(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let list = client.list_connected_account_connections(bag.list_options()?).await?;
            Ok(value::list("connections", &list))
        })
    }

    /// `Auth0Client.deleteConnectedAccount`, see [`Client::delete_connected_account`]
    #[wasm_bindgen(js_name = deleteConnectedAccount)]
    pub fn delete_connected_account(&self, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let id = value::text(&id).unwrap_or_default();
            client.delete_connected_account(&id).await.map(nothing)
        })
    }

    fn with(&self, options: JsValue) -> (Client<Browser>, Bag) {
        (self.client.clone(), Bag::new(options))
    }

    fn show(&self, pick: fn(&Shown) -> JsValue) -> JsValue {
        let (client, last) = (self.client.clone(), Rc::clone(&self.shown));
        answer(async move {
            let Some(identity) = client.user().await? else { return Ok(JsValue::UNDEFINED) };
            let mut shown = last.borrow_mut();
            let known = shown.take().filter(|shown| Rc::ptr_eq(&shown.identity, &identity));
            Ok(pick(shown.insert(known.unwrap_or_else(|| Shown::new(identity)))))
        })
    }
}

impl Shown {
    fn new(identity: Rc<Identity>) -> Self {
        let (user, claims) = (value::object(&identity.user), value::object(&identity.claims));
        Self { identity, user, claims }
    }
}

/// What a method answers that has nothing to say.
fn nothing((): ()) -> JsValue {
    JsValue::UNDEFINED
}
