//! The adapter for pages and dedicated workers: one file per web API, and no decisions.
//!
//! Making a [`Browser`] touches no web API, so it may be made where there is none. What is missing
//! or blocked shows as an error of the call that needs it.

mod abort;
mod channel;
mod cipher;
mod clock;
mod coherence;
mod cookies;
mod database;
mod dpop;
mod entropy;
mod frame;
mod http;
mod keys;
mod locks;
mod message;
pub(crate) mod names;
mod pair;
pub(crate) mod parsed;
pub(crate) mod passkeys;
mod popup;
mod queue;
mod resource;
mod scope;
pub(crate) mod settled;
#[cfg(all(feature = "npm", not(feature = "first")))]
pub(crate) mod signal;
mod stamp;
mod storage;
pub(crate) mod thrown;
mod vault;
mod windows;
mod worker;

use std::cell::Cell;
use std::fmt;
use std::future::{Future, ready};
use std::rc::Rc;
use std::time::Duration;

use web_sys::RequestCredentials;

use crate::error::Error;
use crate::json::{Object, Value};
use crate::platform::{Algorithm, LocalFuture, Platform, Store};
use crate::protocol::http::{Request, Response};
use crate::time::Timestamp;

pub use locks::Lock;
pub use pair::Pair;
pub use popup::Popup;
pub use resource::{BrowserRequest, BrowserResponse};
pub use storage::LocalStore;
pub use vault::Vault;

/// An application's own clock, for tokens.
pub type Clock = dyn Fn() -> LocalFuture<'static, Result<Timestamp, Error>>;

/// The web APIs of a page or a dedicated worker.
#[derive(Clone)]
pub struct Browser {
    store: Rc<dyn Store>,
    local: Rc<LocalStore>,
    clock: Option<Rc<Clock>>,
    server_offset: Rc<Cell<i64>>,
    worker: Option<Rc<worker::Worker>>,
    dpop: dpop::Dpop,
}

impl Browser {
    /// The browser with `localStorage` as its store and the clock of the machine.
    pub fn new() -> Self {
        Self {
            store: Rc::new(LocalStore::default()),
            local: Rc::default(),
            clock: None,
            server_offset: Rc::default(),
            worker: None,
            dpop: dpop::Dpop::new(),
        }
    }

    /// The browser with a store in IndexedDB whose entries are encrypted with a key that cannot be
    /// exported.
    pub fn encrypted() -> Self {
        Self::new().with_store(Rc::new(Vault::new()))
    }

    /// The same with another store for tokens.
    #[must_use]
    pub fn with_store(self, store: Rc<dyn Store>) -> Self {
        Self { store, ..self }
    }

    /// The same with a worker for refresh tokens: a function that opens one, and promises a
    /// function that takes a message and promises the reply.
    #[must_use]
    pub fn with_worker(self, open: js_sys::Function) -> Self {
        Self { worker: Some(Rc::new(worker::Worker::new(open))), ..self }
    }

    /// The same with another clock to judge tokens by.
    #[must_use]
    pub fn with_clock(self, clock: Rc<Clock>) -> Self {
        Self { clock: Some(clock), ..self }
    }
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Browser").field("own_clock", &self.clock.is_some()).finish()
    }
}

impl Platform for Browser {
    type Lock = Lock;
    type Popup = Popup;
    type Pair = Rc<Pair>;

    const SENDS: bool = !cfg!(feature = "first");

    fn clock(&self) -> Timestamp {
        clock::now()
    }

    fn server_clock(&self) -> Timestamp {
        Timestamp::from_millis(clock::now().millis() + self.server_offset.get())
    }

    fn set_server_clock(&self, now: Timestamp) {
        self.server_offset.set(now.millis_since(clock::now()));
    }

    async fn now(&self) -> Result<Timestamp, Error> {
        match &self.clock {
            Some(clock) => clock().await,
            None => Ok(clock::now()),
        }
    }

    fn entropy(&self) -> Result<[u8; 32], Error> {
        entropy::bytes()
    }

    fn sleep(&self, span: Duration) -> impl Future<Output = ()> {
        clock::sleep(span)
    }

