//! Requests to resource servers, as far as a fetcher has to know them.

use crate::error::Error;

/// A request to a resource server, whatever it is made of.
#[allow(async_fn_in_trait, reason = "one thread: no future needs to be Send")]
pub trait ResourceRequest {
    /// What comes back.
    type Response: ResourceResponse;

    /// The method that will be sent.
    fn method(&self) -> String;
    /// The absolute URL that will be asked.
    fn url(&self) -> String;
    /// Whether it can be sent again: a body that is a stream cannot.
    fn can_repeat(&self) -> bool;
    /// Sends it with these headers in place of its own of the same name.
    ///
    /// # Errors
    /// Whatever the transport threw.
    async fn send(&self, headers: &[(&'static str, String)]) -> Result<Self::Response, Error>;
}

/// What a fetcher has to know of an answer.
pub trait ResourceResponse {
    /// The HTTP status.
    fn status(&self) -> u16;
    /// A header, by its lower-case name.
    fn header(&self, name: &str) -> Option<String>;
}
