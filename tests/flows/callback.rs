//! The way back: only an answer that matches changes anything.

use std::time::Duration;

use auth0_spa_wasm::error::{Claim, Error, Rejection};
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::options::LoginOptions;
use futures::future::join;

use crate::common::World;
use crate::common::tenant::{refuse, respond};

fn code(result: Result<impl std::fmt::Debug, Error>) -> String {
    result.unwrap_err().code().unwrap_or("none").to_string()
}

#[test]
fn x16_two_logins_at_once_both_finish() {
    let world = World::new();
    let client = world.client();
    let first = world.start_login(&client, LoginOptions::default());
    let second = world.start_login(&client, LoginOptions::default());
    world.finish_login(&client, &first).unwrap();
    world.finish_login(&client, &second).unwrap();
    assert!(world.platform.tab.session.borrow().is_empty());
}

#[test]
fn w21_x04_a_forged_answer_destroys_nothing() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    let stored = world.platform.tab.session.borrow().clone();
    for forged in [
        "https://app.example/?error=access_denied&state=wrong",
        "https://app.example/?error=access_denied",
        "https://app.example/?code=stolen&state=wrong",
        "https://app.example/?code=stolen",
    ] {
        assert_eq!(code(world.finish_login(&client, forged)), "state_mismatch", "{forged}");
    }
    assert_eq!(world.token_requests(), 0);
    assert_eq!(*world.platform.tab.session.borrow(), stored);
    world.finish_login(&client, &url).unwrap();
}

#[test]
fn is02_is06_a_foreign_issuer_is_refused_and_the_login_lives() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    for answer in [url.clone(), url.replace("code=", "error=")] {
        let result = world.finish_login(&client, &format!("{answer}&iss=https%3A%2F%2Fevil%2F"));
        assert_eq!(code(result), "issuer_mismatch");
    }
    assert_eq!(world.token_requests(), 0);
    let right = format!("{url}&iss=https%3A%2F%2Ftenant.example%2F");
    world.finish_login(&client, &right).unwrap();
}

#[test]
fn the_same_answer_gives_the_same_result_and_sends_nothing() {
    let world = World::new();
    let client = world.client();
    let options = LoginOptions { app_state: Some("here".into()), ..LoginOptions::default() };
    let url = world.start_login(&client, options);
    let (one, two) = (client.clone(), client.clone());
    let (first, second) = (url.clone(), url.clone());
    let both = world.run(async move {
        join(
            one.handle_redirect_callback(Some(&first)),
            two.handle_redirect_callback(Some(&second)),
        )
        .await
    });
    assert_eq!(both.0.unwrap(), both.1.unwrap());
    assert_eq!(world.finish_login(&client, &url).unwrap().app_state, Some("here".into()));
    assert_eq!(world.token_requests(), 1);
    assert_eq!(code(world.finish_login(&world.client(), &url)), "missing_transaction");
}

#[test]
fn each_of_two_answers_gives_its_result_again() {
    let world = World::new();
    let client = world.client();
    let named =
        |name: &str| LoginOptions { app_state: Some(name.into()), ..LoginOptions::default() };
    let first = world.start_login(&client, named("first"));
    let second = world.start_login(&client, named("second"));
    for _ in 0..2 {
        for (url, name) in [(&first, "first"), (&second, "second")] {
            let result = world.finish_login(&client, url).unwrap();
            assert_eq!(result.app_state, Some(name.into()));
        }
    }
    assert_eq!(world.token_requests(), 2);
}

#[test]
fn what_another_sdk_has_finished_is_not_under_way_any_more() {
    let world = World::new();
    let url = world.start_login(&world.client(), LoginOptions::default());
    // The peer knows its own place only.
    world.platform.tab.session.borrow_mut().remove("a0.spajs.txs.client").unwrap();
    assert_eq!(code(world.finish_login(&world.client(), &url)), "missing_transaction");
}

#[test]
fn the_tenants_refusal_comes_with_the_app_state() {
    let world = World::new();
    let client = world.client();
    let options = LoginOptions { app_state: Some(Value::from(1.0)), ..LoginOptions::default() };
    let url = world.start_login(&client, options);
    let state = url.split("state=").nth(1).unwrap();
    let refused = format!("https://app.example/?error=access_denied&state={state}");
    let error = world.finish_login(&client, &refused).unwrap_err();
    let Error::Authentication(failure) = error else { panic!("{error:?}") };
    assert_eq!(
        (failure.error.as_str(), failure.description.as_str()),
        ("access_denied", "access_denied")
    );
    assert_eq!(failure.app_state, Some(Value::from(1.0)));
    assert_eq!(code(world.finish_login(&client, &url)), "missing_transaction");
}

