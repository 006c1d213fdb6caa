//! The WebAssembly of the npm package: the exports of `auth0-spa-wasm`, linked.

pub use auth0_spa_wasm::*;

/// A fifth of the code of the standard library's allocator, and as fast.
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
