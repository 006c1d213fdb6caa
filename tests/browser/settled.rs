//! Promises whose outcome nobody waits for any more: they do no harm, and what heard of them serves
//! again.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use auth0_spa_wasm::browser::{Browser, Pair};
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::{Pair as _, Platform as _};
use futures::poll;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::{Stub, run};

type Signing<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Error>> + 'a>>;

/// Signatures that are made when a test says so, and the functions that hear of each.
struct Signer {
    pair: Rc<Pair>,
    _stub: Stub,
}

impl Signer {
    async fn new() -> Self {
        let browser = Browser::new();
        let pair = browser.dpop_pair("settled").await.unwrap();
        browser.forget_dpop("settled").await.unwrap();
        run("globalThis.signing = []");
        let sign = "function () {
            const one = Promise.withResolvers();
            one.promise.then = (...heard) => {
                one.heard = heard;
                return Promise.prototype.then.apply(one.promise, heard);
            };
            signing.push(one);
            return one.promise;
        }";
        Self { pair, _stub: Stub::value("SubtleCrypto.prototype", "sign", sign) }
    }

    /// Begins to sign, and waits for it.
    async fn begin(&self) -> Signing<'_> {
        let mut signing: Signing = Box::pin(self.pair.sign(b"input"));
        assert!(poll!(&mut signing).is_pending());
        signing
    }
}

/// Signature `index` is made, of bytes that are all `byte`.
async fn resolve(index: usize, byte: u8) {
    run(&format!("signing[{index}].resolve(new Uint8Array(64).fill({byte}).buffer)"));
    turn().await;
}

async fn reject(index: usize) {
    run(&format!("signing[{index}].reject(new Error('late'))"));
    turn().await;
}

/// Lets everything run that has been promised.
async fn turn() {
    let turn = run("new Promise((resolve) => setTimeout(resolve))");
    JsFuture::from(Promise::from(turn)).await.unwrap();
}

/// Whether the same functions heard of both.
fn are_heard_alike(one: usize, other: usize) -> bool {
    let same =
        format!("signing[{one}].heard.every((hear, at) => hear === signing[{other}].heard[at])");
    run(&same).is_truthy()
}

#[wasm_bindgen_test]
async fn what_hears_of_a_promise_hears_of_the_next() {
    let signer = Signer::new().await;
    for round in 0..3 {
        let signing = signer.begin().await;
        resolve(round, 7).await;
        assert_eq!(signing.await.unwrap(), [7; 64]);
    }
    assert!(are_heard_alike(0, 1) && are_heard_alike(1, 2));
}

#[wasm_bindgen_test]
async fn a_promise_that_nobody_waits_for_any_more_is_heard_out_first() {
    let signer = Signer::new().await;
    drop(signer.begin().await);
    let second = signer.begin().await;
    assert!(!are_heard_alike(0, 1));
    resolve(0, 1).await;
    let third = signer.begin().await;
    assert!(are_heard_alike(0, 2));
    resolve(2, 3).await;
    resolve(1, 2).await;
    assert_eq!(second.await.unwrap(), [2; 64]);
    assert_eq!(third.await.unwrap(), [3; 64]);
}

#[wasm_bindgen_test]
async fn one_that_is_rejected_then_is_no_different() {
    let signer = Signer::new().await;
    drop(signer.begin().await);
    reject(0).await;
    let next = signer.begin().await;
    assert!(are_heard_alike(0, 1));
    resolve(1, 4).await;
    assert_eq!(next.await.unwrap(), [4; 64]);
}

#[wasm_bindgen_test]
async fn an_outcome_that_nobody_took_is_nobodys() {
    let signer = Signer::new().await;
    let heard = signer.begin().await;
    resolve(0, 5).await;
    drop(heard);
    let mut next = signer.begin().await;
    assert!(are_heard_alike(0, 1));
    assert!(poll!(&mut next).is_pending());
    resolve(1, 6).await;
    assert_eq!(next.await.unwrap(), [6; 64]);
}
