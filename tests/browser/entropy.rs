use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::Platform;
use wasm_bindgen_test::wasm_bindgen_test;

use super::stub::Stub;

#[wasm_bindgen_test]
fn no_crypto_is_an_error_that_names_the_next_step() {
    let _stub = Stub::value("globalThis", "crypto", "undefined");
    let Err(Error::Usage(message)) = Browser::new().entropy() else { panic!("no such error") };
    assert!(message.contains("crypto.getRandomValues is missing"), "{message}");
    assert!(message.contains("https"), "{message}");
}

#[wasm_bindgen_test]
fn what_crypto_throws_is_handed_on() {
    let broken = "{ getRandomValues() { throw new Error('no dice.') } }";
    let _stub = Stub::value("globalThis", "crypto", broken);
    let Err(Error::Platform(cause)) = Browser::new().entropy() else { panic!("no such error") };
    assert_eq!(cause.to_string(), "no dice");
}
