//! Auth0 for single-page apps: one core, compiled to WebAssembly, for JavaScript and for Rust
//! front ends.

pub mod cache;
pub mod client;
pub mod config;
pub mod entries;
pub mod error;
mod flight;
pub mod json;
pub mod keeper;
pub mod options;
pub mod platform;
pub mod proof;
pub mod protocol;
pub mod time;
pub mod transaction;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub mod js;
