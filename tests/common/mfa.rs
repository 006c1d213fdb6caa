//! Second factors at the tenant. The right code is `123456`.

use auth0_spa_wasm::json;
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::query::Parameters;
use auth0_spa_wasm::time::Timestamp;

use super::tenant::{Tenant, refuse, respond};

const MFA_GRANTS: &str = "http://auth0.com/oauth/grant-type/mfa-";
pub const RIGHT_CODE: &str = "123456";

#[derive(Default)]
pub struct Mfa {
    /// Whether refresh and exchange need a second factor.
    pub is_on: bool,
    /// What the MFA API answers next, instead.
    pub answer: Option<Response>,
    /// All requests the MFA API saw: method and path, authorization, and body.
    pub requests: Vec<[String; 3]>,
    waiting: Vec<(String, String, Parameters)>,
}

impl Mfa {
    pub fn concerns(&self, grant: &str) -> bool {
        let is_stopped = grant == "refresh_token" || grant.ends_with("token-exchange");
        grant.starts_with(MFA_GRANTS) || self.is_on && is_stopped
    }
}

impl Tenant {
    pub(super) fn second_factor(
        &mut self,
        body: &Parameters,
        key: Option<&str>,
        now: Timestamp,
    ) -> Response {
        match body.get("mfa_token") {
            Some(token) => self.prove_factor(body, token, key, now),
            None => self.ask_for_factor(body),
        }
    }

    fn ask_for_factor(&mut self, body: &Parameters) -> Response {
        let token = body.get("refresh_token").unwrap_or_default();
        let family = self.families.iter().find(|family| family.current == token);
        let subject = family.map(|family| family.subject.clone());
        let subject = subject.or_else(|| body.get("subject_token").map(str::to_string));
        let mfa_token = format!("mfa-{}", self.mfa.waiting.len() + 1);
        self.mfa.waiting.push((mfa_token.clone(), subject.unwrap_or_default(), body.clone()));
        let requirements = r#"{"challenge":[{"type":"otp"},{"type":"phone"}],"enroll":[]}"#;
        let refusal = json::Object::new()
            .with("error", "mfa_required")
            .with("error_description", "Multifactor authentication required")
            .with("mfa_token", mfa_token)
            .with("mfa_requirements", json::parse(requirements).unwrap());
        respond(403, refusal)
    }

    fn prove_factor(
        &mut self,
        body: &Parameters,
        token: &str,
        key: Option<&str>,
        now: Timestamp,
    ) -> Response {
        let found = self.mfa.waiting.iter().find(|(known, ..)| known == token).cloned();
        let Some((_, subject, mut asked)) = found else {
            return refuse(401, "expired_token", "mfa_token is expired");
        };
        let code = ["otp", "binding_code", "recovery_code"].iter().find_map(|name| body.get(name));
        if code != Some(RIGHT_CODE) {
            return refuse(403, "invalid_grant", "Invalid otp_code.");
        }
        let default = "openid profile email offline_access";
        let scope = asked.get("scope").unwrap_or(default).to_string();
        asked.set("scope", &scope);
        let refresh_token =
            scope.contains("offline_access").then(|| self.found_family(&subject, key));
        self.issue(&asked, &subject, refresh_token, key.is_some(), now)
    }

    pub(super) fn mfa(&mut self, request: &Request) -> Response {
        let path = request.url.trim_start_matches("https://tenant.example/mfa/").to_string();
        let authorization = request.header("authorization").unwrap_or_default().to_string();
        let line = format!("{} {path}", request.method.as_str());
        self.mfa.requests.push([line, authorization, request.body.clone().unwrap_or_default()]);
        if let Some(answer) = &self.mfa.answer {
            return answer.clone();
        }
        let body = match path.as_str() {
            "authenticators" => {
                r#"[{"id":"totp|1","authenticator_type":"otp","active":true,"type":"otp","created_at":"2026-11-20T00:00:00Z"},{"id":"sms|2","authenticator_type":"oob","oob_channels":["sms"],"active":true,"name":"XX00","type":"phone"},{"id":"email|3","authenticator_type":"oob","active":true,"type":"email"}]"#
            }
            "associate" => {
                r#"{"authenticator_type":"otp","secret":"S","barcode_uri":"otpauth://totp/x","recovery_codes":["R"],"id":"totp|4"}"#
            }
            "challenge" => {
                r#"{"challenge_type":"oob","oob_code":"oob-1","binding_method":"prompt"}"#
            }
            other => panic!("the SDK asked for /mfa/{other}"),
        };
        Response { status: 200, headers: Vec::new(), body: body.into() }
    }
}
