//! `Auth0Client.myAccount`: the calls of the My Account API as they are.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{JsClient, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MyAccountApiClient.connectAccount`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::connect_account`].
    #[wasm_bindgen(js_name = connectAccount)]
    pub async fn connect_account(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let body = value::from_js(request).into_object().unwrap_or_default();
        Ok(value::object(&self.client.my_account().connect_account(body).await?))
    }

    /// `MyAccountApiClient.completeAccount`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::complete_account`].
    #[wasm_bindgen(js_name = completeAccount)]
    pub async fn complete_account(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let body = value::from_js(request).into_object().unwrap_or_default();
        Ok(value::object(&self.client.my_account().complete_account(body).await?.0))
    }
}
