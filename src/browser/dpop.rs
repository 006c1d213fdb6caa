//! What proofs of possession need to outlive a page: a pair of keys and the nonces of each client,
//! in the database that Auth0's SDKs share.
//!
//! A signature costs no look at the database: pairs are cached for as long as no tab made or forgot
//! one. Where the database cannot be used, a pair lives as long as the page, and says so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::database::{Change, Database, Failure, Record};
use super::pair::{Pair, is_pair, unavailable};
use super::queue::Ticket;
use super::stamp::Stamp;
use crate::error::{Error, codes};

const DATABASE: &str = "auth0-spa-js";
const NONCES: &str = "nonce";
const PAIRS: &str = "keypair";
const STAMP: &str = "auth0-spa-wasm.dpop";

/// The pairs and nonces of this origin. Making it touches no web API; clones share everything.
#[derive(Debug, Clone)]
pub struct Dpop(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    pairs: RefCell<Vec<Known>>,
    /// The nonces that came to this page or worker, and what was found in the database of those that
    /// came to others. It is looked at once for each: a nonce that is missed costs one more request.
    nonces: RefCell<Vec<Nonce>>,
    is_saving: Cell<bool>,
    has_warned: Cell<bool>,
}

/// A pair, and how the stamp looked when it was the one in the database.
#[derive(Debug)]
struct Known {
    name: String,
    pair: Rc<Pair>,
    stamp: Stamp,
}

#[derive(Debug)]
struct Nonce {
    key: String,
    /// `None` where the database has none either.
    text: Option<String>,
    is_saved: bool,
}

impl Dpop {
    pub fn new() -> Self {
        Self(Rc::new(Inner {
            database: Database::new(DATABASE, &[NONCES, PAIRS]),
            pairs: RefCell::default(),
            nonces: RefCell::default(),
            is_saving: Cell::default(),
            has_warned: Cell::default(),
        }))
    }

    pub fn pair(&self, client_id: &str) -> impl Future<Output = Result<Rc<Pair>, Error>> {
        self.0.pair(client_id)
    }

    /// Whether every pair could be kept so far.
    pub fn keeps_keys(&self) -> bool {
        !self.0.has_warned.get()
    }

    pub async fn nonce(&self, key: &str) -> Option<String> {
        if let Some(known) = self.0.nonces.borrow().iter().find(|nonce| nonce.key == key) {
            return known.text.clone();
        }
        let _turn = turn().await;
        // Without the database there is no nonce yet, and the first answer brings one.
        let records = self.0.database.read().await.unwrap_or_default();
        let found = records.iter().find(|one| one.store == NONCES && one.key == key);
        let text = found.and_then(|found| found.value.as_string());
        let mut nonces = self.0.nonces.borrow_mut();
        match nonces.iter().find(|nonce| nonce.key == key) {
            // One that came meanwhile is newer.
            Some(known) => known.text.clone(),
            None => {
                nonces.push(Nonce { key: key.into(), text: text.clone(), is_saved: true });
                text
            }
        }
    }

    /// Keeps a nonce, in the database a little later: one that is lost costs a request, waiting for
    /// it would cost time with every answer.
    pub fn set_nonce(&self, key: &str, nonce: &str) {
        let mut nonces = self.0.nonces.borrow_mut();
        if nonces.iter().any(|known| known.key == key && known.text.as_deref() == Some(nonce)) {
            return;
        }
        nonces.retain(|known| known.key != key);
        nonces.push(Nonce { key: key.into(), text: Some(nonce.into()), is_saved: false });
        if !self.0.is_saving.replace(true) {
            let inner = Rc::clone(&self.0);
            spawn_local(async move { inner.save_nonces().await });
        }
    }

    pub async fn forget(&self, client_id: &str) -> Result<(), Error> {
        let _turn = turn().await;
        self.0.forget(format!("{client_id}::")).await
    }
}

impl Inner {
    async fn pair(&self, client_id: &str) -> Result<Rc<Pair>, Error> {
        let name = format!("{client_id}::auth0");
        if let Some(pair) = self.current(&name) {
            return Ok(pair);
        }
        let _turn = turn().await;
        if let Some(pair) = self.current(&name) {
            return Ok(pair);
        }
        let former = self.known(&name, |known| Rc::clone(&known.pair));
        let stamp = Stamp::look(STAMP);
        let kept = match self.database.read().await {
            Ok(records) => kept(&records, &name),
            Err(_) => None,
        };
        let pair = match kept {
            Some(kept) => Rc::new(Pair::kept(&kept).await.map_err(unavailable)?),
            None => self.establish(&name, former).await?,
        };
        let mut pairs = self.pairs.borrow_mut();
        pairs.retain(|known| known.name != name);
        pairs.push(Known { name, pair: Rc::clone(&pair), stamp });
        Ok(pair)
    }

