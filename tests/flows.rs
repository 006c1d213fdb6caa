//! Whole flows against a fake platform with a virtual clock and a tenant that signs real tokens.
#![cfg(not(target_arch = "wasm32"))]

mod common;
mod flows {
    mod anonymous;
    mod callback;
    mod ceiling;
    mod connect;
    mod dpop;
    mod exchange;
    mod fetcher;
    mod login;
    mod logout;
    mod methods;
    mod mfa;
    mod mrrt;
    mod passkey;
    mod popup;
    mod popup_connect;
    mod popup_relay;
    mod refresh;
    mod rows;
    mod signature;
    mod silent;
    mod standing;
    mod step_up;
    mod storage;
    mod transfer;
    mod trouble;
}
