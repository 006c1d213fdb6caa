//! How a popup hands its answer over when no message of the tenant can reach the page that asked,
//! or the tenant sends none: it comes back to the application's own redirect URI, and that page
//! tells the one that asked, over a channel of their origin.
//!
//! The `state` says that an answer travels this way, and names the channel. It is unguessable, so
//! that only the two pages know it. The code in the answer is of no use to anybody else: the PKCE
//! secret never leaves the page that asked.

use super::authorize::AuthorizationResponse;
use super::pkce::unguessable;
use crate::json::{Object, Value};

const MARK: &str = "popup.";

/// A state whose answer is relayed.
pub fn state(entropy: [u8; 32]) -> String {
    let mut state = String::from(MARK);
    state.push_str(&unguessable(entropy));
    state
}

/// Whether an answer with that state is for another page.
pub fn is_relayed(state: &str) -> bool {
    state.starts_with(MARK)
}

/// The channel for the answer with that state.
pub fn channel(state: &str) -> String {
    let mut name = String::from("auth0.");
    name.push_str(state);
    name
}

impl AuthorizationResponse {
    /// The answer in the form of the tenant's own messages, for [`AuthorizationResponse::from_message`].
    pub fn to_message(&self) -> Value {
        let response = Object::new()
            .with_some("state", self.state.as_deref())
            .with_some("code", self.code.as_deref())
            .with_some("connect_code", self.connect_code.as_deref())
            .with_some("error", self.error.as_deref())
            .with_some("error_description", self.error_description.as_deref())
            .with_some("iss", self.issuer.as_deref());
        Object::new().with("type", "authorization_response").with("response", response).into()
    }
}

/// What becomes of the popup once its answer was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It closes.
    Close,
    /// It stays.
    Stay,
}

impl Then {
    /// The message that says so.
    pub fn to_message(self) -> Value {
        Object::new().with("type", "answer_heard").with("close", self == Self::Close).into()
    }

    /// Reads the message; `None` when it is something else.
    pub fn from_message(message: &Value) -> Option<Self> {
        let message = message.as_object()?;
        if message.text("type") != Some("answer_heard") {
            return None;
        }
        let closes = message.get("close") == Some(&Value::Bool(true));
        Some(if closes { Self::Close } else { Self::Stay })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_receipts_survive_the_way() {
        let all = AuthorizationResponse {
            state: Some("s".into()),
            code: Some("c".into()),
            connect_code: Some("k".into()),
            error: Some("e".into()),
            error_description: Some("d".into()),
            issuer: Some("i".into()),
        };
        for answer in [all, AuthorizationResponse::default()] {
            let message = answer.to_message();
            assert_eq!(AuthorizationResponse::from_message(&message), Some(Box::new(answer)));
            assert_eq!(Then::from_message(&message), None);
        }
        for then in [Then::Close, Then::Stay] {
            assert_eq!(Then::from_message(&then.to_message()), Some(then));
            assert_eq!(AuthorizationResponse::from_message(&then.to_message()), None);
        }
    }

    #[test]
    fn a_state_says_how_its_answer_travels() {
        assert!(is_relayed(&state([7; 32])));
        assert!(!is_relayed(&unguessable([7; 32])));
        assert_eq!(channel("popup.x"), "auth0.popup.x");
        assert_ne!(state([7; 32]), state([8; 32]));
    }
}
