//! Sessions that a native app hands over.

use auth0_spa_wasm::client::{Client, OpenUrl};
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{LoginOptions, Options};

use super::popup::{Config, log_in, value};
use crate::common::tenant::{CLIENT, DOMAIN};
use crate::common::{FakePlatform, World};

const PAGE: &str = "https://app.example/in?a=1&stt=t%2F1&b=%20#/there";

fn client(world: &World) -> Client<FakePlatform> {
    *world.platform.tab.url.borrow_mut() = PAGE.into();
    world.client_with(Options {
        session_transfer_token_query_param_name: Some("stt".into()),
        ..Options::new(DOMAIN, CLIENT)
    })
}

fn leave(world: &World, client: &Client<FakePlatform>, parameters: Object) -> Option<String> {
    let client = client.clone();
    let options =
        LoginOptions { authorization_params: Some(parameters), ..LoginOptions::default() };
    world.run(async move { client.login_with_redirect(options, OpenUrl::Navigate).await }).unwrap();
    let url = world.platform.tab.navigations.borrow().last().unwrap().clone();
    value(&url, "session_transfer_token")
}

#[test]
fn the_token_is_taken_out_of_the_url_and_sent_once() {
    let world = World::new();
    let client = client(&world);
    assert_eq!(leave(&world, &client, Object::new()).as_deref(), Some("t/1"));
    assert_eq!(*world.platform.tab.url.borrow(), "https://app.example/in?a=1&b=%20#/there");
    assert_eq!(leave(&world, &client, Object::new()), None);
}

#[test]
fn a_token_of_the_call_wins_and_leaves_the_url_alone() {
    let world = World::new();
    let client = client(&world);
    let own = Object::new().with("session_transfer_token", "mine");
    assert_eq!(leave(&world, &client, own).as_deref(), Some("mine"));
    assert_eq!(*world.platform.tab.url.borrow(), PAGE);
}

#[test]
fn a_popup_takes_it_along_too() {
    let world = World::new();
    let client = client(&world);
    let (result, popup) = log_in(&world, &client, Config::default(), async |platform| {
        platform.sign_in_in_popup().await
    });
    result.unwrap();
    assert_eq!(value(&popup.url().unwrap(), "session_transfer_token").as_deref(), Some("t/1"));
}

#[test]
fn without_the_option_nothing_is_taken() {
    let world = World::new();
    *world.platform.tab.url.borrow_mut() = PAGE.into();
    assert_eq!(leave(&world, &world.client(), Object::new()), None);
    assert_eq!(*world.platform.tab.url.borrow(), PAGE);
}
