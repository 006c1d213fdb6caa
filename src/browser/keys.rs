//! Signatures, by WebCrypto.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::scope::{record, scope};
use super::thrown::Thrown;
use crate::error::Error;
use crate::json::Object;
use crate::platform::Algorithm;

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
    let usages = js_sys::Array::of1(&"verify".into());
    let key = JsFuture::from(subtle.import_key_with_object(
        "jwk",
        &public_part(jwk, algorithm),
        &parameters,
        false,
        &usages,
    )?)
    .await?
    .unchecked_into::<CryptoKey>();
    let answer = JsFuture::from(subtle.verify_with_object_and_u8_array_and_u8_array(
        &parameters,
        &key,
        signature,
        input,
    )?)
    .await?;
    Ok(answer.is_truthy())
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
