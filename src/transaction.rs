//! What survives the redirect: a login in progress, in the stored form of Auth0's SDKs, so that
//! either SDK can finish what the other began.
//!
//! The newest login lies under the well-known key. Older unfinished ones lie beside it, each under
//! its own `state`, and [`Index`] knows which there are and until when. Nothing is read or
//! written here.

use crate::json::{self, Object, Value};
use crate::protocol::pkce::Verifier;
use crate::time::Timestamp;

/// Older logins that are remembered beside the newest.
const MOST_PENDING: usize = 4;
/// How long a login may take, in seconds.
pub const LIFETIME_SECONDS: i64 = 86_400;

/// A login or a connection in progress.
#[derive(Debug, Clone, PartialEq)]
pub enum Transaction {
    /// Somebody signs in.
    Login(Box<Login>),
    /// Somebody connects an account.
    Connect(Box<Connect>),
}

/// A login in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Login {
    /// Binds the ID token to the login.
    pub nonce: String,
    /// The PKCE secret.
    pub verifier: Verifier,
    /// The scope that was asked for.
    pub scope: String,
    /// The audience that was asked for, or `default`.
    pub audience: String,
    /// Where the answer was sent to.
    pub redirect_uri: Option<String>,
    /// Binds the answer to the login.
    pub state: String,
    /// What the application wants back.
    pub app_state: Option<Value>,
    /// The organization that was asked for.
    pub organization: Option<String>,
}

/// A connection in progress.
#[derive(Debug, Clone, PartialEq)]
pub struct Connect {
    /// Binds the answer to the attempt.
    pub state: String,
    /// The PKCE secret.
    pub verifier: Verifier,
    /// What the My Account API calls the attempt.
    pub auth_session: String,
    /// Where the answer was sent to.
    pub redirect_uri: String,
    /// What the application wants back.
    pub app_state: Option<Value>,
    /// What is to be connected.
    pub connection: String,
}

impl Transaction {
    /// What binds the answer to it.
    pub fn state(&self) -> &str {
        match self {
            Self::Login(login) => &login.state,
            Self::Connect(connect) => &connect.state,
        }
    }

    /// The stored text.
    pub fn to_text(&self) -> String {
        let object = match self {
            Self::Login(login) => login.to_object(),
            Self::Connect(connect) => connect.to_object(),
        };
        json::to_string(&Value::Object(object))
    }

    /// Reads a stored text; `None` when it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let object = json::parse(text).ok()?.into_object()?;
        match object.text("response_type") {
            Some("connect_code") => Connect::from_object(&object).map(Box::new).map(Self::Connect),
            _ => Login::from_object(&object).map(Box::new).map(Self::Login),
        }
    }
}

impl Login {
    fn to_object(&self) -> Object {
        Object::new()
            .with("nonce", self.nonce.as_str())
            .with("code_verifier", self.verifier.expose())
            .with("scope", self.scope.as_str())
            .with("audience", self.audience.as_str())
            .with_some("redirect_uri", self.redirect_uri.as_deref())
            .with("state", self.state.as_str())
            .with_some("appState", self.app_state.clone())
            .with("response_type", "code")
            .with_some("organization", self.organization.as_deref())
    }

    fn from_object(object: &Object) -> Option<Self> {
        let text = |name: &str| object.text(name).map(str::to_string);
        Some(Self {
            nonce: text("nonce")?,
            verifier: Verifier::from_stored(object.text("code_verifier")?),
            scope: text("scope")?,
            audience: text("audience")?,
            redirect_uri: text("redirect_uri"),
            state: text("state")?,
            app_state: object.get("appState").cloned(),
            organization: text("organization"),
        })
    }
}

impl Connect {
    fn to_object(&self) -> Object {
        Object::new()
            .with("state", self.state.as_str())
            .with("code_verifier", self.verifier.expose())
            .with("auth_session", self.auth_session.as_str())
            .with("redirect_uri", self.redirect_uri.as_str())
            .with_some("appState", self.app_state.clone())
            .with("connection", self.connection.as_str())
            .with("response_type", "connect_code")
    }

    fn from_object(object: &Object) -> Option<Self> {
        let text = |name: &str| object.text(name).map(str::to_string);
        Some(Self {
            state: text("state")?,
            verifier: Verifier::from_stored(object.text("code_verifier")?),
            auth_session: text("auth_session")?,
            redirect_uri: text("redirect_uri")?,
            app_state: object.get("appState").cloned(),
            connection: text("connection").unwrap_or_default(),
        })
    }
}

/// The key of the newest login of a client.
pub fn key(client_id: &str) -> String {
    format!("a0.spajs.txs.{client_id}")
}

/// The key of an older login.
pub fn pending_key(client_id: &str, state: &str) -> String {
    format!("a0.spajs.txs.{client_id}.{state}")
}

/// The key of the [`Index`].
pub fn index_key(client_id: &str) -> String {
    format!("a0.spajs.txs.{client_id}.pending")
}

