//! A world without a browser: a platform with a virtual clock, and a tenant that signs real tokens.
#![allow(dead_code, reason = "each test program uses its own part of the world")]

pub mod account;
pub mod anonymous;
pub mod clock;
pub mod exchange;
pub mod held;
pub mod mfa;
pub mod origin;
pub mod pair;
pub mod passkey;
pub mod platform;
pub mod popup;
pub mod proof;
pub mod resource;
pub mod revocation;
pub mod store;
pub mod tab;
pub mod tenant;
pub mod wire;
pub mod world;

pub use platform::FakePlatform;
pub use tenant::Tenant;
pub use world::World;
