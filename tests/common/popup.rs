//! Popups of the tests, and the messages that pages send each other.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Value;
use auth0_spa_wasm::platform::{Platform, Popup};
use auth0_spa_wasm::protocol::authorize::AuthorizationResponse;

use super::platform::FakePlatform;

/// A popup. The test plays the tenant and the user in it.
#[derive(Clone)]
pub struct FakePopup(Rc<Shown>);

struct Shown {
    number: u64,
    urls: RefCell<Vec<String>>,
    looks_closed: Cell<bool>,
    was_closed: Cell<bool>,
}

impl FakePopup {
    pub fn new(number: u64) -> Self {
        let urls = RefCell::default();
        Self(Rc::new(Shown {
            number,
            urls,
            looks_closed: Cell::default(),
            was_closed: Cell::default(),
        }))
    }

    /// What it was shown last.
    pub fn url(&self) -> Option<String> {
        self.0.urls.borrow().last().cloned()
    }

    /// The user closes it, or a policy parts it from the page.
    pub fn seem_closed(&self) {
        self.0.looks_closed.set(true);
    }

    /// Whether the SDK closed it.
    pub fn was_closed(&self) -> bool {
        self.0.was_closed.get()
    }

    /// The mailbox for what it says while it shows a page of that origin.
    pub fn mailbox(&self, origin: &str) -> String {
        format!("popup {} at {origin}", self.0.number)
    }
}

impl Popup for FakePopup {
    fn show(&self, url: &str) -> Result<(), Error> {
        self.0.urls.borrow_mut().push(url.into());
        Ok(())
    }

    fn is_closed(&self) -> bool {
        self.0.looks_closed.get() || self.0.was_closed.get()
    }

    fn close(&self) {
        self.0.was_closed.set(true);
    }
}

/// Messages, each on its channel, and who waits for one.
#[derive(Default)]
pub struct Mail {
    sent: RefCell<Vec<(String, Value)>>,
    waiting: RefCell<Vec<Waker>>,
    ears: Cell<usize>,
}

impl Mail {
    pub fn post(&self, channel: &str, message: &Value) {
        self.sent.borrow_mut().push((channel.into(), message.clone()));
        self.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// How many listen.
    pub fn ears(&self) -> usize {
        self.ears.get()
    }

    /// The first message that is sent from now on and that `accept` takes.
    pub async fn hear<T>(&self, channel: &str, accept: impl Fn(&Value) -> Option<T>) -> T {
        let mut read = self.sent.borrow().len();
        let _ear = Ear::new(&self.ears);
        poll_fn(|context| {
            while let Some((name, message)) = self.sent.borrow().get(read).cloned() {
                read += 1;
                let accepted = if name == channel { accept(&message) } else { None };
                if let Some(accepted) = accepted {
                    return Poll::Ready(accepted);
                }
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// A listener, counted while it is there.
struct Ear<'a>(&'a Cell<usize>);

impl<'a> Ear<'a> {
    fn new(ears: &'a Cell<usize>) -> Self {
        ears.set(ears.get() + 1);
        Self(ears)
    }
}

impl Drop for Ear<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl FakePlatform {
    /// The popup that opened last, once it shows a page.
    pub async fn shown_popup(&self) -> FakePopup {
        let limit = self.clock().after(Duration::from_secs(600));
        while self.clock() < limit {
            let popup = self.tab.popups.borrow().last().cloned();
            if let Some(popup) = popup.filter(|popup| popup.url().is_some()) {
                return popup;
            }
            self.sleep(Duration::from_millis(10)).await;
        }
        panic!("no popup shows a page");
    }

    /// Lets the user sign in in the popup that opened last.
    pub async fn sign_in_in_popup(&self) -> FakePopup {
        let popup = self.shown_popup().await;
        let url = self.origin.tenant.borrow_mut().authorize(&popup.url().unwrap());
        let answer = AuthorizationResponse::from_url(&url).unwrap();
        self.say(&popup, &answer);
        popup
    }

    /// Lets the tenant's page in the popup post an answer.
    pub fn say(&self, popup: &FakePopup, answer: &AuthorizationResponse) {
        self.origin.mail.post(&popup.mailbox("https://tenant.example"), &answer.to_message());
    }
}
