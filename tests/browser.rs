//! The adapters in a real browser page: what each promises, and how each fails.

#![cfg(target_arch = "wasm32")]

mod browser {
    mod channel;
    mod clock;
    mod database;
    mod dpop;
    mod entropy;
    mod frame;
    mod http;
    mod keys;
    mod locks;
    mod page;
    mod popup;
    mod proof;
    mod settled;
    mod storage;
    mod stub;
    mod vault;
    mod worker;
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
