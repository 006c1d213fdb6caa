//! A request of any kind, and the last answer to it. What a fetcher does with them is compiled once.

use std::cell::RefCell;

use crate::error::Error;
use crate::platform::{LocalFuture, ResourceRequest, ResourceResponse};

/// Carries a request there and keeps the answer, which it shows.
pub(super) trait Carry: ResourceResponse {
    /// [`ResourceRequest::method`]
    fn method(&self) -> String;
    /// [`ResourceRequest::url`]
    fn url(&self) -> String;
    /// [`ResourceRequest::can_repeat`]
    fn can_repeat(&self) -> bool;
    /// [`ResourceRequest::send`]
    fn send<'a>(
        &'a self,
        headers: &'a [(&'static str, String)],
    ) -> LocalFuture<'a, Result<(), Error>>;
}

pub(super) struct Carrier<'a, R: ResourceRequest> {
    request: &'a R,
    answer: RefCell<Option<R::Response>>,
}

impl<'a, R: ResourceRequest> Carrier<'a, R> {
    pub(super) fn new(request: &'a R) -> Self {
        Self { request, answer: RefCell::new(None) }
    }

    pub(super) fn into_answer(self) -> Result<R::Response, Error> {
        self.answer.into_inner().ok_or(Error::Timeout)
    }
}

impl<R: ResourceRequest> Carry for Carrier<'_, R> {
    fn method(&self) -> String {
        self.request.method()
    }

    fn url(&self) -> String {
        self.request.url()
    }

    fn can_repeat(&self) -> bool {
        self.request.can_repeat()
    }

    fn send<'a>(
        &'a self,
        headers: &'a [(&'static str, String)],
    ) -> LocalFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let answer = self.request.send(headers).await?;
            self.answer.replace(Some(answer));
            Ok(())
        })
    }
}

impl<R: ResourceRequest> ResourceResponse for Carrier<'_, R> {
    fn status(&self) -> u16 {
        self.answer.borrow().as_ref().map_or(0, ResourceResponse::status)
    }

    fn header(&self, name: &str) -> Option<String> {
        self.answer.borrow().as_ref()?.header(name)
    }
}
