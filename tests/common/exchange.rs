//! Custom Token Exchange at the tenant: a subject token is the name of its user.

use auth0_spa_wasm::protocol::http::Response;
use auth0_spa_wasm::protocol::query::Parameters;
use auth0_spa_wasm::time::Timestamp;

use super::tenant::{Tenant, refuse};

pub const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
pub const SUBJECT_TYPE: &str = "urn:example:external-token";

impl Tenant {
    pub(super) fn exchange(
        &mut self,
        body: &Parameters,
        key: Option<&str>,
        now: Timestamp,
    ) -> Response {
        let is_known = body.get("subject_token_type") == Some(SUBJECT_TYPE);
        let subject = body.get("subject_token").filter(|name| name.starts_with("auth0|"));
        let Some(subject) = subject.filter(|_| is_known).map(str::to_string) else {
            return refuse(400, "invalid_token", "The subject token is not one of ours");
        };
        let is_offline = body.get("scope").is_some_and(|scope| scope.contains("offline_access"));
        let refresh_token = is_offline.then(|| self.found_family(&subject, key));
        self.issue(body, &subject, refresh_token, key.is_some(), now)
    }
}
