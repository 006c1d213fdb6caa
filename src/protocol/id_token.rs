//! ID tokens: decoding, and every check on their claims, in the order of Auth0's SDKs
//! ([OpenID Connect Core 3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation)).
//!
//! The signature is judged elsewhere, with the keys of [`super::jwks`].

use super::jwt::{Algorithm, Jws};
use crate::error::{Ceiling, Claim, Rejection};
use crate::json::{Object, Value};
use crate::time::Timestamp;

/// What an ID token has to say to be believed.
#[derive(Debug, Clone, Copy)]
pub struct Expectations<'a> {
    /// The tenant's issuer, compared as text.
    pub issuer: &'a str,
    /// This client.
    pub client_id: &'a str,
    /// The nonce of the request, where there was one.
    pub nonce: Option<&'a str>,
    /// The longest time since the user's last sign-in, in seconds, where the request named one.
    pub max_age: Option<i64>,
    /// The organization of the request, by id or name, where it named one.
    pub organization: Option<&'a str>,
    /// How far clocks may differ, in seconds.
    pub leeway: i64,
}

/// A decoded ID token. Decoded is not believed: see [`IdToken::judge`].
#[derive(Debug, Clone, PartialEq)]
pub struct IdToken {
    raw: String,
    jws: Jws,
}

impl IdToken {
    /// Takes the token apart.
    ///
    /// # Errors
    /// [`Rejection::Missing`] and [`Rejection::Undecodable`].
    pub fn parse(token: Option<&str>) -> Result<Self, Rejection> {
        let raw = token.filter(|token| !token.is_empty()).ok_or(Rejection::Missing)?;
        let jws = Jws::parse(raw).ok_or(Rejection::Undecodable)?;
        Ok(Self { raw: raw.into(), jws })
    }

    /// The token as it came.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The three parts.
    pub const fn jws(&self) -> &Jws {
        &self.jws
    }

    /// The id of the key that signed it.
    pub fn key_id(&self) -> Option<&str> {
        self.jws.header.text("kid")
    }

    /// Who the user is.
    pub fn subject(&self) -> &str {
        self.jws.payload.text("sub").unwrap_or_default()
    }

