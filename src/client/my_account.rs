//! What signed-in users do with their own account, at the My Account API
//! ([Auth0: My Account API](https://auth0.com/docs/manage-users/my-account-api)).

use std::fmt;

use super::accounts::{Account, List};
use super::{Client, FetcherOptions, TokenParameters};
use crate::error::Error;
use crate::json::Object;
use crate::options::ListOptions;
use crate::platform::{Platform, ResourceRequest, ResourceResponse};
use crate::protocol::http::{Request, Response};
use crate::protocol::{connect, my_account};

const NONCE_ID: &str = "__auth0_my_account_api__";

/// The My Account API, call by call. Clones are cheap and share everything.
pub struct MyAccount<P: Platform>(pub(super) Client<P>);

impl<P: Platform> Client<P> {
    /// The My Account API of the signed-in user.
    pub fn my_account(&self) -> MyAccount<P> {
        MyAccount(self.clone())
    }

    /// One call of the My Account API, with a token and, where tokens are bound, a proof.
    pub(super) async fn ask_my_account(
        &self,
        request: Request,
        scope: &str,
    ) -> Result<Object, Error> {
        my_account::judge(&*self.my_account_response(request, scope).await?)
    }

    /// The same, for answers with more to them than a body.
    pub(super) async fn my_account_response(
        &self,
        request: Request,
        scope: &str,
    ) -> Result<Box<Response>, Error> {
        let fetcher = self.fetcher(FetcherOptions {
            base_url: Some(self.config().base_url.clone()),
            dpop_nonce_id: Some(NONCE_ID.into()),
            ..FetcherOptions::default()
        });
        let parameters = TokenParameters {
            audience: Some(my_account::audience(&self.config().base_url)),
            scope: Some(vec![scope.into()]),
        };
        let request = AccountRequest { platform: self.platform(), request };
        fetcher.fetch(&request, parameters).await.map_err(my_account::advise)
    }
}

impl<P: Platform> MyAccount<P> {
    /// Starts to connect an account: `request` is the body as the API has it, and so is the answer.
    /// [`Client::connect_account_with_redirect`] does this and all that follows.
    ///
    /// # Errors
    /// [`Error::MyAccount`], and whatever getting a token for the My Account API threw.
    pub async fn connect_account(&self, request: Object) -> Result<Object, Error> {
        let config = self.0.config();
        let request = connect::start(&config.base_url, request, config.http_limit);
        self.0.ask_my_account(request, connect::CREATE).await
    }

    /// Finishes what [`MyAccount::connect_account`] started.
    ///
    /// # Errors
    /// [`Error::MyAccount`], and whatever getting a token for the My Account API threw.
    pub async fn complete_account(&self, request: Object) -> Result<Account, Error> {
        let config = self.0.config();
        let request = connect::complete(&config.base_url, request, config.http_limit);
        self.0.ask_my_account(request, connect::CREATE).await.map(Account)
    }

    /// [`Client::list_connected_accounts`]
    ///
    /// # Errors
    /// Those of that method.
    pub async fn list_connected_accounts(&self, options: ListOptions) -> Result<List, Error> {
        self.0.list_connected_accounts(options).await
    }

    /// [`Client::list_connected_account_connections`]
    ///
    /// # Errors
    /// Those of that method.
    pub async fn list_connected_account_connections(
        &self,
        options: ListOptions,
    ) -> Result<List, Error> {
        self.0.list_connected_account_connections(options).await
    }

    /// [`Client::delete_connected_account`]
    ///
    /// # Errors
    /// Those of that method.
    pub async fn delete_connected_account(&self, id: &str) -> Result<(), Error> {
        self.0.delete_connected_account(id).await
    }
}

/// A request of this crate's own, sent by the platform.
struct AccountRequest<'a, P> {
    platform: &'a P,
    request: Request,
}

impl<P: Platform> ResourceRequest for AccountRequest<'_, P> {
    type Response = Box<Response>;

    fn method(&self) -> String {
        self.request.method.as_str().into()
    }

    fn url(&self) -> String {
        self.request.url.clone()
    }

    fn can_repeat(&self) -> bool {
        true
    }

    async fn send(&self, headers: &[(&'static str, String)]) -> Result<Box<Response>, Error> {
        let mut request = self.request.clone();
        request.headers.extend(headers.iter().cloned());
        self.platform.send(&request).await
    }
}

impl ResourceResponse for Box<Response> {
    fn status(&self) -> u16 {
        self.status
    }

    fn header(&self, name: &str) -> Option<String> {
        Response::header(self, name).map(str::to_string)
    }
}

impl<P: Platform> Clone for MyAccount<P> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<P: Platform> fmt::Debug for MyAccount<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MyAccount({:?})", self.0)
    }
}
