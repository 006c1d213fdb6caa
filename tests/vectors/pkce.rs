//! RFC 7636.

use auth0_spa_wasm::protocol::pkce::{Verifier, unguessable};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

#[test]
fn rfc7636_appendix_b() {
    let octets = [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37,
        77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ];
    let verifier = Verifier::from_entropy(octets);
    assert_eq!(verifier.expose(), VERIFIER);
    assert_eq!(verifier.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    assert_eq!(Verifier::from_stored(VERIFIER), verifier);
}

#[test]
fn pk01_every_verifier_is_43_unreserved_characters() {
    for byte in 0..=255 {
        let verifier = Verifier::from_entropy([byte; 32]);
        let allowed =
            |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
        assert!(verifier.expose().len() == 43 && verifier.expose().chars().all(allowed));
    }
}

#[test]
fn state_and_nonce_have_the_peers_form() {
    let state = unguessable([255; 32]);
    assert_eq!(state.len(), 60);
    assert!(state.ends_with("=="));
}

#[test]
fn a_verifier_does_not_show_itself() {
    assert_eq!(format!("{:?}", Verifier::from_stored(VERIFIER)), "Verifier(…)");
}
