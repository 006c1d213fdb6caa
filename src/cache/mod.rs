//! What is stored of tokens and identities, and under which keys: the formats of Auth0's SDKs, so
//! that a page can change between them without losing a session. Nothing is read or written here.

pub mod entry;
pub mod identity;
pub mod key;

pub use entry::{AccessToken, Grantee};
pub use identity::Identity;
