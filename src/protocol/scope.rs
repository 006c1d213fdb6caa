//! Scopes: ordered sets of words ([RFC 6749 section 3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3)).

use crate::json::Object;
use crate::text::cut;

/// What is asked for where the application names no scope.
pub const DEFAULT: &str = "openid profile email";
/// The name of the entry for audiences that have none of their own.
pub const DEFAULT_AUDIENCE: &str = "default";

/// Scopes of every API: of OpenID Connect, and those that ask for a refresh token.
const ABOUT_THE_USER: [&str; 7] =
    ["openid", "profile", "email", "address", "phone", "offline_access", "online_access"];

/// The words of several scope texts, each once, in the order of their first appearance.
pub fn merge(texts: &[&str]) -> String {
    let mut merged = String::new();
    for word in texts.iter().flat_map(|text| text.split_whitespace()) {
        if !covers(&merged, word) {
            add(&mut merged, word);
        }
    }
    merged
}

fn add(scope: &mut String, word: &str) {
    if !scope.is_empty() {
        scope.push(' ');
    }
    scope.push_str(word);
}

/// Whether every word of `wanted` is in `held`.
pub fn covers(held: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| held.split_whitespace().any(|other| other == word))
}

/// The words of `wanted` that are not in `granted`. The scopes that ask for a refresh token do not
/// count: servers need not repeat them.
pub fn missing<'a>(granted: &str, wanted: &'a str) -> Vec<&'a str> {
    let own = ["offline_access", "online_access"];
    let lacks = |word: &&str| !own.contains(word) && !covers(granted, word);
    wanted.split_whitespace().filter(lacks).collect()
}

/// The scopes a client always asks for, by audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults {
    fallback: String,
    by_audience: Vec<(String, String)>,
}

impl Defaults {
    /// The same scope for every audience. `session` is `offline_access`, `online_access` or empty.
    pub fn same(scope: &str, session: &str) -> Self {
        Self { fallback: merge(&["openid", scope, session]), by_audience: Vec::new() }
    }

    /// A scope for each audience named in `map`; the others get [`DEFAULT`]. `None` when a member
    /// of the map is not text.
    pub fn by_audience(map: &Object, session: &str) -> Option<Self> {
        let mut by_audience = Vec::new();
        for (audience, scope) in map.iter() {
            by_audience.push((audience.to_string(), merge(&["openid", scope.as_str()?, session])));
        }
        let own = by_audience.iter().find(|(audience, _)| audience == DEFAULT_AUDIENCE);
        let fallback = own.map_or_else(|| merge(&[DEFAULT, session]), |(_, scope)| scope.clone());
        Some(Self { fallback, by_audience })
    }

    /// The same, but for an API of the tenant's own: unless the application names its scope, it gets
    /// of what a login asks for only what is about the user, and what is its own. It knows no other
    /// words, and a refresh token gives no more about the user than the login did.
    #[must_use]
    pub fn with_own_api(mut self, audience: &str, login_audience: Option<&str>) -> Self {
        if self.named(audience).is_none() {
            let is_its_own =
                |word: &&str| ABOUT_THE_USER.contains(word) || cut(word, ":me:").is_some();
            let mut own = String::new();
            for word in self.of(login_audience).split_whitespace().filter(is_its_own) {
                add(&mut own, word);
            }
            self.by_audience.push((audience.into(), own));
        }
        self
    }

    /// What to ask for: the scope of the audience, then what the call adds.
    pub fn with(&self, audience: Option<&str>, call: Option<&str>) -> String {
        let base = self.of(audience);
        call.map_or_else(|| base.into(), |call| merge(&[base, call]))
    }

    fn of(&self, audience: Option<&str>) -> &str {
        audience.and_then(|audience| self.named(audience)).unwrap_or(&self.fallback)
    }

    fn named(&self, audience: &str) -> Option<&str> {
        let entry = self.by_audience.iter().find(|(name, _)| name == audience);
        entry.map(|(_, scope)| scope.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_in_order_of_first_appearance() {
        assert_eq!(
            merge(&["openid  profile", "email openid\tread:x", ""]),
            "openid profile email read:x"
        );
        assert!(covers("a b c", "c a"));
        assert!(!covers("a bc", "b"));
    }

    #[test]
    fn string_scope_serves_every_audience() {
        let defaults = Defaults::same("profile email", "offline_access");
        let expected = "openid profile email offline_access";
        assert_eq!(defaults.with(None, None), expected);
        assert_eq!(
            defaults.with(Some("https://api/"), Some("read:x openid")),
            format!("{expected} read:x")
        );
    }

    #[test]
    fn one_scope_for_all_reaches_no_api_that_does_not_know_it() {
        let defaults =
            Defaults::same("email read:x create:me:connected_accounts", "offline_access");
        let defaults = defaults.with_own_api("https://t/me/", Some("https://api/"));
        assert_eq!(
            defaults.with(Some("https://t/me/"), Some("read:me:connected_accounts")),
            "openid email create:me:connected_accounts offline_access read:me:connected_accounts"
        );
        assert!(defaults.with(None, None).contains("read:x"));
    }

    #[test]
    fn the_tenants_own_api_gets_what_its_entry_says_or_what_the_login_asks_about_the_user() {
        let asks = |map: Object, login: Option<&str>| {
            let defaults = Defaults::by_audience(&map, "offline_access").unwrap();
            defaults.with_own_api("https://t/me/", login).with(Some("https://t/me/"), None)
        };
        let map = Object::new().with("https://api/", "email read:x read:me:factors");
        let api = Some("https://api/");
        assert_eq!(asks(map.clone(), api), "openid email read:me:factors offline_access");
        assert_eq!(asks(map.clone(), None), "openid profile email offline_access");
        let others = map.clone().with(DEFAULT_AUDIENCE, "phone read:y");
        assert_eq!(asks(others.clone(), None), "openid phone offline_access");
        assert_eq!(asks(others, api), "openid email read:me:factors offline_access");
        let own = map.with("https://t/me/", "read:x");
        assert_eq!(asks(own, api), "openid read:x offline_access");
    }

    #[test]
    fn map_serves_its_audiences_and_the_rest_get_the_documented_default() {
        let map = Object::new().with("https://api/", "read:x");
        let defaults = Defaults::by_audience(&map, "offline_access").unwrap();
        assert_eq!(
            defaults.with(Some("https://api/"), Some("write:x")),
            "openid read:x offline_access write:x"
        );
        assert_eq!(
            defaults.with(Some("https://other/"), None),
            "openid profile email offline_access"
        );
        assert_eq!(defaults.with(None, None), "openid profile email offline_access");
        assert_eq!(Defaults::by_audience(&Object::new().with("a", 1.0), ""), None);
    }
}
