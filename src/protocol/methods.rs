//! Factors and authentication methods at the My Account API
//! ([Auth0: Manage Authentication Methods](https://auth0.com/docs/manage-users/my-account-api)): the
//! paths, and what is judged of the answers.

use super::http::Response;
use super::my_account;
use super::query::{component, unescape};
use crate::error::Error;
use crate::json::{self, Object, Value};
use crate::text::{before, behind, cut};

/// What reading factors takes.
pub const READ_FACTORS: &str = "read:me:factors";
/// What enrolling takes.
pub const CREATE: &str = "create:me:authentication_methods";
/// What reading takes.
pub const READ: &str = "read:me:authentication_methods";
/// What changing takes.
pub const UPDATE: &str = "update:me:authentication_methods";
/// What removing takes.
pub const DELETE: &str = "delete:me:authentication_methods";

/// Where factors are.
pub const FACTORS: &str = "factors";
/// Where authentication methods are.
pub const METHODS: &str = "authentication-methods";

/// The path of all methods, or of those of a type.
pub fn list(kind: Option<&str>) -> String {
    match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => format!("{METHODS}?type={}", component(kind)),
        None => METHODS.into(),
    }
}

/// The path of one method. Ids have a bar in them.
pub fn one(id: &str) -> String {
    format!("{METHODS}/{}", component(id))
}

/// The path that finishes an enrolment, which the API has named in a header. Whatever server that
/// names, the token goes to the tenant's own.
///
/// # Errors
/// [`Error::InvalidArgument`] when it is no such path.
pub fn verification(location: &str) -> Result<String, Error> {
    let id = cut(location, "/me/v1/authentication-methods/").map(|(_, id)| id);
    let id = id.filter(|id| !id.is_empty() && before(id, b"/?#") == *id);
    id.map(|id| format!("{METHODS}/{id}/verify")).ok_or_else(|| {
        Error::InvalidArgument(
            &"`location` is no address of an enrolment. Pass the `location` that enrollmentChallenge gave.",
        )
    })
}

/// Reads a list: a member of the answer, or the whole of it.
///
/// # Errors
/// [`Error::MyAccount`]
pub fn judge_list(response: &Response, name: &str) -> Result<Vec<Object>, Error> {
    if response.is_success()
        && let Ok(Value::Array(items)) = json::parse(&response.body)
    {
        return Ok(objects(&items));
    }
    let body = my_account::judge(response)?;
    Ok(body.get(name).and_then(Value::as_array).map(objects).unwrap_or_default())
}

fn objects(items: &[Value]) -> Vec<Object> {
    items.iter().filter_map(|item| item.as_object().cloned()).collect()
}

/// Reads the answer to the start of an enrolment of a type: the body, what kind it is of, its id, and
/// where it goes on.
///
/// # Errors
/// [`Error::MyAccount`]
pub fn judge_challenge(response: &Response, kind: Option<&Value>) -> Result<Object, Error> {
    let mut body = my_account::judge(response)?;
    let location = response.header("location").unwrap_or_default();
    if body.get("type").is_none()
        && let Some(kind) = kind
    {
        body.set("type", kind.clone());
    }
    let id = behind(location, b"/");
    Ok(body.with("id", unescape(id, false)).with("location", location))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, location: &str, body: &str) -> Response {
        Response { status, headers: vec![("Location".into(), location.into())], body: body.into() }
    }

    #[test]
    fn ids_and_types_are_encoded() {
        assert_eq!(one("totp|dev_1"), "authentication-methods/totp%7Cdev_1");
        assert_eq!(
            list(Some("push-notification")),
            "authentication-methods?type=push-notification"
        );
        assert_eq!(list(Some("a&b")), "authentication-methods?type=a%26b");
        assert_eq!((list(None).as_str(), list(Some("")).as_str()), (METHODS, METHODS));
    }

    #[test]
    fn an_enrolment_is_finished_at_the_tenant_whatever_server_is_named() {
        for location in [
            "https://t/me/v1/authentication-methods/passkey%7Cnew",
            "/me/v1/authentication-methods/passkey%7Cnew",
            "https://evil.example/me/v1/authentication-methods/passkey%7Cnew",
        ] {
            let path = verification(location).unwrap();
            assert_eq!(path, "authentication-methods/passkey%7Cnew/verify");
        }
        for location in [
            "",
            "https://evil.example/collect",
            "/me/v1/authentication-methods/",
            "/me/v1/authentication-methods/a/b",
            "/me/v1/authentication-methods/a?b",
        ] {
            let error = verification(location).unwrap_err();
            assert!(matches!(error, Error::InvalidArgument(_)), "{location}");
        }
    }

    #[test]
    fn a_list_may_be_a_member_or_the_whole() {
        for body in [r#"{"factors":[{"type":"totp"}]}"#, r#"[{"type":"totp"}]"#] {
            let factors = judge_list(&answer(200, "", body), "factors").unwrap();
            assert_eq!(factors[0].text("type"), Some("totp"));
        }
        assert!(judge_list(&answer(200, "", "<html>"), "factors").is_err());
        assert!(judge_list(&answer(403, "", "[]"), "factors").is_err());
    }

    #[test]
    fn a_challenge_knows_its_id_type_and_place() {
        let location = "https://t/me/v1/authentication-methods/totp%7Cdev_1";
        let kind = Value::from("totp");
        let body = r#"{"auth_session":"s","id":"other"}"#;
        let challenge = judge_challenge(&answer(202, location, body), Some(&kind)).unwrap();
        assert_eq!(challenge.text("id"), Some("totp|dev_1"));
        assert_eq!(challenge.text("type"), Some("totp"));
        assert_eq!(challenge.text("location"), Some(location));
        let bare = judge_challenge(&answer(202, "", "{}"), None).unwrap();
        assert_eq!((bare.text("id"), bare.text("location")), (Some(""), Some("")));
    }
}
