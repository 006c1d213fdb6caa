//! Stores: the formats of the peer, and what happens when a store fails.

use std::rc::Rc;
use std::time::Duration;

use auth0_spa_wasm::client::Client;
use auth0_spa_wasm::json::{self, Value};
use auth0_spa_wasm::options::{
    CacheLocation, CacheMode, LoginOptions, LogoutOptions, Options, TokenOptions,
};
use auth0_spa_wasm::platform::Platform;

use super::refresh;
use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

fn shared(world: &World) -> Client<FakePlatform> {
    world.client_with(Options {
        cache_location: Some(CacheLocation::LocalStorage),
        ..Options::new(DOMAIN, CLIENT)
    })
}

fn cached(world: &World, client: &Client<FakePlatform>) -> bool {
    let client = client.clone();
    let options =
        TokenOptions { cache_mode: Some(CacheMode::CacheOnly), ..TokenOptions::default() };
    world.run(async move { client.get_token_silently(options).await }).unwrap().is_some()
}

#[test]
fn the_memory_cache_leaves_no_token_anywhere() {
    let world = World::new();
    world.log_in(&world.client());
    assert!(world.platform.origin.store.entries.borrow().is_empty());
    assert!(world.platform.tab.session.borrow().is_empty());
    assert!(!format!("{:?}", world.platform.origin.cookies.borrow()).contains("at-"));
}

#[test]
fn entries_have_the_peers_form_and_survive_a_reload() {
    let world = World::new();
    world.log_in(&shared(&world));
    let entries = world.platform.origin.store.entries.borrow().clone();
    let keys: Vec<_> = entries.keys().cloned().collect();
    assert_eq!(
        keys,
        [
            "@@auth0spajs@@::client::@@user@@",
            "@@auth0spajs@@::client::default::openid profile email"
        ]
    );
    let token = json::to_string(&entries[&keys[1]]);
    assert_eq!(
        token,
        r#"{"body":{"access_token":"at-2","scope":"openid profile email","expires_in":86400,"token_type":"Bearer","audience":"default","oauthTokenScope":"openid profile email","client_id":"client"},"expiresAt":1800086400}"#
    );
    let user = entries[&keys[0]].as_object().unwrap();
    let decoded = user.get("decodedToken").and_then(Value::as_object).unwrap();
    let names: Vec<_> = decoded.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["encoded", "header", "claims", "user"]);

    let reloaded = shared(&world);
    assert!(cached(&world, &reloaded));
    assert!(world.run(async move { reloaded.is_authenticated().await }).unwrap());
}

#[test]
fn the_user_is_the_same_object_while_the_id_token_is() {
    for client in [World::client, shared] {
        let world = World::new();
        let client = client(&world);
        world.log_in(&client);
        let user = |client: &Client<FakePlatform>| {
            let client = client.clone();
            world.run(async move { client.user().await }).unwrap().unwrap()
        };
        let first = user(&client);
        assert!(Rc::ptr_eq(&first, &user(&client)));
        world.log_in(&client);
        assert!(!Rc::ptr_eq(&first, &user(&client)));
    }
}

#[test]
fn w39_a_full_store_degrades_to_memory_with_one_warning() {
    let world = World::new();
    world.platform.origin.store.fails_writing.set(true);
    let client = shared(&world);
    world.log_in(&client);
    assert!(cached(&world, &client));
    assert!(
        world
            .run({
                let client = client.clone();
                async move { client.is_authenticated().await }
            })
            .unwrap()
    );
    let warnings = world.platform.tab.warnings.borrow();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("storage_unavailable"));
}

#[test]
fn a_blocked_store_degrades_to_memory() {
    let world = World::new();
    world.platform.origin.store.fails_reading.set(true);
    world.platform.origin.store.fails_writing.set(true);
    let client = shared(&world);
    assert!(!cached(&world, &client));
    world.log_in(&client);
    assert!(cached(&world, &client));
}

