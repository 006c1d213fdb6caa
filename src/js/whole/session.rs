//! The end of a login, and of a session.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::{JsClient, nothing, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.handleRedirectCallback`, see [`crate::client::Client::handle_redirect_callback`]
    #[wasm_bindgen(js_name = handleRedirectCallback)]
    pub fn handle_redirect_callback(&self, url: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let url = value::text(&url);
            let result = client.handle_redirect_callback(url.as_deref()).await?;
            Ok(value::redirect_result(&result))
        })
    }

    /// `Auth0Client.logout`, see [`crate::client::Client::logout`]
    pub fn logout(&self, options: JsValue) -> JsValue {
        self.proved.forget();
        let (client, bag) = self.with(options);
        answer(
            async move { client.logout(bag.logout_options(), bag.logout_url()).await.map(nothing) },
        )
    }

    /// `Auth0Client.revokeRefreshToken`, see [`crate::client::Client::revoke_refresh_token`]
    #[wasm_bindgen(js_name = revokeRefreshToken)]
    pub fn revoke_refresh_token(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move { client.revoke_refresh_token(bag.revoke_options()?).await.map(nothing) })
    }
}
