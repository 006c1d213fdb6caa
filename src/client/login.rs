//! Login by redirect ([RFC 6749 section 4.1.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1)
//! with [PKCE](https://www.rfc-editor.org/rfc/rfc7636)).

use super::{Client, OpenUrl};
use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::{LoginOptions, given};
use crate::platform::Platform;
use crate::proof::key_thumbprint;
use crate::protocol::authorize::{AuthorizationRequest, ResponseMode};
use crate::protocol::pkce::{Verifier, unguessable};
use crate::protocol::relay;
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::transaction::{Login, Transaction};

/// An authorization request that is ready to be opened, and what its answer must match.
pub(super) struct Prepared {
    pub(super) url: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: Verifier,
    pub(super) scope: String,
    pub(super) audience: String,
    pub(super) redirect_uri: Option<String>,
    pub(super) organization: Option<String>,
    pub(super) max_age: Option<i64>,
}

impl<P: Platform> Client<P> {
    /// Sends the browser to the tenant to sign in. The answer goes to
    /// [`Client::handle_redirect_callback`].
    ///
    /// # Errors
    /// `storage_unavailable` when the login cannot be remembered; whatever `open` threw.
    pub async fn login_with_redirect(
        &self,
        options: LoginOptions,
        open: OpenUrl,
    ) -> Result<(), Error> {
        self.check_login()?;
        let call = self.with_session_transfer(given(options.authorization_params))?;
        let prepared = self.prepare(call, ResponseMode::Query, None).await?;
        let max_age = prepared.max_age;
        let url = match options.fragment.filter(|fragment| !fragment.is_empty()) {
            Some(fragment) => format!("{}#{fragment}", prepared.url),
            None => prepared.url.clone(),
        };
        self.remember_login(&prepared.into_transaction(options.app_state), max_age)?;
        self.open(open, url).await
    }

    /// Builds an authorization request from the client's parameters and those of a call.
    pub(super) async fn prepare(
        &self,
        mut call: Object,
        response_mode: ResponseMode,
        fallback_redirect_uri: Option<String>,
    ) -> Result<Box<Prepared>, Error> {
        let config = self.config();
        let call_scope = take_scope(&mut call)?;
        let pick =
            |name: &str| call.text(name).or_else(|| config.parameter(name)).map(str::to_string);
        let audience = pick("audience");
        let max_age = call.get("max_age").or_else(|| config.parameters.get("max_age"));
        let mut prepared = Box::new(Prepared {
            url: String::new(),
            state: match response_mode {
                ResponseMode::Relayed => relay::state(self.platform().entropy()?),
                _ => unguessable(self.platform().entropy()?),
            },
            nonce: unguessable(self.platform().entropy()?),
            verifier: Verifier::from_entropy(self.platform().entropy()?),
            scope: config.scopes.with(audience.as_deref(), call_scope.as_deref()),
            audience: audience.unwrap_or_else(|| DEFAULT_AUDIENCE.into()),
            redirect_uri: pick("redirect_uri").or(fallback_redirect_uri),
            organization: pick("organization"),
            max_age: max_age.and_then(whole_seconds),
        });
        let thumbprint = self.thumbprint_for(response_mode).await?;
        prepared.url = self.authorize_url(&prepared, &call, response_mode, thumbprint.as_deref());
        Ok(prepared)
    }

    /// The key that the code is to be bound to. A key that ends with this page is none for an answer
    /// that another page gets.
    async fn thumbprint_for(&self, mode: ResponseMode) -> Result<Option<String>, Error> {
        if !self.is_dpop_on() {
            return Ok(None);
        }
        let client_id = &self.config().client_id;
        let thumbprint =
            Self::sending(|| Box::pin(key_thumbprint(self.platform(), client_id))).await?;
        let lasts = mode != ResponseMode::Query || self.platform().keeps_dpop_keys();
        Ok(lasts.then_some(thumbprint))
    }

    fn authorize_url(
        &self,
        prepared: &Prepared,
        call: &Object,
        mode: ResponseMode,
        key_thumbprint: Option<&str>,
    ) -> String {
        let config = self.config();
        let request = AuthorizationRequest {
            client_id: &config.client_id,
            parameters: [&config.parameters, call],
            scope: &prepared.scope,
            response_mode: mode,
            state: &prepared.state,
            nonce: &prepared.nonce,
            redirect_uri: prepared.redirect_uri.as_deref(),
            challenge: &prepared.verifier.challenge(),
            key_thumbprint,
        };
        request.url(&config.base_url, &config.telemetry)
    }
}

impl Prepared {
    fn into_transaction(self, app_state: Option<Value>) -> Transaction {
        Transaction::Login(Box::new(Login {
            nonce: self.nonce,
            verifier: self.verifier,
            scope: self.scope,
            audience: self.audience,
            redirect_uri: self.redirect_uri,
            state: self.state,
            app_state,
            organization: self.organization,
        }))
    }
}

/// The scope of a call. Maps by audience are for the client's options.
pub(super) fn take_scope(call: &mut Object) -> Result<Option<String>, Error> {
    match call.remove("scope") {
        None => Ok(None),
        Some(Value::String(scope)) => Ok(Some(scope)),
        Some(_) => Err(Error::configuration(
            "`authorizationParams.scope` of a call must be a text.",
            "Pass scopes by audience in the options of the client, and a text here.",
        )),
    }
}

/// `max_age` is a number, or a text with one.
fn whole_seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Number(seconds) => Some(*seconds as i64),
        Value::String(text) => decimal(text.trim()),
        _ => None,
    }
}

/// What the standard library has for it reads every base, in half a kilobyte.
fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let add = |sum: i64, byte| Some(sum.saturating_mul(10).saturating_add(digit(byte)?));
    let sum = if digits.is_empty() { None } else { digits.bytes().try_fold(0, add) };
    sum.map(|sum| if text.starts_with('-') { -sum } else { sum })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_max_age_is_a_number_or_a_text_with_one() {
        let read = |text: &str| whole_seconds(&Value::from(text));
        assert_eq!(whole_seconds(&Value::Number(300.0)), Some(300));
        assert_eq!(read(" 300 "), Some(300));
        assert_eq!(read("+0300"), Some(300));
        assert_eq!(read("-5"), Some(-5));
        assert_eq!(read("0"), Some(0));
        assert_eq!(read("99999999999999999999"), Some(i64::MAX));
        for nonsense in ["", "+", "3e2", "5 minutes", "0x5", "٥"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }
}
