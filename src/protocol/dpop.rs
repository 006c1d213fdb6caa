//! Demonstrating Proof of Possession ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)): what a
//! proof says, what is signed, and which answers ask for another one. Keys stay with the platform.

use sha2::{Digest, Sha256};

use super::http::Response;
use super::{jwt, query};
use crate::json::{self, Object, Value};
use crate::text::{before, cut};

/// The longest nonce that is believed to be one.
const LONGEST_NONCE: usize = 1024;
/// The room that most payloads fit in.
const USUAL_PAYLOAD: usize = 512;

/// What a proof says ([section 4.2](https://www.rfc-editor.org/rfc/rfc9449#section-4.2)).
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// Its URL; query and fragment are left out.
    pub url: &'a str,
    /// The server's nonce, where it gave one.
    pub nonce: Option<&'a str>,
    /// The hash of the access token the request carries, where it does.
    pub ath: Option<&'a str>,
    /// Now, in seconds, by the server's clock.
    pub issued_at: i64,
    /// Makes the proof unique.
    pub entropy: [u8; 32],
}

/// A public key, and what all proofs of it begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicKey {
    jwk: Object,
    header: String,
}

impl PublicKey {
    /// The key with that public JWK.
    pub fn new(jwk: Object) -> Self {
        let header =
            Object::new().with("alg", "ES256").with("typ", "dpop+jwt").with("jwk", jwk.clone());
        let header = jwt::encode(json::to_string(&Value::Object(header)));
        Self { jwk, header }
    }

    /// The key as a JWK.
    pub fn jwk(&self) -> &Object {
        &self.jwk
    }
}

impl Proof<'_> {
    /// The part of the proof that is signed, for that key.
    pub fn signing_input(&self, key: &PublicKey) -> String {
        [&key.header, ".", &jwt::encode(self.payload())].concat()
    }

    /// Written straight away: it is a part of each request that carries a proof.
    fn payload(&self) -> String {
        let texts = [
            (",\"htm\":", Some(&*self.method.to_ascii_uppercase())),
            (",\"nonce\":", self.nonce),
            (",\"htu\":", Some(&*target(self.url))),
            (",\"ath\":", self.ath),
        ];
        let mut payload = String::with_capacity(USUAL_PAYLOAD);
        payload.push_str("{\"iat\":");
        payload.push_str(&self.issued_at.to_string());
        payload.push_str(",\"jti\":\"");
        payload.push_str(&unique(self.entropy));
        payload.push('"');
        for (name, text) in texts {
            let Some(text) = text else { continue };
            payload.push_str(name);
            json::write_string(&mut payload, text);
        }
        payload.push('}');
        payload
    }
}

/// The hash of an access token that its proofs carry
/// ([section 4.2](https://www.rfc-editor.org/rfc/rfc9449#section-4.2)).
pub fn ath(access_token: &str) -> String {
    jwt::encode(Sha256::digest(access_token))
}

/// The finished proof.
pub fn finish(signing_input: &str, signature: &[u8]) -> String {
    [signing_input, ".", &jwt::encode(signature)].concat()
}

/// The nonce a server gave with an answer, if it is one
/// ([section 8.1](https://www.rfc-editor.org/rfc/rfc9449#section-8.1)).
pub fn nonce_of(header: Option<&str>) -> Option<&str> {
    let allowed = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    header.filter(|nonce| {
        !nonce.is_empty() && nonce.len() <= LONGEST_NONCE && nonce.bytes().all(allowed)
    })
}

/// Whether an authorization server asks for a proof with its nonce
/// ([section 8](https://www.rfc-editor.org/rfc/rfc9449#section-8)).
pub fn is_nonce_challenge(response: &Response) -> bool {
    if response.is_success() {
        return false;
    }
    let body = json::parse(&response.body).ok().and_then(Value::into_object);
    body.as_ref().and_then(|body| body.text("error")) == Some("use_dpop_nonce")
}

/// A version 4 UUID.
fn unique(entropy: [u8; 32]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(36);
    for (place, byte) in entropy.iter().take(16).enumerate() {
        let byte = match place {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(place, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        hex.push(HEX[usize::from(byte >> 4)] as char);
        hex.push(HEX[usize::from(byte & 15)] as char);
    }
    hex
}

/// `htu`: the URL as the URL standard normalises it, without query and fragment: `.` and `..` are
/// taken out, and what a path may not hold is encoded.
fn target(url: &str) -> String {
    let mut target = query::origin(url);
    let start = target.len();
    let rest = cut(url, "://").map_or("", |(_, rest)| rest);
    let mut segments = before(rest, b"?#").split('/');
    segments.next();
    let mut is_open = true;
    for segment in segments {
        is_open = matches!(segment, "." | "..");
        if !is_open {
            target.push('/');
            query::escape_to(&mut target, segment, is_plain);
        } else if segment == ".." {
            let parent = target[start..].rfind('/').unwrap_or_default();
            target.truncate(start + parent);
        }
    }
    if is_open {
        target.push('/');
    }
    target
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>`{}".contains(&byte)
}
