//! Renewal by refresh token.

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{
    CacheLocation, CacheMode, Options, RefreshTokenMode, RevokeOptions, TokenOptions,
};

use crate::common::tenant::{CLIENT, DOMAIN, refuse, respond};
use crate::common::{FakePlatform, World};

pub fn options() -> Options {
    Options { use_refresh_tokens: Some(true), ..Options::new(DOMAIN, CLIENT) }
}

pub fn shared() -> Options {
    Options { cache_location: Some(CacheLocation::LocalStorage), ..options() }
}

pub fn off() -> TokenOptions {
    TokenOptions { cache_mode: Some(CacheMode::Off), ..TokenOptions::default() }
}

pub fn token(
    world: &World,
    client: &Client<FakePlatform>,
    options: TokenOptions,
) -> Result<Option<String>, Error> {
    let client = client.clone();
    let result = world.run(async move { client.get_token_silently(options).await });
    result.map(|token| token.map(|token| token.access_token))
}

pub fn frames(world: &World) -> usize {
    world.platform.log().iter().filter(|line| *line == "frame").count()
}

/// The memory cache with a worker, the memory cache without one, and a shared store.
pub fn everywhere(check: impl Fn(&World, &Client<FakePlatform>)) {
    for place in ["worker", "page", "store"] {
        let world = World::new();
        if place == "worker" {
            world.platform.start_worker();
        }
        let options = if place == "store" { shared() } else { options() };
        let client = world.client_with(options);
        world.log_in(&client);
        check(&world, &client);
    }
}

fn scope_of_login(world: &World) -> String {
    let url = world.platform.tab.navigations.borrow().last().unwrap().clone();
    let query = auth0_spa_wasm::protocol::query::of_url(&url).unwrap();
    let pairs = auth0_spa_wasm::protocol::query::decode(&query);
    pairs.into_iter().find(|(name, _)| name == "scope").unwrap().1
}

#[test]
fn a_token_is_renewed_without_a_frame() {
    everywhere(|world, client| {
        assert_eq!(scope_of_login(world), "openid profile email offline_access");
        for _ in 0..3 {
            assert!(token(world, client, off()).unwrap().is_some());
        }
        assert_eq!(frames(world), 0);
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, tenant.families.len()), (0, 1));
        assert_eq!(tenant.families[0].spent.len(), 3, "each token was sent once");
    });
}

#[test]
fn the_refresh_request_has_the_known_order() {
    let world = World::new();
    let client = world.client_with(shared());
    world.log_in(&client);
    let call = Object::new().with("ext", "1").with("scope", "openid").with("timeout", 5.0);
    let call = TokenOptions {
        authorization_params: Some(call),
        cache_mode: Some(CacheMode::Off),
        ..TokenOptions::default()
    };
    token(&world, &client, call).unwrap();
    let tenant = world.platform.origin.tenant.borrow();
    let body = tenant.token_requests[1].clone().into_object();
    let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client_id", "ext", "redirect_uri", "grant_type", "refresh_token"]);
    assert_eq!(body.text("redirect_uri"), Some("https://app.example"));
}

#[test]
fn w1_w2_dp22_a_refresh_token_survives_every_answer_that_is_not_definitive() {
    everywhere(|world, client| {
        let answers = [
            refuse(429, "too_many_requests", "slow down"),
            refuse(500, "server_error", "down"),
            refuse(503, "temporarily_unavailable", "down"),
            refuse(400, "use_dpop_nonce", "nonce"),
            refuse(403, "mfa_required", "Multifactor authentication required"),
            refuse(403, "unmet_authentication_requirements", "more"),
            respond(502, Object::new()),
            refuse(500, "invalid_grant", "a server that is not well"),
        ];
        for answer in answers {
            world.tenant(|tenant| tenant.token_answer = Some(answer.clone()));
            assert!(token(world, client, off()).is_err());
        }
        world.tenant(|tenant| tenant.token_answer = None);
        world.tenant(|tenant| tenant.unreachable = true);
        assert_eq!(token(world, client, off()).unwrap_err().code(), Some("network_error"));
        world.tenant(|tenant| tenant.unreachable = false);
        assert!(token(world, client, off()).unwrap().is_some(), "the session lives");
    });
}

