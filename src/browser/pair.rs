//! A key pair for proofs: ES256, by WebCrypto. The private key cannot be exported, so what is kept
//! of it is a handle.

use std::rc::Rc;

use js_sys::{Array, Object as Members, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::scope::{record, scope};
use super::settled::settled;
use super::thrown::{member, message};
use crate::error::{Error, codes};
use crate::platform;
use crate::protocol::dpop::PublicKey;

/// r and s, 32 bytes each ([RFC 7518 section 3.4](https://www.rfc-editor.org/rfc/rfc7518#section-3.4)).
const SIGNATURE: usize = 64;

/// A pair that is ready to sign.
#[derive(Debug)]
pub struct Pair {
    record: JsValue,
    private: CryptoKey,
    public: PublicKey,
    subtle: SubtleCrypto,
    parameters: Members,
}

impl Pair {
    /// A new pair.
    pub(super) async fn generate() -> Result<Self, String> {
        let algorithm = record([("name", "ECDSA".into()), ("namedCurve", "P-256".into())]);
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let made = subtle()?.generate_key_with_object(&algorithm, false, &usages);
        let made = JsFuture::from(made.map_err(said)?).await.map_err(said)?;
        Self::kept(&made).await
    }

    /// A pair that was kept.
    pub(super) async fn kept(kept: &JsValue) -> Result<Self, String> {
        let subtle = subtle()?;
        let [private, public] = keys(kept).ok_or("what was kept is no pair of keys for ES256")?;
        let exported = subtle.export_key("jwk", &public).map_err(said)?;
        let exported = JsFuture::from(exported).await.map_err(said)?;
        let member = |name| Some((String::from(name), member(&exported, name)?.into()));
        let members = ["kty", "crv", "x", "y"].into_iter().filter_map(member);
        let public = PublicKey::new(members.collect());
        let parameters = record([("name", "ECDSA".into()), ("hash", "SHA-256".into())]);
        Ok(Self { record: kept.clone(), private, public, subtle, parameters })
    }

    /// The form to keep it in.
    pub(super) fn to_js(&self) -> JsValue {
        self.record.clone()
    }

    async fn signed(&self, input: &[u8]) -> Result<Vec<u8>, String> {
        let signed =
            self.subtle.sign_with_object_and_u8_array(&self.parameters, &self.private, input);
        let signed = settled(&signed.map_err(said)?).await.map_err(said)?;
        let signature = Uint8Array::new(&signed).to_vec();
        match signature.len() {
            SIGNATURE => Ok(signature),
            length => Err(format!("a signature has {length} bytes instead of {SIGNATURE}")),
        }
    }
}

impl platform::Pair for Rc<Pair> {
    fn public(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Error> {
        self.signed(input).await.map_err(unavailable)
    }
}

/// The error of keys that cannot be used.
pub fn unavailable(cause: String) -> Error {
    Error::generic(
        codes::DPOP_UNAVAILABLE,
        format!("DPoP keys cannot be used: {cause}. Use a current browser."),
    )
}

/// Whether this is a pair that can be used.
pub fn is_pair(kept: &JsValue) -> bool {
    keys(kept).is_some()
}

/// The private and the public key, in the members that Auth0's SDKs give them.
fn keys(kept: &JsValue) -> Option<[CryptoKey; 2]> {
    let key = |name: &str, kind: &str| {
        let key: CryptoKey = Reflect::get(kept, &name.into()).ok()?.dyn_into().ok()?;
        let curve = member(&key.algorithm().ok()?.into(), "namedCurve")?;
        (key.type_() == kind && curve == "P-256").then_some(key)
    };
    Some([key("privateKey", "private")?, key("publicKey", "public")?])
}

fn subtle() -> Result<SubtleCrypto, String> {
    scope().crypto().and_then(|crypto| crypto.subtle()).ok_or_else(|| {
        "crypto.subtle is missing, so serve the page from https or http://localhost".into()
    })
}

fn said(thrown: JsValue) -> String {
    message(&thrown)
}
