//! The callbacks of a fetcher, and methods that the application may have replaced.

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

use super::bag::Bag;
use super::promise::settle;
use super::value::{members, set_some};
use crate::browser::thrown::{Thrown, member};
use crate::client::{GivenToken, StepUp, TokenParameters, TokenSource};
use crate::error::Error;
use crate::protocol::challenge::Challenge;

/// `getAccessToken` of the application.
pub(super) fn token_source(callback: Function) -> Box<TokenSource> {
    Box::new(move |parameters, _| Box::pin(ask_for_token(callback.clone(), parameters)))
}

async fn ask_for_token(
    callback: Function,
    parameters: TokenParameters,
) -> Result<Option<GivenToken>, Error> {
    let returned = callback.call1(&JsValue::UNDEFINED, &to_js(&parameters)).map_err(Thrown)?;
    let given = settle(returned).await?;
    if let Some(access_token) = given.as_string() {
        return Ok(Some(GivenToken { access_token, token_type: None }));
    }
    Ok(Bag::new(given).given_token())
}

/// `undefined` for a call without parameters: a hook may have defaults of its own.
fn to_js(parameters: &TokenParameters) -> JsValue {
    if *parameters == TokenParameters::default() {
        return JsValue::UNDEFINED;
    }
    let scope: Array =
        parameters.scope.iter().flatten().map(|word| JsValue::from(word.as_str())).collect();
    let shown = members(&[]);
    set_some(&shown, "scope", Some(scope).filter(|scope| scope.length() > 0));
    set_some(&shown, "audience", parameters.audience.as_deref());
    shown
}

/// `onStepUp` of the application.
pub(super) fn step_up(callback: Function) -> Box<StepUp> {
    Box::new(move |challenge| Box::pin(ask_for_help(callback.clone(), challenge)))
}

async fn ask_for_help(
    callback: Function,
    challenge: Challenge,
) -> Result<Option<TokenParameters>, Error> {
    let shown = members(&[]);
    for name in ["error", "error_description", "scope", "acr_values", "max_age"] {
        set_some(&shown, name, challenge.get(name));
    }
    let returned = callback.call1(&JsValue::UNDEFINED, &shown).map_err(Thrown)?;
    let given = settle(returned).await?;
    let is_given = given.dyn_ref::<js_sys::Object>().is_some();
    Ok(is_given.then(|| Bag::new(given).token_parameters()))
}

/// A method of the public client. What it fails with is read as what it says.
pub(super) async fn asked(method: Function, options: JsValue) -> Result<JsValue, Error> {
    let returned = method.call1(&JsValue::UNDEFINED, &options);
    let settled = match returned {
        Ok(value) => settle(value).await,
        Err(thrown) => Err(Thrown(thrown).into()),
    };
    settled.map_err(|error| {
        let thrown = JsValue::from(error);
        let text = |name| member(&thrown, name).unwrap_or_default();
        Error::generic(&text("error"), text("error_description"))
    })
}
