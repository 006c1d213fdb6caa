//! Anonymous sessions.

use std::time::Duration;

use auth0_spa_wasm::client::{Anonymous, AnonymousToken, Client};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{self, Object, Value};
use auth0_spa_wasm::options::{
    AnonymousCacheMode, AnonymousOptions, LoginOptions, Options, TokenOptions,
};
use auth0_spa_wasm::platform::Platform;

use crate::common::tenant::{CLIENT, DOMAIN, refuse};
use crate::common::{FakePlatform, World};

fn token(
    world: &World,
    anonymous: &Anonymous<FakePlatform>,
    options: AnonymousOptions,
) -> Result<AnonymousToken, Error> {
    let anonymous = anonymous.clone();
    world.run(async move { anonymous.get_token_silently(options).await })
}

fn has_session(world: &World, anonymous: &Anonymous<FakePlatform>) -> bool {
    let anonymous = anonymous.clone();
    world.run(async move { anonymous.has_session().await })
}

fn asked(world: &World) -> Vec<(String, String)> {
    world.platform.origin.tenant.borrow().anonymous_requests.clone()
}

fn stored(world: &World) -> Vec<(String, String)> {
    let platform = world.platform.clone();
    world.run(async move {
        let mut entries = Vec::new();
        for key in platform.local_store().keys("").await.unwrap() {
            let entry = platform.local_store().get(&key).await.unwrap().unwrap();
            entries.push((key, json::to_string(&entry)));
        }
        entries
    })
}

fn for_api() -> AnonymousOptions {
    AnonymousOptions {
        audience: Some("a".into()),
        scope: Some("read:x".into()),
        ..AnonymousOptions::default()
    }
}

fn memory() -> Options {
    Options {
        anonymous_sessions_cache_mode: Some(AnonymousCacheMode::Memory),
        ..Options::new(DOMAIN, CLIENT)
    }
}

#[test]
fn a_session_is_kept_as_auth0s_sdks_keep_it() {
    let world = World::new();
    let anonymous = world.client().anonymous();
    let own = anonymous.clone();
    let options = AnonymousOptions {
        metadata: Some(Object::new().with("from", "ad")),
        session_token: Some("not for this call".into()),
        ..for_api()
    };
    let session = world.run(async move { own.create_session(options).await }).unwrap();
    assert_eq!((session.session_token.as_str(), session.replaced), ("st-1", None));
    assert_eq!(
        asked(&world),
        [(
            "/anonymous/token".to_string(),
            r#"{"client_id":"client","audience":"a","scope":"read:x","metadata":{"from":"ad"}}"#
                .to_string()
        )]
    );
    assert!(world.platform.log().contains(&"with cookies".to_string()));
    let mut entries = stored(&world);
    entries.sort();
    let expected = [
        (
            r#"@@auth0spajs@@::client::anonymous::["a","read:x"]"#,
            r#"{"accessToken":"at-1","expiresAt":1800003600,"scope":"read:x"}"#,
        ),
        (
            "@@auth0spajs@@::client::anonymous::session",
            r#"{"sessionToken":"st-1","sessionTokenExpiresAt":1800086400}"#,
        ),
    ];
    assert_eq!(entries, expected.map(|(key, entry)| (key.to_string(), entry.to_string())));
}

#[test]
fn a_token_serves_until_it_is_about_to_expire_and_then_the_session_brings_another() {
    for options in [Options::new(DOMAIN, CLIENT), memory()] {
        let world = World::new();
        let anonymous = world.client_with(options).anonymous();
        assert!(!has_session(&world, &anonymous));
        assert_eq!(token(&world, &anonymous, for_api()).unwrap().access_token, "at-1");
        assert!(has_session(&world, &anonymous));
        world.platform.advance(Duration::from_secs(3600 - 61 - 1));
        assert_eq!(token(&world, &anonymous, for_api()).unwrap().access_token, "at-1");
        world.platform.advance(Duration::from_secs(2));
        let renewed = token(&world, &anonymous, for_api()).unwrap();
        assert_eq!(
            (renewed.access_token.as_str(), renewed.scope.as_deref()),
            ("at-2", Some("read:x"))
        );
        assert_eq!(
            asked(&world)[1].1,
            r#"{"client_id":"client","session_token":"st-1","audience":"a","scope":"read:x"}"#
        );
        assert_eq!(
            token(&world, &anonymous, AnonymousOptions::default()).unwrap().access_token,
            "at-3"
        );
        assert!(asked(&world)[2].1.contains("st-1"), "one session serves every API");
    }
}

