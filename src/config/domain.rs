//! The tenant's domain, as a URL.

use crate::error::Error;
use crate::text::{before, behind, cut};

/// Plain http is for a tenant on this very machine only.
pub(super) fn base_url(domain: &str) -> Result<String, Error> {
    let domain = domain.trim().trim_end_matches('/');
    if domain.is_empty() {
        return Err(Error::configuration(
            "The option `domain` is missing.",
            "Pass the tenant's domain, for example \"example.eu.auth0.com\".",
        ));
    }
    if domain.contains(char::is_whitespace) || before(domain, b"?#") != domain {
        return Err(Error::configuration(
            format!("The option `domain` is not a domain: \"{domain}\"."),
            "Pass only the tenant's domain, for example \"example.eu.auth0.com\".",
        ));
    }
    match cut(domain, "://") {
        None => Ok(format!("https://{domain}")),
        Some(("https", _)) => Ok(domain.into()),
        Some(("http", rest)) if is_loopback(rest) => Ok(domain.into()),
        _ => Err(Error::configuration(
            format!("The option `domain` must be reached by https: \"{domain}\"."),
            "Leave the scheme away. Plain http works with localhost only.",
        )),
    }
}

fn is_loopback(authority: &str) -> bool {
    let authority = before(authority, b"/");
    let port = behind(authority, b":");
    let has_port = port != authority && port.bytes().all(|byte| byte.is_ascii_digit());
    let host = if has_port { &authority[..authority.len() - port.len() - 1] } else { authority };
    host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]"
}
