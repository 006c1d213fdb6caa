//! IndexedDB, which no other file names.
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
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::clock::within;
use super::idb::{Connection, Mode, Transaction, open, reason};
use super::queue::Ticket;
use crate::error::Error;

/// Browsers are known to leave the opening of a database without any answer.
const LIMIT: Duration = Duration::from_secs(10);

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
        self.run(Mode::ReadOnly, Box::new(|_| Vec::new())).await
    }

    /// Makes the changes that `decide` wants, seeing all records, and gives those it saw. When this
    /// returns, the transaction is complete.
    pub async fn update(
        &self,
        decide: impl Fn(&[Record]) -> Vec<Change> + 'static,
    ) -> Result<Vec<Record>, Failure> {
        self.run(Mode::ReadWrite, Box::new(decide)).await
    }

    /// Works to the end even when the caller has gone: a transaction calls its listeners when it
    /// likes, and they have to be there.
    async fn run(&self, mode: Mode, decide: Box<Decide>) -> Result<Vec<Record>, Failure> {
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
        mode: Mode,
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
        mode: Mode,
        decide: &Decide,
        asker: &Asker,
    ) -> Result<Vec<Record>, Failure> {
        let connection = self.connect().await.map_err(Failure::Closed)?;
        if asker.is_canceled() {
            // Who asked was told that nothing was done.
            return Err(Failure::Refused("it took too long".into()));
        }
        let outcome = transact(&connection, self.stores, mode, decide).await;
        outcome.map_err(|cause| Failure::Refused(reason(&cause)))
    }

    async fn connect(&self) -> Result<Rc<Connection>, String> {
        let _turn = Ticket::draw(self.name).await;
        let known = self.connection.borrow().clone();
        if let Some(connection) = known {
            return Ok(connection);
        }
        let connection = open(self.name, self.stores).await?;
        let connection = Rc::new(connection);
        *self.connection.borrow_mut() = Some(Rc::clone(&connection));
        Ok(connection)
    }
}

async fn transact(
    connection: &Connection,
    stores: &'static [&'static str],
    mode: Mode,
    decide: &Decide,
) -> Result<Vec<Record>, JsValue> {
    let transaction = connection.transaction(stores, mode)?;
    match change(&transaction, stores, decide).await {
        Ok(records) => transaction.done().await.map(|()| records),
        Err(cause) => {
            transaction.abort().await;
            Err(cause)
        }
    }
}

/// The part that may fail half-way. Nothing but the transaction is waited for, as it ends by itself
/// when it is left alone.
async fn change(
    transaction: &Transaction,
    stores: &'static [&'static str],
    decide: &Decide,
) -> Result<Vec<Record>, JsValue> {
    let mut records = Vec::new();
    for name in stores {
        let (keys, values) = transaction.all(name).await?;
        let pairs = keys.iter().zip(values.iter());
        records.extend(
            pairs.filter_map(|(key, value)| {
                Some(Record { store: name, key: key.as_string()?, value })
            }),
        );
    }
    for change in decide(&records) {
        match change {
            Change::Put(Record { store, key, value }) => transaction.put(store, &key, &value)?,
            Change::Delete { store, key } => transaction.delete(store, &key)?,
        }
    }
    Ok(records)
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
