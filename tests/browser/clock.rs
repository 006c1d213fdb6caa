use std::rc::Rc;
use std::time::Duration;

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::time::Timestamp;
use futures::future::{Either, select};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn tokens_are_judged_by_the_machine_unless_the_application_has_a_clock() {
    let browser = Browser::new();
    let before = browser.clock();
    assert!(browser.now().await.unwrap() >= before);

    let fixed = Timestamp::from_seconds(1_000);
    let browser = browser.with_clock(Rc::new(move || Box::pin(async move { Ok(fixed) })));
    assert_eq!(browser.now().await.unwrap(), fixed);
    assert!(browser.clock() >= before, "the clock of the machine stays what it is");
}

#[wasm_bindgen_test]
async fn an_error_of_the_applications_clock_is_handed_on() {
    let broken = || Box::pin(async { Err(Error::Usage(&"no clock today")) }) as _;
    let browser = Browser::new().with_clock(Rc::new(broken));
    assert!(matches!(browser.now().await, Err(Error::Usage(&"no clock today"))));
}

#[wasm_bindgen_test]
async fn a_span_that_timers_cannot_count_is_not_taken_for_none() {
    let browser = Browser::new();
    let endless = Box::pin(browser.sleep(Duration::MAX));
    let short = Box::pin(browser.sleep(Duration::from_millis(20)));
    assert!(matches!(select(endless, short).await, Either::Right(_)));
}
