//! Runs flows: polls until all wait, then moves the clock.

use std::future::Future;

use auth0_spa_wasm::client::{Client, OpenUrl, RedirectResult};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::options::{LoginOptions, Options};
use futures::task::LocalSpawnExt;

use super::platform::FakePlatform;
use super::tenant::{CLIENT, DOMAIN, Tenant};

pub struct World {
    pub platform: FakePlatform,
}

impl World {
    pub fn new() -> Self {
        Self { platform: FakePlatform::new(Tenant::new()) }
    }

    pub fn tenant(&self, change: impl FnOnce(&mut Tenant)) {
        change(&mut self.platform.origin.tenant.borrow_mut());
    }

    pub fn client(&self) -> Client<FakePlatform> {
        self.client_with(Options::new(DOMAIN, CLIENT))
    }

    pub fn client_with(&self, options: Options) -> Client<FakePlatform> {
        Client::new(options, self.platform.clone()).unwrap()
    }

    /// Runs a future to its end, however long that takes in virtual time.
    pub fn run<T: 'static>(&self, future: impl Future<Output = T> + 'static) -> T {
        let origin = &self.platform.origin;
        let mut task = origin.spawner.spawn_local_with_handle(future).unwrap();
        loop {
            origin.pool.borrow_mut().run_until_stalled();
            if let Some(result) = futures::FutureExt::now_or_never(&mut task) {
                return result;
            }
            assert!(self.platform.advance_to_next_timer(), "everybody waits, and for no timer");
        }
    }

    /// Starts a login and gives the URL the tenant sends the browser back to.
    pub fn start_login(&self, client: &Client<FakePlatform>, options: LoginOptions) -> String {
        let own = client.clone();
        self.run(async move { own.login_with_redirect(options, OpenUrl::Navigate).await }).unwrap();
        let url = self.platform.tab.navigations.borrow().last().unwrap().clone();
        self.platform.origin.tenant.borrow_mut().authorize(&url)
    }

    pub fn finish_login(
        &self,
        client: &Client<FakePlatform>,
        url: &str,
    ) -> Result<RedirectResult, Error> {
        let (client, url) = (client.clone(), url.to_string());
        self.run(async move { client.handle_redirect_callback(Some(&url)).await })
    }

    pub fn log_in(&self, client: &Client<FakePlatform>) -> RedirectResult {
        let url = self.start_login(client, LoginOptions::default());
        self.finish_login(client, &url).unwrap()
    }

    /// How many requests the token endpoint saw.
    pub fn token_requests(&self) -> usize {
        self.platform.origin.tenant.borrow().token_requests.len()
    }
}
