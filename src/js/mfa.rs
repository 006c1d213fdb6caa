//! `Auth0Client.mfa`: the second factor of a sign-in.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{JsClient, value};
use crate::json::Value;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MfaApiClient.getAuthenticators`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::authenticators`].
    #[wasm_bindgen(js_name = mfaAuthenticators)]
    pub async fn mfa_authenticators(&self, mfa_token: String) -> Result<JsValue, JsValue> {
        let list = self.client.mfa().authenticators(&mfa_token).await?;
        Ok(value::to_js(&Value::Array(list.into_iter().map(Value::Object).collect())))
    }

    /// `MfaApiClient.enroll`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::enroll`].
    #[wasm_bindgen(js_name = mfaEnroll)]
    pub async fn mfa_enroll(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let enrollment = value::members_of(params).into();
        Ok(value::object(&self.client.mfa().enroll(&enrollment).await?))
    }

    /// `MfaApiClient.challenge`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::challenge`].
    #[wasm_bindgen(js_name = mfaChallenge)]
    pub async fn mfa_challenge(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let challenge = value::members_of(params).into();
        Ok(value::object(&self.client.mfa().challenge(&challenge).await?))
    }

    /// `MfaApiClient.getEnrollmentFactors`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::enrollment_factors`].
    #[wasm_bindgen(js_name = mfaEnrollmentFactors)]
    pub fn mfa_enrollment_factors(&self, mfa_token: String) -> Result<JsValue, JsValue> {
        Ok(value::to_js(&Value::Array(self.client.mfa().enrollment_factors(&mfa_token)?)))
    }

    /// `MfaApiClient.verify`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::verify`].
    #[wasm_bindgen(js_name = mfaVerify)]
    pub async fn mfa_verify(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let verification = value::members_of(params).into();
        Ok(value::token_set(&self.client.mfa().verify(&verification).await?))
    }

    /// `MfaApiClient.setMFAAuthDetails`
    #[wasm_bindgen(js_name = setMfaContext)]
    pub fn set_mfa_context(
        &self,
        mfa_token: String,
        scope: Option<String>,
        audience: Option<String>,
        requirements: JsValue,
    ) {
        let requirements = Some(value::from_js(requirements)).filter(|value| *value != Value::Null);
        let mfa = self.client.mfa();
        mfa.set_context(&mfa_token, scope.as_deref(), audience.as_deref(), requirements);
    }
}