#[test]
fn x20_repeated_parameters_are_refused() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    assert_eq!(code(world.finish_login(&client, &format!("{url}&code=b"))), "invalid_request");
    world.finish_login(&client, &url).unwrap();
}

#[test]
fn an_answer_without_parameters_or_code_says_so() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    let bare = world.finish_login(&client, "https://app.example/").unwrap_err();
    assert_eq!(bare.to_string(), "There are no query params available for parsing.");
    let state = url.split("state=").nth(1).unwrap();
    let without = format!("https://app.example/?state={state}");
    assert_eq!(code(world.finish_login(&client, &without)), "missing_code");
    assert_eq!(world.token_requests(), 0);
}

#[test]
fn a_login_expires() {
    let world = World::new();
    let client = world.client();
    let url = world.start_login(&client, LoginOptions::default());
    world.platform.advance(Duration::from_secs(86_401));
    assert_eq!(code(world.finish_login(&client, &url)), "missing_transaction");
}

#[test]
fn x07_x24_a_code_is_sent_once_whatever_happens() {
    type Arrange = Box<dyn Fn(&World)>;
    let failures: [(&str, Arrange); 4] = [
        ("network_error", Box::new(|world| world.tenant(|tenant| tenant.unreachable = true))),
        (
            "timeout",
            Box::new(|world| world.tenant(|tenant| tenant.latency = Duration::from_secs(60))),
        ),
        (
            "request_error",
            Box::new(|world| {
                let mut html = respond(502, Object::new());
                html.body = "<html>".into();
                world.tenant(|tenant| tenant.token_answer = Some(html));
            }),
        ),
        (
            "too_many_requests",
            Box::new(|world| {
                let mut answer = refuse(429, "too_many_requests", "Global limit has been reached");
                answer.headers.push(("Retry-After".into(), "7".into()));
                world.tenant(|tenant| tenant.token_answer = Some(answer));
            }),
        ),
    ];
    for (expected, arrange) in failures {
        let world = World::new();
        let client = world.client();
        let url = world.start_login(&client, LoginOptions::default());
        arrange(&world);
        let error = world.finish_login(&client, &url).unwrap_err();
        assert_eq!(error.code(), Some(expected));
        let posts = world.platform.log().iter().filter(|line| line.starts_with("POST")).count();
        assert_eq!(posts, 1, "{expected}");
        if let Error::Generic(refusal) = error {
            let pause = (expected == "too_many_requests").then_some(Duration::from_secs(7));
            assert_eq!(refusal.retry_after, pause);
        }
    }
}

#[test]
fn ac_max_age_and_organization_of_the_call_are_enforced() {
    let world = World::new();
    let client = world.client();
    let call = Object::new().with("max_age", 0.0);
    let options = LoginOptions { authorization_params: Some(call), ..LoginOptions::default() };
    let url = world.start_login(&client, options);
    let error = world.finish_login(&client, &url).unwrap_err();
    assert!(
        matches!(&error, Error::IdToken(cause) if **cause == Rejection::MissingAuthTime),
        "{error:?}"
    );

    let call = Object::new().with("organization", "org_a");
    let options = LoginOptions { authorization_params: Some(call), ..LoginOptions::default() };
    let url = world.start_login(&client, options);
    let error = world.finish_login(&client, &url).unwrap_err();
    let expected = Rejection::MissingClaim(Claim::OrganizationId);
    assert!(matches!(&error, Error::IdToken(rejection) if **rejection == expected), "{error:?}");
}

#[test]
fn x25_an_unknown_token_type_is_refused() {
    let world = World::new();
    let client = world.client();
    world.tenant(|tenant| {
        tenant.tamper_answer = Some(Box::new(|answer| answer.set("token_type", "mac")))
    });
    let url = world.start_login(&client, LoginOptions::default());
    assert_eq!(code(world.finish_login(&client, &url)), "unsupported_token_type");
    assert!(world.run(async move { client.user().await }).unwrap().is_none());
}

#[test]
fn another_user_takes_nothing_over() {
    let world = World::new();
    let client = world.client();
    let call = Object::new().with("audience", "https://api/");
    let options =
        LoginOptions { authorization_params: Some(call.clone()), ..LoginOptions::default() };
    let url = world.start_login(&client, options);
    world.finish_login(&client, &url).unwrap();
    world.tenant(|tenant| tenant.user = Some("auth0|eve".into()));
    world.log_in(&client);
    let asked = auth0_spa_wasm::options::TokenOptions {
        authorization_params: Some(call),
        cache_mode: Some(auth0_spa_wasm::options::CacheMode::CacheOnly),
        ..Default::default()
    };
    let cached = world.run(async move { client.get_token_silently(asked).await }).unwrap();
    assert_eq!(cached, None, "the former user's token is gone");
}
