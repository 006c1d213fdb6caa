//! The accounts a user has connected, and what can be connected.

use super::Client;
use crate::error::Error;
use crate::json::{Object, Value};
use crate::options::ListOptions;
use crate::platform::Platform;
use crate::protocol::connect::{self, Page};

/// A connected account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account(pub Object);

impl Account {
    /// Its id, `cac_…`.
    pub fn id(&self) -> &str {
        self.0.text("id").unwrap_or_default()
    }

    /// The connection it belongs to.
    pub fn connection(&self) -> &str {
        self.0.text("connection").unwrap_or_default()
    }

    /// What the application may do with it.
    pub fn scopes(&self) -> Vec<&str> {
        let scopes = self.0.get("scopes").and_then(Value::as_array).unwrap_or_default();
        scopes.iter().filter_map(Value::as_str).collect()
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// What is on the page.
    pub items: Vec<Object>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl<P: Platform> Client<P> {
    /// The accounts the user has connected.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a page of no size; [`Error::MyAccount`], and whatever getting
    /// a token for the My Account API threw.
    pub async fn list_connected_accounts(&self, options: ListOptions) -> Result<List, Error> {
        self.list("accounts", &options).await
    }

    /// What the user can connect.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a page of no size; [`Error::MyAccount`], and whatever getting
    /// a token for the My Account API threw.
    pub async fn list_connected_account_connections(
        &self,
        options: ListOptions,
    ) -> Result<List, Error> {
        self.list("connections", &ListOptions { connection: None, ..options }).await
    }

    /// Disconnects an account.
    ///
    /// # Errors
    /// [`Error::MissingArgument`] for no id; [`Error::MyAccount`], and whatever getting a token for
    /// the My Account API threw.
    pub async fn delete_connected_account(&self, id: &str) -> Result<(), Error> {
        if id.trim().is_empty() {
            return Err(Error::MissingArgument(&"The id of the connected account is missing."));
        }
        let config = self.config();
        let request = connect::delete(&config.base_url, id, config.http_limit);
        self.ask_my_account(request, connect::DELETE).await.map(drop)
    }

    async fn list(&self, name: &str, options: &ListOptions) -> Result<List, Error> {
        let page = Page {
            connection: options.connection.as_deref(),
            take: options.take.map(positive).transpose()?,
            from: options.from.as_deref(),
        };
        let config = self.config();
        let request = page.request(&config.base_url, name, config.http_limit);
        let body = self.ask_my_account(request, connect::READ).await?;
        let items = body.get(name).and_then(Value::as_array).unwrap_or_default();
        Ok(List {
            items: items.iter().filter_map(|item| item.as_object().cloned()).collect(),
            next: body.text("next").map(str::to_string),
        })
    }
}

fn positive(take: f64) -> Result<u32, Error> {
    if take >= 1.0 && take.fract() == 0.0 && take <= f64::from(u32::MAX) {
        return Ok(take as u32);
    }
    Err(Error::InvalidArgument(&"The 'take' parameter must be a positive integer."))
}
