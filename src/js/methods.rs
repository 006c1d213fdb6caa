//! `Auth0Client.myAccount`: factors and authentication methods.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{JsClient, value};
use crate::json::Object;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MyAccountApiClient.getFactors`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::factors`].
    #[wasm_bindgen(js_name = getFactors)]
    pub async fn get_factors(&self) -> Result<JsValue, JsValue> {
        Ok(list(&self.client.my_account().factors().await?))
    }

    /// `MyAccountApiClient.getAuthenticationMethods`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::authentication_methods`].
    #[wasm_bindgen(js_name = getAuthenticationMethods)]
    pub async fn get_authentication_methods(&self, kind: JsValue) -> Result<JsValue, JsValue> {
        let kind = value::text(&kind);
        Ok(list(&self.client.my_account().authentication_methods(kind.as_deref()).await?))
    }

    /// `MyAccountApiClient.getAuthenticationMethod`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::authentication_method`].
    #[wasm_bindgen(js_name = getAuthenticationMethod)]
    pub async fn get_authentication_method(&self, id: JsValue) -> Result<JsValue, JsValue> {
        let id = value::text(&id).unwrap_or_default();
        Ok(value::object(&self.client.my_account().authentication_method(&id).await?))
    }

    /// `MyAccountApiClient.updateAuthenticationMethod`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::update_authentication_method`].
    #[wasm_bindgen(js_name = updateAuthenticationMethod)]
    pub async fn update_authentication_method(
        &self,
        id: JsValue,
        changes: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (id, changes) = (value::text(&id).unwrap_or_default(), body(changes));
        let account = self.client.my_account();
        Ok(value::object(&account.update_authentication_method(&id, changes).await?))
    }

    /// `MyAccountApiClient.deleteAuthenticationMethod`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::delete_authentication_method`].
    #[wasm_bindgen(js_name = deleteAuthenticationMethod)]
    pub async fn delete_authentication_method(&self, id: JsValue) -> Result<(), JsValue> {
        let id = value::text(&id).unwrap_or_default();
        Ok(self.client.my_account().delete_authentication_method(&id).await?)
    }

    /// `MyAccountApiClient.enrollmentChallenge`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::enrollment_challenge`].
    #[wasm_bindgen(js_name = enrollmentChallenge)]
    pub async fn enrollment_challenge(&self, options: JsValue) -> Result<JsValue, JsValue> {
        Ok(value::object(&self.client.my_account().enrollment_challenge(body(options)).await?))
    }

    /// `MyAccountApiClient.enrollmentVerify`
    ///
    /// # Errors
    /// Those of [`crate::client::MyAccount::enrollment_verify`].
    #[wasm_bindgen(js_name = enrollmentVerify)]
    pub async fn enrollment_verify(&self, options: JsValue) -> Result<JsValue, JsValue> {
        Ok(value::object(&self.client.my_account().enrollment_verify(body(options)).await?))
    }
}

fn body(value: JsValue) -> Object {
    value::from_js(value).into_object().unwrap_or_default()
}

fn list(items: &[Object]) -> JsValue {
    items.iter().map(value::object).collect::<Array>().into()
}
