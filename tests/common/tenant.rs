//! A tenant in one process: it checks what a real one checks and signs with a real key.

use std::collections::BTreeMap;
use std::time::Duration;

use super::exchange::TOKEN_EXCHANGE;
use super::mfa::Mfa;
use super::wire::{form, parameters};
pub use super::wire::{refuse, respond};
use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::jwt;
use auth0_spa_wasm::protocol::passkey;
use auth0_spa_wasm::protocol::pkce::Verifier;
use auth0_spa_wasm::protocol::query::Parameters;
use auth0_spa_wasm::time::Timestamp;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

pub const DOMAIN: &str = "tenant.example";
pub const ISSUER: &str = "https://tenant.example/";
pub const CLIENT: &str = "client";

/// Changes claims before they are signed.
pub type Tamper = Box<dyn Fn(&mut Object)>;

pub struct Tenant {
    /// Who is signed in at the tenant.
    pub user: Option<String>,
    /// How long the token endpoint takes.
    pub latency: Duration,
    /// How long a silent authorization takes.
    pub frame_latency: Duration,
    /// What the token endpoint answers instead.
    pub token_answer: Option<Response>,
    /// Whether nothing answers.
    pub unreachable: bool,
    /// Changes to ID tokens.
    pub tamper: Option<Tamper>,
    /// Members of the token answer to change.
    pub tamper_answer: Option<Tamper>,
    /// Whether the keys are published.
    pub publishes_keys: bool,
    /// All bodies the token endpoint saw.
    pub token_requests: Vec<Parameters>,
    /// Whether each use of a refresh token gives a new one.
    pub rotates: bool,
    /// Whether a request is processed and its answer lost.
    pub loses_answers: bool,
    /// How often a spent refresh token came again.
    pub reuses: usize,
    /// Bodies the revocation endpoint saw.
    pub revocations: Vec<Parameters>,
    pub families: Vec<Family>,
    /// The nonce a proof must carry, where one must.
    pub nonce: Option<String>,
    /// Whether every answer brings another nonce, and the former is worth nothing.
    pub rotates_nonces: bool,
    /// Whether a token is issued as Bearer although there was a proof.
    pub downgrades: bool,
    /// What the My Account API answers next, instead.
    pub account_answer: Option<Response>,
    /// All requests the My Account API saw: method, path, authorization and body.
    pub account_requests: Vec<[String; 4]>,
    /// What the endpoints of anonymous sessions answer, in turn, instead.
    pub anonymous_answers: Vec<Response>,
    /// Paths and bodies the endpoints of anonymous sessions saw.
    pub anonymous_requests: Vec<(String, String)>,
    /// What the challenge endpoints answer next, instead.
    pub challenge_answer: Option<Response>,
    /// Paths and bodies the challenge endpoints saw.
    pub challenges: Vec<(String, String)>,
    pub mfa: Mfa,
    /// All proofs the token endpoint saw.
    pub proofs: Vec<(Object, String)>,
    codes: BTreeMap<String, Parameters>,
    key: SigningKey,
    key_id: String,
    issued: u64,
}

/// A refresh token and all its successors.
pub struct Family {
    pub current: String,
    pub spent: Vec<String>,
    pub subject: String,
    pub key: Option<String>,
    pub is_revoked: bool,
}

pub enum Answer {
    Unreachable,
    After(Duration, Response),
}

impl Tenant {
    pub fn new() -> Self {
        Self {
            user: Some("auth0|ada".into()),
            latency: Duration::from_millis(50),
            frame_latency: Duration::from_millis(50),
            token_answer: None,
            unreachable: false,
            tamper: None,
            tamper_answer: None,
            publishes_keys: true,
            token_requests: Vec::new(),
            rotates: true,
            loses_answers: false,
            reuses: 0,
            revocations: Vec::new(),
            families: Vec::new(),
            nonce: None,
            rotates_nonces: false,
            downgrades: false,
            account_answer: None,
            account_requests: Vec::new(),
            anonymous_answers: Vec::new(),
            anonymous_requests: Vec::new(),
            challenge_answer: None,
            challenges: Vec::new(),
            mfa: Mfa::default(),
            proofs: Vec::new(),
            codes: BTreeMap::new(),
            key: SigningKey::from_slice(&[7; 32]).unwrap(),
            key_id: "k1".into(),
            issued: 0,
        }
    }

