//! Requests with tokens.

use std::cell::Cell;
use std::rc::Rc;

use auth0_spa_wasm::client::{Client, FetcherOptions, GivenToken, TokenParameters};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::Options;
use auth0_spa_wasm::platform::ResourceResponse;

use crate::common::resource::{Answer, Api, ApiRequest};
use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

pub fn signed_in(world: &World, use_dpop: bool) -> Client<FakePlatform> {
    let api = Object::new().with("audience", "https://api/");
    let options = Options {
        use_dpop: Some(use_dpop),
        authorization_params: Some(api),
        ..Options::new(DOMAIN, CLIENT)
    };
    let client = world.client_with(options);
    world.log_in(&client);
    client
}

pub fn fetch(
    world: &World,
    client: &Client<FakePlatform>,
    options: FetcherOptions,
    request: ApiRequest,
) -> Result<u16, Error> {
    let fetcher = client.fetcher(options);
    let result =
        world.run(async move { fetcher.fetch(&request, TokenParameters::default()).await });
    result.map(|response| response.status())
}

fn ok() -> Answer {
    (200, Vec::new())
}

fn challenge(error: &str, nonce: Option<&str>) -> Answer {
    let mut headers = vec![("www-authenticate", format!("DPoP error=\"{error}\""))];
    headers.extend(nonce.map(|nonce| ("dpop-nonce", nonce.to_string())));
    (401, headers)
}

#[test]
fn a_bearer_token_goes_along_w9_that_of_the_default_audience() {
    let world = World::new();
    let client = signed_in(&world, false);
    let api = Api::new(|_, _| ok());
    let requests = world.token_requests();
    fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x")).unwrap();
    let seen = api.seen.borrow();
    assert_eq!(seen[0].authorization, "Bearer at-2");
    assert!(seen[0].proof.is_none());
    assert_eq!(world.token_requests(), requests, "it was in the cache");
}

#[test]
fn w10_x09_dp26_a_bound_token_never_leaves_without_a_proof() {
    let world = World::new();
    let client = signed_in(&world, true);
    let api = Api::new(|_, _| ok());
    fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x?q=1")).unwrap();
    let seen = api.seen.borrow();
    assert_eq!(seen[0].authorization, "DPoP at-2");
    let (payload, _) = crate::common::proof::verified(seen[0].proof.as_deref().unwrap());
    assert_eq!(payload.text("htu"), Some("https://api/x"));
    assert!(payload.get("ath").is_some());
}

#[test]
fn x06_oa11_a_token_type_in_small_letters_is_the_same_type() {
    let world = World::new();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| answer.set("token_type", "dpop")));
    });
    let client = signed_in(&world, true);
    let api = Api::new(|_, _| ok());
    fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x")).unwrap();
    assert!(api.seen.borrow()[0].authorization.starts_with("DPoP "));
}

#[test]
fn dp28_dp30_a_nonce_challenge_gets_one_more_try_with_a_new_proof() {
    let world = World::new();
    let client = signed_in(&world, true);
    let api = Api::new(|seen, _| match seen.nonce().as_deref() {
        Some("n1") => ok(),
        _ => challenge("use_dpop_nonce", Some("n1")),
    });
    let status = fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x"));
    assert_eq!(status.unwrap(), 200);
    let proofs: Vec<_> = api.seen.borrow().iter().map(|seen| seen.proof.clone()).collect();
    assert_eq!(proofs.len(), 2);
    assert_ne!(proofs[0], proofs[1]);
    fetch(&world, &client, FetcherOptions::default(), api.request("https://api/y")).unwrap();
    assert_eq!(api.calls(), 3, "the nonce is known");
}

#[test]
fn a_second_challenge_is_an_error_with_the_nonce() {
    let world = World::new();
    let client = signed_in(&world, true);
    let api = Api::new(|_, before| challenge("invalid_dpop_nonce", Some(["n1", "n2"][before])));
    let result = fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x"));
    assert!(matches!(result, Err(Error::UseDpopNonce(nonce)) if nonce.as_deref() == Some("n2")));
    let silent = Api::new(|_, _| challenge("use_dpop_nonce", None));
    let result = fetch(&world, &client, FetcherOptions::default(), silent.request("https://api/x"));
    assert!(matches!(result, Err(Error::UseDpopNonce(nonce)) if nonce.is_none()));
    assert_eq!(silent.calls(), 1);
}

