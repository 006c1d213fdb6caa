//! Cookies as text: one written for `document.cookie`, and those read from it.

use super::query::{escape, unescape};
use crate::text::{before, cut};
use crate::time::Timestamp;

/// Where and for how long a cookie lives.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a> {
    /// When it goes.
    pub expires: Timestamp,
    /// The domain it is sent to, where that is not just the page's host.
    pub domain: Option<&'a str>,
    /// Whether the page came by https.
    pub secure: bool,
    /// Whether the cookie names `SameSite=none`; old browsers misread it.
    pub same_site_none: bool,
}

/// One cookie, as written to `document.cookie`.
pub fn write(name: &str, value: &str, attributes: Attributes<'_>) -> String {
    let mut text = format!("{}={}", escape_name(name), escape_value(value));
    text.push_str("; Expires=");
    text.push_str(&attributes.expires.to_http());
    if let Some(domain) = attributes.domain {
        text.push_str("; Domain=");
        text.push_str(domain);
    }
    text.push_str("; Path=/");
    if attributes.secure {
        text.push_str("; Secure");
    }
    if attributes.same_site_none {
        text.push_str("; SameSite=none");
    }
    text
}

/// The value of a cookie in the text that `document.cookie` gives; the last one of several.
pub fn read(cookies: &str, name: &str) -> Option<String> {
    let mut found = None;
    let mut rest = cookies;
    while !rest.is_empty() {
        let pair = before(rest, b";");
        rest = rest.get(pair.len() + 1..).unwrap_or_default();
        if let Some((key, value)) = cut(pair.trim_start(), "=")
            && unescape(key, false) == name
        {
            found = Some(value);
        }
    }
    found.map(|value| unescape(value, false))
}

fn escape_name(name: &str) -> String {
    escape(name, |byte| byte.is_ascii_alphanumeric() || b"-_.!~*'#$&+^`|".contains(&byte))
}

fn escape_value(value: &str) -> String {
    escape(value, |byte| {
        byte.is_ascii_alphanumeric() || b"-_.!~*'()#$&+:<>=/?@[]^`{}|".contains(&byte)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_attributes_in_the_known_order() {
        let attributes = Attributes {
            expires: Timestamp::from_millis(0),
            domain: Some("example.com"),
            secure: true,
            same_site_none: true,
        };
        assert_eq!(
            write("auth0.c(1).is", "\"org_x\";", attributes),
            "auth0.c%281%29.is=%22org_x%22%3B; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Domain=example.com; Path=/; Secure; SameSite=none"
        );
        let plain = Attributes { domain: None, secure: false, same_site_none: false, ..attributes };
        assert_eq!(
            write("a", "true", plain),
            "a=true; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"
        );
    }

    #[test]
    fn reads_the_last_of_equal_names() {
        assert_eq!(read("a=1; b=%22x%22; a=2", "a").as_deref(), Some("2"));
        assert_eq!(read("a=1; b=%22x%22", "b").as_deref(), Some("\"x\""));
        assert_eq!(read("", "a"), None);
    }
}
