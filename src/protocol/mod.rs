//! The protocol as pure functions: no input or output, no clock and no randomness here.
//!
//! A function that builds a request stands beside the one that judges its answer.

pub mod anonymous;
pub mod authorize;
mod base64;
pub mod challenge;
pub mod connect;
pub mod cookie;
pub mod dpop;
pub mod errand;
pub mod exchange;
pub mod http;
pub mod id_token;
pub mod jwks;
pub mod jwt;
pub mod logout;
pub mod methods;
pub mod mfa;
pub mod my_account;
pub mod passkey;
pub mod pkce;
pub mod problem;
pub mod query;
pub mod relay;
pub mod revoke;
pub mod scope;
pub mod telemetry;
pub mod thumbprint;
pub mod token;
