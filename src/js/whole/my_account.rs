//! `Auth0Client.myAccount`: the calls of the My Account API as they are.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::{JsClient, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MyAccountApiClient.connectAccount`, see [`crate::client::MyAccount::connect_account`]
    #[wasm_bindgen(js_name = connectAccount)]
    pub fn connect_account(&self, request: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let body = value::members_of(request);
            Ok(value::object(&client.my_account().connect_account(body).await?))
        })
    }

    /// `MyAccountApiClient.completeAccount`, see [`crate::client::MyAccount::complete_account`]
    #[wasm_bindgen(js_name = completeAccount)]
    pub fn complete_account(&self, request: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let body = value::members_of(request);
            Ok(value::object(&client.my_account().complete_account(body).await?.0))
        })
    }
}
