use std::cell::RefCell;
use std::time::Duration;

use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::platform::Platform;
use futures::future::join3;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(50);
const STEP: Duration = Duration::from_millis(5);

pub async fn hold_others_off_until_dropped(platform: &impl Platform) {
    let events = RefCell::new(Vec::new());
    let held = platform.lock("contract.off", LONG).await.unwrap();
    let holder = async {
        platform.sleep(SHORT).await;
        events.borrow_mut().push("released");
        drop(held);
    };
    let waiter = async {
        let _lock = platform.lock("contract.off", LONG).await.unwrap();
        events.borrow_mut().push("granted");
    };
    futures::join!(waiter, holder);
    assert_eq!(*events.borrow(), ["released", "granted"]);
}

pub async fn serve_in_order(platform: &impl Platform) {
    let order = RefCell::new(Vec::new());
    let turn = |number| {
        let order = &order;
        async move {
            let _lock = platform.lock("contract.order", LONG).await.unwrap();
            order.borrow_mut().push(number);
            platform.sleep(STEP).await;
            order.borrow_mut().push(number);
        }
    };
    join3(turn(1), turn(2), turn(3)).await;
    assert_eq!(*order.borrow(), [1, 1, 2, 2, 3, 3]);
}

pub async fn give_up_after_the_limit(platform: &impl Platform) {
    let held = platform.lock("contract.limit", LONG).await.unwrap();
    let before = platform.clock();
    let late = platform.lock("contract.limit", SHORT).await;
    assert!(matches!(late, Err(Error::Timeout)));
    assert!(platform.clock() > before);
    drop(held);
    assert!(platform.lock("contract.limit", LONG).await.is_ok());
}

pub async fn forget_who_gave_up(platform: &impl Platform) {
    let held = platform.lock("contract.gave_up", LONG).await.unwrap();
    let mut given_up = Box::pin(platform.lock("contract.gave_up", LONG));
    assert!(futures::poll!(&mut given_up).is_pending());
    let behind = async { platform.lock("contract.gave_up", LONG).await.map(drop) };
    let events = async {
        platform.sleep(STEP).await;
        drop(given_up);
        drop(held);
    };
    let (behind, ()) = futures::join!(behind, events);
    assert!(behind.is_ok());
}

pub async fn keep_names_apart(platform: &impl Platform) {
    let one = platform.lock("contract.apart.1", LONG).await.unwrap();
    let two = platform.lock("contract.apart.2", SHORT).await;
    assert!(two.is_ok());
    drop(one);
}
