//! The port: everything the client can do to the world, in one trait.
//!
//! What is not in this module, the client cannot do. Adapters take no decisions: they translate one
//! call into one web API and its failures into [`Error`]. `crate::browser` is the adapter for
//! pages and workers; the tests bring one with a virtual clock.

mod pair;
mod popup;
mod resource;
mod store;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::error::Error;
use crate::json::{Object, Value};
pub use crate::protocol::jwt::Algorithm;

use crate::protocol::http::{Request, Response};
use crate::time::Timestamp;

pub use pair::Pair;
pub use popup::Popup;
pub use resource::{ResourceRequest, ResourceResponse};
pub use store::Store;

/// A future that stays on this thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The outside world of a client.
#[allow(async_fn_in_trait, reason = "one thread: no future needs to be Send")]
pub trait Platform: 'static {
    /// Holds a lock until it is dropped.
    type Lock: 'static;
    /// A popup.
    type Popup: Popup;
    /// A pair of keys for proofs.
    type Pair: Pair;

    /// Whether it sends requests and has keys. Where it does not, it answers from what is stored, and
    /// whatever needs more is [`Error::Beyond`] it.
    const SENDS: bool = true;

    // Time and chance.

    /// The time of the machine.
    fn clock(&self) -> Timestamp;

    /// The time of the servers, as far as it is known: proofs are judged by it.
    fn server_clock(&self) -> Timestamp;

    /// Sets the time of the servers to what one of them just wrote.
    fn set_server_clock(&self, now: Timestamp);

    /// The time the application wants tokens to be judged by; [`Platform::clock`] unless it
    /// brought its own.
    ///
    /// # Errors
    /// Whatever the application's clock threw.
    async fn now(&self) -> Result<Timestamp, Error>;

    /// 32 bytes of cryptographic randomness.
    ///
    /// # Errors
    /// When the platform has no source of it.
    fn entropy(&self) -> Result<[u8; 32], Error>;

    /// Waits.
    async fn sleep(&self, span: Duration);

    // Network.

    /// Sends a request once, without cookies and without following redirects, within its limit.
    ///
    /// # Errors
    /// `network_error` when no answer came, `timeout` when it came too late. An HTTP error status
    /// is an answer, not an error.
    async fn send(&self, request: &Request) -> Result<Box<Response>, Error>;

    /// The same with the cookies of the server, which may set some.
    ///
    /// # Errors
    /// Those of [`Platform::send`].
    async fn send_with_cookies(&self, request: &Request) -> Result<Box<Response>, Error>;

    // Keys.

    /// Whether `signature` over `input` was made with the key that `jwk` describes.
    ///
    /// # Errors
    /// When the key cannot be used with this algorithm.
    async fn verify(
        &self,
        jwk: &Object,
        algorithm: Algorithm,
        input: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error>;

    /// A client's DPoP pair, as all tabs know it now. One that is not there yet is made, once for all
    /// tabs; its private key can never be exported.
    ///
    /// # Errors
    /// `dpop_unavailable` when keys can be neither made nor kept.
    async fn dpop_pair(&self, client_id: &str) -> Result<Self::Pair, Error>;

    /// The public key of that pair, as a JWK of `kty`, `crv`, `x` and `y`.
    ///
    /// # Errors
    /// Those of [`Platform::dpop_pair`].
    async fn dpop_key(&self, client_id: &str) -> Result<Object, Error> {
        Ok(self.dpop_pair(client_id).await?.public().jwk().clone())
    }

    /// Whether the pair outlives this page, as far as is known. A code that is bound to one that
    /// does not can never be redeemed on the page after.
    fn keeps_dpop_keys(&self) -> bool;

    /// A DPoP nonce that was kept.
    ///
    /// # Errors
    /// `dpop_unavailable` when the database cannot be read.
    async fn dpop_nonce(&self, key: &str) -> Result<Option<String>, Error>;

    /// Keeps a DPoP nonce.
    ///
    /// # Errors
    /// `dpop_unavailable` when the database cannot be written.
    async fn set_dpop_nonce(&self, key: &str, nonce: &str) -> Result<(), Error>;

    /// Forgets the pair and the nonces of a client.
    ///
    /// # Errors
    /// `dpop_unavailable` when the database cannot be written.
    async fn forget_dpop(&self, client_id: &str) -> Result<(), Error>;

    // Passkeys.

    /// Whether there is WebAuthn.
    fn has_passkeys(&self) -> bool;

    /// Lets the user make a passkey by `PublicKeyCredentialCreationOptions` as JSON, and gives it as
    /// JSON ([WebAuthn 5.1](https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON)).
    /// `None` when none was made.
    ///
    /// # Errors
    /// Whatever the browser threw.
    async fn create_passkey(&self, options: &Object) -> Result<Option<Object>, Error>;

    /// Lets the user sign in with a passkey by `PublicKeyCredentialRequestOptions` as JSON, and gives
    /// the answer as JSON. `None` when none was chosen.
    ///
    /// # Errors
    /// Whatever the browser threw.
    async fn use_passkey(&self, options: &Object) -> Result<Option<Object>, Error>;

    // Storage.

    /// The store for tokens, where they are not only kept in memory.
    fn store(&self) -> &dyn Store;

    /// `localStorage`, wherever tokens are.
    fn local_store(&self) -> &dyn Store;

    /// A text kept for this tab while it lives (`sessionStorage`).
    ///
    /// # Errors
    /// `storage_unavailable` when the store is blocked.
    fn session_get(&self, key: &str) -> Result<Option<String>, Error>;

    /// Keeps a text for this tab.
    ///
    /// # Errors
    /// `storage_unavailable` when the store is blocked or full.
    fn session_set(&self, key: &str, text: &str) -> Result<(), Error>;

    /// Forgets a text of this tab; a store that is blocked has nothing to forget.
    fn session_remove(&self, key: &str);

    /// All cookies the page may see, as `document.cookie` writes them.
    fn cookies(&self) -> String;

    /// Sets one cookie, written as for `document.cookie`.
    fn set_cookie(&self, cookie: &str);

    // Other threads of work.

    /// Runs a task to its end, whatever becomes of the caller.
    fn spawn(&self, task: LocalFuture<'static, ()>);

    /// Whether there is a worker that can keep refresh tokens out of the page.
    fn has_worker(&self) -> bool;

    /// Hands a message to the keeper in the worker, and gives its reply.
    ///
    /// # Errors
    /// `worker_failed` when the worker cannot be started, or is gone.
    async fn ask_worker(&self, message: &str) -> Result<String, Error>;

    // Locks.

    /// Waits for the lock of that name, over all tabs of the origin, and holds it.
    ///
    /// # Errors
    /// [`Error::Timeout`] when `limit` passed before it was free.
    async fn lock(&self, name: &str, limit: Duration) -> Result<Self::Lock, Error>;

    // Windows.

    /// The URL of the page.
    ///
    /// # Errors
    /// When there is no page.
    fn page_url(&self) -> Result<String, Error>;

    /// Leaves the page for another.
    ///
    /// # Errors
    /// When there is no page.
    fn navigate(&self, url: &str) -> Result<(), Error>;

    /// Shows another URL of the same page, without leaving it; where that is refused, the old one.
    fn replace_url(&self, url: &str);

    /// Whether the page is cross-origin isolated, so that a frame of the tenant cannot load.
    fn is_cross_origin_isolated(&self) -> bool;

    /// Loads `url` in a hidden frame and waits for a message that `accept` takes. Only messages
    /// from that very frame and from `origin` are looked at. The frame is gone when this returns.
    ///
    /// # Errors
    /// [`Error::Timeout`] when `limit` passed without one.
    async fn frame<T: 'static>(
        &self,
        url: &str,
        origin: &str,
        limit: Duration,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error>;

    /// Opens an empty popup. Browsers allow it right after somebody did something on the page.
    ///
    /// # Errors
    /// [`Error::PopupOpen`] when the browser does not.
    fn open_popup(&self) -> Result<Self::Popup, Error>;

    /// Waits for a message that `accept` takes, from that very popup while it shows a page of
    /// `origin`. Ends with that only.
    ///
    /// # Errors
    /// When there is no page.
    async fn popup_message<T: 'static>(
        &self,
        popup: &Self::Popup,
        origin: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error>;

    /// Waits for a message that `accept` takes, on the channel of that name between all pages of
    /// the origin. Ends with that only.
    ///
    /// # Errors
    /// When the browser has no channels.
    async fn channel_message<T: 'static>(
        &self,
        channel: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error>;

    /// Sends a message to whoever waits for one on that channel.
    ///
    /// # Errors
    /// When the browser has no channels.
    fn post(&self, channel: &str, message: &Value) -> Result<(), Error>;

    /// Whether the user is at this page, and not at another window.
    fn has_focus(&self) -> bool;

    /// Closes the window of this page, if the browser lets a page do that.
    fn close_window(&self);

    /// Tells the developer something, on the console.
    fn warn(&self, message: &str);
}
