//! A tenant in one process: it checks what a real one checks and signs with a real key.

use std::collections::BTreeMap;
use std::time::Duration;

use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::pkce::Verifier;
use auth0_spa_wasm::protocol::query::Parameters;
use auth0_spa_wasm::protocol::{jwt, query};
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
    codes: BTreeMap<String, Parameters>,
    key: SigningKey,
    key_id: String,
    issued: u64,
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
                Answer::After(self.latency, self.token_answer.clone().unwrap_or(response))
            }
            "/.well-known/jwks.json" => Answer::After(Duration::from_millis(20), self.jwks()),
            other => panic!("the SDK asked for {other}"),
        }
    }

    fn token(&mut self, request: &Request, now: Timestamp) -> Response {
        let mut body = Parameters::new();
        for (name, value) in query::decode(request.body.as_deref().unwrap_or_default()) {
            body.set(&name, &value);
        }
        self.token_requests.push(body.clone());
        let Some(asked) = self.codes.remove(body.get("code").unwrap_or_default()) else {
            return refuse(403, "invalid_grant", "Invalid authorization code");
        };
        let challenge = Verifier::from_stored(body.get("code_verifier").unwrap_or_default());
        if Some(challenge.challenge().as_str()) != asked.get("code_challenge") {
            return refuse(403, "invalid_grant", "Failed to verify code verifier");
        }
        self.issued += 1;
        let scope = asked.get("scope").unwrap_or_default();
        let mut answer = Object::new()
            .with("access_token", format!("at-{}", self.issued))
            .with("id_token", self.id_token(&asked, now))
            .with("scope", scope)
            .with("expires_in", 86_400.0)
            .with("token_type", "Bearer");
        if let Some(tamper) = &self.tamper_answer {
            tamper(&mut answer);
        }
        respond(200, answer)
    }

    fn id_token(&self, asked: &Parameters, now: Timestamp) -> String {
        let seconds = now.seconds() as f64;
        let subject = self.user.clone().unwrap_or_default();
        let mut claims = Object::new()
            .with("iss", ISSUER)
            .with("sub", subject)
            .with("aud", asked.get("client_id").unwrap_or_default())
            .with("iat", seconds)
            .with("exp", seconds + 36_000.0)
            .with("nonce", asked.get("nonce").unwrap_or_default())
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

fn parameters(url: &str) -> Parameters {
    let mut parameters = Parameters::new();
    for (name, value) in query::decode(&query::of_url(url).unwrap()) {
        parameters.set(&name, &value);
    }
    parameters
}

pub fn respond(status: u16, body: Object) -> Response {
    Response { status, headers: Vec::new(), body: json::to_string(&body.into()) }
}

pub fn refuse(status: u16, error: &str, description: &str) -> Response {
    respond(status, Object::new().with("error", error).with("error_description", description))
}
