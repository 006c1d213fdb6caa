use auth0_spa_wasm::platform::Platform;
use auth0_spa_wasm::time::Timestamp;

const DAY: i64 = 24 * 60 * 60;

pub async fn are_seen_once_set(platform: &impl Platform) {
    platform.set_cookie("contract_one=first; path=/; SameSite=Lax");
    let tomorrow = Timestamp::from_seconds(platform.clock().seconds() + DAY).to_http();
    platform.set_cookie(&format!("contract_two=a%20b; path=/; expires={tomorrow}"));
    assert!(has(platform, "contract_one=first"), "{}", platform.cookies());
    assert!(has(platform, "contract_two=a%20b"), "{}", platform.cookies());
    platform.set_cookie("contract_one=second; path=/; SameSite=Lax");
    assert!(has(platform, "contract_one=second"), "{}", platform.cookies());
    assert!(!has(platform, "contract_one=first"), "{}", platform.cookies());
    expire(platform, "contract_one");
    expire(platform, "contract_two");
}

pub async fn are_gone_once_expired(platform: &impl Platform) {
    platform.set_cookie("contract_kept=1; path=/");
    platform.set_cookie("contract_gone=1; path=/");
    expire(platform, "contract_gone");
    expire(platform, "contract_never");
    assert!(has(platform, "contract_kept=1"), "{}", platform.cookies());
    assert!(!platform.cookies().contains("contract_gone"), "{}", platform.cookies());
    assert!(!platform.cookies().contains("contract_never"), "{}", platform.cookies());
    expire(platform, "contract_kept");
}

fn has(platform: &impl Platform, cookie: &str) -> bool {
    platform.cookies().split("; ").any(|one| one == cookie)
}

fn expire(platform: &impl Platform, name: &str) {
    platform.set_cookie(&format!("{name}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT"));
}
