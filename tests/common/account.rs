//! The My Account API of the tenant.

use auth0_spa_wasm::json;
use auth0_spa_wasm::protocol::http::{Method, Request, Response};

use super::tenant::{Tenant, respond};

impl Tenant {
    pub(super) fn my_account(&mut self, request: &Request, path: &str) -> Response {
        let path = path.trim_start_matches("/me/v1/").trim_start_matches("connected-accounts/");
        let path = path.to_string();
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
            "factors" => respond(200, parse(r#"{"factors":[{"type":"totp"}]}"#)),
            "authentication-methods" => method_answer(request, &path),
            "accounts" => respond(200, parse(r#"{"accounts":[{"id":"cac_1"}],"next":"n"}"#)),
            _ => respond(200, parse(r#"{"connections":[{"name":"google"}]}"#)),
        }
    }
}

fn method_answer(request: &Request, path: &str) -> Response {
    let parse = |text: &str| json::parse(text).unwrap().into_object().unwrap();
    match (request.method, path.split(['?', '/']).count()) {
        (Method::Post, 1) => {
            let location = "https://tenant.example/me/v1/authentication-methods/totp%7C1";
            let mut response =
                respond(202, parse(r#"{"auth_session":"s","barcode_uri":"otpauth:"}"#));
            response.headers.push(("Location".into(), location.into()));
            response
        }
        (Method::Get, 1) => {
            respond(200, parse(r#"{"authentication_methods":[{"id":"totp|1","type":"totp"}]}"#))
        }
        (Method::Get, _) if path.contains('?') => {
            respond(200, parse(r#"{"authentication_methods":[]}"#))
        }
        _ => respond(200, parse(r#"{"id":"totp|1","type":"totp"}"#)),
    }
}
