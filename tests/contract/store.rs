use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::Platform;

pub async fn gives_back_what_was_set(platform: &impl Platform) {
    let store = platform.store();
    let object = Object::new().with("z", 86_400.0).with("a", Object::new()).with("text", "é\n\"");
    let list = vec![Value::Null, true.into(), 1.5.into(), "".into()];
    for value in [object.into(), Value::Array(list), "text".into(), Value::Bool(false)] {
        store.set("contract:given", &value).await.unwrap();
        assert_eq!(store.get("contract:given").await.unwrap().as_deref(), Some(&value));
    }
    store.remove("contract:given").await.unwrap();
}

pub async fn has_nothing_under_a_new_key(platform: &impl Platform) {
    for key in ["contract:never", ""] {
        assert_eq!(platform.store().get(key).await.unwrap(), None, "{key:?}");
    }
}

pub async fn overwrites(platform: &impl Platform) {
    let store = platform.store();
    store.set("contract:over", &"one".into()).await.unwrap();
    store.set("contract:over", &"two".into()).await.unwrap();
    assert_eq!(store.get("contract:over").await.unwrap().as_deref(), Some(&"two".into()));
    store.remove("contract:over").await.unwrap();
}

pub async fn forgets(platform: &impl Platform) {
    let store = platform.store();
    store.set("contract:kept", &"kept".into()).await.unwrap();
    store.set("contract:gone", &"gone".into()).await.unwrap();
    store.remove("contract:gone").await.unwrap();
    store.remove("contract:gone").await.unwrap();
    assert_eq!(store.get("contract:gone").await.unwrap(), None);
    assert_eq!(store.get("contract:kept").await.unwrap().as_deref(), Some(&"kept".into()));
    store.remove("contract:kept").await.unwrap();
}

pub async fn lists_its_keys(platform: &impl Platform) {
    let store = platform.store();
    for key in ["contract:b", "contract:a", "contract:a"] {
        store.set(key, &key.into()).await.unwrap();
    }
    assert_eq!(ours(platform).await, ["contract:a", "contract:b"]);
    store.remove("contract:a").await.unwrap();
    assert_eq!(ours(platform).await, ["contract:b"]);
    store.remove("contract:b").await.unwrap();
    assert!(ours(platform).await.is_empty());
}

/// The keys of this test, in one order for all platforms.
async fn ours(platform: &impl Platform) -> Vec<String> {
    let mut keys = platform.store().keys("").await.unwrap();
    keys.retain(|key| key.starts_with("contract:"));
    keys.sort();
    keys
}

pub async fn is_local_for_what_does_not_follow_the_tokens(platform: &impl Platform) {
    let store = platform.local_store();
    store.set("contract:local", &"here".into()).await.unwrap();
    assert_eq!(store.get("contract:local").await.unwrap().as_deref(), Some(&"here".into()));
    assert!(store.can_list());
    assert!(store.keys("").await.unwrap().contains(&"contract:local".to_string()));
    store.remove("contract:local").await.unwrap();
    assert_eq!(store.get("contract:local").await.unwrap(), None);
}
