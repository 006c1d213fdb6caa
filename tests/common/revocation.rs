//! The revocation of refresh tokens at the tenant.

use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::protocol::http::{Request, Response};

use super::tenant::{Tenant, respond};
use super::wire::form;

impl Tenant {
    pub(super) fn revoke(&mut self, request: &Request) -> Response {
        let body = form(request);
        let token = body.get("token").unwrap_or_default().to_string();
        for family in &mut self.families {
            family.is_revoked |= family.current == token;
        }
        self.revocations.push(body);
        respond(200, Object::new())
    }
}
