use auth0_spa_wasm::platform::{Algorithm, Pair, Platform};
use futures::future::join3;

pub async fn a_pair_is_made_once_for_each_client(platform: &impl Platform) {
    let key = || async { platform.dpop_key("contract.once").await.unwrap() };
    let (one, two, three) = join3(key(), key(), key()).await;
    assert_eq!((&one, &one), (&two, &three));
    assert_eq!(key().await, one);
    let members: Vec<_> = one.iter().map(|(name, _)| name).collect();
    assert_eq!(members, ["kty", "crv", "x", "y"]);
}

pub async fn signs_what_the_public_key_verifies(platform: &impl Platform) {
    let key = platform.dpop_key("contract.signs").await.unwrap();
    for input in [&b"header.payload"[..], b""] {
        let pair = platform.dpop_pair("contract.signs").await.unwrap();
        let signature = pair.sign(input).await.unwrap();
        assert_eq!(signature.len(), 64);
        assert!(platform.verify(&key, Algorithm::Es256, input, &signature).await.unwrap());
        assert!(!platform.verify(&key, Algorithm::Es256, b"other", &signature).await.unwrap());
    }
}

pub async fn a_forgotten_pair_is_followed_by_another(platform: &impl Platform) {
    let former = platform.dpop_key("contract.forgotten").await.unwrap();
    platform.forget_dpop("contract.forgotten").await.unwrap();
    platform.forget_dpop("contract.forgotten").await.unwrap();
    let next = platform.dpop_key("contract.forgotten").await.unwrap();
    assert_ne!(next, former);
    let pair = platform.dpop_pair("contract.forgotten").await.unwrap();
    let signature = pair.sign(b"input").await.unwrap();
    assert!(platform.verify(&next, Algorithm::Es256, b"input", &signature).await.unwrap());
}

pub async fn forgets_one_client_only(platform: &impl Platform) {
    let other = platform.dpop_key("contract.one2").await.unwrap();
    for key in ["contract.one::auth0", "contract.one::_api", "contract.one2::auth0"] {
        platform.set_dpop_nonce(key, "nonce").await.unwrap();
    }
    platform.forget_dpop("contract.one").await.unwrap();
    assert_eq!(platform.dpop_nonce("contract.one::auth0").await.unwrap(), None);
    assert_eq!(platform.dpop_nonce("contract.one::_api").await.unwrap(), None);
    let kept = platform.dpop_nonce("contract.one2::auth0").await.unwrap();
    assert_eq!(kept.as_deref(), Some("nonce"));
    assert_eq!(platform.dpop_key("contract.one2").await.unwrap(), other);
}

pub async fn nonces_are_kept_under_their_key(platform: &impl Platform) {
    platform.forget_dpop("contract.nonce").await.unwrap();
    assert_eq!(platform.dpop_nonce("contract.nonce::auth0").await.unwrap(), None);
    for nonce in ["first", "second"] {
        platform.set_dpop_nonce("contract.nonce::auth0", nonce).await.unwrap();
        let kept = platform.dpop_nonce("contract.nonce::auth0").await.unwrap();
        assert_eq!(kept.as_deref(), Some(nonce));
    }
    assert_eq!(platform.dpop_nonce("contract.nonce::_api").await.unwrap(), None);
}
