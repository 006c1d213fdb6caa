//! The end of a session.

use auth0_spa_wasm::client::OpenUrl;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::{CacheLocation, LogoutClient, LogoutOptions, Options};

use crate::common::World;
use crate::common::tenant::{CLIENT, DOMAIN};

fn log_out(world: &World, options: LogoutOptions, open: OpenUrl) {
    let client = world.client();
    world.run(async move { client.logout(options, open).await }).unwrap();
}

fn last_url(world: &World) -> String {
    let url = world.platform.tab.navigations.borrow().last().unwrap().clone();
    let (start, rest) = url.split_once("auth0Client=").unwrap();
    let suffix = rest.split_once('&').map(|(_, suffix)| format!("&{suffix}")).unwrap_or_default();
    format!("{start}auth0Client=T{suffix}")
}

#[test]
fn the_logout_url_is_that_of_the_contract() {
    let world = World::new();
    log_out(&world, LogoutOptions::default(), OpenUrl::Navigate);
    assert_eq!(last_url(&world), "https://tenant.example/v2/logout?client_id=client&auth0Client=T");
    let params = Object::new().with("federated", true).with("returnTo", "https://app.example/");
    log_out(
        &world,
        LogoutOptions { logout_params: params, ..Default::default() },
        OpenUrl::Navigate,
    );
    assert_eq!(
        last_url(&world),
        "https://tenant.example/v2/logout?client_id=client&returnTo=https%3A%2F%2Fapp.example%2F&auth0Client=T&federated"
    );
    let all = LogoutOptions { client: LogoutClient::All, ..Default::default() };
    log_out(&world, all, OpenUrl::Navigate);
    assert_eq!(last_url(&world), "https://tenant.example/v2/logout?&auth0Client=T");
}

#[test]
fn a_local_logout_goes_nowhere() {
    let world = World::new();
    let client = world.client();
    world.log_in(&client);
    world.platform.tab.navigations.borrow_mut().clear();
    let own = client.clone();
    world.run(async move { own.logout(LogoutOptions::default(), OpenUrl::Skip).await }).unwrap();
    assert!(world.platform.tab.navigations.borrow().is_empty());
    assert!(!world.run(async move { client.is_authenticated().await }).unwrap());
}

#[test]
fn w15_x19_one_client_signs_out_and_another_stays() {
    let world = World::new();
    let client = |id: &str| {
        world.client_with(Options {
            cache_location: Some(CacheLocation::LocalStorage),
            ..Options::new(DOMAIN, id)
        })
    };
    let (one, two) = (client(CLIENT), client("client2"));
    world.log_in(&one);
    world.log_in(&two);
    let own = one.clone();
    world.run(async move { own.logout(LogoutOptions::default(), OpenUrl::Skip).await }).unwrap();
    let (gone, kept) = world.run(async move {
        (one.is_authenticated().await.unwrap(), two.is_authenticated().await.unwrap())
    });
    assert_eq!((gone, kept), (false, true));
    let third = client("client3");
    let all = LogoutOptions { client: LogoutClient::All, ..Default::default() };
    world.run(async move { third.logout(all, OpenUrl::Skip).await }).unwrap();
    assert!(world.platform.origin.store.entries.borrow().is_empty());
}
