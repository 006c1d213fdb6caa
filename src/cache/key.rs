//! Keys: which client, audience and scope an entry belongs to.

use crate::json::{self, Value};
use crate::protocol::scope;

const PREFIX: &str = "@@auth0spajs@@";
/// What all keys of this family of SDKs begin with.
pub const OURS: &str = "@@auth0spajs@@::";
const IDENTITY: &str = "@@user@@";
const IN_DOUBT: &str = "@@sent@@";
const SERVER_CLOCK: &str = "@@clock@@";
const BOUND: &str = "@@bound@@";

/// The key of an access token.
pub fn access_token(client_id: &str, audience: &str, scope: &str) -> String {
    [PREFIX, "::", client_id, "::", audience, "::", scope].concat()
}

/// What the keys of all access tokens for an audience begin with.
pub fn access_token_prefix(client_id: &str, audience: &str) -> String {
    access_token(client_id, audience, "")
}

/// The key of the ID token of a client.
pub fn identity(client_id: &str) -> String {
    format!("{PREFIX}::{client_id}::{IDENTITY}")
}

/// The key of the list of keys that stores without a listing of their own need. All other keys of
/// the client begin with it.
pub fn manifest(client_id: &str) -> String {
    format!("{PREFIX}::{client_id}")
}

/// The key of the note that a refresh token was sent and not answered yet.
pub fn in_doubt(client_id: &str, audience: &str) -> String {
    format!("{PREFIX}::{client_id}::{IN_DOUBT}::{audience}")
}

/// The key of the note on the key that refresh tokens are bound to.
pub fn bound(client_id: &str) -> String {
    format!("{PREFIX}::{client_id}::{BOUND}")
}

/// The key of the note on how far the tenant's clock is ahead.
pub fn server_clock(client_id: &str) -> String {
    format!("{PREFIX}::{client_id}::{SERVER_CLOCK}")
}

/// The key of the anonymous session of a client.
pub fn anonymous_session(client_id: &str) -> String {
    format!("{}session", anonymous_prefix(client_id))
}

/// The key of a token of an anonymous session.
pub fn anonymous_token(client_id: &str, audience: &str, scope: &str) -> String {
    let what = Value::Array(vec![audience.into(), scope.into()]);
    format!("{}{}", anonymous_prefix(client_id), json::to_string(&what))
}

/// What the keys of everything of an anonymous session begin with.
pub fn anonymous_prefix(client_id: &str) -> String {
    format!("{PREFIX}::{client_id}::anonymous::")
}

/// Whether a key belongs to a client: to this very one, not to one whose id begins alike.
pub fn belongs_to(key: &str, client_id: &str) -> bool {
    let rest = key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix("::"));
    let rest = rest.and_then(|rest| rest.strip_prefix(client_id));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Whether the key, which begins with `prefix`, is that of an access token with all scopes of
/// `wanted`.
pub fn covers(key: &str, prefix: &str, wanted: &str) -> bool {
    key.strip_prefix(prefix).is_some_and(|held| scope::covers(held, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_auth0s_sdks() {
        assert_eq!(
            access_token("c", "https://a/", "openid x"),
            "@@auth0spajs@@::c::https://a/::openid x"
        );
        assert_eq!(identity("c"), "@@auth0spajs@@::c::@@user@@");
        assert_eq!(manifest("c"), "@@auth0spajs@@::c");
    }

    #[test]
    fn a_client_owns_its_keys_and_no_others() {
        assert!(belongs_to("@@auth0spajs@@::abc::@@user@@", "abc"));
        assert!(belongs_to("@@auth0spajs@@::abc", "abc"));
        assert!(!belongs_to("@@auth0spajs@@::abc2::@@user@@", "abc"));
        assert!(!belongs_to("@@auth0spajs@@::x::abc::openid", "abc"));
        assert!(!belongs_to("other", "abc"));
    }

    #[test]
    fn a_wider_scope_covers() {
        let prefix = access_token_prefix("c", "a");
        assert!(covers("@@auth0spajs@@::c::a::openid x y", &prefix, "y openid"));
        assert!(!covers("@@auth0spajs@@::c::a::openid", &prefix, "openid x"));
        assert!(!covers("@@auth0spajs@@::c::ab::openid", &prefix, "openid"));
    }
}
