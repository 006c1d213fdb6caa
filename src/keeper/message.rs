//! What page and worker say to each other, as JSON: a call and its reply. No refresh token is ever
//! part of either.

use std::time::Duration;

use super::Claim;
use crate::error::{Error, Refusal, codes};
use crate::json::{self, Object, Value};
use crate::protocol::errand::{Binding, Doubt, Errand, Reach, Wanted};
use crate::protocol::http::Response;
use crate::protocol::token::Encoding;

/// What the page asks of the keeper.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// [`super::Keeper::exchange`]; the first call of all, too, so it names the client.
    Exchange(Errand),
    /// [`super::Keeper::claim`]
    Claim(Claim),
    /// [`super::Keeper::revoke`]
    Revoke {
        /// The request without its token.
        errand: Errand,
        /// The audience, or `default`.
        audience: String,
    },
    /// [`super::Keeper::clear`]
    Clear,
}

/// What the keeper replies.
pub type Reply = Result<Box<Response>, Error>;

/// A call, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The client.
    pub client_id: String,
    /// Its tenant.
    pub base_url: String,
    /// The call.
    pub call: Call,
}

impl Call {
    /// As a message of a client at a tenant.
    pub fn to_text(&self, client_id: &str, base_url: &str) -> String {
        let message = Object::new().with("client_id", client_id).with("base_url", base_url);
        let message = match self {
            Self::Exchange(errand) => {
                message.with("call", "exchange").with("errand", errand_to_object(errand))
            }
            Self::Claim(claim) => message
                .with("call", "claim")
                .with("number", f64::from(claim.number))
                .with("wanted", wanted_to_object(&claim.wanted))
                .with("continues", claim.continues),
            Self::Revoke { errand, audience } => message
                .with("call", "revoke")
                .with("errand", errand_to_object(errand))
                .with("audience", audience.as_str()),
            Self::Clear => message.with("call", "clear"),
        };
        json::to_string(&message.into())
    }

    /// Whether it sends nothing to anybody but that tenant.
    pub(super) fn stays_with(&self, base_url: &str) -> bool {
        let (url, path) = match self {
            Self::Exchange(errand) => (&errand.url, "/oauth/token"),
            Self::Revoke { errand, .. } => (&errand.url, "/oauth/revoke"),
            Self::Claim(_) | Self::Clear => return true,
        };
        url.strip_prefix(base_url) == Some(path)
    }
}

impl Message {
    /// Reads a message.
    pub fn from_text(text: &str) -> Option<Self> {
        let message = json::parse(text).ok()?.into_object()?;
        let errand = || errand_from_object(message.get("errand")?.as_object()?);
        let call = match message.text("call")? {
            "exchange" => Call::Exchange(errand()?),
            "claim" => Call::Claim(Claim {
                number: message.number("number")? as u32,
                wanted: wanted_from_object(message.get("wanted")?.as_object()?)?,
                continues: is_set(&message, "continues"),
            }),
            "revoke" => {
                Call::Revoke { errand: errand()?, audience: message.text("audience")?.into() }
            }
            "clear" => Call::Clear,
            _ => return None,
        };
        let (client_id, base_url) = (message.text("client_id")?, message.text("base_url")?);
        Some(Self { client_id: client_id.into(), base_url: base_url.into(), call })
    }
}

fn errand_to_object(errand: &Errand) -> Object {
    Object::new()
        .with("url", errand.url.as_str())
        .with("telemetry", errand.telemetry.as_str())
        .with("json", errand.encoding == Encoding::Json)
        .with("limit", errand.limit.as_secs_f64())
        .with("dpop", errand.binding == Binding::Dpop)
        .with("offset", errand.server_offset as f64)
        .with("body", errand.body.clone())
        .with_some("refresh", errand.refresh.as_ref().map(wanted_to_object))
        .with_some("claim", errand.claim.map(f64::from))
}

fn errand_from_object(object: &Object) -> Option<Errand> {
    let refresh = match object.get("refresh") {
        Some(wanted) => Some(wanted_from_object(wanted.as_object()?)?),
        None => None,
    };
    Some(Errand {
        url: object.text("url")?.into(),
        telemetry: object.text("telemetry")?.into(),
        encoding: if is_set(object, "json") { Encoding::Json } else { Encoding::Form },
        binding: if is_set(object, "dpop") { Binding::Dpop } else { Binding::Bearer },
        limit: Duration::try_from_secs_f64(object.number("limit")?).ok()?,
        server_offset: object.number("offset").unwrap_or_default() as i64,
        body: object.get("body")?.as_object()?.clone(),
        refresh,
        claim: object.number("claim").map(|number| number as u32),
    })
}

fn wanted_to_object(wanted: &Wanted) -> Object {
    Object::new()
        .with("audience", wanted.audience.as_str())
        .with("scope", wanted.scope.as_str())
        .with("any", wanted.reach == Reach::Any)
        .with("refrain", wanted.doubt == Doubt::Refrain)
}

fn wanted_from_object(object: &Object) -> Option<Wanted> {
    Some(Wanted {
        audience: object.text("audience")?.into(),
        scope: object.text("scope")?.into(),
        reach: if is_set(object, "any") { Reach::Any } else { Reach::Audience },
        doubt: if is_set(object, "refrain") { Doubt::Refrain } else { Doubt::Send },
    })
}

fn is_set(object: &Object, name: &str) -> bool {
    object.get(name) == Some(&Value::Bool(true))
}

