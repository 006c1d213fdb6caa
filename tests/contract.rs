//! What every platform promises, asked of the real one in Chromium and of the fake on the host.
//!
//! Flows are tested against the fake; this is why that proves something about browsers.

#[cfg(not(target_arch = "wasm32"))]
#[allow(unused_imports, reason = "each test program uses its own part of the world")]
mod common;

mod contract {
    pub mod cookies;
    pub mod locks;
    pub mod outside;
    pub mod session;
    pub mod store;
}

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// One test per promise, for the platform of this target.
macro_rules! promises {
    ($($area:ident { $($promise:ident)* })*) => {
        $(mod $area {
            $(
                #[cfg(target_arch = "wasm32")]
                #[wasm_bindgen_test::wasm_bindgen_test]
                async fn $promise() {
                    let platform = auth0_spa_wasm::browser::Browser::new();
                    crate::contract::$area::$promise(&platform).await;
                }

                #[cfg(not(target_arch = "wasm32"))]
                #[test]
                fn $promise() {
                    let world = crate::common::World::new();
                    // Nobody is there at the address the contract asks for.
                    world.tenant(|tenant| tenant.unreachable = true);
                    let platform = world.platform.clone();
                    world.run(async move { crate::contract::$area::$promise(&platform).await });
                }
            )*
        })*
    };
}

promises! {
    store {
        gives_back_what_was_set
        has_nothing_under_a_new_key
        overwrites
        forgets
        lists_its_keys
    }
    session {
        keeps_texts
        replaces_and_forgets_texts
    }
    cookies {
        are_seen_once_set
        are_gone_once_expired
    }
    locks {
        hold_others_off_until_dropped
        serve_in_order
        give_up_after_the_limit
        forget_who_gave_up
        keep_names_apart
    }
    outside {
        entropy_differs
        the_clock_goes_on
        tokens_are_judged_by_that_clock
        signatures_are_taken_or_refused
        an_unreachable_server_is_a_network_error
        a_frame_that_stays_silent_ends_with_the_limit
        the_page_has_a_url
    }
}