#[test]
fn w30_malformed_entries_and_cookies_are_ignored() {
    let world = World::new();
    let broken =
        ["null", "7", r#"{"body":7}"#, r#"{"id_token":7}"#, r#"{"id_token":"x","decodedToken":1}"#];
    for text in broken {
        let value = json::parse(text).unwrap();
        for key in ["@@user@@", "default::openid profile email"] {
            let key = format!("@@auth0spajs@@::client::{key}");
            world.platform.origin.store.entries.borrow_mut().insert(key, value.clone());
        }
        let client = shared(&world);
        assert!(!cached(&world, &client), "{text}");
        assert!(!world.run(async move { client.is_authenticated().await }).unwrap(), "{text}");
    }
    let put = |name: &str, value: &str| {
        let entry = (value.to_string(), i64::MAX);
        world.platform.origin.cookies.borrow_mut().insert(name.into(), entry);
    };
    put("auth0.client.is.authenticated", "%7Bbroken");
    put("auth0.client.organization_hint", "%7Bbroken");
    let client = shared(&world);
    world.run(async move { client.check_session(TokenOptions::default()).await });
    world.platform.tab.session.borrow_mut().insert("a0.spajs.txs.client".into(), "{broken".into());
    world.log_in(&shared(&world));
}

#[test]
fn a_store_that_cannot_list_gets_a_manifest() {
    let world = World::new();
    world.platform.origin.store.lists_nothing.set(true);
    let client = shared(&world);
    world.log_in(&client);
    let manifest = world.platform.origin.store.entries.borrow()["@@auth0spajs@@::client"].clone();
    assert_eq!(
        json::to_string(&manifest),
        r#"{"keys":["@@auth0spajs@@::client::@@user@@","@@auth0spajs@@::client::default::openid profile email"]}"#
    );
    world
        .run(async move {
            client.logout(LogoutOptions::default(), auth0_spa_wasm::client::OpenUrl::Skip).await
        })
        .unwrap();
    assert!(world.platform.origin.store.entries.borrow().is_empty());
}

#[test]
fn the_layout_of_old_versions_is_read() {
    let world = World::new();
    world.log_in(&shared(&world));
    let mut entries = world.platform.origin.store.entries.borrow_mut();
    let user = entries.remove("@@auth0spajs@@::client::@@user@@").unwrap().into_object().unwrap();
    let key = "@@auth0spajs@@::client::default::openid profile email";
    let mut entry = entries[key].clone().into_object().unwrap();
    let mut body = entry.get("body").unwrap().clone().into_object().unwrap();
    for name in ["id_token", "decodedToken"] {
        body.set(name, user.get(name).unwrap().clone());
    }
    entry.set("body", body);
    entries.insert(key.into(), entry.into());
    drop(entries);
    let client = shared(&world);
    assert!(world.run(async move { client.is_authenticated().await }).unwrap());
}

#[test]
fn a_login_ends_though_another_tab_keeps_the_lock_of_its_refresh_token() {
    let world = World::new();
    let client = world.client_with(refresh::shared());
    world.log_in(&client);
    let log = world.platform.log();
    let mut locks = log.iter().filter_map(|line| line.strip_prefix("lock "));
    let name = locks.rfind(|name| name.contains("refreshToken")).unwrap().to_string();
    let other = world.platform.another_tab();
    let held = world.run(async move { other.lock(&name, Duration::from_secs(1)).await }).unwrap();
    let url = world.start_login(&client, LoginOptions::default());
    let before = world.platform.origin.clock.now.get();
    world.finish_login(&client, &url).unwrap();
    let waited = world.platform.origin.clock.now.get() - before;
    assert!(waited >= 120_000, "the lock was not asked for: {waited}");
    drop(held);
    world.platform.advance(Duration::from_secs(86_400));
    let token = world.run(async move { client.get_token_silently(TokenOptions::default()).await });
    assert!(token.unwrap().is_some(), "the refresh token of the login is there");
}