/// A reply as a message.
pub(super) fn reply_to_text(reply: &Reply) -> String {
    let object = match reply {
        Ok(response) => {
            let headers = response.headers.iter();
            let headers: Object =
                headers.map(|(name, value)| (name.clone(), value.as_str().into())).collect();
            Object::new()
                .with("status", f64::from(response.status))
                .with("headers", headers)
                .with("body", response.body.as_str())
        }
        Err(error) => Object::new().with("error", error_to_object(error)),
    };
    json::to_string(&object.into())
}

/// Reads a reply.
///
/// # Errors
/// The error that was replied; `worker_failed` when the text is no reply.
pub fn reply_from_text(text: &str) -> Reply {
    let reply = json::parse(text).ok().and_then(Value::into_object);
    let read = |reply: Object| match reply.get("error") {
        Some(error) => Some(Err(error_from_object(error.as_object()?))),
        None => Some(Ok(Box::new(Response {
            status: reply.number("status")? as u16,
            headers: texts(reply.get("headers")?.as_object()?),
            body: reply.text("body")?.into(),
        }))),
    };
    reply.and_then(read).unwrap_or_else(|| Err(unintelligible()))
}

fn texts(object: &Object) -> Vec<(String, String)> {
    object.iter().map(|(name, value)| (name.into(), value.to_text())).collect()
}

fn unintelligible() -> Error {
    Error::generic(
        codes::WORKER_FAILED,
        "The worker that keeps refresh tokens said something else.",
    )
}

fn error_to_object(error: &Error) -> Object {
    let object =
        Object::new().with_some("code", error.code()).with("description", error.to_string());
    match error {
        Error::MissingRefreshToken(lack) => {
            object.with("audience", lack.audience.as_str()).with("scope", lack.scope.as_str())
        }
        Error::Generic(refusal) => object
            .with_some("status", refusal.status.map(f64::from))
            .with_some("pause", refusal.retry_after.map(|pause| pause.as_secs_f64())),
        _ => object,
    }
}

fn error_from_object(object: &Object) -> Error {
    let text = |name: &str| object.text(name).unwrap_or_default().to_string();
    match object.text("code").unwrap_or(codes::WORKER_FAILED) {
        codes::MISSING_REFRESH_TOKEN => {
            Error::missing_refresh_token(&text("audience"), &text("scope"))
        }
        code => Error::from(Refusal {
            code: code.into(),
            description: text("description"),
            status: object.number("status").map(|status| status as u16),
            retry_after: object.number("pause").map(Duration::from_secs_f64),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(reach: Reach) -> Wanted {
        Wanted { audience: "a".into(), scope: "openid".into(), reach, doubt: Doubt::Refrain }
    }

    fn errand(refresh: Option<Wanted>) -> Errand {
        Errand {
            url: "https://t/oauth/token".into(),
            telemetry: "t".into(),
            encoding: Encoding::Json,
            limit: Duration::from_millis(2500),
            binding: Binding::Dpop,
            server_offset: -7_200_000,
            body: Object::new().with("client_id", "c").with("list", Value::Array(vec![1.0.into()])),
            refresh,
            claim: Some(7),
        }
    }

    #[test]
    fn every_call_arrives_as_it_was_sent() {
        for call in [
            Call::Exchange(errand(None)),
            Call::Exchange(errand(Some(wanted(Reach::Any)))),
            Call::Claim(Claim { number: 7, wanted: wanted(Reach::Audience), continues: true }),
            Call::Revoke { errand: errand(None), audience: "a".into() },
            Call::Clear,
        ] {
            let message =
                Message { client_id: "c".into(), base_url: "https://t".into(), call: call.clone() };
            assert_eq!(Message::from_text(&call.to_text("c", "https://t")), Some(message));
        }
        assert_eq!(Message::from_text("{}"), None);
    }

    #[test]
    fn oa17_a_call_stays_with_its_tenant() {
        let call = |url: &str| Call::Exchange(Errand { url: url.into(), ..errand(None) });
        assert!(call("https://t/oauth/token").stays_with("https://t"));
        for foreign in [
            "https://evil/oauth/token",
            "https://t.evil/oauth/token",
            "https://t/oauth/token?x",
            "https://t/oauth/revoke",
            "https://t@evil/oauth/token",
        ] {
            assert!(!call(foreign).stays_with("https://t"), "{foreign}");
        }
        let revoke = Call::Revoke { errand: errand(None), audience: "a".into() };
        assert!(!revoke.stays_with("https://t"));
    }

    #[test]
    fn every_reply_arrives_as_it_was_sent() {
        let headers = vec![("a".into(), "b".into())];
        let response = Box::new(Response { status: 429, headers, body: "{}".into() });
        assert_eq!(reply_from_text(&reply_to_text(&Ok(response.clone()))).unwrap(), response);
        let missing = Error::missing_refresh_token("a", "openid x");
        let arrived = reply_from_text(&reply_to_text(&Err(missing))).unwrap_err();
        assert!(
            matches!(arrived, Error::MissingRefreshToken(lack) if lack.audience == "a" && lack.scope == "openid x")
        );
        let refused = Error::from(Refusal {
            code: "timeout".into(),
            description: "late".into(),
            status: Some(503),
            retry_after: Some(Duration::from_secs(2)),
        });
        let arrived = reply_from_text(&reply_to_text(&Err(refused.clone()))).unwrap_err();
        assert_eq!(format!("{arrived:?}"), format!("{refused:?}"));
        assert_eq!(reply_from_text("nonsense").unwrap_err().code(), Some(codes::WORKER_FAILED));
    }
}
