//! The MFA API ([Auth0: Authenticate using MFA](https://auth0.com/docs/secure/multi-factor-authentication/authenticate-using-ropg-flow-with-mfa)):
//! each request beside its answer. Answers have the names that applications know.

use std::fmt;
use std::time::Duration;

use super::http::{Caching, Method, Request, Response};
use crate::error::{Error, MfaCall, MfaFailure, Refusal};
use crate::json::{self, Object, Value};

/// The MFA API of a tenant, as one client uses it.
#[derive(Debug, Clone, Copy)]
pub struct Api<'a> {
    /// The tenant.
    pub base_url: &'a str,
    /// The client.
    pub client_id: &'a str,
    /// The header `Auth0-Client`.
    pub telemetry: &'a str,
    /// How long a request may take.
    pub limit: Duration,
}

/// What to enroll.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Enrollment {
    /// The token of the sign-in that needs a second factor.
    pub mfa_token: String,
    /// `otp`, `sms`, `voice`, `email` or `push`.
    pub factor_type: String,
    /// For `sms` and `voice`, as in `+15550100`.
    pub phone_number: Option<String>,
    /// For `email`, where it is not the user's own.
    pub email: Option<String>,
}

/// What to challenge.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Challenge {
    /// The token of the sign-in that needs a second factor.
    pub mfa_token: String,
    /// `otp` or `oob`.
    pub challenge_type: String,
    /// Which of several authenticators.
    pub authenticator_id: Option<String>,
}

/// The proof of a second factor: the first of `otp`, `oob_code` and `recovery_code` that is there.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// The token of the sign-in that needs a second factor.
    pub mfa_token: String,
    /// A one-time password.
    pub otp: Option<String>,
    /// The code of a challenge or an enrollment over another channel.
    pub oob_code: Option<String>,
    /// What the user received over that channel, where they have to type it.
    pub binding_code: Option<String>,
    /// A recovery code. The answer carries the next one.
    pub recovery_code: Option<String>,
}

impl Api<'_> {
    /// The request for the user's authenticators.
    pub fn authenticators(&self, mfa_token: &str) -> Request {
        self.request(Method::Get, "authenticators", Some(mfa_token), None)
    }

    /// The request that enrolls an authenticator.
    ///
    /// # Errors
    /// `invalid_request` for a factor that there is not.
    pub fn enroll(&self, enrollment: &Enrollment) -> Result<Request, Error> {
        let list = |item: &str| Value::Array(vec![item.into()]);
        let channel = match enrollment.factor_type.as_str() {
            "otp" => None,
            "push" => Some("auth0"),
            known @ ("sms" | "voice" | "email") => Some(known),
            _ => {
                return Err(invalid(
                    MfaCall::Enroll,
                    "`factorType` must be `otp`, `sms`, `voice`, `email` or `push`.",
                ));
            }
        };
        let kind = if channel.is_some() { "oob" } else { "otp" };
        let body = Object::new()
            .with("authenticator_types", list(kind))
            .with_some("oob_channels", channel.map(list))
            .with_some("phone_number", enrollment.phone_number.as_deref())
            .with_some("email", enrollment.email.as_deref());
        Ok(self.request(Method::Post, "associate", Some(&enrollment.mfa_token), Some(body)))
    }

    /// The request that challenges an authenticator.
    pub fn challenge(&self, challenge: &Challenge) -> Request {
        let body = Object::new()
            .with("mfa_token", challenge.mfa_token.as_str())
            .with("client_id", self.client_id)
            .with("challenge_type", challenge.challenge_type.as_str())
            .with_some("authenticator_id", challenge.authenticator_id.as_deref());
        self.request(Method::Post, "challenge", None, Some(body))
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        bearer: Option<&str>,
        body: Option<Object>,
    ) -> Request {
        let mut headers = vec![("auth0-client", self.telemetry.to_string())];
        if let Some(token) = bearer {
            headers.push(("authorization", format!("Bearer {token}")));
        }
        if body.is_some() {
            headers.push(("content-type", "application/json".into()));
        }
        Request {
            method,
            url: format!("{}/mfa/{path}", self.base_url),
            headers,
            body: body.map(|body| json::to_string(&Value::Object(body))),
            caching: Caching::Forbidden,
            limit: self.limit,
        }
    }
}

impl Verification {
    /// The members of the token request; `None` without any code.
    pub fn members(&self) -> Option<Object> {
        let (kind, members) = match (&self.otp, &self.oob_code, &self.recovery_code) {
            (Some(otp), ..) => ("otp", Object::new().with("otp", otp.as_str())),
            (None, Some(code), _) => {
                let code = Object::new().with("oob_code", code.as_str());
                ("oob", code.with_some("binding_code", self.binding_code.as_deref()))
            }
            (None, None, Some(code)) => {
                ("recovery-code", Object::new().with("recovery_code", code.as_str()))
            }
            (None, None, None) => return None,
        };
        let mut all = Object::new();
        all.set("grant_type", format!("http://auth0.com/oauth/grant-type/mfa-{kind}"));
        members.iter().for_each(|(name, value)| all.set(name, value.clone()));
        Some(all.with("mfa_token", self.mfa_token.as_str()))
    }
}

/// The authenticators of an answer: those that the sign-in accepts, where it says which.
///
/// # Errors
/// [`Error::Mfa`]
pub fn authenticators(
    response: &Response,
    requirements: Option<&Value>,
) -> Result<Vec<Object>, Error> {
    let list = judge(response, MfaCall::ListAuthenticators, "Failed to list authenticators")?;
    let accepted = types(requirements, "challenge");
    let is_accepted = |object: &Object| {
        let kind = object.text("type").unwrap_or_default();
        accepted.is_empty() || accepted.contains(&kind)
    };
    let listed = list.as_array().unwrap_or_default().iter().filter_map(Value::as_object);
    Ok(listed.filter(|object| is_accepted(object)).map(renamed).collect())
}

