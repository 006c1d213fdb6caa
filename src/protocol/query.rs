//! Query strings, forms and the few questions this crate has about a URL.
//!
//! The rules are those of `application/x-www-form-urlencoded` in the
//! [URL standard](https://url.spec.whatwg.org/#application/x-www-form-urlencoded), which is what
//! browsers send and Auth0 reads.

use crate::json::{Object, Value};
use crate::text::{before, behind, cut};

/// Parameters in order, each name once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// No parameters.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a parameter. One that exists keeps its place.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some((_, slot)) => value.clone_into(slot),
            None => self.0.push((name.into(), value.into())),
        }
    }

    /// Sets a parameter where there is a value for it.
    pub fn set_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Sets every member of an object, as `URLSearchParams` would write it.
    pub fn set_all(&mut self, members: &Object) {
        for (name, value) in members.iter() {
            self.set(name, &value.to_text());
        }
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// As a query string or form body.
    pub fn encode(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(&form(name));
            text.push('=');
            text.push_str(&form(value));
        }
        text
    }

    /// As an object of texts.
    pub fn into_object(self) -> Object {
        self.0.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
    }
}

/// Names and values of a query string, decoded, in order, repeated names included.
pub fn decode(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = cut(pair, "=").unwrap_or((pair, ""));
            (unescape(name, true), unescape(value, true))
        })
        .collect()
}

/// What follows the first `?`, without a fragment. Later `?`s (hash routers make them) separate
/// parameters too.
pub fn of_url(url: &str) -> Option<String> {
    let (_, query) = cut(url, "?")?;
    let query = before(query, b"#");
    Some(query.replace('?', "&"))
}

/// The value of a parameter in the query of a URL, and the URL without that parameter. The rest
/// stays as it is written.
pub fn take(url: &str, name: &str) -> Option<(String, String)> {
    let (path, rest) = cut(url, "?")?;
    let (query, fragment) = rest.split_at(before(rest, b"#").len());
    let is_it = |pair: &&str| unescape(before(pair, b"="), true) == name;
    let found = query.split('&').find(is_it)?;
    let value = unescape(cut(found, "=").unwrap_or_default().1, true);
    let kept: Vec<_> = query.split('&').filter(|pair| !is_it(pair)).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    Some((value, [path, mark, &kept.join("&"), fragment].concat()))
}

/// The parameters in the fragment of a URL, if it names a `connect_code` or an error there.
pub fn of_fragment(url: &str) -> Option<String> {
    let (_, fragment) = cut(url, "#")?;
    let fragment = fragment.trim_start_matches(['/', '?']);
    let names = |name: &str| fragment.split('&').any(|pair| pair.starts_with(name));
    (names("connect_code=") || names("error=")).then(|| fragment.into())
}

/// Scheme, host and port of an absolute URL, in the form of `location.origin`.
pub fn origin(url: &str) -> String {
    let (scheme, rest) = cut(url, "://").unwrap_or(("https", url));
    let host = behind(before(rest, b"/?#"), b"@");
    let is_http = scheme.eq_ignore_ascii_case("http");
    let host = host.strip_suffix(if is_http { ":80" } else { ":443" }).unwrap_or(host);
    let mut origin = [scheme, "://", host].concat();
    origin.make_ascii_lowercase();
    origin
}

/// Whether a URL names its own host.
pub fn is_absolute(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("https:") || start.starts_with("http:") || start.starts_with("//")
}

/// A URL against a base: an absolute one stands for itself, any other is a path below the base.
/// Without a base it stays as it is, and is relative to the page. `None` when a path is missing.
pub fn resolve(base: Option<&str>, url: &str) -> Option<String> {
    let base = base.filter(|base| !base.is_empty());
    match base {
        _ if is_absolute(url) => Some(url.into()),
        None => Some(url.into()),
        Some(_) if url.is_empty() => None,
        Some(base) => {
            let base = base.strip_suffix('/').unwrap_or(base);
            let base = base.strip_suffix('/').unwrap_or(base);
            Some(format!("{base}/{}", url.trim_start_matches('/')))
        }
    }
}

/// Percent-encoding as `encodeURIComponent` does it.
pub fn component(text: &str) -> String {
    escape(text, |byte| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte))
}

fn form(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._ ".contains(&byte);
    escape(text, keep).replace(' ', "+")
}

/// Percent-encodes every byte that `keep` does not take.
pub(crate) fn escape(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_to(&mut escaped, text, keep);
    escaped
}

/// The same, written to a text that is there.
pub(crate) fn escape_to(escaped: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if keep(byte) {
            escaped.push(byte as char);
        } else {
            escaped.push('%');
            escaped.push(HEX[usize::from(byte >> 4)] as char);
            escaped.push(HEX[usize::from(byte & 15)] as char);
        }
    }
}

/// Undoes percent-encoding; what is not valid stays as it is.
pub(crate) fn unescape(text: &str, plus_is_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%').and_then(hex_pair);
        match code {
            Some(byte) => bytes.push(byte),
            None => bytes.push(if first == b'+' && plus_is_space { b' ' } else { first }),
        }
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    let high = (pair[0] as char).to_digit(16)?;
    let low = (pair[1] as char).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_url_search_params() {
        let mut parameters = Parameters::new();
        parameters.set("scope", "openid profile");
        parameters.set("state", "a+/=~é*");
        parameters.set("scope", "openid");
        assert_eq!(parameters.encode(), "scope=openid&state=a%2B%2F%3D%7E%C3%A9*");
        assert_eq!(component("a b+/=~é*"), "a%20b%2B%2F%3D~%C3%A9*");
    }

    #[test]
    fn decodes_what_it_encodes_and_survives_nonsense() {
        assert_eq!(
            decode("a=1+2&b=%C3%A9&c&=x&d=%zz%4"),
            [("a", "1 2"), ("b", "é"), ("c", ""), ("", "x"), ("d", "%zz%4")]
                .map(|(name, value)| (name.to_string(), value.to_string()))
        );
    }

    #[test]
    fn finds_the_query_of_hash_routers_too() {
        assert_eq!(of_url("https://a/#/?code=1&state=2").as_deref(), Some("code=1&state=2"));
        assert_eq!(of_url("https://a/?x=1#/y?code=2").as_deref(), Some("x=1"));
        assert_eq!(of_url("https://a/?x=1?code=2").as_deref(), Some("x=1&code=2"));
        assert_eq!(of_url("https://a/#code=1"), None);
    }

    #[test]
    fn origins_are_those_of_the_browser() {
        assert_eq!(origin("https://Tenant.example:443/authorize?x"), "https://tenant.example");
        assert_eq!(origin("http://localhost:7102"), "http://localhost:7102");
        assert_eq!(origin("http://user@localhost:80/"), "http://localhost");
    }
}
