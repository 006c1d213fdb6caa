//! Signatures, by WebCrypto.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::scope::{record, scope};
use super::thrown::Thrown;
use crate::error::Error;
use crate::json::Object;
use crate::platform::Algorithm;

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

/// A key that was imported.
struct Last {
    jwk: Object,
    algorithm: Algorithm,
    key: CryptoKey,
}

pub async fn verify(
    jwk: &Object,
    algorithm: Algorithm,
    input: &[u8],
    signature: &[u8],
) -> Result<bool, Error> {
    let subtle = scope().crypto().and_then(|crypto| crypto.subtle()).ok_or(Error::Usage(
        &"crypto.subtle is missing: serve the page from https or http://localhost",
    ))?;
    check(&subtle, jwk, algorithm, input, signature).await.map_err(|cause| Thrown(cause).into())
}

async fn check(
    subtle: &SubtleCrypto,
    jwk: &Object,
    algorithm: Algorithm,
    input: &[u8],
    signature: &[u8],
) -> Result<bool, JsValue> {
    let parameters = parameters(algorithm);
    let key = key(subtle, jwk, algorithm, &parameters).await?;
    let answer = JsFuture::from(subtle.verify_with_object_and_u8_array_and_u8_array(
        &parameters,
        &key,
        signature,
        input,
    )?)
    .await?;
    Ok(answer.is_truthy())
}

/// The key for WebCrypto. The last one is kept: a tenant signs with one key for a long time.
async fn key(
    subtle: &SubtleCrypto,
    jwk: &Object,
    algorithm: Algorithm,
    parameters: &js_sys::Object,
) -> Result<CryptoKey, JsValue> {
    let is_it = |last: &Last| last.jwk == *jwk && last.algorithm == algorithm;
    let known =
        LAST.with_borrow(|last| Some(last.as_ref().filter(|last| is_it(last))?.key.clone()));
    if let Some(key) = known {
        return Ok(key);
    }
    let public = public_part(jwk, algorithm);
    let usages = js_sys::Array::of1(&"verify".into());
    let import = subtle.import_key_with_object("jwk", &public, parameters, false, &usages)?;
    let key: CryptoKey = JsFuture::from(import).await?.unchecked_into();
    LAST.set(Some(Last { jwk: jwk.clone(), algorithm, key: key.clone() }));
    Ok(key)
}

/// The members that make the key. What a tenant writes beside them (`use`, `key_ops`, `alg`) could
/// only make a browser refuse it.
fn public_part(jwk: &Object, algorithm: Algorithm) -> js_sys::Object {
    let members: &[&str] = match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 => &["kty", "n", "e"],
        Algorithm::Es256 => &["kty", "crv", "x", "y"],
    };
    record(members.iter().filter_map(|name| Some((*name, jwk.text(name)?.into()))))
}

/// One object for importing and for verifying: each ignores what only the other needs.
fn parameters(algorithm: Algorithm) -> js_sys::Object {
    let hash = ("hash", "SHA-256".into());
    match algorithm {
        Algorithm::Rs256 => record([("name", "RSASSA-PKCS1-v1_5".into()), hash]),
        Algorithm::Ps256 => record([("name", "RSA-PSS".into()), hash, ("saltLength", 32.into())]),
        Algorithm::Es256 => {
            record([("name", "ECDSA".into()), hash, ("namedCurve", "P-256".into())])
        }
    }
}
