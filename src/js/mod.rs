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
mod methods;
mod my_account;
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

/// A client, as the façade of the npm package drives it.
#[wasm_bindgen(js_name = Client)]
#[derive(Debug)]
pub struct JsClient {
    client: Client<Browser>,
    shown: RefCell<Option<Shown>>,
}

/// An identity as JavaScript objects. They are made once for each identity, so that pages can tell
/// by reference that nothing changed.
#[derive(Debug, Clone)]
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
        Ok(Self { client, shown: RefCell::default() })
    }

    /// `Auth0Client.loginWithRedirect`
    ///
    /// # Errors
    /// Those of [`Client::login_with_redirect`].
    #[wasm_bindgen(js_name = loginWithRedirect)]
    pub async fn login_with_redirect(&self, options: JsValue) -> Result<(), JsValue> {
        let bag = Bag::new(options);
        let open = bag.open_url();
        Ok(self.client.login_with_redirect(bag.login_options()?, open).await?)
    }

    /// `Auth0Client.handleRedirectCallback`
    ///
    /// # Errors
    /// Those of [`Client::handle_redirect_callback`].
    #[wasm_bindgen(js_name = handleRedirectCallback)]
    pub async fn handle_redirect_callback(&self, url: JsValue) -> Result<JsValue, JsValue> {
        let url = value::text(&url);
        let result = self.client.handle_redirect_callback(url.as_deref()).await?;
        Ok(value::redirect_result(&result))
    }

    /// `Auth0Client.checkSession`
    ///
    /// # Errors
    /// An `InvalidConfigurationError` for options of the wrong type.
    #[wasm_bindgen(js_name = checkSession)]
    pub async fn check_session(&self, options: JsValue) -> Result<(), JsValue> {
        self.client.check_session(Bag::new(options).token_options()?).await;
        Ok(())
    }

    /// `Auth0Client.getTokenSilently`
    ///
    /// # Errors
    /// Those of [`Client::get_token_silently`].
    #[wasm_bindgen(js_name = getTokenSilently)]
    pub async fn get_token_silently(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let bag = Bag::new(options);
        let token = self.client.get_token_silently(bag.token_options()?).await?;
        Ok(token.map_or(JsValue::UNDEFINED, |token| value::token(&token, bag.is_detailed())))
    }

    /// `Auth0Client.getUser`
    ///
    /// # Errors
    /// Those of [`Client::user`].
    #[wasm_bindgen(js_name = getUser)]
    pub async fn get_user(&self) -> Result<JsValue, JsValue> {
        Ok(self.show().await?.map_or(JsValue::UNDEFINED, |shown| shown.user))
    }

    /// `Auth0Client.getIdTokenClaims`
    ///
    /// # Errors
    /// Those of [`Client::user`].
    #[wasm_bindgen(js_name = getIdTokenClaims)]
    pub async fn get_id_token_claims(&self) -> Result<JsValue, JsValue> {
        Ok(self.show().await?.map_or(JsValue::UNDEFINED, |shown| shown.claims))
    }

    /// `Auth0Client.logout`
    ///
    /// # Errors
    /// Those of [`Client::logout`].
    pub async fn logout(&self, options: JsValue) -> Result<(), JsValue> {
        let bag = Bag::new(options);
        Ok(self.client.logout(bag.logout_options(), bag.logout_url()).await?)
    }

    /// `Auth0Client.revokeRefreshToken`
    ///
    /// # Errors
    /// Those of [`Client::revoke_refresh_token`].
    #[wasm_bindgen(js_name = revokeRefreshToken)]
    pub async fn revoke_refresh_token(&self, options: JsValue) -> Result<(), JsValue> {
        Ok(self.client.revoke_refresh_token(Bag::new(options).revoke_options()?).await?)
    }

    /// `Auth0Client.getDpopNonce`
    ///
    /// # Errors
    /// Those of [`Client::dpop_nonce`].
    #[wasm_bindgen(js_name = getDpopNonce)]
    pub async fn get_dpop_nonce(&self, id: JsValue) -> Result<Option<String>, JsValue> {
        Ok(self.client.dpop_nonce(value::text(&id).as_deref()).await?)
    }

    /// `Auth0Client.setDpopNonce`
    ///
    /// # Errors
    /// Those of [`Client::set_dpop_nonce`].
    #[wasm_bindgen(js_name = setDpopNonce)]
    pub async fn set_dpop_nonce(&self, nonce: JsValue, id: JsValue) -> Result<(), JsValue> {
        let nonce = value::text(&nonce).unwrap_or_default();
        Ok(self.client.set_dpop_nonce(&nonce, value::text(&id).as_deref()).await?)
    }

    /// `Auth0Client.generateDpopProof`
    ///
    /// # Errors
    /// Those of [`Client::generate_dpop_proof`].
    #[wasm_bindgen(js_name = generateDpopProof)]
    pub async fn generate_dpop_proof(&self, options: JsValue) -> Result<String, JsValue> {
        Ok(self.client.generate_dpop_proof(Bag::new(options).proof_options()?).await?)
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
        Ok(JsFetcher { fetcher, fetch })
    }

    /// `Auth0Client.connectAccountWithRedirect`
    ///
    /// # Errors
    /// Those of [`Client::connect_account_with_redirect`].
    #[wasm_bindgen(js_name = connectAccountWithRedirect)]
    pub async fn connect_account_with_redirect(&self, options: JsValue) -> Result<(), JsValue> {
        let bag = Bag::new(options);
        let open = bag.open_url();
        Ok(self.client.connect_account_with_redirect(bag.connect_options()?, open).await?)
    }

    /// `Auth0Client.listConnectedAccounts`
    ///
    /// # Errors
    /// Those of [`Client::list_connected_accounts`].
    #[wasm_bindgen(js_name = listConnectedAccounts)]
    pub async fn list_connected_accounts(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).list_options()?;
        let list = self.client.list_connected_accounts(options).await?;
        Ok(value::list("accounts", &list))
    }

    /// `Auth0Client.listConnectedAccountConnections`
    ///
    /// # Errors
    /// Those of [`Client::list_connected_account_connections`].
    #[wasm_bindgen(js_name = listConnectedAccountConnections)]
    pub async fn list_connected_account_connections(
        &self,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).list_options()?;
        let list = self.client.list_connected_account_connections(options).await?;
        Ok(value::list("connections", &list))
    }

    /// `Auth0Client.deleteConnectedAccount`
    ///
    /// # Errors
    /// Those of [`Client::delete_connected_account`].
    #[wasm_bindgen(js_name = deleteConnectedAccount)]
    pub async fn delete_connected_account(&self, id: JsValue) -> Result<(), JsValue> {
        Ok(self.client.delete_connected_account(&value::text(&id).unwrap_or_default()).await?)
    }

    async fn show(&self) -> Result<Option<Shown>, JsValue> {
        let Some(identity) = self.client.user().await? else { return Ok(None) };
        let mut shown = self.shown.borrow_mut();
        let known = shown.as_ref().is_some_and(|shown| Rc::ptr_eq(&shown.identity, &identity));
        if !known {
            let user = value::object(&identity.user);
            let claims = value::object(&identity.claims);
            *shown = Some(Shown { identity, user, claims });
        }
        Ok(shown.clone())
    }
}
