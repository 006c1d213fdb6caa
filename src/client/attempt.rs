//! How often a request is tried, and why: each reason counts once.

use std::time::Duration;

use super::fetcher::{FetcherOptions, TokenParameters};
use crate::options::CacheMode;
use crate::platform::ResourceResponse;
use crate::protocol::challenge::Challenge;

/// What comes after an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The answer is the application's.
    Done,
    /// The server refused the proof for its nonce twice, or gave none.
    Refused(Option<String>),
    /// The server takes no proof of our keys, only of these algorithms.
    Foreign(String),
    /// Once more, at once.
    Again,
    /// Once more, after a pause.
    After(Duration),
    /// Once more, if somebody can help.
    StepUp(Challenge),
}

/// The tries of one request.
pub(super) struct Attempts {
    parameters: TokenParameters,
    mode: CacheMode,
    can_repeat: bool,
    tried: Vec<Reason>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    Nonce,
    InvalidToken,
    Pause,
    StepUp,
}

impl Attempts {
    pub(super) const fn new(parameters: TokenParameters, can_repeat: bool) -> Self {
        Self { parameters, mode: CacheMode::On, can_repeat, tried: Vec::new() }
    }

    pub(super) const fn parameters(&self) -> &TokenParameters {
        &self.parameters
    }

    pub(super) const fn mode(&self) -> CacheMode {
        self.mode
    }

    pub(super) fn use_parameters(&mut self, parameters: TokenParameters) {
        self.parameters = parameters;
    }

    /// Decides by the answer, and by the nonce that came with it.
    pub(super) fn judge(
        &mut self,
        response: &dyn ResourceResponse,
        learned: Option<String>,
        options: &FetcherOptions,
    ) -> Next {
        let status = response.status();
        if status == 429 {
            return self.judge_pause(response, options);
        }
        if !matches!(status, 401 | 403) {
            return Next::Done;
        }
        let header = response.header("www-authenticate").unwrap_or_default();
        let challenges = Challenge::parse(&header);
        let nonce = challenges.iter().find(|challenge| challenge.asks_for_nonce());
        if let Some(challenge) = nonce.filter(|_| status == 401) {
            return self.judge_nonce(challenge, learned);
        }
        let is_invalid = challenges.iter().any(|one| one.error() == Some("invalid_token"));
        if is_invalid
            && options.renew_invalid_token == Some(true)
            && self.first(Reason::InvalidToken)
        {
            self.mode = CacheMode::Off;
            return Next::Again;
        }
        let step_up = challenges.into_iter().find(Challenge::asks_for_step_up);
        match step_up {
            Some(challenge) if options.on_step_up.is_some() && self.first(Reason::StepUp) => {
                self.mode = CacheMode::Off;
                Next::StepUp(challenge)
            }
            _ => Next::Done,
        }
    }

    fn judge_nonce(&mut self, challenge: &Challenge, learned: Option<String>) -> Next {
        if let Some(algorithms) = challenge.foreign_algorithms() {
            return Next::Foreign(algorithms.into());
        }
        match learned.is_some() && self.first(Reason::Nonce) {
            true => Next::Again,
            // A body that was sent and cannot be sent again: the answer is all there is.
            false if !self.can_repeat => Next::Done,
            false => Next::Refused(learned),
        }
    }

    fn judge_pause(&mut self, response: &dyn ResourceResponse, options: &FetcherOptions) -> Next {
        let asked = response.header("retry-after");
        let asked = asked.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
        let longest = options.max_retry_after_in_seconds;
        let longest = longest.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        match (asked, longest) {
            (Some(pause), Some(longest)) if pause <= longest && self.first(Reason::Pause) => {
                Next::After(pause)
            }
            _ => Next::Done,
        }
    }

    /// Whether this is the first time for that reason, and another try is possible at all.
    fn first(&mut self, reason: Reason) -> bool {
        let first = self.can_repeat && !self.tried.contains(&reason);
        self.tried.push(reason);
        first
    }
}
