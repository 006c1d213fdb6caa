//! What an SDK tells the tenant about itself: name, version and environment, nothing about users.

use super::jwt;
use super::query::component;
use crate::json::{self, Object, Value};

/// The two forms in which telemetry travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telemetry {
    /// The value of the header `Auth0-Client`.
    pub header: String,
    /// The value of the query parameter `auth0Client`, already encoded.
    pub parameter: String,
}

impl Telemetry {
    /// From the option `auth0Client`, of which only well-formed members are kept.
    pub fn new(client: Option<&Object>) -> Self {
        let own = Object::new()
            .with("name", env!("CARGO_PKG_NAME"))
            .with("version", env!("CARGO_PKG_VERSION"));
        let client = client.unwrap_or(&own);
        let known = |name: &str, fits: fn(&Value) -> bool| {
            client.get(name).filter(|value| fits(value)).cloned()
        };
        let public = Object::new()
            .with_some("name", known("name", |value| matches!(value, Value::String(_))))
            .with_some(
                "version",
                known("version", |value| matches!(value, Value::String(_) | Value::Number(_))),
            );
        let whole = public
            .clone()
            .with_some("env", known("env", |value| matches!(value, Value::Object(_))));
        Self { header: encode(whole), parameter: component(&encode(public)) }
    }
}

fn encode(object: Object) -> String {
    jwt::encode_standard(json::to_string(&Value::Object(object)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_well_formed_members_and_hides_env_from_urls() {
        let client = Object::new()
            .with("env", Object::new().with("angular", "21"))
            .with("name", "wrapper")
            .with("version", 2.0)
            .with("secret", "x");
        let telemetry = Telemetry::new(Some(&client));
        let header = r#"{"name":"wrapper","version":2,"env":{"angular":"21"}}"#;
        assert_eq!(telemetry.header, jwt::encode_standard(header));
        let parameter = jwt::encode_standard(r#"{"name":"wrapper","version":2}"#);
        assert_eq!(telemetry.parameter, component(&parameter));
    }

    #[test]
    fn text_beyond_latin_1_is_no_reason_to_fail() {
        let telemetry = Telemetry::new(Some(&Object::new().with("name", "日本")));
        assert_eq!(telemetry.header, jwt::encode_standard(r#"{"name":"日本"}"#));
    }
}
