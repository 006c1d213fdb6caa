//! Reading requests and writing answers.

use auth0_spa_wasm::json::{self, Object};
use auth0_spa_wasm::protocol::http::{Request, Response};
use auth0_spa_wasm::protocol::query::{self, Parameters};

/// The members of a body; what is no text in JSON, as JSON.
pub(super) fn form(request: &Request) -> Parameters {
    let mut body = Parameters::new();
    if request.header("content-type") == Some("application/json") {
        let json = json::parse(request.body.as_deref().unwrap()).unwrap().into_object().unwrap();
        for (name, value) in json.iter() {
            body.set(name, &value.as_str().map_or_else(|| json::to_string(value), str::to_string));
        }
        return body;
    }
    for (name, value) in query::decode(request.body.as_deref().unwrap_or_default()) {
        body.set(&name, &value);
    }
    body
}

pub(super) fn parameters(url: &str) -> Parameters {
    let mut parameters = Parameters::new();
    for (name, value) in query::decode(&query::of_url(url).unwrap()) {
        parameters.set(&name, &value);
    }
    parameters
}

pub fn respond(status: u16, body: Object) -> Response {
    Response { status, headers: Vec::new(), body: json::to_string(&body.into()) }
}

pub fn refuse(status: u16, error: &str, description: &str) -> Response {
    respond(status, Object::new().with("error", error).with("error_description", description))
}
