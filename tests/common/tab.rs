//! What belongs to one tab, its worker included.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::keeper::Host;

use super::platform::FakePlatform;
use super::popup::FakePopup;

/// What belongs to one tab.
pub struct Tab {
    pub url: RefCell<String>,
    pub session: RefCell<BTreeMap<String, String>>,
    pub session_blocked: Cell<bool>,
    pub isolated: Cell<bool>,
    pub server_offset: Cell<i64>,
    pub forgets_keys: Cell<bool>,
    /// What the user's authenticator answers next; `None` for a browser without WebAuthn.
    pub passkey: RefCell<Option<Result<Option<Object>, Error>>>,
    pub navigations: RefCell<Vec<String>>,
    pub warnings: RefCell<Vec<String>>,
    pub worker: RefCell<Worker>,
    pub blocks_popups: Cell<bool>,
    pub popups: RefCell<Vec<FakePopup>>,
    pub has_focus: Cell<bool>,
    pub was_closed: Cell<bool>,
}

/// The worker of a tab.
#[derive(Clone, Default)]
pub enum Worker {
    #[default]
    Absent,
    Works(Rc<Host<FakePlatform>>),
    Refused,
    Silent,
}

impl Tab {
    /// What the user's authenticator answers to a challenge.
    pub(super) fn authenticator(&self) -> Result<Option<Object>, Error> {
        self.passkey.borrow().clone().expect("a browser without WebAuthn was asked")
    }

    pub(super) fn new() -> Self {
        Self {
            url: RefCell::new("https://app.example/".into()),
            session: RefCell::default(),
            session_blocked: Cell::default(),
            isolated: Cell::default(),
            server_offset: Cell::default(),
            forgets_keys: Cell::default(),
            passkey: RefCell::default(),
            navigations: RefCell::default(),
            warnings: RefCell::default(),
            worker: RefCell::default(),
            blocks_popups: Cell::default(),
            popups: RefCell::default(),
            has_focus: Cell::new(true),
            was_closed: Cell::default(),
        }
    }
}