    pub fn rotate_keys(&mut self) {
        self.key = SigningKey::from_slice(&[9; 32]).unwrap();
        self.key_id = "k2".into();
    }

    /// The callback URL after a login at an authorization URL.
    pub fn authorize(&mut self, url: &str) -> String {
        let asked = parameters(url);
        let redirect = asked.get("redirect_uri").unwrap_or("https://app.example/").to_string();
        let mut answer = Parameters::new();
        answer.set("code", &self.code(asked.clone()));
        answer.set("state", asked.get("state").unwrap());
        format!("{redirect}?{}", answer.encode())
    }

    pub fn authorize_silently(&mut self, url: &str) -> (Duration, Value) {
        let asked = parameters(url);
        assert_eq!(asked.get("prompt"), Some("none"));
        assert_eq!(asked.get("response_mode"), Some("web_message"));
        let state = asked.get("state").unwrap().to_string();
        let response = match self.user {
            Some(_) => Object::new().with("code", self.code(asked)),
            None => Object::new()
                .with("error", "login_required")
                .with("error_description", "Login required"),
        };
        let response = response.with("state", state);
        let message =
            Object::new().with("type", "authorization_response").with("response", response);
        (self.frame_latency, message.into())
    }

    pub fn answer(&mut self, request: &Request, now: Timestamp) -> Answer {
        if self.unreachable {
            return Answer::Unreachable;
        }
        let path = request.url.strip_prefix("https://tenant.example").expect("another host");
        match path {
            "/oauth/token" => {
                let response = self.token(request, now);
                if self.loses_answers {
                    return Answer::Unreachable;
                }
                Answer::After(self.latency, self.token_answer.clone().unwrap_or(response))
            }
            "/oauth/revoke" => Answer::After(self.latency, self.revoke(request)),
            "/.well-known/jwks.json" => Answer::After(Duration::from_millis(20), self.jwks()),
            path if path.starts_with("/anonymous/") => {
                Answer::After(self.latency, self.anonymous(request, path))
            }
            path if path.starts_with("/passkey/") => {
                Answer::After(self.latency, self.challenge(request, path))
            }
            path if path.starts_with("/mfa/") => Answer::After(self.latency, self.mfa(request)),
            path if path.starts_with("/me/v1/") => {
                Answer::After(self.latency, self.my_account(request, path))
            }
            other => panic!("the SDK asked for {other}"),
        }
    }

    fn token(&mut self, request: &Request, now: Timestamp) -> Response {
        let body = form(request);
        self.token_requests.push(body.clone());
        if self.token_answer.is_some() {
            return Response::default();
        }
        let key = match self.prove(request) {
            Ok(key) => key,
            Err(refusal) => return refusal,
        };
        let mut response = self.trade(&body, key.as_deref(), now);
        if self.rotates_nonces {
            self.nonce = Some(format!("nonce-{}", self.proofs.len()));
        }
        if let Some(nonce) = &self.nonce {
            response.headers.push(("DPoP-Nonce".into(), nonce.clone()));
        }
        response
    }

    fn trade(&mut self, body: &Parameters, key: Option<&str>, now: Timestamp) -> Response {
        match body.get("grant_type") {
            Some(grant) if self.mfa.concerns(grant) => self.second_factor(body, key, now),
            Some("refresh_token") => self.refresh(body, key, now),
            Some(TOKEN_EXCHANGE) => self.exchange(body, key, now),
            Some(passkey::GRANT) => self.redeem_passkey(body, key, now),
            _ => self.redeem(body, key, now),
        }
    }

    fn redeem(&mut self, body: &Parameters, key: Option<&str>, now: Timestamp) -> Response {
        let Some(asked) = self.codes.remove(body.get("code").unwrap_or_default()) else {
            return refuse(403, "invalid_grant", "Invalid authorization code");
        };
        let challenge = Verifier::from_stored(body.get("code_verifier").unwrap_or_default());
        if Some(challenge.challenge().as_str()) != asked.get("code_challenge") {
            return refuse(403, "invalid_grant", "Failed to verify code verifier");
        }
        if asked.get("dpop_jkt") != key {
            return refuse(403, "invalid_grant", "DPoP proof thumbprints don't match");
        }
        let subject = self.user.clone().unwrap_or_default();
        let is_offline = asked.get("scope").is_some_and(|scope| scope.contains("offline_access"));
        let refresh_token = is_offline.then(|| self.found_family(&subject, key));
        self.issue(&asked, &subject, refresh_token, key.is_some(), now)
    }

