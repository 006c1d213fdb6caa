use auth0_spa_wasm::platform::Platform;

pub async fn keeps_texts(platform: &impl Platform) {
    assert_eq!(platform.session_get("contract:text").unwrap(), None);
    for text in [r#"{"a":"é\n"}"#, "not json {", ""] {
        platform.session_set("contract:text", text).unwrap();
        assert_eq!(platform.session_get("contract:text").unwrap().as_deref(), Some(text));
    }
    platform.session_remove("contract:text");
}

pub async fn replaces_and_forgets_texts(platform: &impl Platform) {
    platform.session_set("contract:one", "1").unwrap();
    platform.session_set("contract:two", "2").unwrap();
    platform.session_set("contract:one", "one").unwrap();
    platform.session_remove("contract:two");
    platform.session_remove("contract:two");
    assert_eq!(platform.session_get("contract:one").unwrap().as_deref(), Some("one"));
    assert_eq!(platform.session_get("contract:two").unwrap(), None);
    platform.session_remove("contract:one");
}
