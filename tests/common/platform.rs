//! The platform of the tests: everything in memory, and time stands still until all wait for it.

use std::rc::Rc;

use std::time::Duration;

use auth0_spa_wasm::error::{Error, codes};
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::keeper::Host;
use auth0_spa_wasm::platform::{Algorithm, LocalFuture, Platform, Store};
use auth0_spa_wasm::protocol::http::{Caching, Request, Response};
use auth0_spa_wasm::protocol::{cookie, jwt};
use auth0_spa_wasm::time::Timestamp;
use futures::task::LocalSpawnExt;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

pub use super::held::Held;
pub use super::origin::Origin;
use super::pair::FakePair;
use super::popup::FakePopup;
pub use super::tab::{Tab, Worker};
use super::tenant::{Answer, Tenant};

/// One tab. [`FakePlatform::another_tab`] shares what tabs of an origin share.
#[derive(Clone)]
pub struct FakePlatform {
    pub origin: Rc<Origin>,
    pub tab: Rc<Tab>,
}

impl FakePlatform {
    pub fn new(tenant: Tenant) -> Self {
        Self { origin: Rc::new(Origin::new(tenant)), tab: Rc::new(Tab::new()) }
    }

    pub fn another_tab(&self) -> Self {
        Self { origin: Rc::clone(&self.origin), tab: Rc::new(Tab::new()) }
    }

    /// Gives the tab a worker. It shares nothing with the page but the network and the clock.
    pub fn start_worker(&self) {
        *self.tab.worker.borrow_mut() = Worker::Works(Rc::new(Host::new(self.another_tab())));
    }
}

pub fn blocked() -> Error {
    Error::generic(codes::STORAGE_UNAVAILABLE, "the store is blocked")
}

impl Platform for FakePlatform {
    type Lock = Held;
    type Popup = FakePopup;
    type Pair = FakePair;

    fn clock(&self) -> Timestamp {
        Timestamp::from_millis(self.origin.clock.now.get())
    }

    fn server_clock(&self) -> Timestamp {
        Timestamp::from_millis(self.origin.clock.now.get() + self.tab.server_offset.get())
    }

    fn set_server_clock(&self, now: Timestamp) {
        self.tab.server_offset.set(now.millis() - self.origin.clock.now.get());
    }

    async fn now(&self) -> Result<Timestamp, Error> {
        Ok(self.clock())
    }

