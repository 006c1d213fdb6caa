//! Bound tokens.

use auth0_spa_wasm::client::{OpenUrl, ProofOptions};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{CacheMode, Options, TokenOptions};
use auth0_spa_wasm::protocol::jwt;
use futures::future::join;
use sha2::{Digest, Sha256};

use super::refresh::{off, options, shared, token};
use crate::common::World;
use crate::common::proof::verified;
use crate::common::tenant::{CLIENT, DOMAIN};

fn dpop(options: Options) -> Options {
    Options { use_dpop: Some(true), ..options }
}

fn everywhere(check: impl Fn(&World, Options)) {
    for place in ["worker", "page", "store"] {
        let world = World::new();
        if place == "worker" {
            world.platform.start_worker();
        }
        check(&world, dpop(if place == "store" { shared() } else { options() }));
    }
}

#[test]
fn dp11_dp12_dp23_code_and_refreshes_are_bound_to_one_key() {
    everywhere(|world, options| {
        let client = world.client_with(options);
        world.log_in(&client);
        token(world, &client, off()).unwrap();
        token(world, &client, off()).unwrap();
        let tenant = world.platform.origin.tenant.borrow();
        let keys: Vec<_> = tenant.proofs.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(keys.len(), 3);
        assert!(keys.iter().all(|key| *key == keys[0]), "and the code was bound to it, too");
        let url = world.platform.tab.navigations.borrow()[0].clone();
        assert!(url.contains(&format!("&dpop_jkt={}&auth0Client=", keys[0])), "{url}");
    });
}

#[test]
fn dp16_a_nonce_challenge_costs_one_more_request_and_nothing_else() {
    everywhere(|world, options| {
        world.tenant(|tenant| tenant.nonce = Some("first".into()));
        let client = world.client_with(options);
        world.log_in(&client);
        assert_eq!(world.platform.origin.tenant.borrow().proofs.len(), 2);
        token(world, &client, off()).unwrap();
        assert_eq!(world.platform.origin.tenant.borrow().proofs.len(), 3, "the nonce is known");
        world.tenant(|tenant| tenant.nonce = Some("second".into()));
        token(world, &client, off()).unwrap();
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!(tenant.proofs.len(), 5);
        assert_eq!(tenant.reuses, 0);
    });
}

#[test]
fn dp17_dp22_nonces_that_rotate_with_every_answer_cost_nothing() {
    everywhere(|world, options| {
        world.tenant(|tenant| tenant.rotates_nonces = true);
        let client = world.client_with(options);
        world.log_in(&client);
        for _ in 0..3 {
            token(world, &client, off()).unwrap();
        }
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.proofs.len(), tenant.reuses), (4, 0));
    });
}

#[test]
fn a_server_that_never_is_content_ends_in_one_clean_error() {
    let world = World::new();
    let client = world.client_with(dpop(options()));
    let url = world.start_login(&client, Default::default());
    let mut refusal = crate::common::tenant::refuse(400, "use_dpop_nonce", "again");
    refusal.headers.push(("dpop-nonce".into(), "n2".into()));
    world.tenant(|tenant| tenant.token_answer = Some(refusal));
    let error = world.finish_login(&client, &url).unwrap_err();
    assert!(matches!(&error, Error::UseDpopNonce(nonce) if nonce.as_deref() == Some("n2")));
    assert_eq!(error.to_string(), "Server rejected DPoP proof: wrong nonce");
    assert_eq!(world.token_requests(), 2);
}

#[test]
fn x05_dp13_a_bearer_answer_is_refused_unless_allowed() {
    let world = World::new();
    world.tenant(|tenant| tenant.downgrades = true);
    let client = world.client_with(dpop(options()));
    let url = world.start_login(&client, Default::default());
    let error = world.finish_login(&client, &url).unwrap_err();
    assert_eq!(error.code(), Some("dpop_downgrade"));
    let own = client.clone();
    assert!(!world.run(async move { own.is_authenticated().await }).unwrap());

    let lenient = Options { allow_bearer_fallback: Some(true), ..dpop(options()) };
    world.log_in(&world.client_with(lenient));
}

