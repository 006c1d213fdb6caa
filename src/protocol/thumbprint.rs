//! JWK thumbprints ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)): a key's name, made from
//! the key.

use sha2::{Digest, Sha256};

use super::jwt;
use crate::json::{self, Object, Value};

/// The SHA-256 thumbprint of a public key, base64url; `None` for a key type this crate does not
/// know or a key that is not complete. Only the required members count, in alphabetical order
/// ([section 3.2](https://www.rfc-editor.org/rfc/rfc7638#section-3.2)).
pub fn thumbprint(key: &Object) -> Option<String> {
    let required: &[&str] = match key.text("kty")? {
        "EC" => &["crv", "kty", "x", "y"],
        "RSA" => &["e", "kty", "n"],
        _ => return None,
    };
    let member = |name: &&str| Some((name.to_string(), Value::from(key.text(name)?)));
    let members: Object = required.iter().map(member).collect::<Option<_>>()?;
    Some(jwt::encode(Sha256::digest(json::to_string(&members.into()))))
}
