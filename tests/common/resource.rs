//! An API that does what the test says, and requests to it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::{ResourceRequest, ResourceResponse};

use super::proof::verified;

/// What an API saw of one request.
#[derive(Debug, Clone)]
pub struct Seen {
    pub url: String,
    pub authorization: String,
    pub proof: Option<String>,
}

impl Seen {
    pub fn nonce(&self) -> Option<String> {
        let (payload, _) = verified(self.proof.as_deref()?);
        payload.text("nonce").map(str::to_string)
    }
}

/// An answer: status and headers.
pub type Answer = (u16, Vec<(&'static str, String)>);
type Judge = dyn Fn(&Seen, usize) -> Answer;

#[derive(Clone)]
pub struct Api {
    judge: Rc<Judge>,
    pub seen: Rc<RefCell<Vec<Seen>>>,
}

impl Api {
    /// An API that answers by a function of the request and of how many came before.
    pub fn new(judge: impl Fn(&Seen, usize) -> Answer + 'static) -> Self {
        Self { judge: Rc::new(judge), seen: Rc::default() }
    }

    pub fn request(&self, url: &str) -> ApiRequest {
        ApiRequest { api: self.clone(), url: url.into(), can_repeat: Cell::new(true) }
    }

    pub fn calls(&self) -> usize {
        self.seen.borrow().len()
    }
}

pub struct ApiRequest {
    api: Api,
    url: String,
    pub can_repeat: Cell<bool>,
}

#[derive(Debug)]
pub struct ApiResponse(Answer);

impl ResourceRequest for ApiRequest {
    type Response = ApiResponse;

    fn method(&self) -> String {
        "GET".into()
    }

    fn url(&self) -> String {
        self.url.clone()
    }

    fn can_repeat(&self) -> bool {
        self.can_repeat.get()
    }

    async fn send(&self, headers: &[(&'static str, String)]) -> Result<ApiResponse, Error> {
        let header = |wanted| headers.iter().find(|(name, _)| *name == wanted);
        let seen = Seen {
            url: self.url.clone(),
            authorization: header("authorization").unwrap().1.clone(),
            proof: header("dpop").map(|(_, proof)| proof.clone()),
        };
        let before = self.api.calls();
        let answer = (self.api.judge)(&seen, before);
        self.api.seen.borrow_mut().push(seen);
        Ok(ApiResponse(answer))
    }
}

impl ResourceResponse for ApiResponse {
    fn status(&self) -> u16 {
        self.0.0
    }

    fn header(&self, name: &str) -> Option<String> {
        self.0.1.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
    }
}