#[test]
fn an_api_without_dpop_gets_bearer_tokens_unless_it_is_marked() {
    let world = World::new();
    world.tenant(|tenant| tenant.downgrades = true);
    let api = Object::new().with("audience", "https://api/");
    let options = Options { authorization_params: Some(api), ..dpop(options()) };
    world.log_in(&world.client_with(options.clone()));
    let marked = Options { dpop_audiences: Some(vec!["https://api/".into()]), ..options };
    let client = world.client_with(marked);
    let url = world.start_login(&client, Default::default());
    assert_eq!(world.finish_login(&client, &url).unwrap_err().code(), Some("dpop_downgrade"));
}

#[test]
fn dp12_a_lost_key_is_noticed_before_anything_is_sent() {
    everywhere(|world, options| {
        let client = world.client_with(options);
        world.log_in(&client);
        world.platform.origin.pairs.borrow_mut().clear();
        let requests = world.token_requests();
        let error = token(world, &client, off()).unwrap_err();
        assert_eq!(error.code(), Some("dpop_key_lost"));
        assert_eq!(world.token_requests(), requests);
        let error = token(world, &client, off()).unwrap_err();
        assert!(matches!(error, Error::MissingRefreshToken { .. }), "no loop: {error:?}");
        world.log_in(&client);
        token(world, &client, off()).unwrap();
    });
}

#[test]
fn dp39_logout_wipes_the_key_and_the_nonces_of_this_client_only() {
    let world = World::new();
    world.tenant(|tenant| tenant.nonce = Some("n".into()));
    let client = world.client_with(dpop(options()));
    world.log_in(&client);
    let other = world.client_with(dpop(Options::new(DOMAIN, "client2")));
    world.log_in(&other);
    world.run(async move { client.logout(Default::default(), OpenUrl::Skip).await }).unwrap();
    let pairs: Vec<_> = world.platform.origin.pairs.borrow().keys().cloned().collect();
    let nonces: Vec<_> = world.platform.origin.nonces.borrow().keys().cloned().collect();
    assert_eq!(pairs, ["client2"]);
    assert_eq!(nonces, ["client2::auth0"]);
}

#[test]
fn dp24_two_first_logins_at_once_use_one_key() {
    let world = World::new();
    let other = World { platform: world.platform.another_tab() };
    let (one, two) = (world.client_with(dpop(options())), other.client_with(dpop(options())));
    let start = |client: auth0_spa_wasm::client::Client<_>| async move {
        client.login_with_redirect(Default::default(), OpenUrl::Navigate).await.unwrap();
    };
    world.run(join(start(one), start(two)));
    let thumbprint = |world: &World| {
        let url = world.platform.tab.navigations.borrow()[0].clone();
        url.split("dpop_jkt=").nth(1).unwrap().split('&').next().unwrap().to_string()
    };
    assert_eq!(thumbprint(&world), thumbprint(&other));
}

#[test]
fn a_proof_for_the_application_is_what_it_asked_for() {
    let world = World::new();
    let client = world.client_with(dpop(Options::new(DOMAIN, CLIENT)));
    let options = ProofOptions {
        url: "https://api/x?y#z".into(),
        method: "get".into(),
        nonce: Some("n".into()),
        access_token: Some("secret".into()),
    };
    assert!(!format!("{options:?}").contains("secret"));
    let proof = world.run(async move { client.generate_dpop_proof(options).await }).unwrap();
    let (payload, _) = verified(&proof);
    assert_eq!(payload.text("htm"), Some("GET"));
    assert_eq!(payload.text("htu"), Some("https://api/x"));
    assert_eq!(payload.text("nonce"), Some("n"));
    assert_eq!(payload.text("ath"), Some(jwt::encode(Sha256::digest("secret")).as_str()));
}

#[test]
fn dp07_each_proof_has_the_hash_of_its_own_token() {
    let world = World::new();
    let client = world.client_with(dpop(Options::new(DOMAIN, CLIENT)));
    for token in ["one", "one", "two", "one", "tw", ""] {
        let client = client.clone();
        let options = ProofOptions {
            url: "https://api/".into(),
            method: "GET".into(),
            nonce: None,
            access_token: Some(token.into()),
        };
        let proof = world.run(async move { client.generate_dpop_proof(options).await }).unwrap();
        let hash = jwt::encode(Sha256::digest(token));
        assert_eq!(verified(&proof).0.text("ath"), Some(hash.as_str()), "{token}");
    }
}