/// Which logins are in progress, oldest first, until when, and what is known of them that has no
/// place in the stored form of Auth0's SDKs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Index(Vec<Pending>);

/// One line of the [`Index`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The state of the login.
    pub state: String,
    /// When it is forgotten.
    pub expires_at: i64,
    /// The `max_age` that was asked for.
    pub max_age: Option<i64>,
}

impl Index {
    /// Reads a stored text; one that is something else counts as empty.
    pub fn from_text(text: Option<&str>) -> Self {
        let lines = text.and_then(|text| json::parse(text).ok());
        let lines = lines.as_ref().and_then(Value::as_array).unwrap_or_default();
        Self(lines.iter().filter_map(Pending::from_value).collect())
    }

    /// The stored text; `None` when there is nothing to remember.
    pub fn to_text(&self) -> Option<String> {
        let lines: Vec<Value> = self.0.iter().map(Pending::to_value).collect();
        (!lines.is_empty()).then(|| json::to_string(&Value::Array(lines)))
    }

    /// The line of a login.
    pub fn get(&self, state: &str) -> Option<&Pending> {
        self.0.iter().find(|pending| pending.state == state)
    }

    /// Adds a login.
    pub fn add(&mut self, pending: Pending) {
        self.0.push(pending);
    }

    /// Makes room for another login. Gives the states of those that are to be forgotten for it: the
    /// expired, and the oldest of too many.
    pub fn make_room(&mut self, now: Timestamp) -> Vec<String> {
        let overflow = self.0.len().saturating_sub(MOST_PENDING);
        let mut place = 0;
        let mut dropped = Vec::new();
        self.0.retain(|line| {
            let keep = line.expires_at > now.seconds() && place >= overflow;
            place += 1;
            if !keep {
                dropped.push(line.state.clone());
            }
            keep
        });
        dropped
    }

    /// Takes a login out.
    pub fn remove(&mut self, state: &str) {
        self.0.retain(|pending| pending.state != state);
    }

    /// The states of all logins.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|pending| pending.state.as_str())
    }
}

impl Pending {
    fn from_value(value: &Value) -> Option<Self> {
        let object = value.as_object()?;
        Some(Self {
            state: object.text("state")?.into(),
            expires_at: object.number("expires_at")? as i64,
            max_age: object.number("max_age").map(|seconds| seconds as i64),
        })
    }

    fn to_value(&self) -> Value {
        Object::new()
            .with("state", self.state.as_str())
            .with("expires_at", self.expires_at as f64)
            .with_some("max_age", self.max_age.map(|seconds| seconds as f64))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(state: &str, expires_at: i64) -> Pending {
        Pending { state: state.into(), expires_at, max_age: Some(0) }
    }

    #[test]
    fn the_stored_form_is_that_of_auth0s_sdks() {
        let transaction = Transaction::Login(Box::new(Login {
            nonce: "n".into(),
            verifier: Verifier::from_stored("v"),
            scope: "openid".into(),
            audience: "default".into(),
            redirect_uri: Some("https://app/".into()),
            state: "s".into(),
            app_state: Some(Object::new().with("target", "/x").into()),
            organization: Some("org_a".into()),
        }));
        let text = r#"{"nonce":"n","code_verifier":"v","scope":"openid","audience":"default","redirect_uri":"https://app/","state":"s","appState":{"target":"/x"},"response_type":"code","organization":"org_a"}"#;
        assert_eq!(transaction.to_text(), text);
        assert_eq!(Transaction::from_text(text), Some(transaction));
        assert_eq!(Transaction::from_text("{"), None);

        let connect = Transaction::Connect(Box::new(Connect {
            state: "s".into(),
            verifier: Verifier::from_stored("v"),
            auth_session: "a".into(),
            redirect_uri: "https://app/".into(),
            app_state: None,
            connection: "google".into(),
        }));
        let text = r#"{"state":"s","code_verifier":"v","auth_session":"a","redirect_uri":"https://app/","connection":"google","response_type":"connect_code"}"#;
        assert_eq!(connect.to_text(), text);
        assert_eq!(Transaction::from_text(text), Some(connect));
    }

    #[test]
    fn the_index_forgets_the_expired_and_the_oldest_of_too_many() {
        let now = Timestamp::from_seconds(100);
        let mut index = Index::default();
        for (number, expires_at) in [50, 200, 201, 202, 203].into_iter().enumerate() {
            index.add(pending(&number.to_string(), expires_at));
        }
        assert_eq!(index.make_room(now), ["0"]);
        index.add(pending("5", 300));
        assert_eq!(index.make_room(now), ["1"]);
        index.add(pending("6", 300));
        assert_eq!(Index::from_text(index.to_text().as_deref()), index);
        assert_eq!(index.states().collect::<Vec<_>>(), ["2", "3", "4", "5", "6"]);
        assert_eq!(index.get("6").and_then(|line| line.max_age), Some(0));
        assert_eq!(Index::from_text(Some("nonsense")), Index::default());
    }
}
