//! What the small wasm of a first visit does without: the rest of the client, and the classes beside
//! it.

mod accounts;
mod anonymous;
mod dpop;
mod exchange;
mod fetcher;
mod keeper;
mod methods;
mod mfa;
mod my_account;
mod passkey;
mod popup;
mod session;
