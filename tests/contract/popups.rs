//! Popups, and channels between pages.

use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::{Object, Value};
use auth0_spa_wasm::platform::{Platform, Popup};
use futures::future::{Either, join, select};

const SHORT: Duration = Duration::from_millis(50);

fn code(message: &Value) -> Option<String> {
    message.as_object()?.text("code").map(Into::into)
}

fn saying(code: &str) -> Value {
    Object::new().with("code", code).into()
}

/// What `waiting` comes to, unless it takes longer than a moment.
async fn soon<T>(
    platform: &impl Platform,
    waiting: impl Future<Output = Result<T, Error>>,
) -> Option<T> {
    let (waiting, moment) = (Box::pin(waiting), Box::pin(platform.sleep(SHORT)));
    match select(waiting, moment).await {
        Either::Left((answer, _)) => answer.ok(),
        Either::Right(_) => None,
    }
}

pub async fn are_open_until_they_are_closed(platform: &impl Platform) {
    let popup = platform.open_popup().unwrap();
    assert!(!popup.is_closed());
    popup.close();
    assert!(popup.is_closed());
}

pub async fn that_say_nothing_are_waited_for(platform: &impl Platform) {
    let popup = platform.open_popup().unwrap();
    let heard = platform.popup_message(&popup, "http://127.0.0.1:1", code);
    assert_eq!(soon(platform, heard).await, None);
    popup.close();
}

pub async fn channels_carry_messages_to_those_who_listen(platform: &impl Platform) {
    platform.post("contract.a", &saying("early")).unwrap();
    let both = join(
        platform.channel_message("contract.a", code),
        platform.channel_message("contract.a", code),
    );
    let say = async { platform.post("contract.a", &saying("now")) };
    let ((one, other), said) = join(both, say).await;
    said.unwrap();
    assert_eq!([one.unwrap(), other.unwrap()], ["now", "now"]);
    let late = platform.channel_message("contract.a", code);
    assert_eq!(soon(platform, late).await, None);
}

pub async fn channels_are_kept_apart_and_odd_messages_passed_over(platform: &impl Platform) {
    let say = async {
        platform.post("contract.b", &saying("elsewhere")).unwrap();
        for odd in [Value::Null, Value::Number(7.0), "text".into(), Value::Array(Vec::new())] {
            platform.post("contract.c", &odd).unwrap();
        }
        platform.post("contract.c", &saying("right")).unwrap();
    };
    let (heard, ()) = join(platform.channel_message("contract.c", code), say).await;
    assert_eq!(heard.unwrap(), "right");
}