    fn entropy(&self) -> Result<[u8; 32], Error> {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.next().to_le_bytes());
        Ok(bytes)
    }

    async fn sleep(&self, span: Duration) {
        self.origin.clock.sleep(span).await;
    }

    async fn send(&self, request: &Request) -> Result<Box<Response>, Error> {
        self.note(format!("{} {}", request.method.as_str(), request.url));
        let is_proved = request.header("dpop").is_some();
        assert!(!is_proved || request.caching == Caching::Forbidden, "DP-34: {request:?}");
        let answer = self.origin.tenant.borrow_mut().answer(request, self.clock());
        match answer {
            Answer::Unreachable => Err(Error::generic(codes::NETWORK_ERROR, "unreachable")),
            Answer::After(latency, _) if latency >= request.limit => {
                self.sleep(request.limit).await;
                Err(Error::generic(codes::TIMEOUT, "Timeout when executing 'fetch'"))
            }
            Answer::After(latency, response) => {
                self.sleep(latency).await;
                Ok(Box::new(response))
            }
        }
    }

    async fn send_with_cookies(&self, request: &Request) -> Result<Box<Response>, Error> {
        self.note("with cookies");
        self.send(request).await
    }

    async fn verify(
        &self,
        jwk: &Object,
        algorithm: Algorithm,
        input: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error> {
        assert_eq!(algorithm, Algorithm::Es256, "the tenant of the tests signs with ES256");
        let part = |name| jwt::decode(jwk.text(name).unwrap_or_default()).unwrap_or_default();
        let point = [vec![4], part("x"), part("y")].concat();
        let unusable = || Error::generic("invalid_key", "the key cannot be used");
        let key = VerifyingKey::from_sec1_bytes(&point).map_err(|_| unusable())?;
        let signature = Signature::from_slice(signature);
        Ok(signature.is_ok_and(|signature| key.verify(input, &signature).is_ok()))
    }

    async fn dpop_pair(&self, client_id: &str) -> Result<FakePair, Error> {
        Ok(FakePair::new(self.signing_key(client_id)))
    }

    fn keeps_dpop_keys(&self) -> bool {
        !self.tab.forgets_keys.get()
    }

    async fn dpop_nonce(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.origin.nonces.borrow().get(key).cloned())
    }

    async fn set_dpop_nonce(&self, key: &str, nonce: &str) -> Result<(), Error> {
        self.origin.nonces.borrow_mut().insert(key.into(), nonce.into());
        Ok(())
    }

    async fn forget_dpop(&self, client_id: &str) -> Result<(), Error> {
        let prefix = format!("{client_id}::");
        self.origin.nonces.borrow_mut().retain(|key, _| !key.starts_with(&prefix));
        self.origin.pairs.borrow_mut().remove(client_id);
        Ok(())
    }

    fn has_passkeys(&self) -> bool {
        self.tab.passkey.borrow().is_some()
    }

    async fn create_passkey(&self, options: &Object) -> Result<Option<Object>, Error> {
        self.note(format!("create {}", options.text("challenge").unwrap_or_default()));
        self.tab.authenticator()
    }

    async fn use_passkey(&self, options: &Object) -> Result<Option<Object>, Error> {
        self.note(format!("get {}", options.text("challenge").unwrap_or_default()));
        self.tab.authenticator()
    }

    fn store(&self) -> &dyn Store {
        &self.origin.store
    }

    fn local_store(&self) -> &dyn Store {
        &self.origin.store
    }

    fn session_get(&self, key: &str) -> Result<Option<String>, Error> {
        if self.tab.session_blocked.get() {
            return Err(blocked());
        }
        Ok(self.tab.session.borrow().get(key).cloned())
    }

    fn session_set(&self, key: &str, text: &str) -> Result<(), Error> {
        if self.tab.session_blocked.get() {
            return Err(blocked());
        }
        self.tab.session.borrow_mut().insert(key.into(), text.into());
        Ok(())
    }

    fn session_remove(&self, key: &str) {
        self.tab.session.borrow_mut().remove(key);
    }

    fn cookies(&self) -> String {
        let now = self.origin.clock.now.get();
        let cookies = self.origin.cookies.borrow();
        let alive = cookies.iter().filter(|(_, (_, expires))| *expires > now);
        alive.map(|(name, (value, _))| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn set_cookie(&self, text: &str) {
        let (pair, attributes) = text.split_once("; ").unwrap_or((text, ""));
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // A cookie that expires at the epoch is gone; the tests need no other date.
        let gone = attributes.contains("01 Jan 1970");
        let expires = if gone { 0 } else { self.origin.clock.now.get() + 86_400_000 };
        self.origin.cookies.borrow_mut().insert(name.into(), (value.into(), expires));
        assert!(
            cookie::read(pair, name).is_some() || name.contains('%'),
            "unreadable cookie {text}"
        );
    }

    fn spawn(&self, task: LocalFuture<'static, ()>) {
        self.origin.spawner.spawn_local(task).unwrap();
    }

    fn has_worker(&self) -> bool {
        !matches!(*self.tab.worker.borrow(), Worker::Absent)
    }

    async fn ask_worker(&self, message: &str) -> Result<String, Error> {
        assert!(!message.contains("rt-"), "a refresh token leaves the worker");
        let worker = self.tab.worker.borrow().clone();
        match worker {
            Worker::Works(host) => {
                let reply = host.handle(message).await;
                assert!(!reply.contains("rt-"), "a refresh token leaves the worker");
                Ok(reply)
            }
            Worker::Silent => std::future::pending().await,
            Worker::Absent | Worker::Refused => {
                Err(Error::generic(codes::WORKER_FAILED, "the script was refused"))
            }
        }
    }

    async fn lock(&self, name: &str, limit: Duration) -> Result<Held, Error> {
        let ticket = self.next();
        let held = Held { origin: Rc::clone(&self.origin), name: name.into(), ticket };
        self.origin.locks.borrow_mut().entry(name.into()).or_default().push_back(ticket);
        let deadline = self.origin.clock.now.get() + limit.as_millis() as i64;
        loop {
            if self.origin.locks.borrow()[name].front() == Some(&ticket) {
                self.note(format!("lock {name}"));
                return Ok(held);
            }
            if self.origin.clock.now.get() >= deadline {
                return Err(Error::Timeout);
            }
            self.sleep(Duration::from_millis(10)).await;
        }
    }

    fn page_url(&self) -> Result<String, Error> {
        Ok(self.tab.url.borrow().clone())
    }

    fn navigate(&self, url: &str) -> Result<(), Error> {
        self.note(format!("navigate {}", url.split('?').next().unwrap_or_default()));
        self.tab.navigations.borrow_mut().push(url.into());
        Ok(())
    }

    fn replace_url(&self, url: &str) {
        *self.tab.url.borrow_mut() = url.into();
    }

    fn is_cross_origin_isolated(&self) -> bool {
        self.tab.isolated.get()
    }

    async fn frame<T: 'static>(
        &self,
        url: &str,
        _origin: &str,
        limit: Duration,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error> {
        self.note("frame");
        let (latency, message) = self.origin.tenant.borrow_mut().authorize_silently(url);
        if latency >= limit {
            self.sleep(limit).await;
            return Err(Error::Timeout);
        }
        self.sleep(latency).await;
        accept(&message).ok_or(Error::Timeout)
    }

    fn open_popup(&self) -> Result<FakePopup, Error> {
        if self.tab.blocks_popups.get() {
            return Err(Error::PopupOpen);
        }
        self.note("popup");
        let popup = FakePopup::new(self.next());
        self.tab.popups.borrow_mut().push(popup.clone());
        Ok(popup)
    }

    async fn popup_message<T: 'static>(
        &self,
        popup: &FakePopup,
        origin: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error> {
        Ok(self.origin.mail.hear(&popup.mailbox(origin), accept).await)
    }

    async fn channel_message<T: 'static>(
        &self,
        channel: &str,
        accept: impl Fn(&Value) -> Option<T> + 'static,
    ) -> Result<T, Error> {
        Ok(self.origin.mail.hear(channel, accept).await)
    }

    fn post(&self, channel: &str, message: &Value) -> Result<(), Error> {
        self.origin.mail.post(channel, message);
        Ok(())
    }

    fn has_focus(&self) -> bool {
        self.tab.has_focus.get()
    }

    fn close_window(&self) {
        self.tab.was_closed.set(true);
    }

    fn warn(&self, message: &str) {
        self.tab.warnings.borrow_mut().push(message.into());
    }
}
