//! Token exchange ([RFC 8693](https://www.rfc-editor.org/rfc/rfc8693)): a token of another system for
//! tokens of the tenant
//! ([Auth0: Custom Token Exchange](https://auth0.com/docs/authenticate/custom-token-exchange)).

use std::fmt;

use crate::error::Error;
use crate::json::{Object, Value};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";

/// What the caller must not say: who the client is, which grant this is, where it goes and how.
const RESERVED: [&str; 15] = [
    "audience",
    "auth0Client",
    "baseUrl",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "grant_type",
    "refresh_token",
    "scope",
    "timeout",
    "useFormData",
    "useMrrt",
];

/// A token exchange as the caller wrote it, with the parameters of RFC 8693 section 2.1. Any other
/// goes to the tenant's Action as it is.
#[derive(Clone, PartialEq)]
pub struct TokenExchange(Object);

impl TokenExchange {
    /// The exchange of a token of some type, a URI of your own.
    pub fn new(subject_token: &str, subject_token_type: &str) -> Self {
        let parameters = Object::new().with("subject_token_type", subject_token_type);
        Self(parameters.with("subject_token", subject_token))
    }

    /// With one more parameter: `audience`, `scope`, `organization`, `actor_token`, or one of yours.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<Value>) -> Self {
        Self(self.0.with(name, value))
    }

    /// A parameter that says something.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.text(name).filter(|text| !text.is_empty())
    }

    /// The members of the token request.
    ///
    /// # Errors
    /// `invalid_request` for what no tenant would take.
    pub fn members(
        &self,
        audience: Option<&str>,
        scope: &str,
        organization: Option<&str>,
    ) -> Result<Object, Error> {
        self.check()?;
        let mut members = self.0.clone();
        RESERVED.iter().for_each(|name| drop(members.remove(name)));
        members.retain(|value| *value != Value::Null);
        members.set("grant_type", GRANT_TYPE);
        if let Some(organization) = organization {
            members.set("organization", organization);
        }
        Ok(members.with_some("audience", audience).with("scope", scope))
    }

    fn check(&self) -> Result<(), Error> {
        let token = self.text("subject_token").unwrap_or_default();
        if token.is_empty() || token.trim() != token || token.starts_with("Bearer ") {
            return Err(invalid(
                "`subject_token` must be the token alone: not empty, without spaces around it, without \"Bearer\".",
            ));
        }
        if self.text("subject_token_type").is_none_or(|kind| kind.trim().is_empty()) {
            return Err(invalid(
                "`subject_token_type` is missing. Write the one of the tenant's Custom Token Exchange profile.",
            ));
        }
        if self.text("actor_token").is_some() != self.text("actor_token_type").is_some() {
            return Err(invalid(
                "`actor_token` and `actor_token_type` go together: write both, or none.",
            ));
        }
        Ok(())
    }
}

impl From<Object> for TokenExchange {
    fn from(parameters: Object) -> Self {
        Self(parameters)
    }
}

/// Tokens are secrets, so only the type is shown.
impl fmt::Debug for TokenExchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenExchange({:?})", self.text("subject_token_type"))
    }
}

fn invalid(description: &str) -> Error {
    Error::generic("invalid_request", description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange() -> TokenExchange {
        TokenExchange::new("external", "urn:example:external-token")
    }

    fn names(members: &Object) -> Vec<&str> {
        members.iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_members_keep_the_order_of_the_caller_and_end_as_known() {
        let members = exchange()
            .with("scope", "read:x")
            .with("hint", "h")
            .with("nothing", Value::Null)
            .members(Some("https://api/"), "openid read:x", Some("org_1"))
            .unwrap();
        let expected = [
            "subject_token_type",
            "subject_token",
            "hint",
            "grant_type",
            "organization",
            "audience",
            "scope",
        ];
        assert_eq!(names(&members), expected);
        assert_eq!(members.text("scope"), Some("openid read:x"));
    }

    #[test]
    fn tx10_x22_w42_the_caller_cannot_say_who_asks_and_where() {
        let hostile = RESERVED
            .iter()
            .fold(exchange(), |exchange, name| exchange.with(name, "https://elsewhere/"));
        let members = hostile.members(None, "openid", None).unwrap();
        assert_eq!(names(&members), ["subject_token_type", "subject_token", "grant_type", "scope"]);
        assert_eq!(members.text("grant_type"), Some(GRANT_TYPE));
        assert_eq!(members.text("scope"), Some("openid"));
    }

    #[test]
    fn tx01_tx02_what_cannot_work_is_not_sent() {
        let kind = "urn:example:external-token";
        for bad in [
            TokenExchange::new("", kind),
            TokenExchange::new(" external", kind),
            TokenExchange::new("Bearer external", kind),
            TokenExchange::new("external", " "),
            exchange().with("subject_token", 1.0),
            exchange().with("actor_token", "actor"),
            exchange().with("actor_token_type", kind),
        ] {
            let refused = bad.members(None, "openid", None).unwrap_err();
            assert_eq!(refused.code(), Some("invalid_request"));
        }
        let both = exchange().with("actor_token", "actor").with("actor_token_type", kind);
        assert!(both.members(None, "openid", None).is_ok());
        assert!(!format!("{both:?}").contains("external\""), "no token is shown");
    }
}
