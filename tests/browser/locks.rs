//! Every promise is kept twice: by Web Locks, and by the queue where there are none.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::Platform;
use futures::future::join3;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

fn no_web_locks() -> Stub {
    Stub::value("navigator", "locks", "undefined")
}

fn refused_web_locks() -> Stub {
    let refusal = "Promise.reject(new DOMException('Denied.', 'SecurityError'))";
    Stub::value("navigator", "locks", &format!("{{ request: () => {refusal} }}"))
}

/// The names of all locks that are held (`held`) or waited for (`pending`) on this origin.
async fn web_locks(state: &str) -> Vec<String> {
    let query =
        format!("navigator.locks.query().then((all) => all.{state}.map((lock) => lock.name))");
    let names = JsFuture::from(run(&query).unchecked_into::<js_sys::Promise>()).await.unwrap();
    names.unchecked_into::<js_sys::Array>().iter().filter_map(|name| name.as_string()).collect()
}

/// Waits until these are the names: the browser's lock manager lives in another process.
async fn eventually(state: &str, names: &[&str]) {
    for _ in 0..200 {
        if web_locks(state).await == names {
            return;
        }
        Browser::new().sleep(SHORT).await;
    }
    assert_eq!(web_locks(state).await, names, "{state}");
}

async fn holds_others_off(name: &str) {
    let browser = Browser::new();
    let held = browser.lock(name, LONG).await.unwrap();
    assert!(matches!(browser.lock(name, SHORT).await, Err(Error::Timeout)));
    drop(held);
    drop(browser.lock(name, LONG).await.unwrap());
}

async fn serves_in_order(name: &str) {
    let browser = Browser::new();
    let order = Rc::new(RefCell::new(Vec::new()));
    let held = browser.lock(name, LONG).await.unwrap();
    let waiter = |number| {
        let (browser, order) = (browser.clone(), Rc::clone(&order));
        async move {
            let _lock = browser.lock(name, LONG).await.unwrap();
            order.borrow_mut().push(number);
            browser.sleep(Duration::from_millis(5)).await;
            order.borrow_mut().push(number);
        }
    };
    let release = async {
        browser.sleep(Duration::from_millis(20)).await;
        assert!(order.borrow().is_empty());
        drop(held);
    };
    futures::join!(waiter(1), waiter(2), waiter(3), release);
    assert_eq!(*order.borrow(), [1, 1, 2, 2, 3, 3]);
}

/// Someone who gave up does not stand in the way of those behind.
async fn forgets_who_gave_up(name: &str) {
    let browser = Browser::new();
    let held = browser.lock(name, LONG).await.unwrap();
    let mut given_up = Box::pin(browser.lock(name, LONG));
    assert!(futures::poll!(&mut given_up).is_pending());
    let behind = async {
        let lock = browser.lock(name, LONG).await;
        assert!(lock.is_ok());
    };
    let events = async {
        browser.sleep(Duration::from_millis(20)).await;
        drop(given_up);
        drop(held);
    };
    futures::join!(behind, events);
}

/// The turn came, but the future was dropped before it could learn of that.
async fn gives_back_what_nobody_took(name: &str) {
    let browser = Browser::new();
    let held = browser.lock(name, LONG).await.unwrap();
    let mut waiting = Box::pin(browser.lock(name, LONG));
    assert!(futures::poll!(&mut waiting).is_pending());
    drop(held);
    browser.sleep(SHORT).await;
    drop(waiting);
    assert!(browser.lock(name, LONG).await.is_ok());
}

async fn keeps_names_apart(prefix: &str) {
    let browser = Browser::new();
    let [one, two, three] = ["1", "2", "3"].map(|tail| format!("{prefix}{tail}"));
    let held =
        join3(browser.lock(&one, LONG), browser.lock(&two, LONG), browser.lock(&three, LONG));
    let (one, two, three) = held.await;
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
}

async fn keeps_every_promise(prefix: &str) {
    holds_others_off(&format!("{prefix}.off")).await;
    serves_in_order(&format!("{prefix}.order")).await;
    forgets_who_gave_up(&format!("{prefix}.gave_up")).await;
    gives_back_what_nobody_took(&format!("{prefix}.back")).await;
    keeps_names_apart(&format!("{prefix}.apart")).await;
}

#[wasm_bindgen_test]
async fn web_locks_keep_every_promise() {
    keeps_every_promise("web").await;
    eventually("held", &[]).await;
}

#[wasm_bindgen_test]
async fn the_queue_keeps_every_promise_where_there_are_no_web_locks() {
    let _stub = no_web_locks();
    keeps_every_promise("queue").await;
}

#[wasm_bindgen_test]
async fn the_queue_keeps_every_promise_where_web_locks_are_refused() {
    let _stub = refused_web_locks();
    keeps_every_promise("refused").await;
}

#[wasm_bindgen_test]
async fn other_tabs_see_the_lock_under_its_name() {
    let held = Browser::new().lock("auth0.lock.seen", LONG).await.unwrap();
    eventually("held", &["auth0.lock.seen"]).await;
    drop(held);
    eventually("held", &[]).await;
}

#[wasm_bindgen_test]
async fn a_lock_of_another_tab_is_waited_for_within_the_limit() {
    let other = "(() => { let release; const held = new Promise((done) => { release = done });
        navigator.locks.request('auth0.lock.other', () => held); return release; })()";
    let release: js_sys::Function = run(other).unchecked_into();
    let browser = Browser::new();
    assert!(matches!(browser.lock("auth0.lock.other", SHORT).await, Err(Error::Timeout)));
    eventually("pending", &[]).await;
    release.call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
    assert!(browser.lock("auth0.lock.other", LONG).await.is_ok());
}

#[wasm_bindgen_test]
async fn an_abandoned_request_is_withdrawn() {
    let browser = Browser::new();
    let held = browser.lock("abandoned", LONG).await.unwrap();
    let mut waiting = Box::pin(browser.lock("abandoned", LONG));
    assert!(futures::poll!(&mut waiting).is_pending());
    eventually("pending", &["abandoned"]).await;
    drop(waiting);
    eventually("pending", &[]).await;
    drop(held);
}

#[wasm_bindgen_test]
async fn a_lock_granted_to_someone_who_left_is_given_back_at_once() {
    let late = "{ request: (name, options, granted) => new Promise((settle) => {
        globalThis.grantLate = async () => { await granted({ name }); settle(); return 'free' };
    }) }";
    let _stub = Stub::value("navigator", "locks", late);
    let browser = Browser::new();
    assert!(matches!(browser.lock("late", SHORT).await, Err(Error::Timeout)));
    let granting = run("globalThis.grantLate()").unchecked_into::<js_sys::Promise>();
    // This ends only when what stands for holding the lock was resolved.
    assert_eq!(JsFuture::from(granting).await.unwrap().as_string().as_deref(), Some("free"));
}
