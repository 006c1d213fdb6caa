//! What every platform promises, asked of the real one in Chromium and of the fake on the host.
//!
//! Flows are tested against the fake; this is why that proves something about browsers.

#[cfg(not(target_arch = "wasm32"))]
#[allow(unused_imports, reason = "each test program uses its own part of the world")]
mod common;

mod contract {
    pub mod cookies;
    pub mod dpop;
    pub mod locks;
    pub mod outside;
    pub mod popups;
    pub mod session;
    pub mod store;
}

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// A browser with each store.
#[cfg(target_arch = "wasm32")]
fn browsers() -> [auth0_spa_wasm::browser::Browser; 2] {
    use auth0_spa_wasm::browser::Browser;
    [Browser::new(), Browser::encrypted()]
}

/// One test per promise, for the platform of this target.
macro_rules! promises {
    ($($area:ident { $($promise:ident)* })*) => {
        $(mod $area {
            $(
                #[cfg(target_arch = "wasm32")]
                #[wasm_bindgen_test::wasm_bindgen_test]
                async fn $promise() {
                    for platform in crate::browsers() {
                        crate::contract::$area::$promise(&platform).await;
                    }
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
        is_local_for_what_does_not_follow_the_tokens
    }
    session {
        keeps_texts
        replaces_and_forgets_texts
    }
    cookies {
        are_seen_once_set
        are_gone_once_expired
    }
    dpop {
        a_pair_is_made_once_for_each_client
        signs_what_the_public_key_verifies
        a_forgotten_pair_is_followed_by_another
        forgets_one_client_only
        nonces_are_kept_under_their_key
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
    popups {
        are_open_until_they_are_closed
        that_say_nothing_are_waited_for
        channels_carry_messages_to_those_who_listen
        channels_are_kept_apart_and_odd_messages_passed_over
    }
}