#[test]
fn a_consumed_stream_is_not_sent_again() {
    let world = World::new();
    let client = signed_in(&world, true);
    let api = Api::new(|_, _| challenge("use_dpop_nonce", Some("n1")));
    let request = api.request("https://api/x");
    request.can_repeat.set(false);
    assert_eq!(fetch(&world, &client, FetcherOptions::default(), request).unwrap(), 401);
    assert_eq!(api.calls(), 1);
}

#[test]
fn x11_w11_dp20_a_nonce_of_one_origin_never_reaches_another() {
    let world = World::new();
    let client = signed_in(&world, true);
    for id in [None, Some("shared".to_string())] {
        let api = Api::new(|seen, _| {
            (
                200,
                vec![(
                    "dpop-nonce",
                    format!("of-{}", seen.url.replace("https://", "").replace('/', "")),
                )],
            )
        });
        let options = FetcherOptions { dpop_nonce_id: id, ..FetcherOptions::default() };
        let fetcher = client.fetcher(options);
        let requests =
            ["https://a/", "https://b/", "https://a/", "https://b/"].map(|url| api.request(url));
        world.run(async move {
            for request in &requests {
                fetcher.fetch(request, TokenParameters::default()).await.unwrap();
            }
        });
        let seen = api.seen.borrow();
        for one in seen.iter() {
            let own = format!("of-{}", one.url.replace("https://", "").replace('/', ""));
            assert!(one.nonce().is_none_or(|nonce| nonce == own), "{one:?}");
        }
        assert!(seen[2].nonce().is_some() && seen[3].nonce().is_some());
    }
    let nonces = world.platform.origin.nonces.borrow();
    assert!(!nonces.contains_key("client::auth0"), "w11: the tenant's place is the tenant's");
    assert!(nonces.contains_key("client::_shared"));
}

#[test]
fn w12_x12_a_nonce_without_dpop_is_ignored() {
    let world = World::new();
    let client = signed_in(&world, false);
    let api = Api::new(|_, _| (200, vec![("dpop-nonce", "n".to_string())]));
    let status = fetch(&world, &client, FetcherOptions::default(), api.request("https://api/x"));
    assert_eq!(status.unwrap(), 200);
}

#[test]
fn br06_only_allowed_origins_get_a_token() {
    let world = World::new();
    let client = signed_in(&world, false);
    let api = Api::new(|_, _| ok());
    let options = || FetcherOptions {
        allowed_origins: Some(vec!["https://api/".into()]),
        ..FetcherOptions::default()
    };
    fetch(&world, &client, options(), api.request("https://api/x")).unwrap();
    let error = fetch(&world, &client, options(), api.request("https://evil/x")).unwrap_err();
    assert_eq!(error.code(), Some("origin_not_allowed"));
    assert_eq!(api.calls(), 1);
}

#[test]
fn br04_an_invalid_token_is_renewed_once_where_that_is_wanted() {
    let world = World::new();
    let client = signed_in(&world, false);
    let refused =
        || (401, vec![("www-authenticate", "Bearer error=\"invalid_token\"".to_string())]);
    let api = Api::new(move |_, before| if before == 0 { refused() } else { ok() });
    let options = FetcherOptions { renew_invalid_token: Some(true), ..FetcherOptions::default() };
    assert_eq!(fetch(&world, &client, options, api.request("https://api/x")).unwrap(), 200);
    let tokens: Vec<_> = api.seen.borrow().iter().map(|seen| seen.authorization.clone()).collect();
    assert_ne!(tokens[0], tokens[1]);

    let always = Api::new(move |_, _| refused());
    let options = FetcherOptions { renew_invalid_token: Some(true), ..FetcherOptions::default() };
    assert_eq!(fetch(&world, &client, options, always.request("https://api/x")).unwrap(), 401);
    assert_eq!(always.calls(), 2, "once");
    let plain = Api::new(move |_, _| refused());
    fetch(&world, &client, FetcherOptions::default(), plain.request("https://api/x")).unwrap();
    assert_eq!(plain.calls(), 1, "off by default");
}

