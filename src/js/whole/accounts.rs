//! Connected accounts.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::promise::answer;
use crate::js::{JsClient, nothing, value};

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// `Auth0Client.connectAccountWithRedirect`, see [`crate::client::Client::connect_account_with_redirect`]
    #[wasm_bindgen(js_name = connectAccountWithRedirect)]
    pub fn connect_account_with_redirect(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let (options, open) = (bag.connect_options()?, bag.open_url());
            client.connect_account_with_redirect(options, open).await.map(nothing)
        })
    }

    /// `Auth0Client.listConnectedAccounts`, see [`crate::client::Client::list_connected_accounts`]
    #[wasm_bindgen(js_name = listConnectedAccounts)]
    pub fn list_connected_accounts(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let list = client.list_connected_accounts(bag.list_options()?).await?;
            Ok(value::list("accounts", &list))
        })
    }

    /// `Auth0Client.listConnectedAccountConnections`, see
    /// [`crate::client::Client::list_connected_account_connections`]
    #[wasm_bindgen(js_name = listConnectedAccountConnections)]
    pub fn list_connected_account_connections(&self, options: JsValue) -> JsValue {
        let (client, bag) = self.with(options);
        answer(async move {
            let list = client.list_connected_account_connections(bag.list_options()?).await?;
            Ok(value::list("connections", &list))
        })
    }

    /// `Auth0Client.deleteConnectedAccount`, see [`crate::client::Client::delete_connected_account`]
    #[wasm_bindgen(js_name = deleteConnectedAccount)]
    pub fn delete_connected_account(&self, id: JsValue) -> JsValue {
        let client = self.client.clone();
        answer(async move {
            let id = value::text(&id).unwrap_or_default();
            client.delete_connected_account(&id).await.map(nothing)
        })
    }
}
