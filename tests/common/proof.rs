//! What a server checks of a proof, with a verifier that is not the one under test.

use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::jwt::{self, Jws};
use auth0_spa_wasm::protocol::thumbprint::thumbprint;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

use super::tenant::{Tenant, refuse};

/// The payload of a proof and the thumbprint of its key, after the signature was verified.
pub fn verified(proof: &str) -> (Object, String) {
    let jws = Jws::parse(proof).expect("a proof is a JWS");
    assert_eq!(jws.header.text("typ"), Some("dpop+jwt"));
    assert_eq!(jws.header.text("alg"), Some("ES256"));
    let key = jws.header.get("jwk").unwrap().as_object().unwrap();
    assert!(key.get("d").is_none(), "the private key stays at home");
    let coordinate = |name| jwt::decode(key.text(name).unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let verifier = VerifyingKey::from_sec1_bytes(&point).unwrap();
    let signature = Signature::from_slice(&jws.signature).unwrap();
    verifier.verify(jws.signing_input(proof).as_bytes(), &signature).expect("a valid signature");
    let name = thumbprint(key).unwrap();
    (jws.payload, name)
}

impl Tenant {
    /// Checks the proof and gives the name of its key.
    pub(super) fn prove(&mut self, request: &Request) -> Result<Option<String>, Response> {
        let Some(proof) = request.header("dpop") else { return Ok(None) };
        let (payload, key) = verified(proof);
        assert_eq!(payload.text("htm"), Some("POST"));
        assert_eq!(payload.text("htu"), Some("https://tenant.example/oauth/token"));
        assert!(payload.get("ath").is_none());
        let jti = payload.text("jti").unwrap().to_string();
        let is_new = self.proofs.iter().all(|(other, _)| other.text("jti") != Some(&jti));
        assert!(is_new, "a proof is used once");
        let is_stale = self.nonce.is_some() && payload.text("nonce") != self.nonce.as_deref();
        self.proofs.push((payload, key.clone()));
        if !is_stale {
            return Ok(Some(key));
        }
        let mut refusal =
            refuse(400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof");
        let nonce = self.nonce.clone().unwrap_or_default();
        refusal.headers.push(("DPoP-Nonce".into(), nonce));
        Err(refusal)
    }
}
