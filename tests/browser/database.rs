//! IndexedDB behind the back of the adapters: what another tab, another SDK or a user does to it.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::stub::{Stub, run};

const WORDS: &str = "
    const answer = (request) => new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
    });
    const open = (name, version, upgrade) => {
        const request = indexedDB.open(name, version);
        // Making an empty database here would spoil it for whoever comes next.
        const refuse = () => request.transaction.abort();
        request.onupgradeneeded = () => (upgrade ?? refuse)(request.result);
        return answer(request);
    };
    const remove = (name) => answer(indexedDB.deleteDatabase(name));
    const within = async (name, work) => {
        const database = await open(name);
        const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
        const done = new Promise((settle) => { transaction.oncomplete = settle });
        const result = await work((store) => transaction.objectStore(store), database);
        await done;
        database.close();
        return result;
    };
    const text = (value) => value instanceof Uint8Array
        ? `bytes ${JSON.stringify(String.fromCharCode(...value))}`
        : value instanceof CryptoKey ? 'a key' : JSON.stringify(value);
    const dump = (name) => within(name, async (store, database) => {
        const lines = [];
        for (const part of database.objectStoreNames) {
            const keys = await answer(store(part).getAllKeys());
            const values = await answer(store(part).getAll());
            keys.forEach((key, place) => lines.push(`${part} ${key} ${text(values[place])}`));
        }
        return lines.join('\\n');
    });
";

/// Runs the body of an async function that knows the words above.
pub async fn script(body: &str) -> JsValue {
    try_script(body).await.unwrap_or_else(|cause| panic!("{body}: {cause:?}"))
}

pub async fn try_script(body: &str) -> Result<JsValue, JsValue> {
    let promise: Promise = run(&format!("(async () => {{ {WORDS} {body} }})()")).unchecked_into();
    JsFuture::from(promise).await
}

pub async fn text(body: &str) -> String {
    script(body).await.as_string().unwrap_or_else(|| panic!("{body}: no text"))
}

pub async fn number(body: &str) -> f64 {
    script(body).await.as_f64().unwrap_or_else(|| panic!("{body}: no number"))
}

pub async fn wipe(name: &str) {
    script(&format!("await remove('{name}')")).await;
    run("localStorage.clear()");
}

/// Counts the calls of `owner.name` from now on.
pub struct Counter {
    name: String,
    _stub: Stub,
}

impl Counter {
    pub fn new(owner: &str, name: &str) -> Self {
        let counting = format!(
            "(() => {{
                const own = {owner}.{name};
                globalThis.count_{name} = 0;
                return function (...given) {{
                    globalThis.count_{name} += 1;
                    return own.apply(this, given);
                }};
            }})()"
        );
        Self { name: name.into(), _stub: Stub::value(owner, name, &counting) }
    }

    pub fn count(&self) -> f64 {
        run(&format!("globalThis.count_{}", self.name)).as_f64().unwrap()
    }
}

/// Remembers every connection that is opened from now on, for [`close_all`].
pub fn remember_connections() -> Stub {
    let remembering = "(() => {
        const own = IDBFactory.prototype.open;
        globalThis.connections = [];
        return function (...given) {
            const request = own.apply(this, given);
            request.addEventListener('success', () => globalThis.connections.push(request.result));
            return request;
        };
    })()";
    Stub::value("IDBFactory.prototype", "open", remembering)
}

/// Ends the connections under those who hold them, as browsers do.
pub fn close_all() {
    run("globalThis.connections.splice(0).forEach((connection) => connection.close())");
}
