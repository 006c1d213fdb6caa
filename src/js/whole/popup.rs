//! What a popup is for. The façade opens it: browsers allow that in the task of a click only, and
//! there the wasm need not be loaded yet.

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use crate::browser::{Popup, signal as abort_signal};
use crate::client::PopupConfig;
use crate::error::Error;
use crate::js::promise::answer;
use crate::js::{JsClient, nothing, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.loginWithPopup`, with the popup in `config`, see
    /// [`crate::client::Client::login_with_popup`]
    #[wasm_bindgen(js_name = loginWithPopup)]
    pub fn login_with_popup(&self, options: JsValue, config: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            client.login_with_popup(bag.login_options()?, popup_config(&config)).await.map(nothing)
        })
    }

    /// `Auth0Client.getTokenWithPopup`, with the popup in `config`, see
    /// [`crate::client::Client::get_token_with_popup`]
    #[wasm_bindgen(js_name = getTokenWithPopup)]
    pub fn get_token_with_popup(&self, options: JsValue, config: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let (options, popup) = (bag.login_options()?, popup_config(&config));
            Ok(client.get_token_with_popup(options, popup).await?.access_token.as_str().into())
        })
    }

    /// `Auth0Client.connectAccountWithPopup`, with the popup in `config`, see
    /// [`crate::client::Client::connect_account_with_popup`]
    #[wasm_bindgen(js_name = connectAccountWithPopup)]
    pub fn connect_account_with_popup(&self, options: JsValue, config: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let (options, popup) = (bag.connect_options()?, popup_config(&config));
            Ok(value::redirect_result(&client.connect_account_with_popup(options, popup).await?))
        })
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
