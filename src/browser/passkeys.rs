//! WebAuthn, by `navigator.credentials`. What is binary there is base64url text here.
//!
//! Read and written member by member: `parseCreationOptionsFromJSON` and `toJSON` are missing in
//! browsers that are still in use, and in what password managers put in their place.

use js_sys::{Array, JSON, Object as Members, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::scope::{record, scope};
use super::thrown::{Thrown, member};
use crate::error::Error;
use crate::json::{self, Object, Value};
use crate::protocol::jwt;

#[wasm_bindgen]
extern "C" {
    /// `navigator.credentials`
    pub type Credentials;

    #[wasm_bindgen(method, catch)]
    fn create(this: &Credentials, options: &Members) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Credentials, options: &Members) -> Result<JsValue, JsValue>;

    type PublicKeyCredential;

    #[wasm_bindgen(method, catch, js_name = getClientExtensionResults)]
    fn client_extension_results(this: &PublicKeyCredential) -> Result<JsValue, JsValue>;
}

/// Whether the browser has WebAuthn.
pub fn is_supported() -> bool {
    value(&js_sys::global(), "PublicKeyCredential").is_truthy()
}

pub fn create(options: &Object) -> impl Future<Output = Result<Option<Object>, Error>> {
    run(Credentials::create, options)
}

pub fn get(options: &Object) -> impl Future<Output = Result<Option<Object>, Error>> {
    run(Credentials::get, options)
}

type Ceremony = fn(&Credentials, &Members) -> Result<JsValue, JsValue>;

async fn run(ceremony: Ceremony, options: &Object) -> Result<Option<Object>, Error> {
    let credentials = scope().navigator().and_then(|navigator| navigator.credentials());
    let credentials = credentials.ok_or(Error::Usage(&"navigator.credentials is missing"))?;
    let options = record([("publicKey", to_binary(options))]);
    let given = ceremony(&credentials, &options).map_err(Thrown)?;
    let given = JsFuture::from(Promise::resolve(&given)).await.map_err(Thrown)?;
    Ok(to_text(&given))
}

/// Options as WebAuthn wants them.
pub fn to_binary(options: &Object) -> JsValue {
    // What the core writes is JSON.
    let shown = JSON::parse(&json::to_string(&Value::Object(options.clone()))).unwrap_or_default();
    decode(&shown, "challenge");
    decode(&value(&shown, "user"), "id");
    for list in ["excludeCredentials", "allowCredentials"] {
        if let Some(list) = value(&shown, list).dyn_ref::<Array>() {
            list.iter().for_each(|credential| decode(&credential, "id"));
        }
    }
    shown
}

fn decode(holder: &JsValue, name: &str) {
    let Some(text) = member(holder, name) else { return };
    let url_safe = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    if let Some(bytes) = jwt::decode(&url_safe) {
        // A fresh object takes every member.
        let _ = Reflect::set(holder, &name.into(), &Uint8Array::from(&bytes[..]).buffer());
    }
}

/// A credential as text; `None` for what answers no challenge.
pub fn to_text(credential: &JsValue) -> Option<Object> {
    let response = value(credential, "response");
    let answer = Object::new().with("clientDataJSON", bytes(&response, "clientDataJSON")?);
    let answer = match bytes(&response, "attestationObject") {
        Some(attestation) => answer.with("attestationObject", attestation),
        None => answer
            .with("authenticatorData", bytes(&response, "authenticatorData")?)
            .with("signature", bytes(&response, "signature")?)
            .with_some("userHandle", bytes(&response, "userHandle")),
    };
    let extensions: &PublicKeyCredential = credential.unchecked_ref();
    let extensions =
        extensions.client_extension_results().and_then(|given| JSON::stringify(&given));
    let extensions = extensions.ok().and_then(|text| json::parse(&text.as_string()?).ok());
    Some(
        Object::new()
            .with("id", member(credential, "id")?)
            .with("rawId", bytes(credential, "rawId")?)
            .with("type", member(credential, "type")?)
            .with_some("authenticatorAttachment", member(credential, "authenticatorAttachment"))
            .with("response", answer)
            .with_some("clientExtensionResults", extensions),
    )
}

fn bytes(holder: &JsValue, name: &str) -> Option<String> {
    let bytes = value(holder, name);
    bytes.is_object().then(|| jwt::encode(Uint8Array::new(&bytes).to_vec()))
}

fn value(holder: &JsValue, name: &str) -> JsValue {
    Reflect::get(holder, &name.into()).unwrap_or_default()
}