    pub(super) fn found_family(&mut self, subject: &str, key: Option<&str>) -> String {
        let current = self.next_refresh_token();
        let family = Family {
            current: current.clone(),
            spent: Vec::new(),
            subject: subject.into(),
            key: key.map(str::to_string),
            is_revoked: false,
        };
        self.families.push(family);
        current
    }

    fn refresh(&mut self, body: &Parameters, key: Option<&str>, now: Timestamp) -> Response {
        let token = body.get("refresh_token").unwrap_or_default().to_string();
        let next = self.rotates.then(|| self.next_refresh_token());
        let reused = self.families.iter_mut().find(|family| family.spent.contains(&token));
        if let Some(family) = reused {
            family.is_revoked = true;
            self.reuses += 1;
        }
        let alive = |family: &&mut Family| {
            family.current == token && !family.is_revoked && family.key.as_deref() == key
        };
        let Some(family) = self.families.iter_mut().find(alive) else {
            return refuse(403, "invalid_grant", "Unknown or invalid refresh token.");
        };
        if let Some(next) = &next {
            family.spent.push(std::mem::replace(&mut family.current, next.clone()));
        }
        let subject = family.subject.clone();
        let mut asked = body.clone();
        asked.set("scope", body.get("scope").unwrap_or("openid profile email offline_access"));
        self.issue(&asked, &subject, next, key.is_some(), now)
    }

    pub(super) fn issue(
        &mut self,
        asked: &Parameters,
        subject: &str,
        refresh_token: Option<String>,
        is_bound: bool,
        now: Timestamp,
    ) -> Response {
        self.issued += 1;
        let mut answer = Object::new()
            .with("access_token", format!("at-{}", self.issued))
            .with("id_token", self.id_token(asked, subject, now))
            .with("scope", asked.get("scope").unwrap_or_default())
            .with("expires_in", 86_400.0)
            .with("token_type", if is_bound && !self.downgrades { "DPoP" } else { "Bearer" })
            .with_some("refresh_token", refresh_token);
        if let Some(tamper) = &self.tamper_answer {
            tamper(&mut answer);
        }
        respond(200, answer)
    }

    fn next_refresh_token(&mut self) -> String {
        self.issued += 1;
        format!("rt-{}", self.issued)
    }

    fn id_token(&self, asked: &Parameters, subject: &str, now: Timestamp) -> String {
        let seconds = now.seconds() as f64;
        let mut claims = Object::new()
            .with("iss", ISSUER)
            .with("sub", subject)
            .with("aud", asked.get("client_id").unwrap_or_default())
            .with("iat", seconds)
            .with("exp", seconds + 36_000.0)
            .with_some("nonce", asked.get("nonce"))
            .with("name", "Ada");
        if let Some(tamper) = &self.tamper {
            tamper(&mut claims);
        }
        let header =
            Object::new().with("alg", "ES256").with("typ", "JWT").with("kid", self.key_id.as_str());
        self.sign(&header, &claims)
    }

    pub fn sign(&self, header: &Object, claims: &Object) -> String {
        let part = |object: &Object| jwt::encode(json::to_string(&Value::Object(object.clone())));
        let input = format!("{}.{}", part(header), part(claims));
        let signature: Signature = self.key.sign(input.as_bytes());
        format!("{input}.{}", jwt::encode(signature.to_bytes()))
    }

    fn jwks(&self) -> Response {
        if !self.publishes_keys {
            return refuse(503, "server_error", "down");
        }
        let point = self.key.verifying_key().to_sec1_point(false);
        let coordinate = |range| jwt::encode(&point.as_bytes()[range]);
        let key = Object::new()
            .with("kty", "EC")
            .with("crv", "P-256")
            .with("use", "sig")
            .with("alg", "ES256")
            .with("kid", self.key_id.as_str())
            .with("x", coordinate(1..33))
            .with("y", coordinate(33..65));
        respond(200, Object::new().with("keys", Value::Array(vec![key.into()])))
    }

    fn code(&mut self, asked: Parameters) -> String {
        self.issued += 1;
        let code = format!("code-{}", self.issued);
        self.codes.insert(code.clone(), asked);
        code
    }
}
