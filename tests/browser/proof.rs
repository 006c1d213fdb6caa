//! Proofs made with the browser's key, verified by p256 and not by the browser: some of each form, and
//! every one that a tenant saw.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use auth0_spa_wasm::browser::{Browser, BrowserRequest};
use auth0_spa_wasm::client::{Client, FetcherOptions, OpenUrl, TokenParameters};
use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::options::{CacheMode, ListOptions, Options, RevokeOptions, TokenOptions};
use auth0_spa_wasm::platform::{Platform, ResourceResponse};
use auth0_spa_wasm::proof::{self, Subject};
use auth0_spa_wasm::protocol::http::{Caching, Method, Request};
use auth0_spa_wasm::protocol::jwt::{self, Jws};
use auth0_spa_wasm::protocol::thumbprint::thumbprint;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// What a proof says, and the thumbprint of the key that p256 finds it signed with.
fn verified(proof: &str) -> (Object, String) {
    let jws = Jws::parse(proof).unwrap();
    let key = jws.header.get("jwk").unwrap().as_object().unwrap();
    let coordinate = |name| jwt::decode(key.text(name).unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let verifier = VerifyingKey::from_sec1_bytes(&point).unwrap();
    let signature = Signature::from_slice(&jws.signature).unwrap();
    verifier.verify(jws.signing_input(proof).as_bytes(), &signature).unwrap();
    let name = thumbprint(key).unwrap();
    (jws.payload, name)
}

#[wasm_bindgen_test]
async fn another_implementation_accepts_every_proof() {
    let browser = Browser::new();
    let subject = |nonce| Subject {
        method: "post",
        url: "https://server.example/token?x#y",
        nonce,
        ath: Some("hash"),
    };
    let named = proof::key_thumbprint(&browser, "p256").await.unwrap();
    for nonce in [None, Some("n1"), Some("n2")] {
        let proof = proof::make(&browser, "p256", &subject(nonce)).await.unwrap();
        let (payload, key) = verified(&proof);
        assert_eq!(key, named);
        assert_eq!(payload.text("htu"), Some("https://server.example/token"));
        assert_eq!(payload.text("nonce"), nonce);
    }
    browser.forget_dpop("p256").await.unwrap();
}

/// The tenant that `make test-browser` starts beside these tests.
struct Beside {
    browser: Browser,
    tenant: String,
    person: String,
}

impl Beside {
    async fn find() -> Self {
        let browser = Browser::new();
        let origin = auth0_spa_wasm::protocol::query::origin(&browser.page_url().unwrap());
        let place = format!("{origin}/target/test/beside.json");
        let place = send(&browser, Method::Get, &place, None).await;
        let place = json::parse(&place).ok().and_then(Value::into_object);
        let place = place.expect("no tenant is running beside this test: run `make test-browser`");
        let text = |name: &str| place.text(name).unwrap().to_string();
        Self { browser, tenant: text("tenant"), person: text("person") }
    }

    /// A client of somebody who has signed in.
    async fn signed_in(&self) -> Client<Browser> {
        let origin = auth0_spa_wasm::protocol::query::origin(&self.browser.page_url().unwrap());
        let parameters = Object::new()
            .with("audience", "https://calendar.example.com/")
            .with("scope", "openid profile")
            .with("redirect_uri", format!("{origin}/callback"));
        let options = Options {
            use_dpop: Some(true),
            use_refresh_tokens: Some(true),
            use_mrrt: Some(true),
            authorization_params: Some(parameters),
            ..Options::new(self.tenant.as_str(), "demo-spa")
        };
        let client = Client::new(options, self.browser.clone()).unwrap();
        let asked = Rc::new(RefCell::new(String::new()));
        let slot = Rc::clone(&asked);
        let keep = move |url| {
            slot.replace(url);
            Box::pin(std::future::ready(Ok(()))) as _
        };
        client
            .login_with_redirect(Default::default(), OpenUrl::Call(Box::new(keep)))
            .await
            .unwrap();
        let url = asked.take();
        let answer = send(&self.browser, Method::Post, &self.person, Some(url)).await;
        client.handle_redirect_callback(Some(&answer)).await.unwrap();
        client
    }

    /// The proofs the tenant saw, with its own verdict on each.
    async fn proofs(&self) -> Vec<Object> {
        let url = format!("{}/control/proofs", self.tenant);
        let seen = json::parse(&send(&self.browser, Method::Get, &url, None).await).unwrap();
        let seen = seen.as_object().unwrap().get("proofs").unwrap().as_array().unwrap();
        seen.iter().map(|one| one.as_object().unwrap().clone()).collect()
    }
}

async fn send(browser: &Browser, method: Method, url: &str, body: Option<String>) -> String {
    let limit = Duration::from_secs(20);
    let caching = Caching::Forbidden;
    let request = Request { method, url: url.into(), headers: Vec::new(), body, caching, limit };
    browser.send(&request).await.unwrap().body
}

#[wasm_bindgen_test]
async fn another_implementation_accepts_every_proof_that_a_tenant_saw() {
    let beside = Beside::find().await;
    let client = beside.signed_in().await;
    for audience in ["https://calendar.example.com/", "https://orders.example.com/"] {
        let parameters = Object::new().with("audience", audience);
        let options = TokenOptions {
            authorization_params: Some(parameters),
            cache_mode: Some(CacheMode::Off),
            ..TokenOptions::default()
        };
        client.get_token_silently(options).await.unwrap().unwrap();
    }
    client.list_connected_accounts(ListOptions::default()).await.unwrap();
    client.revoke_refresh_token(RevokeOptions::default()).await.unwrap();
    let own = proof::key_thumbprint(&beside.browser, "demo-spa").await.unwrap();
    let (mut good, mut challenged) = (0, 0);
    for seen in &beside.proofs().await {
        let (payload, key) = verified(seen.text("proof").unwrap());
        if key != own {
            // Of the other test, which has signed out.
            continue;
        }
        match seen.text("error") {
            None => good += 1,
            Some(_) => challenged += 1,
        }
        assert_eq!(payload.text("htm"), seen.text("method"));
        let url = seen.text("url").unwrap();
        assert_eq!(payload.text("htu"), url.split('?').next());
        assert_eq!(payload.get("ath").is_some(), url.contains("/me/v1/"));
    }
    // A code, three refreshes and a list; and a challenge of each endpoint for its nonce.
    assert_eq!((good, challenged), (5, 2));
    client.logout(Default::default(), OpenUrl::Skip).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_fetcher_of_the_rust_door_brings_token_and_proof() {
    let beside = Beside::find().await;
    let client = beside.signed_in().await;
    let fetcher = client.fetcher(FetcherOptions {
        base_url: Some(beside.tenant.clone()),
        allowed_origins: Some(vec![beside.tenant.clone()]),
        ..FetcherOptions::default()
    });
    let request = |url: &str| {
        let url = fetcher.resolve(url).unwrap();
        BrowserRequest::new(web_sys::Request::new_with_str(&url).unwrap()).unwrap()
    };
    // The tenant takes this token with a proof only.
    let answer = fetcher.fetch(&request("/userinfo"), TokenParameters::default()).await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: web_sys::Response = answer.0.dyn_into().unwrap();
    let body = JsFuture::from(answer.text().unwrap()).await.unwrap().as_string().unwrap();
    let body = json::parse(&body).ok().and_then(Value::into_object).unwrap();
    assert_eq!(body.text("sub"), Some("auth0|ada"));
    let elsewhere = request("https://other.example/");
    let refusal = fetcher.fetch(&elsewhere, TokenParameters::default()).await.unwrap_err();
    assert_eq!(refusal.code(), Some("origin_not_allowed"));
    client.logout(Default::default(), OpenUrl::Skip).await.unwrap();
}
