//! How tokens are renewed.

use crate::error::Error;
use crate::options::{Options, RefreshTokenMode};

/// How tokens are renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// By a hidden frame.
    Frame,
    /// By a refresh token.
    Refresh {
        /// What it lasts as long as.
        mode: RefreshTokenMode,
        /// What happens where none serves.
        fallback: Fallback,
    },
}

/// What happens where no refresh token serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The call fails.
    Nothing,
    /// A hidden frame helps out.
    Frame,
}

impl Renewal {
    pub(super) fn new(options: &Options) -> Result<Self, Error> {
        let mode = options.refresh_token_mode.unwrap_or_default();
        let is_online = mode == RefreshTokenMode::Online;
        if options.use_refresh_tokens != Some(true) {
            return if is_online { Err(online_needs_refresh_tokens()) } else { Ok(Self::Frame) };
        }
        if is_online && options.use_dpop != Some(true) {
            return Err(online_needs_dpop());
        }
        let fallback = match options.use_refresh_tokens_fallback {
            Some(true) => Fallback::Frame,
            _ => Fallback::Nothing,
        };
        Ok(Self::Refresh { mode, fallback })
    }

    /// The scope that asks for a refresh token.
    pub(super) const fn scope(self) -> &'static str {
        match self {
            Self::Frame => "",
            Self::Refresh { mode: RefreshTokenMode::Offline, .. } => "offline_access",
            Self::Refresh { mode: RefreshTokenMode::Online, .. } => "online_access",
        }
    }
}

fn online_needs_refresh_tokens() -> Error {
    Error::configuration(
        "`refreshTokenMode: \"online\"` requires the refresh-token grant.",
        "Set `useRefreshTokens: true`.",
    )
}

fn online_needs_dpop() -> Error {
    Error::configuration(
        "`refreshTokenMode: \"online\"` requires DPoP, which is missing or disabled.",
        "Set `useDpop: true` (DPoP is mandatory for online access).",
    )
}
