//! `Auth0Client.anonymous` of the npm package, and the client without a cache below it.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::AnonymousSession;
use crate::js::JsClient;
use crate::js::promise::answer;
use crate::js::value::{members, set_some};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `AnonymousSessionApiClient.createSession`
    /// See [`crate::client::Anonymous::create_session`].
    #[wasm_bindgen(js_name = createAnonymousSession)]
    pub fn create_anonymous_session(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            Ok(session(&client.anonymous().create_session(bag.anonymous_options()?).await?))
        })
    }

    /// `AnonymousSessionApiClient.getTokenSilently`
    /// See [`crate::client::Anonymous::get_token_silently`].
    #[wasm_bindgen(js_name = anonymousToken)]
    pub fn anonymous_token(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let token = client.anonymous().get_token_silently(bag.anonymous_options()?).await?;
            Ok(shown(&token.access_token, token.expires_at, token.scope.as_deref()))
        })
    }

    /// `AnonymousSessionApiClient.logout`, or with `keeps` that of `AnonymousSessionClient`, which
    /// has nothing to forget.
    /// See [`crate::client::Anonymous::logout`].
    #[wasm_bindgen(js_name = endAnonymousSession)]
    pub fn end_anonymous_session(&self, keeps: bool) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let anonymous = client.anonymous();
            let ended = if keeps { anonymous.end().await } else { anonymous.logout().await };
            ended.map(|()| JsValue::UNDEFINED)
        })
    }

    /// Whether there is an anonymous session in the memory of this page.
    #[wasm_bindgen(js_name = hasAnonymousSession)]
    pub fn has_anonymous_session(&self) -> bool {
        self.client.anonymous().has_own_session()
    }

    /// `AnonymousSessionClient.getAccessToken` and `createSession`
    /// See [`crate::client::Anonymous::session`].
    #[wasm_bindgen(js_name = anonymousSession)]
    pub fn anonymous_session(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(
            async move { Ok(session(&client.anonymous().session(&bag.anonymous_options()?).await?)) },
        )
    }
}

fn session(session: &AnonymousSession) -> JsValue {
    let granted = &session.granted;
    let expires_at = granted.session_expires_at.map(|seconds| seconds as f64);
    let shown = members(&[
        ("sessionToken", session.session_token.as_str().into()),
        ("accessToken", granted.access_token.as_str().into()),
        ("expiresAt", (granted.expires_at as f64).into()),
        ("sessionTokenExpiresAt", expires_at.into()),
        ("scope", granted.scope.as_deref().into()),
    ]);
    set_some(&shown, "sessionReplaced", session.replaced);
    shown
}

fn shown(access_token: &str, expires_at: i64, scope: Option<&str>) -> JsValue {
    let expires_at = (expires_at as f64).into();
    let shown = members(&[("accessToken", access_token.into()), ("expiresAt", expires_at)]);
    set_some(&shown, "scope", scope);
    shown
}