/// The enrollment of an answer.
///
/// # Errors
/// [`Error::Mfa`]
pub fn enrolled(response: &Response) -> Result<Object, Error> {
    let answer = judge(response, MfaCall::Enroll, "Failed to enroll authenticator")?;
    let answer = answer.as_object().map(renamed).unwrap_or_default();
    let kind = answer.text("authenticatorType").unwrap_or("undefined");
    if matches!(kind, "otp" | "oob") {
        return Ok(answer);
    }
    let mut description = String::from("Unexpected authenticator type: ");
    description.push_str(kind);
    Err(failure(MfaCall::Enroll, "unexpected_authenticator_type", description))
}

/// The challenge of an answer.
///
/// # Errors
/// [`Error::Mfa`]
pub fn challenged(response: &Response) -> Result<Object, Error> {
    let answer = judge(response, MfaCall::Challenge, "Failed to challenge authenticator")?;
    Ok(answer.as_object().map(renamed).unwrap_or_default())
}

/// What a sign-in lets the user enroll; empty where nothing.
pub fn enrollment_factors(requirements: &Value) -> Vec<Value> {
    let list = requirements.as_object().and_then(|object| object.get("enroll")?.as_array());
    list.unwrap_or_default().to_vec()
}

fn types<'a>(requirements: Option<&'a Value>, name: &str) -> Vec<&'a str> {
    let list = requirements.and_then(|value| value.as_object()?.get(name)?.as_array());
    let list = list.unwrap_or_default().iter();
    list.filter_map(|item| item.as_object()?.text("type")).collect()
}

const NAMES: [(&str, &str); 16] = [
    ("id", "id"),
    ("authenticator_type", "authenticatorType"),
    ("active", "active"),
    ("name", "name"),
    ("created_at", "createdAt"),
    ("last_auth", "lastAuth"),
    ("oob_channels", "oobChannels"),
    ("type", "type"),
    ("challenge_type", "challengeType"),
    ("secret", "secret"),
    ("oob_channel", "oobChannel"),
    ("oob_code", "oobCode"),
    ("binding_method", "bindingMethod"),
    ("barcode_uri", "barcodeUri"),
    ("recovery_codes", "recoveryCodes"),
    ("recovery_code", "recoveryCode"),
];

fn renamed(answer: &Object) -> Object {
    NAMES.iter().fold(Object::new(), |object, (theirs, ours)| {
        object.with_some(ours, answer.get(theirs).cloned())
    })
}

fn judge(response: &Response, call: MfaCall, failed: &str) -> Result<Value, Error> {
    let body = json::parse(&response.body).ok();
    match body {
        Some(body) if response.is_success() => return Ok(body),
        _ => {}
    }
    let body = body.and_then(Value::into_object).unwrap_or_default();
    let text = |name: &str, other: &str| body.text(name).unwrap_or(other).to_string();
    let refusal = Refusal {
        code: text("error", "unknown_error"),
        description: text("error_description", failed),
        status: Some(response.status),
        retry_after: response.retry_after(),
    };
    Err(MfaFailure { call, refusal }.into())
}

/// A failure that no server told.
pub fn failure(call: MfaCall, code: &str, description: impl Into<String>) -> Error {
    let description = description.into();
    let refusal = Refusal { code: code.into(), description, status: None, retry_after: None };
    MfaFailure { call, refusal }.into()
}

fn invalid(call: MfaCall, description: &str) -> Error {
    failure(call, "invalid_request", description)
}

/// A refusal of the token endpoint, as the failure of [`MfaCall::Verify`]; others stay.
pub fn verify_failure(error: Error) -> Error {
    match error {
        Error::Generic(refusal) if refusal.status.is_some() => {
            MfaFailure { call: MfaCall::Verify, refusal: *refusal }.into()
        }
        other => other,
    }
}

// From the names of the npm package.

fn given(object: &Object, name: &str) -> Option<String> {
    let value = object.get(name).filter(|value| **value != Value::Null)?;
    Some(value.to_text()).filter(|text| !text.is_empty())
}

impl From<Object> for Enrollment {
    fn from(object: Object) -> Self {
        Self {
            mfa_token: given(&object, "mfaToken").unwrap_or_default(),
            factor_type: given(&object, "factorType").unwrap_or_default(),
            phone_number: given(&object, "phoneNumber"),
            email: given(&object, "email"),
        }
    }
}

impl From<Object> for Challenge {
    fn from(object: Object) -> Self {
        Self {
            mfa_token: given(&object, "mfaToken").unwrap_or_default(),
            challenge_type: given(&object, "challengeType").unwrap_or_default(),
            authenticator_id: given(&object, "authenticatorId"),
        }
    }
}

impl From<Object> for Verification {
    fn from(object: Object) -> Self {
        Self {
            mfa_token: given(&object, "mfaToken").unwrap_or_default(),
            otp: given(&object, "otp"),
            oob_code: given(&object, "oobCode"),
            binding_code: given(&object, "bindingCode"),
            recovery_code: given(&object, "recoveryCode"),
        }
    }
}

/// Tokens and codes are secrets, so only the kinds are shown.
impl fmt::Debug for Enrollment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Enrollment({})", self.factor_type)
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Challenge({})", self.challenge_type)
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Verification")
    }
}
