//! The factors of a tenant, and the authentication methods of a user: what is there, and what can be
//! enrolled, changed and removed.

use super::MyAccount;
use crate::error::Error;
use crate::json::Object;
use crate::platform::Platform;
use crate::protocol::http::{Method, Response};
use crate::protocol::{methods, my_account};

impl<P: Platform> MyAccount<P> {
    /// The factors that the tenant offers: `type` and `usage` of each.
    ///
    /// # Errors
    /// [`Error::MyAccount`], and whatever getting a token for the My Account API threw.
    pub async fn factors(&self) -> Result<Vec<Object>, Error> {
        let response =
            self.call(Method::Get, methods::FACTORS, None, methods::READ_FACTORS).await?;
        methods::judge_list(&response, "factors")
    }

    /// The user's authentication methods, or those of one type.
    ///
    /// # Errors
    /// [`Error::MyAccount`], and whatever getting a token for the My Account API threw.
    pub async fn authentication_methods(&self, kind: Option<&str>) -> Result<Vec<Object>, Error> {
        let response = self.call(Method::Get, &methods::list(kind), None, methods::READ).await?;
        methods::judge_list(&response, "authentication_methods")
    }

    /// One of the user's authentication methods.
    ///
    /// # Errors
    /// [`Error::MissingArgument`] for no id; [`Error::MyAccount`], and whatever getting a token for
    /// the My Account API threw.
    pub async fn authentication_method(&self, id: &str) -> Result<Object, Error> {
        self.ask_about(Method::Get, id, None, methods::READ).await
    }

    /// Changes a method: `name`, or `preferred_authentication_method` of a telephone.
    ///
    /// # Errors
    /// [`Error::MissingArgument`] for no id; [`Error::MyAccount`], and whatever getting a token for
    /// the My Account API threw.
    pub async fn update_authentication_method(
        &self,
        id: &str,
        changes: Object,
    ) -> Result<Object, Error> {
        self.ask_about(Method::Patch, id, Some(changes), methods::UPDATE).await
    }

    /// Removes a method.
    ///
    /// # Errors
    /// [`Error::MissingArgument`] for no id; [`Error::MyAccount`], and whatever getting a token for
    /// the My Account API threw.
    pub async fn delete_authentication_method(&self, id: &str) -> Result<(), Error> {
        self.ask_about(Method::Delete, id, None, methods::DELETE).await.map(drop)
    }

    /// Starts to enrol a method: `options` and the answer as the API has them, and in the answer `id`
    /// and `location` of the enrolment.
    ///
    /// # Errors
    /// [`Error::MyAccount`], and whatever getting a token for the My Account API threw.
    pub async fn enrollment_challenge(&self, options: Object) -> Result<Object, Error> {
        let kind = options.get("type").cloned();
        let response =
            self.call(Method::Post, methods::METHODS, Some(options), methods::CREATE).await?;
        methods::judge_challenge(&response, kind.as_ref())
    }

    /// Finishes an enrolment: `options` as the API has them, and the `location` of the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a `location` that is none; [`Error::MyAccount`], and whatever
    /// getting a token for the My Account API threw.
    pub async fn enrollment_verify(&self, mut options: Object) -> Result<Object, Error> {
        let path = methods::verification(options.text("location").unwrap_or_default())?;
        options.remove("location");
        options.remove("type");
        let response = self.call(Method::Post, &path, Some(options), methods::CREATE).await?;
        my_account::judge(&response)
    }

    async fn ask_about(
        &self,
        method: Method,
        id: &str,
        body: Option<Object>,
        scope: &str,
    ) -> Result<Object, Error> {
        if id.trim().is_empty() {
            return Err(Error::MissingArgument(&"The id of the authentication method is missing."));
        }
        my_account::judge(&*self.call(method, &methods::one(id), body, scope).await?)
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Object>,
        scope: &str,
    ) -> Result<Box<Response>, Error> {
        let config = self.0.config();
        let request = my_account::request(method, &config.base_url, path, body, config.http_limit);
        self.0.my_account_response(request, scope).await
    }
}