#[test]
fn memory_leaves_nothing_behind_and_another_client_knows_nothing() {
    let world = World::new();
    let anonymous = world.client_with(memory()).anonymous();
    token(&world, &anonymous, for_api()).unwrap();
    assert!(anonymous.has_own_session());
    assert!(stored(&world).is_empty());
    assert!(!has_session(&world, &world.client_with(memory()).anonymous()));
}

#[test]
fn a_session_that_is_over_is_replaced() {
    for code in ["session_expired", "invalid_session_token"] {
        let world = World::new();
        let anonymous = world.client().anonymous();
        token(&world, &anonymous, for_api()).unwrap();
        world.tenant(|tenant| tenant.anonymous_answers = vec![refuse(401, code, "Over.")]);
        let other = AnonymousOptions { audience: Some("b".into()), ..AnonymousOptions::default() };
        assert_eq!(token(&world, &anonymous, other).unwrap().access_token, "at-3");
        assert_eq!(asked(&world)[2].1, r#"{"client_id":"client","audience":"b"}"#);
        world.platform.advance(Duration::from_secs(4000));
        token(&world, &anonymous, for_api()).unwrap();
        assert!(asked(&world)[3].1.contains("st-3"), "the new session goes on");
    }
}

#[test]
fn any_other_refusal_replaces_nothing() {
    let world = World::new();
    let anonymous = world.client().anonymous();
    token(&world, &anonymous, for_api()).unwrap();
    let refusal = refuse(403, "feature_not_enabled", "Off.");
    world.tenant(|tenant| tenant.anonymous_answers = vec![refusal]);
    match token(&world, &anonymous, AnonymousOptions::default()) {
        Err(Error::Anonymous(failure)) => {
            assert_eq!(
                (failure.code.as_str(), failure.message.as_str()),
                ("feature_not_enabled", "Off.")
            );
            assert_eq!(failure.answer.unwrap().status, 403);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(asked(&world).len(), 2);
    assert!(has_session(&world, &anonymous));
}

#[test]
fn a_new_session_without_a_session_token_is_none() {
    let world = World::new();
    let answer = r#"{"access_token":"at","expires_in":60}"#;
    let answer = json::parse(answer).unwrap().into_object().unwrap();
    world.tenant(|tenant| {
        tenant.anonymous_answers = vec![crate::common::tenant::respond(200, answer)];
    });
    let error = token(&world, &world.client().anonymous(), for_api()).unwrap_err();
    assert_eq!(error.to_string(), "session_token missing from create session response");
}

#[test]
fn twenty_callers_in_two_tabs_are_one_person() {
    let world = World::new();
    let tabs = [
        world.client(),
        Client::new(Options::new(DOMAIN, CLIENT), world.platform.another_tab()).unwrap(),
    ];
    let calls = (0..20).map(|number| {
        let anonymous = tabs[number % 2].anonymous();
        async move { anonymous.get_token_silently(for_api()).await.unwrap().access_token }
    });
    let calls: Vec<_> = calls.collect();
    let tokens = world.run(futures::future::join_all(calls));
    assert!(tokens.iter().all(|token| token == "at-1"), "{tokens:?}");
    assert_eq!(asked(&world).len(), 1);
}

#[test]
fn a_logout_ends_it_at_the_tenant_first() {
    let world = World::new();
    let anonymous = world.client().anonymous();
    token(&world, &anonymous, for_api()).unwrap();
    token(&world, &anonymous, AnonymousOptions::default()).unwrap();
    world.tenant(|tenant| tenant.anonymous_answers = vec![refuse(500, "server_error", "Down.")]);
    let logout = |anonymous: &Anonymous<FakePlatform>| {
        let anonymous = anonymous.clone();
        world.run(async move { anonymous.logout().await })
    };
    assert!(logout(&anonymous).is_err());
    assert!(has_session(&world, &anonymous), "what the tenant still has is not forgotten");
    logout(&anonymous).unwrap();
    assert_eq!(asked(&world).last().unwrap().0, "/anonymous/logout");
    assert!(!has_session(&world, &anonymous));
    assert!(stored(&world).is_empty());
}

#[test]
fn the_caller_may_keep_the_session() {
    let world = World::new();
    let anonymous = world.client().anonymous();
    let session = |options: AnonymousOptions| {
        let anonymous = anonymous.clone();
        world.run(async move { anonymous.session(&options).await }).unwrap()
    };
    let first = session(for_api());
    assert_eq!((first.session_token.as_str(), first.replaced), ("st-1", None));
    let kept = AnonymousOptions { session_token: Some("st-1".into()), ..for_api() };
    let second = session(kept.clone());
    assert_eq!((second.session_token.as_str(), second.replaced), ("st-1", Some(false)));
    world.tenant(|tenant| tenant.anonymous_answers = vec![refuse(401, "session_expired", "Over.")]);
    let third = session(kept);
    assert_eq!((third.session_token.as_str(), third.replaced), ("st-4", Some(true)));
    assert!(stored(&world).is_empty());
}

#[test]
fn a_session_begins_where_nobody_is_signed_in_if_that_is_wanted() {
    let wanted = || Options {
        create_anonymous_session_on_failed_silent_auth: Some(true),
        ..Options::new(DOMAIN, CLIENT)
    };
    let check = |world: &World, client: &Client<FakePlatform>| {
        let client = client.clone();
        world.run(async move { client.check_session(TokenOptions::default()).await });
    };
    let world = World::new();
    check(&world, &world.client());
    assert!(asked(&world).is_empty(), "not wanted");
    let client = world.client_with(wanted());
    check(&world, &client);
    check(&world, &client);
    assert_eq!(asked(&world).len(), 1, "one is enough");

    let world = World::new();
    let client = world.client_with(wanted());
    world.log_in(&client);
    check(&world, &world.client_with(wanted()));
    assert!(asked(&world).is_empty(), "somebody is signed in");
    world.tenant(|tenant| tenant.user = None);
    check(&world, &world.client_with(wanted()));
    assert_eq!(asked(&world).len(), 1, "somebody was signed in");

    let world = World::new();
    world.tenant(|tenant| {
        tenant.anonymous_answers = vec![refuse(403, "feature_not_enabled", "Off.")]
    });
    check(&world, &world.client_with(wanted()));
    let warnings = world.platform.tab.warnings.borrow().clone();
    assert_eq!(warnings, ["The anonymous session could not begin: Off."]);
}

#[test]
fn a_login_and_its_tokens_do_not_mix_with_it() {
    let world = World::new();
    let client = world.client_with(super::refresh::shared());
    token(&world, &client.anonymous(), AnonymousOptions::default()).unwrap();
    let url = world.start_login(&client, LoginOptions::default());
    world.finish_login(&client, &url).unwrap();
    let renewed = super::refresh::token(&world, &client, super::refresh::off()).unwrap();
    assert!(renewed.is_some());
    let again = token(&world, &client.anonymous(), AnonymousOptions::default()).unwrap();
    assert_eq!(again.access_token, "at-1");
    let entries = stored(&world);
    let is_session = |(key, _): &&(String, String)| key.ends_with("::anonymous::session");
    let session = json::parse(&entries.iter().find(is_session).unwrap().1).unwrap();
    assert_eq!(session.as_object().unwrap().get("sessionToken"), Some(&Value::from("st-1")));
}
