//! Proof Key for Code Exchange ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)): a verifier
//! from entropy, a challenge from the verifier. Only S256.

use std::fmt;

use sha2::{Digest, Sha256};

use super::jwt;

/// The secret that proves that whoever redeems a code also asked for it
/// ([section 4.1](https://www.rfc-editor.org/rfc/rfc7636#section-4.1)). 43 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier(String);

impl Verifier {
    /// From 32 random bytes.
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self(jwt::encode(entropy))
    }

    /// A verifier that was stored before.
    pub fn from_stored(text: &str) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the token request and for the transaction.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What goes into the authorization request
    /// ([section 4.2](https://www.rfc-editor.org/rfc/rfc7636#section-4.2)).
    pub fn challenge(&self) -> String {
        jwt::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Verifier(…)")
    }
}

/// An unguessable value for `state` or `nonce`, in the form that Auth0's SDKs use: base64 over 43
/// random characters.
pub fn unguessable(entropy: [u8; 32]) -> String {
    jwt::encode_standard(jwt::encode(entropy))
}
