//! Nonces and proofs for the application's own requests.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::{JsClient, nothing, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.getDpopNonce`, see [`crate::client::Client::dpop_nonce`]
    #[wasm_bindgen(js_name = getDpopNonce)]
    pub fn get_dpop_nonce(&self, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let nonce = client.dpop_nonce(value::text(&id).as_deref()).await?;
            Ok(nonce.map_or(JsValue::UNDEFINED, JsValue::from))
        })
    }

    /// `Auth0Client.setDpopNonce`, see [`crate::client::Client::set_dpop_nonce`]
    #[wasm_bindgen(js_name = setDpopNonce)]
    pub fn set_dpop_nonce(&self, nonce: JsValue, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let nonce = value::text(&nonce).unwrap_or_default();
            client.set_dpop_nonce(&nonce, value::text(&id).as_deref()).await.map(nothing)
        })
    }

    /// `Auth0Client.generateDpopProof`, see [`crate::client::Client::generate_dpop_proof`]
    #[wasm_bindgen(js_name = generateDpopProof)]
    pub fn generate_dpop_proof(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        let options = bag.proof_options(&self.proved);
        answer(async move { client.generate_dpop_proof(options?).await.map(JsValue::from) })
    }
}
