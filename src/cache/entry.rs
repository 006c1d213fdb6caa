//! Entries of access tokens.

use std::fmt;

use crate::json::{Object, Value};
use crate::protocol::token::TokenSet;
use crate::time::Timestamp;

/// An access token, as an application gets it.
#[derive(Clone, PartialEq)]
pub struct AccessToken {
    /// The token.
    pub access_token: String,
    /// `Bearer` or `DPoP`.
    pub token_type: String,
    /// The seconds it lived when it was issued.
    pub expires_in: f64,
    /// What the server granted, where it said so.
    pub scope: Option<String>,
}

impl From<&TokenSet> for AccessToken {
    fn from(tokens: &TokenSet) -> Self {
        Self {
            access_token: tokens.access_token.clone(),
            token_type: tokens.token_type.as_str().into(),
            expires_in: tokens.expires_in as f64,
            scope: tokens.scope.clone(),
        }
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccessToken({}, scope {:?})", self.token_type, self.scope)
    }
}

/// Whom and what an access token was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Grantee<'a> {
    /// The client.
    pub client_id: &'a str,
    /// The audience, or `default`.
    pub audience: &'a str,
    /// The scope that was asked for.
    pub scope: &'a str,
}

/// The entry for a token set. The ID token is not part of it.
pub fn write(tokens: &TokenSet, grantee: Grantee<'_>, now: Timestamp) -> Value {
    let mut body = tokens.body.clone();
    body.set("scope", grantee.scope);
    body.set("audience", grantee.audience);
    if let Some(granted) = &tokens.scope {
        body.set("oauthTokenScope", granted.as_str());
    }
    body.set("client_id", grantee.client_id);
    let expires_at = now.seconds().saturating_add(tokens.expires_in);
    Object::new().with("body", body).with("expiresAt", expires_at as f64).into()
}

/// The access token of an entry, if it is for that audience and lives `margin` seconds longer.
pub fn read(entry: &Value, audience: &str, now: Timestamp, margin: i64) -> Option<AccessToken> {
    let entry = entry.as_object()?;
    let expires_at = entry.number("expiresAt")? as i64;
    if expires_at.saturating_sub(margin) < now.seconds() {
        return None;
    }
    let body = entry.get("body")?.as_object()?;
    if body.text("audience").is_some_and(|other| other != audience) {
        return None;
    }
    Some(AccessToken {
        access_token: body.text("access_token")?.into(),
        token_type: body.text("token_type").unwrap_or("Bearer").into(),
        expires_in: body.number("expires_in").unwrap_or_default(),
        scope: body.text("oauthTokenScope").map(str::to_string),
    })
}

/// A refresh token in an entry, and what it was issued for.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// The audience, or `default`.
    pub audience: String,
    /// The scope.
    pub scope: String,
    /// The token.
    pub refresh_token: String,
}

/// The refresh token of an entry, whether its access token still lives or not.
pub fn held(entry: &Value) -> Option<Held> {
    let body = entry.as_object()?.get("body")?.as_object()?;
    let text = |name: &str| body.text(name).filter(|text| !text.is_empty()).map(str::to_string);
    Some(Held {
        audience: text("audience")?,
        scope: text("scope")?,
        refresh_token: text("refresh_token")?,
    })
}

/// An entry with that refresh token: the former one, or one that was there for nothing else.
pub fn holding(former: Option<&Value>, grantee: Grantee<'_>, refresh_token: &str) -> Value {
    let mut entry = former.and_then(Value::as_object).cloned().unwrap_or_default();
    let body = entry.get("body").and_then(Value::as_object);
    let body = body.cloned().unwrap_or_else(|| {
        Object::new()
            .with("audience", grantee.audience)
            .with("scope", grantee.scope)
            .with("client_id", grantee.client_id)
    });
    entry.set("body", body.with("refresh_token", refresh_token));
    if entry.get("expiresAt").is_none() {
        entry.set("expiresAt", 0.0);
    }
    entry.into()
}

/// The entry without its refresh token; `None` when nothing is left of it.
pub fn released(entry: &Value) -> Option<Value> {
    let mut entry = entry.as_object()?.clone();
    let mut body = entry.get("body")?.as_object()?.clone();
    body.remove("refresh_token");
    body.get("access_token")?;
    entry.set("body", body);
    Some(entry.into())
}

/// The next entry for the same key, with the refresh token of the former.
pub fn succeeding(former: &Value, next: Value) -> Value {
    match (held(former), next) {
        (Some(held), Value::Object(mut entry)) => {
            if let Some(body) = entry.get("body").and_then(Value::as_object) {
                entry.set("body", body.clone().with("refresh_token", held.refresh_token));
            }
            entry.into()
        }
        (_, next) => next,
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Held({}, {})", self.audience, self.scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::protocol::http::Response;

    fn tokens(body: &str) -> Box<TokenSet> {
        let response = Response { status: 200, headers: Vec::new(), body: body.into() };
        TokenSet::from_response(&response, "u").unwrap()
    }

    fn grantee() -> Grantee<'static> {
        Grantee { client_id: "c", audience: "default", scope: "openid x" }
    }

    #[test]
    fn the_stored_form_is_that_of_auth0s_sdks() {
        let tokens = tokens(
            r#"{"access_token":"a","token_type":"Bearer","expires_in":60,"scope":"openid","id_token":"i","more":1}"#,
        );
        let entry = write(&tokens, grantee(), Timestamp::from_millis(1_999));
        assert_eq!(
            json::to_string(&entry),
            r#"{"body":{"access_token":"a","token_type":"Bearer","expires_in":60,"scope":"openid x","more":1,"audience":"default","oauthTokenScope":"openid","client_id":"c"},"expiresAt":61}"#
        );
    }

    #[test]
    fn a_token_answers_until_its_margin() {
        let tokens = tokens(r#"{"access_token":"a","token_type":"bearer","expires_in":100}"#);
        let entry = write(&tokens, grantee(), Timestamp::from_seconds(0));
        let at = |seconds| read(&entry, "default", Timestamp::from_seconds(seconds), 60);
        assert_eq!(at(40).map(|token| token.token_type).as_deref(), Some("Bearer"));
        assert_eq!(at(41), None);
        assert_eq!(read(&entry, "other", Timestamp::from_seconds(0), 60), None);
    }

    #[test]
    fn a_token_without_a_lifetime_answers_nobody() {
        let entry =
            write(&tokens(r#"{"access_token":"a"}"#), grantee(), Timestamp::from_seconds(0));
        assert_eq!(read(&entry, "default", Timestamp::from_seconds(0), 60), None);
        let corrupt = json::parse(r#"{"body":{"access_token":"a"},"expiresAt":null}"#).unwrap();
        assert_eq!(read(&corrupt, "default", Timestamp::from_seconds(0), 60), None);
    }
}
