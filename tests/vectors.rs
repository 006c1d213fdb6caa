//! Vectors of the RFCs and of Auth0's SDKs: is each step right by the book?
#![cfg(not(target_arch = "wasm32"))]

mod vectors {
    mod challenge;
    mod dpop;
    mod id_token;
    mod pkce;
    mod thumbprint;
    mod token;
}
