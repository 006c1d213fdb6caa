//! AES-GCM with 256 bits, by WebCrypto, under a key that cannot be exported
//! ([NIST SP 800-38D](https://doi.org/10.6028/NIST.SP.800-38D)).

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::entropy;
use super::scope::{record, scope};
use super::thrown::{member, message};
use crate::protocol::jwt;

/// The length of an initialisation vector: 96 bits.
const IV: usize = 12;

/// A key and its name.
#[derive(Debug, Clone)]
pub struct Key {
    pub name: String,
    pub key: CryptoKey,
}

/// What was encrypted: the initialisation vector, then the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Key {
    /// A new key under a new name.
    pub async fn generate() -> Result<Self, String> {
        let algorithm = record([("name", "AES-GCM".into()), ("length", 256.into())]);
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = subtle()?.generate_key_with_object(&algorithm, false, &usages);
        let key = JsFuture::from(made.map_err(said)?).await.map_err(said)?;
        let name = jwt::encode(&bytes()?[..IV]);
        Ok(Self { name, key: key.dyn_into().map_err(|_| "no key was made")? })
    }

    /// A key that was kept; `None` when it is not one of ours.
    pub fn kept(name: &str, value: &JsValue) -> Option<Self> {
        let key: CryptoKey = value.clone().dyn_into().ok()?;
        let algorithm = key.algorithm().ok()?;
        (member(&algorithm, "name")? == "AES-GCM").then(|| Self { name: name.into(), key })
    }

    /// Encrypts; opening takes the same `label`.
    pub async fn seal(&self, label: &str, text: &str) -> Result<Sealed, String> {
        let mut sealed = bytes()?[..IV].to_vec();
        let encrypted = subtle()?.encrypt_with_object_and_u8_array(
            &parameters(&sealed, label),
            &self.key,
            text.as_bytes(),
        );
        let encrypted = JsFuture::from(encrypted.map_err(said)?).await.map_err(said)?;
        sealed.extend(Uint8Array::new(&encrypted).to_vec());
        Ok(Sealed(sealed))
    }

    /// Decrypts; `None` when another key or label was used, or somebody changed a bit.
    pub async fn open(&self, label: &str, sealed: &Sealed) -> Option<String> {
        let (iv, rest) = sealed.0.split_at_checked(IV)?;
        let opened = subtle().ok()?.decrypt_with_object_and_u8_array(
            &parameters(iv, label),
            &self.key,
            rest,
        );
        let opened = JsFuture::from(opened.ok()?).await.ok()?;
        String::from_utf8(Uint8Array::new(&opened).to_vec()).ok()
    }
}

impl Sealed {
    /// What was kept, if it is bytes.
    pub fn kept(value: &JsValue) -> Option<Self> {
        Some(Self(value.dyn_ref::<Uint8Array>()?.to_vec()))
    }

    /// The form to keep it in.
    pub fn to_js(&self) -> JsValue {
        Uint8Array::from(&self.0[..]).into()
    }
}

fn parameters(iv: &[u8], label: &str) -> Object {
    record([
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(label.as_bytes()).into()),
    ])
}

fn subtle() -> Result<SubtleCrypto, String> {
    scope().crypto().and_then(|crypto| crypto.subtle()).ok_or_else(|| {
        "crypto.subtle is missing, so serve the page from https or http://localhost".into()
    })
}

fn bytes() -> Result<[u8; 32], String> {
    entropy::bytes().map_err(|cause| cause.to_string())
}

fn said(thrown: JsValue) -> String {
    message(&thrown)
}
