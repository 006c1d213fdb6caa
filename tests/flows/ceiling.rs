//! The session ceiling.

use std::time::Duration;

use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::options::TokenOptions;

use super::refresh::{everywhere, off, options, token};
use crate::common::World;

fn with_ceiling(world: &World, value: impl Into<Value>) {
    let value = value.into();
    world.tenant(|tenant| {
        tenant.tamper =
            Some(Box::new(move |claims: &mut Object| claims.set("session_expiry", value.clone())));
    });
}

#[test]
fn w31_a_session_that_reached_its_ceiling_stays_ended_until_the_next_login() {
    everywhere(|world, client| {
        with_ceiling(world, 1_800_001_000.0);
        world.log_in(client);
        world.platform.advance(Duration::from_secs(900));
        assert!(token(world, client, TokenOptions::default()).unwrap().is_some());
        world.platform.advance(Duration::from_secs(100));
        let requests = world.platform.log().len();
        for _ in 0..3 {
            assert_eq!(token(world, client, off()).unwrap(), None);
            let client = client.clone();
            assert!(!world.run(async move { client.is_authenticated().await }).unwrap());
        }
        let sent = world.platform.log()[requests..].iter().any(|line| line.contains("oauth"));
        assert!(!sent, "nothing is asked for");
        with_ceiling(world, 1_800_009_000.0);
        world.log_in(client);
        assert!(token(world, client, TokenOptions::default()).unwrap().is_some());
    });
}

#[test]
fn id19_a_refresh_never_moves_the_ceiling() {
    let world = World::new();
    let client = world.client_with(options());
    with_ceiling(&world, 1_800_001_000.0);
    world.log_in(&client);
    with_ceiling(&world, 1_800_099_000.0);
    token(&world, &client, off()).unwrap();
    let user = world.run(async move { client.user().await }).unwrap().unwrap();
    assert_eq!(user.session_expiry(), Some(1_800_001_000));
    assert_eq!(user.user.number("session_expiry"), Some(1_800_001_000.0));
}

#[test]
fn a_ceiling_that_makes_no_sense_is_refused() {
    let cases: [(Value, &str); 3] = [
        ("soon".into(), "Invalid session_expiry: value must be a number."),
        (
            1_800_001_000_000.0.into(),
            "Invalid session_expiry: value appears to be in milliseconds; expected a Unix timestamp in seconds.",
        ),
        (
            1_700_000_000.0.into(),
            "Invalid session_expiry: session ceiling is before or at the token issue time.",
        ),
    ];
    for (value, message) in cases {
        let world = World::new();
        let client = world.client_with(options());
        with_ceiling(&world, value);
        let url = world.start_login(&client, Default::default());
        let error = world.finish_login(&client, &url).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (Some("invalid_token"), message));
    }
}
