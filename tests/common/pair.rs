//! A pair of keys that signs with p256.

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::platform::Pair;
use auth0_spa_wasm::protocol::dpop::PublicKey;
use auth0_spa_wasm::protocol::jwt;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

pub struct FakePair {
    private: SigningKey,
    public: PublicKey,
}

impl FakePair {
    pub fn new(private: SigningKey) -> Self {
        let point = private.verifying_key().to_sec1_point(false);
        let coordinate = |range| jwt::encode(&point.as_bytes()[range]);
        let jwk = Object::new()
            .with("kty", "EC")
            .with("crv", "P-256")
            .with("x", coordinate(1..33))
            .with("y", coordinate(33..65));
        Self { private, public: PublicKey::new(jwk) }
    }
}

impl Pair for FakePair {
    fn public(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Error> {
        let signature: Signature = self.private.sign(input);
        Ok(signature.to_bytes().to_vec())
    }
}
