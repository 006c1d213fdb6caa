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

#[wasm_bindgen_test]
fn nothing_is_given_twice() {
    let drawn: Vec<_> = (0..100).map(|_| Browser::new().entropy().unwrap()).collect();
    for (place, bytes) in drawn.iter().enumerate() {
        assert!(!drawn[..place].contains(bytes), "{place}");
        assert_ne!(bytes, &[0; 32]);
    }
}

#[wasm_bindgen_test]
fn what_another_crypto_drew_is_not_given() {
    Browser::new().entropy().unwrap();
    let sevens = "{ getRandomValues(bytes) { return bytes.fill(7) } }";
    let stub = Stub::value("globalThis", "crypto", sevens);
    assert_eq!(Browser::new().entropy().unwrap(), [7; 32]);
    drop(stub);
    assert_ne!(Browser::new().entropy().unwrap(), [7; 32]);
}
