//! IndexedDB, by rexie, which no other file names.
//!
//! The databases here hold a few dozen small records, so that there is one operation: look at all
//! of them and decide what to change, in one transaction. Transactions of all tabs run one after
//! the other, so nobody comes between the look and the change.
//!
//! A connection is kept while it lives. Safari drops some, a page that upgrades or deletes the
//! database ends all, and a user may clear the site's data at any time; whoever has the connection
//! learns of it by a failure. So what fails is tried once more, on a new connection.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use js_sys::Object;
use rexie::{ObjectStore, Rexie, Transaction, TransactionMode};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::clock::within;
use super::queue::Ticket;
use super::thrown::message;
use crate::error::Error;

/// Browsers are known to leave the opening of a database without any answer.
const LIMIT: Duration = Duration::from_secs(10);

#[wasm_bindgen]
extern "C" {
    /// The global object, whose `indexedDB` may be missing, or throw when it is looked at.
    type Place;

    #[wasm_bindgen(method, getter, catch, js_name = indexedDB)]
    fn indexed_db(this: &Place) -> Result<JsValue, JsValue>;
}

/// A record, and the store it is in.
#[derive(Debug, Clone)]
pub struct Record {
    pub store: &'static str,
    pub key: String,
    pub value: JsValue,
}

/// What is to become of a record.
#[derive(Debug, Clone)]
pub enum Change {
    Put(Record),
    Delete { store: &'static str, key: String },
}

/// Why a database could not be used.
#[derive(Debug)]
pub enum Failure {
    /// It cannot be opened: nothing is kept there.
    Closed(String),
    /// It is open, but did not do what was asked.
    Refused(String),
}

/// Looks at all records and decides; it may be asked again when the first attempt failed.
type Decide = dyn Fn(&[Record]) -> Vec<Change>;

/// A database of version 1, opened when first needed. Clones share the connection.
#[derive(Clone)]
pub struct Database(Rc<Inner>);

struct Inner {
    name: &'static str,
    stores: &'static [&'static str],
    connection: RefCell<Option<Rc<Connection>>>,
    /// Something was asked and not answered in time. Nobody else is kept waiting until it is.
    silent: Cell<bool>,
}

impl Database {
    pub fn new(name: &'static str, stores: &'static [&'static str]) -> Self {
        let (connection, silent) = (RefCell::default(), Cell::default());
        Self(Rc::new(Inner { name, stores, connection, silent }))
    }

    /// All records.
    pub async fn read(&self) -> Result<Vec<Record>, Failure> {
        self.run(TransactionMode::ReadOnly, Box::new(|_| Vec::new())).await
    }

    /// Makes the changes that `decide` wants, seeing all records, and gives those it saw. When this
    /// returns, the transaction is complete.
    pub async fn update(
        &self,
        decide: impl Fn(&[Record]) -> Vec<Change> + 'static,
    ) -> Result<Vec<Record>, Failure> {
        self.run(TransactionMode::ReadWrite, Box::new(decide)).await
    }

    /// Works to the end even when the caller has gone: a transaction calls its listeners when it
    /// likes, and they have to be there.
    async fn run(
        &self,
        mode: TransactionMode,
        decide: Box<Decide>,
    ) -> Result<Vec<Record>, Failure> {
        let silence = || Failure::Closed("it does not answer".into());
        if self.0.silent.get() {
            return Err(silence());
        }
        let (sender, receiver) = oneshot::channel();
        let inner = Rc::clone(&self.0);
        spawn_local(async move {
            let outcome = inner.work(mode, &*decide, &sender).await;
            inner.silent.set(false);
            // A caller that has gone needs no answer.
            let _ = sender.send(outcome);
        });
        if let Some(Ok(outcome)) = within(LIMIT, receiver).await {
            return outcome;
        }
        self.0.silent.set(true);
        Err(silence())
    }
}

type Asker = oneshot::Sender<Result<Vec<Record>, Failure>>;

impl Inner {
    async fn work(
        &self,
        mode: TransactionMode,
        decide: &Decide,
        asker: &Asker,
    ) -> Result<Vec<Record>, Failure> {
        match self.attempt(mode, decide, asker).await {
            Err(_) if !asker.is_canceled() => {
                *self.connection.borrow_mut() = None;
                self.attempt(mode, decide, asker).await
            }
            outcome => outcome,
        }
    }

    async fn attempt(
        &self,
        mode: TransactionMode,
        decide: &Decide,
        asker: &Asker,
    ) -> Result<Vec<Record>, Failure> {
        let connection = self.connect().await.map_err(Failure::Closed)?;
        if asker.is_canceled() {
            // Who asked was told that nothing was done.
            return Err(Failure::Refused("it took too long".into()));
        }
        let outcome = connection.transact(self.stores, mode, decide).await;
        outcome.map_err(|cause| Failure::Refused(reason(&cause)))
    }