#[test]
fn w44_a_dead_refresh_token_is_sent_once_and_dropped() {
    everywhere(|world, client| {
        world.tenant(|tenant| tenant.families[0].is_revoked = true);
        let error = token(world, client, off()).unwrap_err();
        assert_eq!(error.code(), Some("invalid_grant"));
        let requests = world.token_requests();
        for _ in 0..2 {
            let error = token(world, client, off()).unwrap_err();
            assert!(matches!(error, Error::MissingRefreshToken { .. }), "{error:?}");
        }
        assert_eq!(world.token_requests(), requests);
    });
}

#[test]
fn missing_refresh_tokens_name_what_was_asked_for() {
    let world = World::new();
    let client = world.client_with(options());
    let error = token(&world, &client, TokenOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Missing Refresh Token (audience: '', scope: 'openid profile email offline_access')"
    );
    assert_eq!(frames(&world), 0);
}

#[test]
fn the_fallback_helps_where_no_refresh_token_serves() {
    let world = World::new();
    let client =
        world.client_with(Options { use_refresh_tokens_fallback: Some(true), ..options() });
    assert!(token(&world, &client, TokenOptions::default()).unwrap().is_some());
    assert_eq!(frames(&world), 1);
    assert!(token(&world, &client, off()).unwrap().is_some());
    assert_eq!(frames(&world), 1, "the frame brought a refresh token");
    world.tenant(|tenant| tenant.families[0].is_revoked = true);
    assert!(token(&world, &client, off()).unwrap().is_some());
    assert_eq!(frames(&world), 2);
}

#[test]
fn id14_x23_an_answer_without_an_id_token_keeps_the_former_one() {
    everywhere(|world, client| {
        world.tenant(|tenant| {
            tenant.tamper_answer = Some(Box::new(|answer| drop(answer.remove("id_token"))));
        });
        for _ in 0..2 {
            assert!(token(world, client, off()).unwrap().is_some());
        }
        let client = client.clone();
        assert!(world.run(async move { client.is_authenticated().await }).unwrap());
    });
}

#[test]
fn a_rotated_token_is_stored_before_the_id_token_is_judged() {
    everywhere(|world, client| {
        world.tenant(|tenant| {
            tenant.tamper = Some(Box::new(|claims| claims.set("iss", "https://evil/")))
        });
        assert!(token(world, client, off()).is_err());
        world.tenant(|tenant| tenant.tamper = None);
        assert!(token(world, client, off()).unwrap().is_some());
        assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
    });
}

#[test]
fn x15_id13_another_subject_is_refused_and_clears_nothing() {
    everywhere(|world, client| {
        world.tenant(|tenant| {
            tenant.tamper = Some(Box::new(|claims| claims.set("sub", "auth0|eve")))
        });
        let error = token(world, client, off()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Subject (sub) claim mismatch in the ID token; expected \"auth0|ada\", found \"auth0|eve\""
        );
        world.tenant(|tenant| tenant.tamper = None);
        let own = client.clone();
        let user = world.run(async move { own.user().await }).unwrap().unwrap();
        assert_eq!(user.subject(), Some("auth0|ada"));
        assert!(token(world, client, off()).unwrap().is_some());
    });
}

#[test]
fn w3_another_user_clears_every_family() {
    everywhere(|world, client| {
        let former = world.platform.origin.tenant.borrow().families[0].current.clone();
        world.tenant(|tenant| tenant.user = Some("auth0|eve".into()));
        world.log_in(client);
        token(world, client, off()).unwrap();
        let tenant = world.platform.origin.tenant.borrow();
        let sent = |body: &auth0_spa_wasm::protocol::query::Parameters| {
            body.get("refresh_token") == Some(former.as_str())
        };
        assert!(!tenant.token_requests.iter().any(sent), "the former user's token stays unused");
    });
}

#[test]
fn a_login_that_is_refused_leaves_the_former_session_alone() {
    everywhere(|world, client| {
        world.tenant(|tenant| {
            tenant.user = Some("auth0|eve".into());
            tenant.tamper = Some(Box::new(|claims| claims.set("nonce", "wrong")));
        });
        let url = world.start_login(client, Default::default());
        assert!(world.finish_login(client, &url).is_err());
        world.tenant(|tenant| tenant.tamper = None);
        assert!(token(world, client, off()).unwrap().is_some());
        let client = client.clone();
        let user = world.run(async move { client.user().await }).unwrap().unwrap();
        assert_eq!(user.subject(), Some("auth0|ada"));
    });
}

