//! The entry that says who is signed in.

use std::fmt;
use std::rc::Rc;

use crate::json::{Object, Value};
use crate::protocol::id_token::IdToken;

/// Who is signed in.
#[derive(Clone, PartialEq)]
pub struct Identity {
    /// The ID token.
    pub id_token: Rc<str>,
    /// All its claims, with the token itself as `__raw`.
    pub claims: Object,
    /// The claims that describe the user.
    pub user: Object,
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Identity({:?})", self.user.text("sub"))
    }
}

impl Identity {
    /// From an ID token that was judged.
    pub fn new(token: &IdToken) -> Self {
        Self { id_token: token.raw().into(), claims: token.claims(), user: token.user() }
    }

    /// Who the user is.
    pub fn subject(&self) -> Option<&str> {
        self.claims.text("sub")
    }

    /// When the session ends whatever happens, in seconds since the epoch.
    pub fn session_expiry(&self) -> Option<i64> {
        self.claims.number("session_expiry").map(|seconds| seconds as i64)
    }

    /// The entry.
    pub fn to_value(token: &IdToken) -> Value {
        let [header, payload, signature] = token.jws().encoded(token.raw());
        let encoded = Object::new()
            .with("header", header)
            .with("payload", payload)
            .with("signature", signature);
        let decoded = Object::new()
            .with("encoded", encoded)
            .with("header", token.jws().header.clone())
            .with("claims", token.claims())
            .with("user", token.user());
        Object::new().with("id_token", token.raw()).with("decodedToken", decoded).into()
    }

    /// The ID token of an entry.
    pub fn id_token_of(entry: &Value) -> Option<&str> {
        body_of(entry)?.text("id_token")
    }

    /// Reads an entry.
    pub fn from_value(entry: &Value) -> Option<Self> {
        let entry = body_of(entry)?;
        let decoded = entry.get("decodedToken")?.as_object()?;
        let part = |name: &str| decoded.get(name).and_then(Value::as_object).cloned();
        Some(Self {
            id_token: entry.text("id_token")?.into(),
            claims: part("claims")?,
            user: part("user")?,
        })
    }
}

/// The entry itself, or the body of an access token's entry, where old versions of Auth0's SDKs kept
/// the user.
fn body_of(entry: &Value) -> Option<&Object> {
    let entry = entry.as_object()?;
    Some(entry.get("body").and_then(Value::as_object).unwrap_or(entry))
}