#[test]
fn nonces_have_the_peers_keys_and_need_dpop() {
    let world = World::new();
    let client = world.client_with(dpop(Options::new(DOMAIN, CLIENT)));
    world.run(async move {
        client.set_dpop_nonce("a", None).await.unwrap();
        client.set_dpop_nonce("b", Some("api")).await.unwrap();
        assert_eq!(client.dpop_nonce(Some("api")).await.unwrap().as_deref(), Some("b"));
        assert_eq!(client.dpop_nonce(None).await.unwrap().as_deref(), Some("a"));
        assert_eq!(client.dpop_nonce(Some("other")).await.unwrap(), None);
    });
    let keys: Vec<_> = world.platform.origin.nonces.borrow().keys().cloned().collect();
    assert_eq!(keys, ["client::_api", "client::auth0"]);
    let off = world.client();
    let error = world.run(async move { off.dpop_nonce(None).await }).unwrap_err();
    assert_eq!(error.to_string(), "`useDpop` option must be enabled before using DPoP.");
}

#[test]
fn s3_p16_a_bearer_session_of_before_goes_on_as_bearer() {
    let world = World::new();
    world.log_in(&world.client_with(shared()));
    let upgraded = world.client_with(dpop(shared()));
    let options =
        TokenOptions { cache_mode: Some(CacheMode::CacheOnly), ..TokenOptions::default() };
    let token = world.run(async move { upgraded.get_token_silently(options).await });
    assert_eq!(token.unwrap().unwrap().token_type, "Bearer");
}

#[test]
fn dp06_a_clock_that_is_off_by_hours_does_not_spoil_proofs() {
    let world = World::new();
    let client = world.client_with(dpop(Options::new(DOMAIN, CLIENT)));
    let true_time = 1_800_000_000 + 3 * 3600;
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(move |claims| {
            claims.set("iat", true_time as f64);
            claims.set("exp", (true_time + 36_000) as f64);
        }));
    });
    world.log_in(&client);
    let options = ProofOptions {
        url: "https://api/".into(),
        method: "GET".into(),
        nonce: None,
        access_token: None,
    };
    let proof = world.run(async move { client.generate_dpop_proof(options).await }).unwrap();
    let issued = verified(&proof).0.number("iat").unwrap() as i64;
    assert!((issued - true_time).abs() < 5, "{issued}");
}

#[test]
fn dp06_what_was_learned_of_the_tenants_clock_outlives_the_page() {
    let world = World::new();
    let true_time = 1_800_000_000 + 3 * 3600;
    world.tenant(|tenant| {
        tenant.tamper = Some(Box::new(move |claims| {
            claims.set("iat", true_time as f64);
            claims.set("exp", (true_time + 36_000) as f64);
        }));
    });
    world.log_in(&world.client_with(dpop(shared())));
    let reloaded = World { platform: world.platform.another_tab() };
    let client = reloaded.client_with(dpop(shared()));
    let options = ProofOptions {
        url: "https://api/".into(),
        method: "GET".into(),
        nonce: None,
        access_token: None,
    };
    let proof = reloaded.run(async move { client.generate_dpop_proof(options).await }).unwrap();
    let issued = verified(&proof).0.number("iat").unwrap() as i64;
    assert!((issued - true_time).abs() < 5, "{issued}");
}

#[test]
fn a_key_that_ends_with_the_page_binds_no_code_and_needs_no_worker() {
    let world = World::new();
    world.platform.start_worker();
    world.platform.tab.forgets_keys.set(true);
    let client = world.client_with(dpop(options()));
    world.start_login(&client, Default::default());
    let url = world.platform.tab.navigations.borrow()[0].clone();
    assert!(!url.contains("dpop_jkt"), "{url}");
}

#[test]
fn dp19_a_nonce_that_cannot_be_read_is_named() {
    let error = Error::UseDpopNonce(Box::default());
    assert!(error.to_string().contains("Access-Control-Expose-Headers"), "{error}");
}
