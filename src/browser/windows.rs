//! The page: where it is, and leaving it.

use super::scope::{scope, window};
use super::thrown::Thrown;
use crate::error::Error;

pub fn page_url() -> Result<String, Error> {
    Ok(window()?.location().href().map_err(Thrown)?)
}

pub fn navigate(url: &str) -> Result<(), Error> {
    Ok(window()?.location().assign(url).map_err(Thrown)?)
}

/// The state that a router keeps beside the URL stays.
pub fn replace_url(url: &str) {
    if let Some(history) = window().ok().and_then(|window| window.history().ok()) {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(url));
    }
}

pub fn has_focus() -> bool {
    let document = window().ok().and_then(|window| window.document());
    document.is_some_and(|document| document.has_focus().unwrap_or_default())
}

pub fn close() {
    if let Ok(window) = window() {
        let _ = window.close();
    }
}

pub fn is_cross_origin_isolated() -> bool {
    scope().cross_origin_isolated().is_truthy()
}
