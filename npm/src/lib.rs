//! The WebAssembly of the npm package: the exports of `auth0-spa-wasm`, linked.

pub use auth0_spa_wasm::*;
