//! Connected Accounts at the My Account API
//! ([Auth0: Connected Accounts](https://auth0.com/docs/secure/tokens/token-vault/connected-accounts-for-token-vault)):
//! each request beside its answer.

use std::time::Duration;

use super::http::{Method, Request};
use super::my_account;
use super::query::{Parameters, component};
use crate::error::Error;
use crate::json::{Object, Value};
use crate::text::cut;

/// What starting to connect takes.
pub const CREATE: &str = "create:me:connected_accounts";
/// What listing takes.
pub const READ: &str = "read:me:connected_accounts";
/// What disconnecting takes.
pub const DELETE: &str = "delete:me:connected_accounts";

/// What to connect, and how.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// The connection.
    pub connection: &'a str,
    /// What the application may do with the account; by default what the connection says.
    pub scopes: Option<&'a [String]>,
    /// Where the answer goes.
    pub redirect_uri: &'a str,
    /// Binds the answer to this browser.
    pub state: &'a str,
    /// The PKCE challenge.
    pub challenge: &'a str,
    /// Parameters for the provider.
    pub authorization_params: Option<&'a Object>,
}

/// A connection that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Where the user goes on, ticket included.
    pub url: String,
    /// What the answer belongs to.
    pub auth_session: String,
    /// How long the answer may take.
    pub lifetime: Duration,
}

/// How long the API gives a connection that does not say so.
const LIFETIME: Duration = Duration::from_secs(300);

impl Start<'_> {
    /// The body of the request that starts it.
    pub fn to_body(&self) -> Object {
        let scopes = self.scopes.filter(|scopes| !scopes.is_empty());
        let scopes = scopes.map(|scopes| scopes.iter().cloned().map(Value::String).collect());
        Object::new()
            .with("connection", self.connection)
            .with_some("scopes", scopes.map(Value::Array))
            .with("redirect_uri", self.redirect_uri)
            .with("state", self.state)
            .with("code_challenge", self.challenge)
            .with("code_challenge_method", "S256")
            .with_some("authorization_params", self.authorization_params.cloned())
    }
}

impl Started {
    /// Reads the answer to [`start`].
    ///
    /// # Errors
    /// [`Error::MyAccount`] when it is not what the API documents.
    pub fn from_object(body: &Object) -> Result<Self, Error> {
        let ticket = body.get("connect_params").and_then(Value::as_object);
        let ticket = ticket.and_then(|parameters| parameters.text("ticket"));
        match (body.text("connect_uri"), body.text("auth_session"), ticket) {
            (Some(uri), Some(session), Some(ticket)) => {
                let lifetime = body.number("expires_in");
                let lifetime = lifetime.and_then(|span| Duration::try_from_secs_f64(span).ok());
                Ok(Self {
                    url: with_ticket(uri, ticket),
                    auth_session: session.into(),
                    lifetime: lifetime.filter(|span| !span.is_zero()).unwrap_or(LIFETIME),
                })
            }
            _ => Err(Error::generic(
                "invalid_response",
                "The My Account API answered without `connect_uri`, `auth_session` or `ticket`.",
            )),
        }
    }
}

/// Sets the ticket and keeps every other parameter.
fn with_ticket(uri: &str, ticket: &str) -> String {
    let (uri, fragment) = cut(uri, "#").map_or((uri, None), |(uri, rest)| (uri, Some(rest)));
    let (path, query) = cut(uri, "?").unwrap_or((uri, ""));
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("ticket="));
    let ticket = format!("ticket={}", component(ticket));
    let query: Vec<&str> = others.chain([ticket.as_str()]).collect();
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{path}?{}{fragment}", query.join("&"))
}

/// The request that starts to connect an account.
pub fn start(base_url: &str, body: Object, limit: Duration) -> Request {
    call(Method::Post, base_url, "connect", Some(body), limit)
}

/// The request that finishes it.
pub fn complete(base_url: &str, body: Object, limit: Duration) -> Request {
    call(Method::Post, base_url, "complete", Some(body), limit)
}

/// The body of the request that finishes it.
pub fn completion(
    auth_session: &str,
    connect_code: &str,
    redirect_uri: &str,
    code_verifier: &str,
) -> Object {
    Object::new()
        .with("auth_session", auth_session)
        .with("connect_code", connect_code)
        .with("redirect_uri", redirect_uri)
        .with("code_verifier", code_verifier)
}

/// One page of a list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page<'a> {
    /// Only those of this connection.
    pub connection: Option<&'a str>,
    /// How many at most.
    pub take: Option<u32>,
    /// Where the page before ended.
    pub from: Option<&'a str>,
}

impl Page<'_> {
    /// The request for connected accounts (`accounts`) or for what can be connected
    /// (`connections`).
    pub fn request(&self, base_url: &str, list: &str, limit: Duration) -> Request {
        let mut query = Parameters::new();
        query.set_some("connection", self.connection);
        query.set_some("take", self.take.map(|take| take.to_string()).as_deref());
        query.set_some("from", self.from);
        let query = query.encode();
        let path = if query.is_empty() { list.into() } else { format!("{list}?{query}") };
        call(Method::Get, base_url, &path, None, limit)
    }
}

/// The request that disconnects an account.
pub fn delete(base_url: &str, id: &str, limit: Duration) -> Request {
    call(Method::Delete, base_url, &format!("accounts/{}", component(id)), None, limit)
}

fn call(
    method: Method,
    base_url: &str,
    path: &str,
    body: Option<Object>,
    limit: Duration,
) -> Request {
    my_account::request(method, base_url, &format!("connected-accounts/{path}"), body, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ticket_is_added_and_the_rest_stays() {
        assert_eq!(with_ticket("https://t/connect", "a b"), "https://t/connect?ticket=a%20b");
        assert_eq!(with_ticket("https://t/c?x=1&ticket=old#f", "n"), "https://t/c?x=1&ticket=n#f");
    }

    #[test]
    fn pages_ask_for_what_is_wanted() {
        let page = Page { connection: Some("g h"), take: Some(5), from: Some("n") };
        let request = page.request("https://t", "accounts", Duration::ZERO);
        assert_eq!(
            request.url,
            "https://t/me/v1/connected-accounts/accounts?connection=g+h&take=5&from=n"
        );
        let all = Page::default().request("https://t", "connections", Duration::ZERO);
        assert_eq!(all.url, "https://t/me/v1/connected-accounts/connections");
        let delete = delete("https://t", "cac_1|2", Duration::ZERO);
        assert_eq!(delete.url, "https://t/me/v1/connected-accounts/accounts/cac_1%7C2");
    }
}
