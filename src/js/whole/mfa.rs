//! `Auth0Client.mfa`: the second factor of a sign-in.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::value::members_of;
use crate::js::{JsClient, value};
use crate::json::Value;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `MfaApiClient.getAuthenticators`, see [`crate::client::Mfa::authenticators`]
    #[wasm_bindgen(js_name = mfaAuthenticators)]
    pub fn mfa_authenticators(&self, mfa_token: String) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let list = client.mfa().authenticators(&mfa_token).await?;
            Ok(value::to_js(&Value::Array(list.into_iter().map(Value::Object).collect())))
        })
    }

    /// `MfaApiClient.enroll`, see [`crate::client::Mfa::enroll`]
    #[wasm_bindgen(js_name = mfaEnroll)]
    pub fn mfa_enroll(&self, params: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let enrollment = members_of(params).into();
            Ok(value::object(&client.mfa().enroll(&enrollment).await?))
        })
    }

    /// `MfaApiClient.challenge`, see [`crate::client::Mfa::challenge`]
    #[wasm_bindgen(js_name = mfaChallenge)]
    pub fn mfa_challenge(&self, params: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let challenge = members_of(params).into();
            Ok(value::object(&client.mfa().challenge(&challenge).await?))
        })
    }

    /// `MfaApiClient.getEnrollmentFactors`
    ///
    /// # Errors
    /// Those of [`crate::client::Mfa::enrollment_factors`].
    #[wasm_bindgen(js_name = mfaEnrollmentFactors)]
    pub fn mfa_enrollment_factors(&self, mfa_token: String) -> Result<JsValue, JsValue> {
        Ok(value::to_js(&Value::Array(self.client.mfa().enrollment_factors(&mfa_token)?)))
    }

    /// `MfaApiClient.verify`, see [`crate::client::Mfa::verify`]
    #[wasm_bindgen(js_name = mfaVerify)]
    pub fn mfa_verify(&self, params: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let verification = members_of(params).into();
            Ok(value::token_set(&*client.mfa().verify(&verification).await?))
        })
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
