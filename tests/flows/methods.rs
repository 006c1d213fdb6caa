//! Factors and authentication methods at the My Account API.

use auth0_spa_wasm::client::MyAccount;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::options::Options;

use super::refresh::options;
use crate::common::tenant::respond;
use crate::common::{FakePlatform, World};

fn account(world: &World, use_dpop: bool) -> MyAccount<FakePlatform> {
    let client =
        world.client_with(Options { use_mrrt: Some(true), use_dpop: Some(use_dpop), ..options() });
    world.log_in(&client);
    client.my_account()
}

fn seen(world: &World) -> Vec<String> {
    let tenant = world.platform.origin.tenant.borrow();
    let requests = tenant.account_requests.iter();
    requests.map(|[method, path, _, body]| format!("{method} {path} {body}")).collect()
}

#[test]
fn each_call_is_the_request_that_auth0_documents() {
    for use_dpop in [false, true] {
        let world = World::new();
        let account = account(&world, use_dpop);
        world.run(async move {
            assert_eq!(account.factors().await.unwrap()[0].text("type"), Some("totp"));
            assert_eq!(account.authentication_methods(None).await.unwrap().len(), 1);
            assert!(account.authentication_methods(Some("phone")).await.unwrap().is_empty());
            let method = account.authentication_method("totp|1").await.unwrap();
            assert_eq!(method.text("id"), Some("totp|1"));
            let changes = Object::new().with("name", "My app");
            account.update_authentication_method("totp|1", changes).await.unwrap();
            account.delete_authentication_method("totp|1").await.unwrap();
        });
        assert_eq!(
            seen(&world),
            [
                "GET factors ",
                "GET authentication-methods ",
                "GET authentication-methods?type=phone ",
                "GET authentication-methods/totp%7C1 ",
                r#"PATCH authentication-methods/totp%7C1 {"name":"My app"}"#,
                "DELETE authentication-methods/totp%7C1 ",
            ]
        );
        let tenant = world.platform.origin.tenant.borrow();
        let scheme = if use_dpop { "DPoP " } else { "Bearer " };
        assert!(tenant.account_requests.iter().all(|[_, _, token, _]| token.starts_with(scheme)));
    }
}

#[test]
fn each_call_asks_for_its_own_scope() {
    let world = World::new();
    let account = account(&world, false);
    world.run(async move {
        account.factors().await.unwrap();
        account.authentication_method("a").await.unwrap();
        account.update_authentication_method("a", Object::new()).await.unwrap();
        account.delete_authentication_method("a").await.unwrap();
        account.enrollment_challenge(Object::new().with("type", "totp")).await.unwrap();
    });
    let tenant = world.platform.origin.tenant.borrow();
    let scopes = tenant.token_requests.iter().skip(1).map(|body| body.get("scope").unwrap());
    let last = scopes.map(|scope| scope.rsplit(' ').find(|word| word.contains(":me:")).unwrap());
    assert_eq!(
        last.collect::<Vec<_>>(),
        [
            "read:me:factors",
            "read:me:authentication_methods",
            "update:me:authentication_methods",
            "delete:me:authentication_methods",
            "create:me:authentication_methods",
        ]
    );
}

#[test]
fn an_enrolment_goes_on_where_the_tenant_says_and_nowhere_else() {
    let world = World::new();
    let account = account(&world, false);
    let own = account.clone();
    let challenge = world
        .run(async move { own.enrollment_challenge(Object::new().with("type", "totp")).await })
        .unwrap();
    assert_eq!((challenge.text("id"), challenge.text("type")), (Some("totp|1"), Some("totp")));
    assert_eq!(challenge.text("barcode_uri"), Some("otpauth:"));
    let options = Object::new()
        .with("type", "totp")
        .with("location", challenge.text("location").unwrap())
        .with("auth_session", "s")
        .with("otp_code", "123456");
    let own = account.clone();
    world.run(async move { own.enrollment_verify(options).await }).unwrap();
    assert_eq!(
        seen(&world),
        [
            r#"POST authentication-methods {"type":"totp"}"#,
            r#"POST authentication-methods/totp%7C1/verify {"auth_session":"s","otp_code":"123456"}"#,
        ]
    );
    for location in ["", "https://evil.example/collect"] {
        let options = Object::new().with("location", location).with("auth_session", "s");
        let own = account.clone();
        let error = world.run(async move { own.enrollment_verify(options).await }).unwrap_err();
        assert!(matches!(error, Error::InvalidArgument(_)), "{error:?}");
    }
    assert_eq!(seen(&world).len(), 2);
}

#[test]
fn no_id_and_problems_are_typed() {
    let world = World::new();
    let account = account(&world, false);
    let own = account.clone();
    let error = world.run(async move { own.authentication_method(" ").await }).unwrap_err();
    assert!(matches!(error, Error::MissingArgument(_)));
    assert!(seen(&world).is_empty());
    let problem = Object::new().with("type", "x#A0E-409-0001").with("status", 409.0);
    world.tenant(|tenant| tenant.account_answer = Some(respond(409, problem)));
    match world.run(async move { account.delete_authentication_method("password|1").await }) {
        Err(Error::MyAccount(problem)) => assert_eq!(problem.code(), "A0E-409-0001"),
        other => panic!("{other:?}"),
    }
}
