//! `crypto.getRandomValues`.

use js_sys::Uint8Array;

use super::scope::scope;
use super::thrown::Thrown;
use crate::error::Error;

const LENGTH: u32 = 32;

pub fn bytes() -> Result<[u8; LENGTH as usize], Error> {
    let crypto = scope().crypto().ok_or(Error::Usage(
        &"crypto.getRandomValues is missing: use a current browser and serve the page from https \
         or http://localhost",
    ))?;
    // Filled on the JavaScript side: a view of shared wasm memory would be refused.
    let drawn = Uint8Array::new_with_length(LENGTH);
    crypto.get_random_values(&drawn).map_err(Thrown)?;
    let mut bytes = [0; LENGTH as usize];
    drawn.copy_to(&mut bytes);
    Ok(bytes)
}
