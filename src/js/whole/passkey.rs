//! `Auth0Client.passkey` of the npm package.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::passkeys;
use crate::js::JsClient;
use crate::js::promise::answer;
use crate::js::value::{members, token_set};
use crate::protocol::passkey::Challenge;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `PasskeyApiClient.signup`
    /// See [`crate::client::Client::passkey_signup`].
    #[wasm_bindgen(js_name = passkeySignup)]
    pub fn passkey_signup(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move { Ok(token_set(&*client.passkey_signup(bag.passkey_options()?).await?)) })
    }

    /// `PasskeyApiClient.login`
    /// See [`crate::client::Client::passkey_login`].
    #[wasm_bindgen(js_name = passkeyLogin)]
    pub fn passkey_login(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move { Ok(token_set(&*client.passkey_login(bag.passkey_options()?).await?)) })
    }

    /// `PasskeyApiClient.getSignupChallenge`
    /// See [`crate::client::Client::passkey_signup_challenge`].
    #[wasm_bindgen(js_name = passkeySignupChallenge)]
    pub fn passkey_signup_challenge(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            Ok(challenge(&client.passkey_signup_challenge(&bag.passkey_options()?).await?))
        })
    }

    /// `PasskeyApiClient.getLoginChallenge`
    /// See [`crate::client::Client::passkey_login_challenge`].
    #[wasm_bindgen(js_name = passkeyLoginChallenge)]
    pub fn passkey_login_challenge(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            Ok(challenge(&client.passkey_login_challenge(&bag.passkey_options()?).await?))
        })
    }

    /// `PasskeyApiClient.getTokenWithPasskey`
    /// See [`crate::client::Client::token_with_passkey`].
    #[wasm_bindgen(js_name = tokenWithPasskey)]
    pub fn token_with_passkey(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let credential = passkeys::to_text(&bag.member("credential"));
            let options = bag.passkey_options()?;
            Ok(token_set(&*client.token_with_passkey(options, credential.as_ref()).await?))
        })
    }
}

fn challenge(challenge: &Challenge) -> JsValue {
    members(&[
        ("authSession", challenge.auth_session.as_str().into()),
        ("publicKey", passkeys::to_binary(&challenge.public_key)),
    ])
}
