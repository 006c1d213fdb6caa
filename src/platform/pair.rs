//! Pairs of keys for proofs, as far as a proof has to know them.

use crate::error::Error;
use crate::protocol::dpop::PublicKey;

/// A pair that is ready to sign. It stays the same pair, whatever becomes of the client's.
#[allow(async_fn_in_trait, reason = "one thread: no future needs to be Send")]
pub trait Pair {
    /// Its public key.
    fn public(&self) -> &PublicKey;

    /// Signs: r and s, 32 bytes each
    /// ([RFC 7518 section 3.4](https://www.rfc-editor.org/rfc/rfc7518#section-3.4)).
    ///
    /// # Errors
    /// `dpop_unavailable` when the key cannot be used.
    async fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Error>;
}