    fn current(&self, name: &str) -> Option<Rc<Pair>> {
        let current = |known: &Known| known.stamp.is_current(STAMP).then(|| Rc::clone(&known.pair));
        self.known(name, current).flatten()
    }

    fn known<T>(&self, name: &str, pick: impl FnOnce(&Known) -> T) -> Option<T> {
        self.pairs.borrow().iter().find(|known| known.name == name).map(pick)
    }

    /// Keeps the pair that this page had, as its tokens may be bound to it, or a new one. It is
    /// made before the transaction that keeps it, as a transaction ends while it waits for
    /// something else; and it is kept only if no other tab was first, so that all use the same.
    async fn establish(&self, name: &str, former: Option<Rc<Pair>>) -> Result<Rc<Pair>, Error> {
        let candidate = match former {
            Some(pair) => pair,
            None => Rc::new(Pair::generate().await.map_err(unavailable)?),
        };
        let own = Record { store: PAIRS, key: name.into(), value: candidate.to_js() };
        let records = self.database.update(move |records| match kept(records, &own.key) {
            Some(_) => Vec::new(),
            None => vec![Change::Put(own.clone())],
        });
        let records = match records.await {
            Ok(records) => records,
            Err(failure) => return Ok(self.warn(&failure, candidate)),
        };
        if let Some(kept) = kept(&records, name) {
            return Ok(Rc::new(Pair::kept(&kept).await.map_err(unavailable)?));
        }
        Stamp::renew(STAMP);
        Ok(candidate)
    }

    /// A session that ends with the page is better than none.
    fn warn(&self, failure: &Failure, pair: Rc<Pair>) -> Rc<Pair> {
        if !self.has_warned.replace(true) {
            let warning = format!(
                "{}: the DPoP key pair is kept in memory only, and tokens that are bound to it end \
                 with this page. {failure}",
                codes::DPOP_UNAVAILABLE
            );
            web_sys::console::warn_1(&warning.into());
        }
        pair
    }

    async fn save_nonces(&self) {
        loop {
            let _turn = turn().await;
            let changes = self.unsaved();
            if changes.is_empty() {
                self.is_saving.set(false);
                return;
            }
            // A nonce that is not kept is asked for again.
            let _ = self.database.update(move |_| changes.clone()).await;
        }
    }

    /// The changes that save what is not saved, which counts as saved from now on.
    fn unsaved(&self) -> Vec<Change> {
        let mut nonces = self.nonces.borrow_mut();
        let unsaved = nonces.iter_mut().filter(|nonce| !nonce.is_saved);
        unsaved
            .map(|nonce| {
                nonce.is_saved = true;
                let (key, value) = (nonce.key.clone(), nonce.text.as_deref().into());
                Change::Put(Record { store: NONCES, key, value })
            })
            .collect()
    }

    async fn forget(&self, prefix: String) -> Result<(), Error> {
        self.pairs.borrow_mut().retain(|known| !known.name.starts_with(&prefix));
        self.nonces.borrow_mut().retain(|nonce| !nonce.key.starts_with(&prefix));
        let doomed = move |record: &&Record| record.key.starts_with(&prefix);
        let forgotten = self
            .database
            .update(move |records| records.iter().filter(&doomed).map(delete).collect());
        let outcome = forgotten.await;
        Stamp::renew(STAMP);
        match outcome {
            // What cannot be opened keeps nothing.
            Ok(_) | Err(Failure::Closed(_)) => Ok(()),
            Err(failure) => Err(failure.into_error(codes::DPOP_UNAVAILABLE)),
        }
    }
}

/// One at a time deals with the database, so that nothing that was forgotten comes back.
fn turn() -> impl Future<Output = Ticket> {
    Ticket::draw(STAMP)
}

fn kept(records: &[Record], name: &str) -> Option<JsValue> {
    let found = records.iter().find(|record| record.store == PAIRS && record.key == name)?;
    is_pair(&found.value).then(|| found.value.clone())
}

fn delete(record: &Record) -> Change {
    Change::Delete { store: record.store, key: record.key.clone() }
}
