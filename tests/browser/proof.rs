//! Proofs made with the browser's key, verified by p256 and not by the browser.

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::proof::{self, Subject};
use auth0_spa_wasm::protocol::jwt::{self, Jws};
use auth0_spa_wasm::protocol::thumbprint::thumbprint;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn another_implementation_accepts_every_proof() {
    let browser = Browser::new();
    let subject = |nonce| Subject {
        method: "post",
        url: "https://server.example/token?x#y",
        nonce,
        access_token: Some("token"),
    };
    let named = proof::key_thumbprint(&browser, "p256").await.unwrap();
    for nonce in [None, Some("n1"), Some("n2")] {
        let proof = proof::make(&browser, "p256", &subject(nonce)).await.unwrap();
        let jws = Jws::parse(&proof).unwrap();
        let key = jws.header.get("jwk").unwrap().as_object().unwrap();
        assert_eq!(thumbprint(key).as_deref(), Some(named.as_str()));
        let coordinate = |name| jwt::decode(key.text(name).unwrap()).unwrap();
        let point = [vec![4], coordinate("x"), coordinate("y")].concat();
        let verifier = VerifyingKey::from_sec1_bytes(&point).unwrap();
        let signature = Signature::from_slice(&jws.signature).unwrap();
        assert!(verifier.verify(jws.signing_input(&proof).as_bytes(), &signature).is_ok());
        assert_eq!(jws.payload.text("htu"), Some("https://server.example/token"));
        assert_eq!(jws.payload.text("nonce"), nonce);
    }
    browser.forget_dpop("p256").await.unwrap();
}
