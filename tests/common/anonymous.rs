//! The anonymous sessions of the tenant.

use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::protocol::http::{Request, Response};

use super::tenant::{Tenant, respond};

impl Tenant {
    pub(super) fn anonymous(&mut self, request: &Request, path: &str) -> Response {
        self.anonymous_requests.push((path.into(), request.body.clone().unwrap_or_default()));
        if !self.anonymous_answers.is_empty() {
            return self.anonymous_answers.remove(0);
        }
        let number = self.anonymous_requests.len();
        let answer = Object::new()
            .with("access_token", format!("at-{number}"))
            .with("expires_in", 3600.0)
            .with("session_token", format!("st-{number}"))
            .with("session_expires_in", 86_400.0)
            .with("scope", "read:x");
        respond(200, answer)
    }
}
