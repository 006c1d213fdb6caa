//! The token exchange of the npm package.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{JsClient, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.loginWithCustomTokenExchange`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::login_with_custom_token_exchange`].
    #[wasm_bindgen(js_name = loginWithCustomTokenExchange)]
    pub async fn login_with_custom_token_exchange(
        &self,
        options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let exchange = value::members_of(options).into();
        let tokens = self.client.login_with_custom_token_exchange(exchange).await?;
        Ok(value::token_set(&tokens))
    }

    /// `Auth0Client.customTokenExchange`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::custom_token_exchange`].
    #[wasm_bindgen(js_name = customTokenExchange)]
    pub async fn custom_token_exchange(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let exchange = value::members_of(options).into();
        let tokens = self.client.custom_token_exchange(exchange).await?;
        Ok(value::token_set(&tokens))
    }
}
