//! Compact JWS ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)):
//! splitting, and base64url. No signature is judged here.

use crate::json::{self, Object};

/// Signature algorithms of JWS ([RFC 7518 section 3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

/// A token taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Jws {
    /// The header.
    pub header: Object,
    /// The payload.
    pub payload: Object,
    /// The signature.
    pub signature: Vec<u8>,
    header_length: usize,
    signing_length: usize,
}

impl Jws {
    /// Takes a compact token apart; `None` when it is not three parts with JSON in the first two.
    pub fn parse(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || signature.is_empty() {
            return None;
        }
        Some(Self {
            header: object(header)?,
            payload: object(payload)?,
            signature: decode(signature)?,
            header_length: header.len(),
            signing_length: header.len() + 1 + payload.len(),
        })
    }

    /// The part of `token` that the signature covers.
    pub fn signing_input<'a>(&self, token: &'a str) -> &'a str {
        &token[..self.signing_length]
    }

    /// Header, payload and signature of `token` as they were written.
    pub fn encoded<'a>(&self, token: &'a str) -> [&'a str; 3] {
        let payload = &token[self.header_length + 1..self.signing_length];
        [&token[..self.header_length], payload, &token[self.signing_length + 1..]]
    }
}

fn object(part: &str) -> Option<Object> {
    let text = String::from_utf8(decode(part)?).ok()?;
    json::parse(&text).ok()?.into_object()
}

/// Base64url without padding ([RFC 7515 appendix C](https://www.rfc-editor.org/rfc/rfc7515#appendix-C)).
pub use super::base64::{decode, encode, encode_standard};