#[test]
fn wp28_a_pause_is_kept_where_it_is_short_enough() {
    let world = World::new();
    let client = signed_in(&world, false);
    let busy = |_: &_, before| {
        if before == 0 { (429, vec![("retry-after", "3".to_string())]) } else { ok() }
    };
    let run = |longest| {
        let api = Api::new(busy);
        let options =
            FetcherOptions { max_retry_after_in_seconds: longest, ..FetcherOptions::default() };
        let before = world.platform.origin.clock.now.get();
        let status = fetch(&world, &client, options, api.request("https://api/x")).unwrap();
        (status, world.platform.origin.clock.now.get() - before)
    };
    assert_eq!(run(Some(5.0)), (200, 3_000));
    assert_eq!(run(Some(2.0)), (429, 0));
    assert_eq!(run(None), (429, 0));
}

#[test]
fn su01_su02_a_step_up_is_handed_over_and_tried_once_more() {
    let world = World::new();
    let client = signed_in(&world, false);
    let api = Api::new(|seen, _| {
        if seen.authorization == "Bearer strong" {
            return ok();
        }
        let wanted = "Bearer error=\"insufficient_user_authentication\", acr_values=\"mfa\"";
        (401, vec![("www-authenticate", wanted.to_string())])
    });
    let strong = Rc::new(Cell::new(false));
    let is_strong = Rc::clone(&strong);
    let options = FetcherOptions {
        get_access_token: Some(Box::new(move |_, _| {
            let name = if is_strong.get() { "strong" } else { "weak" };
            let token = GivenToken { access_token: name.into(), token_type: None };
            Box::pin(async { Ok(Some(token)) })
        })),
        on_step_up: Some(Box::new(move |challenge| {
            assert_eq!(challenge.get("acr_values"), Some("mfa"));
            strong.set(true);
            Box::pin(async { Ok(Some(TokenParameters::default())) })
        })),
        ..FetcherOptions::default()
    };
    assert_eq!(fetch(&world, &client, options, api.request("https://api/x")).unwrap(), 200);
    assert_eq!(api.calls(), 2);
}

#[test]
fn no_token_is_an_error_of_its_own() {
    let world = World::new();
    let client = signed_in(&world, false);
    let api = Api::new(|_, _| ok());
    let options = FetcherOptions {
        get_access_token: Some(Box::new(|_, _| Box::pin(async { Ok(None) }))),
        ..FetcherOptions::default()
    };
    let error = fetch(&world, &client, options, api.request("https://api/x")).unwrap_err();
    assert_eq!(error.code(), Some("missing_access_token"));
    assert_eq!(error.to_string(), "No access token available");
}

#[test]
fn relative_urls_are_below_the_base() {
    let world = World::new();
    let client = world.client();
    let fetcher = |base: Option<&str>| {
        client.fetcher(FetcherOptions { base_url: base.map(str::to_string), ..Default::default() })
    };
    for base in ["https://h/api", "https://h/api/", "https://h/api//"] {
        for (url, whole) in [
            ("x", "https://h/api/x"),
            ("/x", "https://h/api/x"),
            ("//h2/x", "//h2/x"),
            ("HTTPS://o/x", "HTTPS://o/x"),
            ("?q=1", "https://h/api/?q=1"),
        ] {
            assert_eq!(fetcher(Some(base)).resolve(url).unwrap(), whole);
        }
    }
    assert_eq!(fetcher(None).resolve("x").unwrap(), "x");
    assert_eq!(fetcher(None).resolve("").unwrap(), "");
    let error = fetcher(Some("https://h/api")).resolve("").unwrap_err();
    assert_eq!(error.to_string(), "`url` must be absolute or `baseUrl` non-empty.");
}