    async fn connect(&self) -> Result<Rc<Connection>, String> {
        let _turn = Ticket::draw(self.name).await;
        let known = self.connection.borrow().clone();
        if let Some(connection) = known {
            return Ok(connection);
        }
        look_for_indexed_db()?;
        let builder = Rexie::builder(self.name).version(1);
        let with = |builder: rexie::RexieBuilder, store: &&str| {
            builder.add_object_store(ObjectStore::new(store))
        };
        let rexie = self.stores.iter().fold(builder, with).build().await;
        let connection = Rc::new(Connection(Some(rexie.map_err(|cause| reason(&cause))?)));
        *self.connection.borrow_mut() = Some(Rc::clone(&connection));
        Ok(connection)
    }
}

/// Rexie does not say why there is none.
fn look_for_indexed_db() -> Result<(), String> {
    let place: Place = js_sys::global().unchecked_into();
    match place.indexed_db() {
        Err(thrown) => Err(message(&thrown)),
        Ok(found) if found.is_object() => Ok(()),
        Ok(_) => Err("the browser has none".into()),
    }
}

/// An open connection, closed when the last who uses it is done.
struct Connection(Option<Rexie>);

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(rexie) = self.0.take() {
            rexie.close();
        }
    }
}

impl Connection {
    async fn transact(
        &self,
        stores: &'static [&'static str],
        mode: TransactionMode,
        decide: &Decide,
    ) -> rexie::Result<Vec<Record>> {
        let Some(rexie) = &self.0 else { return Ok(Vec::new()) };
        let transaction = rexie.transaction(stores, mode)?;
        let records = match change(&transaction, stores, decide).await {
            Ok(records) => records,
            Err(cause) => {
                // It may have ended by itself, of the same cause.
                let _ = transaction.abort().await;
                return Err(cause);
            }
        };
        match transaction.done().await?.is_committed() {
            true => Ok(records),
            false => Err(rexie::Error::TransactioncommitFailed),
        }
    }
}

/// The part that may fail half-way. Nothing but the transaction is waited for, as it ends by itself
/// when it is left alone.
async fn change(
    transaction: &Transaction,
    stores: &'static [&'static str],
    decide: &Decide,
) -> rexie::Result<Vec<Record>> {
    let mut records = Vec::new();
    for name in stores {
        let store = transaction.store(name)?;
        let keys = store.get_all_keys(None, None).await?;
        let values = store.get_all(None, None).await?;
        let pairs = keys.iter().zip(values);
        records.extend(
            pairs.filter_map(|(key, value)| {
                Some(Record { store: name, key: key.as_string()?, value })
            }),
        );
    }
    for change in decide(&records) {
        match change {
            Change::Put(Record { store, key, value }) => {
                transaction.store(store)?.put(&value, Some(&key.into())).await?;
            }
            Change::Delete { store, key } => transaction.store(store)?.delete(key.into()).await?,
        }
    }
    Ok(records)
}

/// What the browser said. The texts that rexie and idb have for all that can happen are four kilobytes.
fn reason(error: &rexie::Error) -> String {
    let rexie::Error::IdbError(error) = error else { return "it was taken back".into() };
    match error {
        idb::Error::DomException(thrown) => said(thrown),
        idb::Error::IndexedDbOpenFailed(thrown)
        | idb::Error::TransactionOpenFailed(thrown)
        | idb::Error::ObjectStoreNotFound(thrown)
        | idb::Error::GetAllKeysFailed(thrown)
        | idb::Error::GetAllFailed(thrown)
        | idb::Error::UpdateFailed(thrown)
        | idb::Error::DeleteFailed(thrown) => said(thrown),
        _ => "it gave no reason".into(),
    }
}

/// With its name: `QuotaExceededError: Full`.
fn said(thrown: &JsValue) -> String {
    let text = thrown.dyn_ref::<Object>().and_then(|thrown| thrown.to_string().as_string());
    text.map_or_else(|| message(thrown), |text| text.trim_end_matches('.').into())
}

impl Failure {
    /// The failure as an error of that code.
    pub fn into_error(self, code: &str) -> Error {
        Error::generic(code, self.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(cause) => write!(
                formatter,
                "IndexedDB cannot be used: {cause}. Allow this site to keep data in the browser."
            ),
            Self::Refused(cause) => write!(
                formatter,
                "IndexedDB refused: {cause}. Free some disk space, or clear this site's data."
            ),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Database({})", self.0.name)
    }
}