#[test]
fn a_blocked_user_is_signed_out() {
    everywhere(|world, client| {
        let answer = refuse(403, "unauthorized", "user is blocked");
        world.tenant(|tenant| tenant.token_answer = Some(answer));
        assert!(token(world, client, off()).is_err());
        let client = client.clone();
        assert!(!world.run(async move { client.is_authenticated().await }).unwrap());
    });
}

#[test]
fn tokens_that_do_not_rotate_are_kept() {
    everywhere(|world, client| {
        world.tenant(|tenant| tenant.rotates = false);
        for _ in 0..3 {
            assert!(token(world, client, off()).unwrap().is_some());
        }
    });
}

#[test]
fn revoked_tokens_are_gone_and_access_tokens_live_on() {
    everywhere(|world, client| {
        let own = client.clone();
        world.run(async move { own.revoke_refresh_token(RevokeOptions::default()).await }).unwrap();
        {
            let tenant = world.platform.origin.tenant.borrow();
            let body = tenant.revocations[0].clone().into_object();
            let names: Vec<_> = body.iter().map(|(name, _)| name).collect();
            assert_eq!(names, ["client_id", "token_type_hint", "token"]);
            assert!(tenant.families[0].is_revoked);
        }
        assert!(token(world, client, TokenOptions::default()).unwrap().is_some());
        assert!(matches!(token(world, client, off()), Err(Error::MissingRefreshToken { .. })));
        let own = client.clone();
        let unknown = RevokeOptions { audience: Some("https://unknown/".into()) };
        world.run(async move { own.revoke_refresh_token(unknown).await }).unwrap();
        assert_eq!(world.platform.origin.tenant.borrow().revocations.len(), 1);
    });
}

#[test]
fn logout_forgets_the_refresh_token() {
    everywhere(|world, client| {
        let own = client.clone();
        world
            .run(async move {
                own.logout(Default::default(), auth0_spa_wasm::client::OpenUrl::Skip).await
            })
            .unwrap();
        assert!(matches!(token(world, client, off()), Err(Error::MissingRefreshToken { .. })));
        assert!(world.platform.origin.store.entries.borrow().is_empty());
    });
}

#[test]
fn online_tokens_need_refresh_tokens_and_ask_for_their_own_scope() {
    let online = Options {
        refresh_token_mode: Some(RefreshTokenMode::Online),
        use_dpop: Some(true),
        ..options()
    };
    let world = World::new();
    world.start_login(&world.client_with(online.clone()), Default::default());
    assert_eq!(scope_of_login(&world), "openid profile email online_access");
    let wrong = Options { use_refresh_tokens: None, ..online };
    let error = Client::new(wrong, world.platform.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`refreshTokenMode: \"online\"` requires the refresh-token grant. Set `useRefreshTokens: true`."
    );
}

#[test]
fn the_peers_entries_are_understood() {
    let world = World::new();
    let client = world.client_with(shared());
    world.log_in(&client);
    let key = "@@auth0spajs@@::client::default::openid profile email offline_access";
    let current = world.platform.origin.tenant.borrow().families[0].current.clone();
    // The peer rewrites an expired entry to this.
    let body = Object::new()
        .with("refresh_token", current)
        .with("audience", "default")
        .with("scope", "openid profile email offline_access");
    let entry = Object::new().with("body", body).with("expiresAt", 1.0);
    world.platform.origin.store.entries.borrow_mut().insert(key.into(), entry.into());
    assert!(token(&world, &client, TokenOptions::default()).unwrap().is_some());
    let entries = world.platform.origin.store.entries.borrow();
    let entry = entries[key].as_object().unwrap().get("body").unwrap().as_object().unwrap();
    let newest = world.platform.origin.tenant.borrow().families[0].current.clone();
    assert_eq!(entry.text("refresh_token"), Some(newest.as_str()));
    assert!(entry.text("access_token").is_some());
}
