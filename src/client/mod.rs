//! The client: the only sequencer. Each flow reads like the numbered steps of its RFC.

mod accounts;
mod anonymous;
mod answer;
mod attempt;
mod beyond;
mod callback;
mod carrier;
mod ceiling;
mod clock;
mod connect;
mod downgrade;
mod dpop;
mod exchange;
mod fetcher;
mod frame;
mod link;
mod login;
mod logout;
mod methods;
mod mfa;
mod my_account;
mod passkey;
mod pending;
mod popup;
mod redeem;
mod refresh;
mod relay;
mod revoke;
mod second_factor;
mod session;
mod silent;
mod standing;
mod store;
mod transfer;
mod user;
mod verify;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use crate::cache::key;
use crate::config::Config;
use crate::entries::{Entries, Place};
use crate::error::Error;
use crate::flight::Flights;
use crate::options::{CacheLocation, Options};
use crate::platform::{LocalFuture, Platform};
use crate::proof::LastToken;

pub use accounts::{Account, List};
pub use anonymous::{Anonymous, AnonymousSession, AnonymousToken};
pub use answer::PopupConfig;
pub use callback::RedirectResult;
pub use dpop::ProofOptions;
pub use fetcher::{Fetcher, FetcherOptions, GivenToken, StepUp, TokenParameters, TokenSource};
pub use mfa::Mfa;
pub use my_account::MyAccount;
pub use silent::TokenResponse;

/// An Auth0 client. Clones are cheap and share everything.
///
/// It belongs to one thread, as everything in a page does; in Leptos keep it in a
/// `StoredValue::new_local`.
pub struct Client<P: Platform>(Rc<Inner<P>>);

struct Inner<P> {
    config: Config,
    platform: Rc<P>,
    entries: Rc<Entries<P>>,
    identity_key: String,
    identity: RefCell<Option<store::Remembered>>,
    wider: RefCell<store::Wider>,
    keys: verify::Keys,
    tokens: Flights,
    callbacks: Flights,
    finished: RefCell<Vec<(String, RedirectResult)>>,
    frames: Flights,
    linking: Flights,
    link: RefCell<Option<link::Link<P>>>,
    claims: Cell<u32>,
    anonymous: Entries<P>,
    second_factors: RefCell<second_factor::SecondFactors>,
    past_ceiling: Cell<bool>,
    logouts: Cell<u32>,
    knows_server_time: Cell<bool>,
    proved: LastToken,
}

/// What to do with a URL that the browser is to open.
pub enum OpenUrl {
    /// Leave the page for it.
    Navigate,
    /// Nothing.
    Skip,
    /// Give it to the application.
    Call(Box<dyn FnOnce(String) -> LocalFuture<'static, Result<(), Error>>>),
}

impl<P: Platform> Client<P> {
    /// A client that runs on `platform`. Nothing is read or sent yet.
    ///
    /// # Errors
    /// [`Error::InvalidConfiguration`] naming the option and what to write.
    pub fn new(options: Options, platform: P) -> Result<Self, Error> {
        let config = Config::new(options)?;
        beyond::check::<P>(&config)?;
        let platform = Rc::new(platform);
        let place = match config.cache_location {
            CacheLocation::Memory => Place::Memory,
            CacheLocation::LocalStorage | CacheLocation::IndexedDb => Place::Store,
        };
        let anonymous = anonymous::entries(&platform, config.anonymous, &config.client_id);
        let entries = Entries::new(Rc::clone(&platform), place, config.client_id.as_str());
        Ok(Self(Rc::new(Inner {
            identity_key: key::identity(&config.client_id),
            config,
            platform,
            entries: Rc::new(entries),
            identity: RefCell::default(),
            wider: RefCell::default(),
            keys: verify::Keys::default(),
            tokens: Flights::default(),
            callbacks: Flights::default(),
            finished: RefCell::default(),
            frames: Flights::default(),
            linking: Flights::default(),
            link: RefCell::default(),
            claims: Cell::default(),
            anonymous,
            second_factors: RefCell::default(),
            past_ceiling: Cell::default(),
            logouts: Cell::default(),
            knows_server_time: Cell::default(),
            proved: LastToken::default(),
        })))
    }

    fn config(&self) -> &Config {
        &self.0.config
    }

    fn platform(&self) -> &P {
        &self.0.platform
    }

    fn entries(&self) -> &Entries<P> {
        &self.0.entries
    }

    async fn open(&self, open: OpenUrl, url: String) -> Result<(), Error> {
        match open {
            OpenUrl::Navigate => self.platform().navigate(&url),
            OpenUrl::Skip => Ok(()),
            OpenUrl::Call(call) => call(url).await,
        }
    }
}

impl<P: Platform> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<P: Platform> fmt::Debug for Client<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Client({} at {})", self.config().client_id, self.config().base_url)
    }
}

impl fmt::Debug for OpenUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Navigate => "Navigate",
            Self::Skip => "Skip",
            Self::Call(_) => "Call",
        })
    }
}
