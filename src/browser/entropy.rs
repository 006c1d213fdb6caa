//! `crypto.getRandomValues`.

use std::cell::RefCell;

use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsCast;

use super::scope::{Crypto, scope};
use super::thrown::Thrown;
use crate::error::Error;

const LENGTH: usize = 32;
/// What is drawn at once, for some calls: to ask the browser takes longer than to make a proof of it.
const DRAWN: u32 = 512;

thread_local! {
    static POOL: RefCell<Option<Pool>> = const { RefCell::new(None) };
}

/// What was drawn and not given yet, and by which `crypto`: a page may replace it.
struct Pool {
    crypto: Crypto,
    bytes: Vec<u8>,
}

pub fn bytes() -> Result<[u8; LENGTH], Error> {
    let crypto = scope().crypto().ok_or(Error::Usage(
        &"crypto.getRandomValues is missing: use a current browser and serve the page from https \
         or http://localhost",
    ))?;
    let is_left = |pool: &Pool| {
        !pool.bytes.is_empty() && *pool.crypto.unchecked_ref::<Object>() == *crypto.unchecked_ref()
    };
    let mut pool = match POOL.take().filter(is_left) {
        Some(pool) => pool,
        None => draw(crypto)?,
    };
    let mut bytes = [0; LENGTH];
    let rest = pool.bytes.len() - LENGTH;
    bytes.copy_from_slice(&pool.bytes[rest..]);
    pool.bytes.truncate(rest);
    POOL.set(Some(pool));
    Ok(bytes)
}

fn draw(crypto: Crypto) -> Result<Pool, Error> {
    // Filled on the JavaScript side: a view of shared wasm memory would be refused.
    let drawn = Uint8Array::new_with_length(DRAWN);
    crypto.get_random_values(&drawn).map_err(Thrown)?;
    Ok(Pool { crypto, bytes: drawn.to_vec() })
}
