//! The passkeys of the tenant.

use auth0_spa_wasm::json;
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::query::Parameters;
use auth0_spa_wasm::time::Timestamp;

use super::tenant::{Tenant, refuse, respond};

/// What the challenge endpoints give.
const CHALLENGE: &str = r#"{"auth_session":"session","authn_params_public_key":{"challenge":"AAEC","rpId":"tenant.example"}}"#;

/// What the authenticator answers, and the tenant takes.
pub const CREDENTIAL: &str = r#"{"id":"AQ","rawId":"AQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"AA"}}"#;

impl Tenant {
    pub(super) fn challenge(&mut self, request: &Request, path: &str) -> Response {
        self.challenges.push((path.into(), request.body.clone().unwrap_or_default()));
        let given = || respond(200, json::parse(CHALLENGE).unwrap().into_object().unwrap());
        self.challenge_answer.clone().unwrap_or_else(given)
    }

    pub(super) fn redeem_passkey(
        &mut self,
        body: &Parameters,
        key: Option<&str>,
        now: Timestamp,
    ) -> Response {
        let session = body.get("auth_session");
        if session != Some("session") || body.get("authn_response") != Some(CREDENTIAL) {
            return refuse(403, "invalid_grant", "The passkey does not answer the challenge");
        }
        let subject = self.user.clone().unwrap_or_default();
        let is_offline = body.get("scope").is_some_and(|scope| scope.contains("offline_access"));
        let refresh_token = is_offline.then(|| self.found_family(&subject, key));
        self.issue(body, &subject, refresh_token, key.is_some(), now)
    }
}
