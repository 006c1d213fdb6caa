//! The My Account API of the tenant.

use auth0_spa_wasm::json;
use auth0_spa_wasm::protocol::http::{Method, Request, Response};

use super::tenant::{Tenant, respond};

impl Tenant {
    pub(super) fn my_account(&mut self, request: &Request, path: &str) -> Response {
        let path = path.trim_start_matches("/me/v1/connected-accounts/").to_string();
        let body = request.body.clone().unwrap_or_default();
        let authorization = request.header("authorization").unwrap_or_default().to_string();
        let method = request.method.as_str().to_string();
        self.account_requests.push([method, path.clone(), authorization, body]);
        if let Some(answer) = &self.account_answer {
            return answer.clone();
        }
        let parse = |text: &str| json::parse(text).unwrap().into_object().unwrap();
        match path.split(['?', '/']).next().unwrap() {
            "connect" => respond(
                201,
                parse(
                    r#"{"connect_uri":"https://tenant.example/connect?x=1","auth_session":"session","connect_params":{"ticket":"t"},"expires_in":300}"#,
                ),
            ),
            "complete" => respond(
                201,
                parse(
                    r#"{"id":"cac_1","connection":"google","access_type":"offline","scopes":["calendar"],"created_at":"2026-11-20T00:00:00Z"}"#,
                ),
            ),
            _ if request.method == Method::Delete => {
                Response { status: 204, ..Response::default() }
            }
            "accounts" => respond(200, parse(r#"{"accounts":[{"id":"cac_1"}],"next":"n"}"#)),
            _ => respond(200, parse(r#"{"connections":[{"name":"google"}]}"#)),
        }
    }
}
