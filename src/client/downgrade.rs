//! A tenant that was shown a proof and answers with a token that anybody may use
//! ([RFC 9449 section 5](https://www.rfc-editor.org/rfc/rfc9449#section-5)).

use super::Client;
use crate::config::Strictness;
use crate::error::Error;
use crate::platform::Platform;
use crate::protocol::jwt::Jws;
use crate::protocol::scope::DEFAULT_AUDIENCE;
use crate::protocol::token::{TokenSet, TokenType};

impl<P: Platform> Client<P> {
    /// Refuses a token that is not bound where it has to be: the tenant binds every token for its
    /// own APIs, and the application names the others.
    pub(super) fn check_binding(&self, tokens: &TokenSet, audience: &str) -> Result<(), Error> {
        if !self.is_dpop_on() || tokens.token_type == TokenType::Dpop {
            return Ok(());
        }
        let Strictness::Strict(named) = &self.config().strictness else { return Ok(()) };
        let is_named = named.iter().any(|name| name == audience);
        let is_own = audience == DEFAULT_AUDIENCE && is_opaque(tokens)
            || audience == format!("{}/me/", self.config().base_url);
        if !is_named && !is_own {
            return Ok(());
        }
        Err(Error::generic(
            "dpop_downgrade",
            "The tenant issued a Bearer token although DPoP is on. Turn on DPoP for the API in the Auth0 dashboard, or set `allowBearerFallback: true`.",
        ))
    }
}

/// A token without an audience is opaque; with a default audience of the tenant it is that API's.
fn is_opaque(tokens: &TokenSet) -> bool {
    Jws::parse(&tokens.access_token).is_none()
}
