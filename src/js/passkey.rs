//! `Auth0Client.passkey` of the npm package.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::JsClient;
use super::bag::Bag;
use super::value::{members, token_set};
use crate::browser::passkeys;
use crate::protocol::passkey::Challenge;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `PasskeyApiClient.signup`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::passkey_signup`].
    #[wasm_bindgen(js_name = passkeySignup)]
    pub async fn passkey_signup(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).passkey_options()?;
        Ok(token_set(&self.client.passkey_signup(options).await?))
    }

    /// `PasskeyApiClient.login`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::passkey_login`].
    #[wasm_bindgen(js_name = passkeyLogin)]
    pub async fn passkey_login(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).passkey_options()?;
        Ok(token_set(&self.client.passkey_login(options).await?))
    }

    /// `PasskeyApiClient.getSignupChallenge`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::passkey_signup_challenge`].
    #[wasm_bindgen(js_name = passkeySignupChallenge)]
    pub async fn passkey_signup_challenge(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).passkey_options()?;
        Ok(challenge(&self.client.passkey_signup_challenge(&options).await?))
    }

    /// `PasskeyApiClient.getLoginChallenge`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::passkey_login_challenge`].
    #[wasm_bindgen(js_name = passkeyLoginChallenge)]
    pub async fn passkey_login_challenge(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).passkey_options()?;
        Ok(challenge(&self.client.passkey_login_challenge(&options).await?))
    }

    /// `PasskeyApiClient.getTokenWithPasskey`
    ///
    /// # Errors
    /// Those of [`crate::client::Client::token_with_passkey`].
    #[wasm_bindgen(js_name = tokenWithPasskey)]
    pub async fn token_with_passkey(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let bag = Bag::new(options);
        let credential = passkeys::to_text(&bag.credential());
        let options = bag.passkey_options()?;
        Ok(token_set(&self.client.token_with_passkey(options, credential.as_ref()).await?))
    }
}

fn challenge(challenge: &Challenge) -> JsValue {
    members([
        ("authSession", challenge.auth_session.as_str().into()),
        ("publicKey", passkeys::to_binary(&challenge.public_key)),
    ])
}
