//! What a resource server asks for in `WWW-Authenticate`
//! ([RFC 9110 section 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)): several
//! schemes in one header, each with parameters.

use crate::text::cut;

/// One challenge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Challenge {
    /// The scheme, as it was written.
    pub scheme: String,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    /// Reads all challenges of a header. What cannot be read is left out.
    pub fn parse(header: &str) -> Vec<Self> {
        let mut challenges: Vec<Self> = Vec::new();
        for item in items(header) {
            let (head, value) = match cut(item, "=") {
                Some((head, value)) => (head.trim(), Some(unquote(value.trim()))),
                None => (item.trim(), None),
            };
            // `Scheme name=value` begins a challenge; `name=value` goes on with it.
            let (scheme, name) = match (head.split_once(char::is_whitespace), value.is_some()) {
                (Some((scheme, name)), _) => (Some(scheme), name.trim()),
                (None, true) => (None, head),
                (None, false) => (Some(head), ""),
            };
            if let Some(scheme) = scheme.filter(|scheme| !scheme.is_empty()) {
                challenges.push(Self { scheme: scheme.into(), parameters: Vec::new() });
            }
            if let (Some(challenge), Some(value)) = (challenges.last_mut(), value) {
                challenge.parameters.push((name.to_ascii_lowercase(), value));
            }
        }
        challenges
    }

    /// A parameter, by its lower-case name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The error code.
    pub fn error(&self) -> Option<&str> {
        self.get("error")
    }

    /// Whether the server wants a proof with its nonce
    /// ([RFC 9449 section 9](https://www.rfc-editor.org/rfc/rfc9449#section-9)).
    pub fn asks_for_nonce(&self) -> bool {
        matches!(self.error(), Some("use_dpop_nonce" | "invalid_dpop_nonce"))
    }

    /// The algorithms it takes proofs of, where the one of our keys is not among them
    /// ([RFC 9449 section 7.1](https://www.rfc-editor.org/rfc/rfc9449#section-7.1)).
    pub fn foreign_algorithms(&self) -> Option<&str> {
        self.get("algs").filter(|algs| algs.split_whitespace().all(|alg| alg != "ES256"))
    }

    /// Whether the user has to sign in more strongly, or to allow more
    /// ([RFC 9470](https://www.rfc-editor.org/rfc/rfc9470)).
    pub fn asks_for_step_up(&self) -> bool {
        matches!(self.error(), Some("insufficient_user_authentication" | "insufficient_scope"))
    }
}

/// The parts between commas that are not in quotes.
fn items(header: &str) -> Vec<&str> {
    let (mut items, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (place, byte) in header.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                items.push(&header[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    items.push(&header[start..]);
    items.into_iter().filter(|item| !item.trim().is_empty()).collect()
}

fn unquote(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let Some(inner) = inner else { return value.into() };
    let (mut text, mut escaped) = (String::new(), false);
    for letter in inner.chars() {
        if letter == '\\' && !escaped {
            escaped = true;
            continue;
        }
        escaped = false;
        text.push(letter);
    }
    text
}
