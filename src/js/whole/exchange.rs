//! The token exchange of the npm package.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::{JsClient, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.loginWithCustomTokenExchange`, see
    /// [`crate::client::Client::login_with_custom_token_exchange`]
    #[wasm_bindgen(js_name = loginWithCustomTokenExchange)]
    pub fn login_with_custom_token_exchange(&self, options: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let exchange = value::members_of(options).into();
            Ok(value::token_set(&*client.login_with_custom_token_exchange(exchange).await?))
        })
    }

    /// `Auth0Client.customTokenExchange`, see [`crate::client::Client::custom_token_exchange`]
    #[wasm_bindgen(js_name = customTokenExchange)]
    pub fn custom_token_exchange(&self, options: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let exchange = value::members_of(options).into();
            Ok(value::token_set(&*client.custom_token_exchange(exchange).await?))
        })
    }
}