    fn send(&self, request: &Request) -> impl Future<Output = Result<Box<Response>, Error>> {
        http::send(request, RequestCredentials::Omit)
    }

    fn send_with_cookies(
        &self,
        request: &Request,
    ) -> impl Future<Output = Result<Box<Response>, Error>> {
        http::send(request, RequestCredentials::Include)
    }

    fn verify(
        &self,
        jwk: &Object,
        algorithm: Algorithm,
        input: &[u8],
        signature: &[u8],
    ) -> impl Future<Output = Result<bool, Error>> {
        keys::verify(jwk, algorithm, input, signature)
    }

    fn dpop_pair(&self, client_id: &str) -> impl Future<Output = Result<Rc<Pair>, Error>> {
        self.dpop.pair(client_id)
    }

    fn keeps_dpop_keys(&self) -> bool {
        self.dpop.keeps_keys()
    }

    async fn dpop_nonce(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.dpop.nonce(key).await)
    }

    fn set_dpop_nonce(&self, key: &str, nonce: &str) -> impl Future<Output = Result<(), Error>> {
        self.dpop.set_nonce(key, nonce);
        ready(Ok(()))
    }

    fn forget_dpop(&self, client_id: &str) -> impl Future<Output = Result<(), Error>> {
        self.dpop.forget(client_id)
    }

    fn has_passkeys(&self) -> bool {
        passkeys::is_supported()
    }

    fn create_passkey(
        &self,
        options: &Object,
    ) -> impl Future<Output = Result<Option<Object>, Error>> {
        passkeys::create(options)
    }

    fn use_passkey(&self, options: &Object) -> impl Future<Output = Result<Option<Object>, Error>> {
        passkeys::get(options)
    }

    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn local_store(&self) -> &dyn Store {
        &*self.local
    }

    fn session_get(&self, key: &str) -> Result<Option<String>, Error> {
        storage::session_get(key)
    }

    fn session_set(&self, key: &str, text: &str) -> Result<(), Error> {
        storage::session_set(key, text)
    }

    fn session_remove(&self, key: &str) {
        storage::session_remove(key);
    }

    fn cookies(&self) -> String {
        cookies::read()
    }

    fn set_cookie(&self, cookie: &str) {
        cookies::write(cookie);
    }

    fn spawn(&self, task: LocalFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(task);
    }

    fn has_worker(&self) -> bool {
        self.worker.is_some()
    }

    async fn ask_worker(&self, message: &str) -> Result<String, Error> {
        match &self.worker {
            Some(worker) => worker.ask(message).await,
            None => Err(worker::failed("there is none")),
        }
    }

    fn lock(&self, name: &str, limit: Duration) -> impl Future<Output = Result<Lock, Error>> {
        locks::lock(name, limit)
    }

    fn page_url(&self) -> Result<String, Error> {
        windows::page_url()
    }

    fn navigate(&self, url: &str) -> Result<(), Error> {
        windows::navigate(url)
    }

    fn replace_url(&self, url: &str) {
        windows::replace_url(url);
    }

    fn is_cross_origin_isolated(&self) -> bool {
        windows::is_cross_origin_isolated()
    }

    fn frame<T: 'static>(
        &self,
        url: &str,
        origin: &str,
        limit: Duration,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> impl Future<Output = Result<T, Error>> {
        frame::load(url, origin, limit, accept)
    }

    fn open_popup(&self) -> Result<Popup, Error> {
        Popup::open()
    }

    fn popup_message<T: 'static>(
        &self,
        popup: &Popup,
        origin: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> impl Future<Output = Result<T, Error>> {
        popup::message(popup, origin, accept)
    }

    fn channel_message<T: 'static>(
        &self,
        channel: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> impl Future<Output = Result<T, Error>> {
        channel::hear(channel, accept)
    }

    fn post(&self, channel: &str, message: &Value) -> Result<(), Error> {
        channel::post(channel, message)
    }

    fn has_focus(&self) -> bool {
        windows::has_focus()
    }

    fn close_window(&self) {
        windows::close();
    }

    fn warn(&self, message: &str) {
        web_sys::console::warn_1(&message.into());
    }
}
