//! `Auth0Client.myAccount`: factors and authentication methods.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::value::members_of;
use crate::js::{JsClient, nothing, value};
use crate::json::Object;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MyAccountApiClient.getFactors`, see [`crate::client::MyAccount::factors`]
    #[wasm_bindgen(js_name = getFactors)]
    pub fn get_factors(&self) -> JsValue {
        let client = self.client.clone();
        answer(async move { Ok(list(&client.my_account().factors().await?)) })
    }

    /// `MyAccountApiClient.getAuthenticationMethods`, see
    /// [`crate::client::MyAccount::authentication_methods`]
    #[wasm_bindgen(js_name = getAuthenticationMethods)]
    pub fn get_authentication_methods(&self, kind: JsValue) -> JsValue {
        let (client, kind) = (self.client.clone(), value::text(&kind));
        answer(async move {
            Ok(list(&client.my_account().authentication_methods(kind.as_deref()).await?))
        })
    }

    /// `MyAccountApiClient.getAuthenticationMethod`, see
    /// [`crate::client::MyAccount::authentication_method`]
    #[wasm_bindgen(js_name = getAuthenticationMethod)]
    pub fn get_authentication_method(&self, id: JsValue) -> JsValue {
        let (client, id) = (self.client.clone(), value::text(&id).unwrap_or_default());
        answer(
            async move { Ok(value::object(&client.my_account().authentication_method(&id).await?)) },
        )
    }

    /// `MyAccountApiClient.updateAuthenticationMethod`, see
    /// [`crate::client::MyAccount::update_authentication_method`]
    #[wasm_bindgen(js_name = updateAuthenticationMethod)]
    pub fn update_authentication_method(&self, id: JsValue, changes: JsValue) -> JsValue {
        let (client, id) = (self.client.clone(), value::text(&id).unwrap_or_default());
        answer(async move {
            let changes = members_of(changes);
            let account = client.my_account();
            Ok(value::object(&account.update_authentication_method(&id, changes).await?))
        })
    }

    /// `MyAccountApiClient.deleteAuthenticationMethod`, see
    /// [`crate::client::MyAccount::delete_authentication_method`]
    #[wasm_bindgen(js_name = deleteAuthenticationMethod)]
    pub fn delete_authentication_method(&self, id: JsValue) -> JsValue {
        let (client, id) = (self.client.clone(), value::text(&id).unwrap_or_default());
        answer(
            async move { client.my_account().delete_authentication_method(&id).await.map(nothing) },
        )
    }

    /// `MyAccountApiClient.enrollmentChallenge`, see
    /// [`crate::client::MyAccount::enrollment_challenge`]
    #[wasm_bindgen(js_name = enrollmentChallenge)]
    pub fn enrollment_challenge(&self, options: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let options = members_of(options);
            Ok(value::object(&client.my_account().enrollment_challenge(options).await?))
        })
    }

    /// `MyAccountApiClient.enrollmentVerify`, see [`crate::client::MyAccount::enrollment_verify`]
    #[wasm_bindgen(js_name = enrollmentVerify)]
    pub fn enrollment_verify(&self, options: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let options = members_of(options);
            Ok(value::object(&client.my_account().enrollment_verify(options).await?))
        })
    }
}

fn list(items: &[Object]) -> JsValue {
    items.iter().map(value::object).collect::<Array>().into()
}
