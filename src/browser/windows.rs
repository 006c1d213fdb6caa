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

pub fn is_cross_origin_isolated() -> bool {
    scope().cross_origin_isolated().is_truthy()
}
