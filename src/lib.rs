//! Auth0 for single-page apps: one core, compiled to WebAssembly, with two doors.
//!
//! The npm package `auth0-spa-wasm` is a drop-in for `@auth0/auth0-spa-js`. This crate is the other
//! door, for Leptos, Yew and Dioxus:
//!
//! ```text
//! use auth0_spa_wasm::browser::Browser;
//! use auth0_spa_wasm::client::{Client, OpenUrl};
//! use auth0_spa_wasm::options::{LoginOptions, Options, TokenOptions};
//!
//! let client = Client::new(Options::new("example.eu.auth0.com", "client id"), Browser::new())?;
//! if url.contains("state=") {
//!     client.handle_redirect_callback(None).await?;
//! }
//! match client.user().await? {
//!     Some(user) => greet(user.user.text("name")),
//!     None => client.login_with_redirect(LoginOptions::default(), OpenUrl::Navigate).await?,
//! }
//! let token = client.get_token_silently(TokenOptions::default()).await?;
//! ```
//!
//! # The map
//!
//! - [`protocol`] is pure: requests out, answers judged. Time, entropy and bytes are arguments.
//! - [`platform`] is the one door to the world. What is not in that trait, the client cannot do.
//! - [`client`] has the flows, each an `async fn` that reads like the steps of its RFC.
//! - [`keeper`] has the refresh tokens, and is the only code that sees one.
//! - [`cache`], [`transaction`] and [`entries`] know what is stored, and where.
//! - [`options`] is what the caller wrote, [`config`] what became of it, [`error`] what can go wrong.
//! - `browser` is the adapter for pages and workers, `js` the exports of the npm package (only with
//!   the feature `npm`: exports of a dependency would leak into your own app's package).
//!
//! # What it does not do
//!
//! It holds no client secret, keeps no password, and draws no login form: the tenant does that. It
//! never exports a private key. It runs on one thread, as everything in a page does: nothing here is
//! `Send`.

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
mod text;
pub mod time;
pub mod transaction;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub mod js;
