//! What a popup is for. The façade opens it: browsers allow that in the task of a click only, and
//! there the wasm need not be loaded yet.

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::JsClient;
use super::bag::Bag;
use super::value;
use crate::browser::{Popup, signal as abort_signal};
use crate::client::PopupConfig;
use crate::error::Error;

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.loginWithPopup`, with the popup in `config`.
    ///
    /// # Errors
    /// Those of [`crate::client::Client::login_with_popup`].
    #[wasm_bindgen(js_name = loginWithPopup)]
    pub async fn login_with_popup(&self, options: JsValue, config: JsValue) -> Result<(), JsValue> {
        let options = Bag::new(options).login_options()?;
        let result = self.client.login_with_popup(options, popup_config(&config)).await;
        result.map_err(|error| with_popup(error, &config))
    }

    /// `Auth0Client.getTokenWithPopup`, with the popup in `config`.
    ///
    /// # Errors
    /// Those of [`crate::client::Client::get_token_with_popup`].
    #[wasm_bindgen(js_name = getTokenWithPopup)]
    pub async fn get_token_with_popup(
        &self,
        options: JsValue,
        config: JsValue,
    ) -> Result<String, JsValue> {
        let options = Bag::new(options).login_options()?;
        let result = self.client.get_token_with_popup(options, popup_config(&config)).await;
        result.map(|token| token.access_token).map_err(|error| with_popup(error, &config))
    }

    /// `Auth0Client.connectAccountWithPopup`, with the popup in `config`.
    ///
    /// # Errors
    /// Those of [`crate::client::Client::connect_account_with_popup`].
    #[wasm_bindgen(js_name = connectAccountWithPopup)]
    pub async fn connect_account_with_popup(
        &self,
        options: JsValue,
        config: JsValue,
    ) -> Result<JsValue, JsValue> {
        let options = Bag::new(options).connect_options()?;
        let result = self.client.connect_account_with_popup(options, popup_config(&config)).await;
        result
            .map(|result| value::redirect_result(&result))
            .map_err(|error| with_popup(error, &config))
    }
}

fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn popup_config(config: &JsValue) -> PopupConfig<Popup> {
    let signal = member(config, "signal");
    let signal = signal.is_object().then(|| signal.unchecked_into::<AbortSignal>());
    PopupConfig {
        popup: Some(Popup::from_window(member(config, "popup"))),
        timeout_in_seconds: member(config, "timeoutInSeconds").as_f64(),
        close_popup: member(config, "closePopup").as_bool(),
        abort: signal.map(|signal| -> crate::platform::LocalFuture<'static, Error> {
            Box::pin(async move { abort_signal::given(signal).await.into() })
        }),
    }
}

/// Some errors bring the popup along.
fn with_popup(error: Error, config: &JsValue) -> JsValue {
    let brings_it = matches!(error, Error::PopupCancelled | Error::PopupTimeout);
    let shown = JsValue::from(error);
    if brings_it {
        value::set(&shown, "popup", &member(config, "popup"));
    }
    shown
}