    /// A claim that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.jws.payload.text(name)
    }

    /// A claim that is a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.jws.payload.number(name)
    }

    /// Keeps the session ceiling where it was: a refresh never moves it.
    pub fn pin_session_expiry(&mut self, seconds: Option<i64>) {
        if let Some(seconds) = seconds {
            self.jws.payload.set("session_expiry", seconds as f64);
        }
    }

    /// Checks the session ceiling: a time in seconds, after the token was issued.
    ///
    /// # Errors
    /// [`Rejection::SessionExpiry`]
    pub fn check_session_expiry(&self) -> Result<(), Rejection> {
        let ceiling = match self.jws.payload.get("session_expiry") {
            None => return Ok(()),
            Some(Value::Number(seconds)) => *seconds,
            Some(_) => return Err(Rejection::SessionExpiry(Ceiling::NotANumber)),
        };
        if ceiling >= MILLISECONDS_BEGIN {
            return Err(Rejection::SessionExpiry(Ceiling::Milliseconds));
        }
        match self.jws.payload.number("iat") {
            Some(issued) if ceiling > issued => Ok(()),
            _ => Err(Rejection::SessionExpiry(Ceiling::InThePast)),
        }
    }

    /// Checks every claim.
    ///
    /// # Errors
    /// The first check that fails.
    pub fn judge(&self, expected: &Expectations<'_>, now: Timestamp) -> Result<(), Rejection> {
        self.check_text(Claim::Issuer, "iss", Some(expected.issuer))?;
        self.check_text(Claim::Subject, "sub", None)?;
        self.algorithm()?;
        self.check_audience(expected.client_id)?;
        if expected.nonce.is_some() {
            self.check_text(Claim::Nonce, "nonce", expected.nonce)?;
        }
        self.check_times(expected, now)?;
        self.check_organization(expected.organization)
    }

    /// The algorithm of the signature.
    ///
    /// # Errors
    /// [`Rejection::Algorithm`] for any but RS256, PS256 and ES256, [`Rejection::CriticalHeader`]
    /// for extensions ([RFC 7515 section 4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)).
    pub fn algorithm(&self) -> Result<Algorithm, Rejection> {
        let algorithm = match self.jws.header.text("alg").unwrap_or_default() {
            "RS256" => Algorithm::Rs256,
            "PS256" => Algorithm::Ps256,
            "ES256" => Algorithm::Es256,
            other => return Err(Rejection::Algorithm(other.into())),
        };
        if self.jws.header.get("crit").is_some() {
            return Err(Rejection::CriticalHeader);
        }
        Ok(algorithm)
    }

    fn check_text(
        &self,
        claim: Claim,
        name: &str,
        expected: Option<&str>,
    ) -> Result<(), Rejection> {
        let found = self.jws.payload.text(name).filter(|text| !text.is_empty());
        let found = found.ok_or(Rejection::MissingClaim(claim))?;
        match expected {
            Some(expected) if expected != found => {
                Err(Rejection::Mismatch { claim, expected: expected.into(), found: found.into() })
            }
            _ => Ok(()),
        }
    }

    fn check_audience(&self, client_id: &str) -> Result<(), Rejection> {
        match self.jws.payload.get("aud") {
            Some(Value::String(audience)) if audience == client_id => {
                self.check_party(client_id, false)
            }
            Some(Value::String(audience)) if !audience.is_empty() => {
                Err(Rejection::Audience { expected: client_id.into(), found: audience.clone() })
            }
            Some(Value::Array(audiences)) => {
                if !audiences.iter().any(|audience| audience.as_str() == Some(client_id)) {
                    return Err(Rejection::AudienceList {
                        expected: client_id.into(),
                        found: audiences.iter().map(Value::to_text).collect(),
                    });
                }
                self.check_party(client_id, audiences.len() > 1)
            }
            _ => Err(Rejection::MissingAudience),
        }
    }

    /// `azp` must be there with several audiences, and right wherever it is.
    fn check_party(&self, client_id: &str, required: bool) -> Result<(), Rejection> {
        match self.jws.payload.text("azp") {
            None if required => Err(Rejection::MissingAuthorizedParty),
            Some(found) if found != client_id => Err(Rejection::Mismatch {
                claim: Claim::AuthorizedParty,
                expected: client_id.into(),
                found: found.into(),
            }),
            _ => Ok(()),
        }
    }

    fn check_times(&self, expected: &Expectations<'_>, now: Timestamp) -> Result<(), Rejection> {
        let seconds = |name: &str| self.jws.payload.number(name).map(|number| number as i64);
        let auth_time = seconds("auth_time");
        if expected.max_age.is_some() && auth_time.is_none() {
            return Err(Rejection::MissingAuthTime);
        }
        let expires = seconds("exp").ok_or(Rejection::MissingExpiration)?;
        seconds("iat").ok_or(Rejection::MissingIssuedAt)?;
        let limit = Timestamp::from_seconds(expires.saturating_add(expected.leeway));
        if now > limit {
            return Err(Rejection::Expired { now, limit });
        }
        if let Some(not_before) = seconds("nbf") {
            let start = Timestamp::from_seconds(not_before.saturating_sub(expected.leeway));
            if now < start {
                return Err(Rejection::NotYetValid { now, start });
            }
        }
        if let (Some(auth_time), Some(max_age)) = (auth_time, expected.max_age) {
            let limit = auth_time.saturating_add(max_age).saturating_add(expected.leeway);
            let limit = Timestamp::from_seconds(limit);
            if now > limit {
                return Err(Rejection::TooOld { now, limit });
            }
        }
        Ok(())
    }

    /// By id exactly, by name whatever the case.
    fn check_organization(&self, organization: Option<&str>) -> Result<(), Rejection> {
        let Some(organization) = organization.map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(());
        };
        if organization.starts_with("org_") {
            return self.check_text(Claim::OrganizationId, "org_id", Some(organization));
        }
        let claim = Claim::OrganizationName;
        self.check_text(claim, "org_name", None)?;
        let found = self.jws.payload.text("org_name").unwrap_or_default();
        let expected = organization.to_ascii_lowercase();
        if found.to_ascii_lowercase() == expected {
            return Ok(());
        }
        Err(Rejection::Mismatch { claim, expected, found: found.into() })
    }

    /// All claims, with the token itself as `__raw`.
    pub fn claims(&self) -> Object {
        let raw = Object::new().with("__raw", self.raw.as_str());
        self.jws.payload.iter().fold(raw, |all, (name, value)| all.with(name, value.clone()))
    }

    /// The claims that describe the user, without those that describe the token.
    pub fn user(&self) -> Object {
        let about_user =
            self.jws.payload.iter().filter(|(name, _)| !ABOUT_THE_TOKEN.contains(name));
        about_user.map(|(name, value)| (name.to_string(), value.clone())).collect()
    }
}

/// No session lives for 300 years, so a number from here on is not in seconds.
const MILLISECONDS_BEGIN: f64 = 1e10;

const ABOUT_THE_TOKEN: [&str; 30] = [
    "iss",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "azp",
    "nonce",
    "auth_time",
    "at_hash",
    "c_hash",
    "acr",
    "amr",
    "sub_jwk",
    "cnf",
    "sip_from_tag",
    "sip_date",
    "sip_callid",
    "sip_cseq_num",
    "sip_via_branch",
    "orig",
    "dest",
    "mky",
    "events",
    "toe",
    "txn",
    "rph",
    "sid",
    "vot",
    "vtm",
];
