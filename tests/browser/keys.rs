//! Vectors: RFC 7515 appendix A.2 (RS256) and A.3 (ES256); PS256 was made once by Node's OpenSSL.

use auth0_spa_wasm::browser::Browser;
use auth0_spa_wasm::error::Error;
use auth0_spa_wasm::json::Object;
use auth0_spa_wasm::platform::{Algorithm, Platform};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wasm_bindgen_test::wasm_bindgen_test;

use super::database::Counter;
use super::stub::Stub;

const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

const RS256_N: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
const RS256: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

const PS256_N: &str = "yve9VVtMPJ14fP8Bf9iTnK9rhhlvs-x-Tcy6uoE9KC6yDiAesNUecDLHa33PR-JTqqYXBXmctraa9g0-wlmJ_2D5jmADMWrMd3zs6ojwIDJJiCobC8NlnIRbg7gSZgu8A_4heIMdAmvfYfiizb8abt2vE9hUvPhEaMCbQwX2aNYv2tOzruVsQhU-sbQSOVExluh8HkfXc88Ainn-sTTGc9MdH_NLfJT1_hKjDXGd6XYNXKyrVADExNCRSWZ-zt0lmR0oPuJMqH0m3yWBEOaZI4-VxmJwFOoC4Tx8UjCYIGWH_emAmsYLyzIys_rlwR7ssXuGgCs2t5ZMdhs8SaEXDQ";
const PS256: &str = "rkiNB7QAgQdVUFRnbPGyh3KLs3pZ2BHDbkficq50naaZ8sw9p7LpwLKYMyWjoNDHgkiPsoXUYOHiavFugeAxKgjLRHB4_AjE60ioMaNACopLbXq6_Tt5_7KRMwaN756HPN5owCyIpBSQxL8TEO6t1WatNnW7BQLxWqNUPm0X6UARwkuvEZli1fYP2QIxb4CbrFJ2VJrIQHL4y8-pAg7Bp7unrIER0M0JVfMUvNGB5fYJbfAlE5ZGvT-jzIWbjvg68Lgrop-6W_d0ktJRchUIRl6vyP-34AJkwZejCqwYa96JPM9lrMK2AxfwywxZpytwW5qnXQwX45U3vSLsLO0zyg";
/// The same input, signed with a salt of 20 bytes.
const PS256_SHORT_SALT: &str = "s2XIimJg0H2sgZTEdp5Yw8dLSR9aMOBjkPMUmZwtPreg0DPgKMYqgywmE-uEgt6ToN9bvO4ZhTXcHr1HpRy9L80zwTbhIK5TwGxkcgpuaUmIbmhj27pzJvla5wQf8hzkaCXe-wzo6T8lAjVTQ9kHLczOQvQ0ev1C5qskCXHIOof_bmdIAZQ-2BECUj5cwvo65EIWPHaVUZYG0oM2DLzNlHUeL5BoywPqPaxk8hoJpKm_smmGPW9oJvEWzIWh629oL2jolnD8UucxfUsEI0baLR6TpVje4D6VwawRf7hrbGHGxKPtQD6WkZLvzUpezYrZNBd71kDC4A9WOZkoRNZIuw";

const ES256_X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const ES256_Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
const ES256: &str =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

struct Vector {
    algorithm: Algorithm,
    jwk: Object,
    input: String,
    signature: Vec<u8>,
}

fn vectors() -> [Vector; 3] {
    [
        vector(Algorithm::Rs256, rsa(RS256_N), "eyJhbGciOiJSUzI1NiJ9", RS256),
        vector(Algorithm::Ps256, rsa(PS256_N), "eyJhbGciOiJQUzI1NiJ9", PS256),
        vector(Algorithm::Es256, p256(), "eyJhbGciOiJFUzI1NiJ9", ES256),
    ]
}

fn vector(algorithm: Algorithm, jwk: Object, header: &str, signature: &str) -> Vector {
    let input = format!("{header}.{PAYLOAD}");
    Vector { algorithm, jwk, input, signature: bytes(signature) }
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn rsa(n: &str) -> Object {
    Object::new().with("kty", "RSA").with("n", n).with("e", "AQAB")
}

fn p256() -> Object {
    Object::new().with("kty", "EC").with("crv", "P-256").with("x", ES256_X).with("y", ES256_Y)
}

async fn verify(vector: &Vector) -> Result<bool, Error> {
    let Vector { algorithm, jwk, input, signature } = vector;
    Browser::new().verify(jwk, *algorithm, input.as_bytes(), signature).await
}

#[wasm_bindgen_test]
async fn takes_what_the_key_signed() {
    for vector in vectors() {
        assert!(verify(&vector).await.unwrap(), "{:?}", vector.algorithm);
    }
}

#[wasm_bindgen_test]
async fn refuses_another_input() {
    for mut vector in vectors() {
        vector.input.push('x');
        assert!(!verify(&vector).await.unwrap(), "{:?}", vector.algorithm);
    }
}

#[wasm_bindgen_test]
async fn refuses_another_signature() {
    for mut vector in vectors() {
        vector.signature[7] ^= 1;
        assert!(!verify(&vector).await.unwrap(), "{:?}", vector.algorithm);
        vector.signature.clear();
        assert!(!verify(&vector).await.unwrap(), "{:?}, empty", vector.algorithm);
    }
}

#[wasm_bindgen_test]
async fn refuses_a_salt_of_another_length() {
    let [_, mut ps256, _] = vectors();
    ps256.signature = bytes(PS256_SHORT_SALT);
    assert!(!verify(&ps256).await.unwrap());
}

#[wasm_bindgen_test]
async fn refuses_the_padding_of_the_other_rsa_algorithm() {
    let [mut rs256, ..] = vectors();
    rs256.algorithm = Algorithm::Ps256;
    assert!(!verify(&rs256).await.unwrap());
}

#[wasm_bindgen_test]
async fn what_a_tenant_writes_beside_the_key_does_not_matter() {
    for mut vector in vectors() {
        for (name, value) in [("use", "enc"), ("alg", "RS512"), ("kid", "one"), ("x5t", "??")] {
            vector.jwk.set(name, value);
        }
        vector.jwk.set("key_ops", Object::new());
        assert!(verify(&vector).await.unwrap(), "{:?}", vector.algorithm);
    }
}

#[wasm_bindgen_test]
async fn a_key_that_is_none_is_an_error_with_the_browsers_reason() {
    let [mut rs256, _, mut es256] = vectors();
    rs256.jwk.remove("n");
    es256.jwk.set("y", ES256_X);
    for (broken, reason) in [(rs256, "\"n\""), (es256, "DataError")] {
        let Err(Error::Platform(cause)) = verify(&broken).await else { panic!("no such error") };
        assert!(cause.to_string().contains(reason), "{cause}");
    }
}

#[wasm_bindgen_test]
async fn a_key_of_another_kind_is_an_error() {
    let [mut rs256, ..] = vectors();
    rs256.algorithm = Algorithm::Es256;
    assert!(matches!(verify(&rs256).await, Err(Error::Platform(_))));
}

#[wasm_bindgen_test]
async fn without_webcrypto_the_next_step_is_named() {
    let [rs256, ..] = vectors();
    for crypto in ["undefined", "{}"] {
        let _stub = Stub::value("globalThis", "crypto", crypto);
        let Err(Error::Usage(message)) = verify(&rs256).await else { panic!("no such error") };
        assert!(message.contains("crypto.subtle is missing"), "{message}");
        assert!(message.contains("https"), "{message}");
    }
}

#[wasm_bindgen_test]
async fn a_key_is_imported_once_and_serves_its_algorithm_only() {
    let [rsa, pss, _] = vectors();
    assert!(verify(&rsa).await.unwrap());
    let imports = Counter::new("SubtleCrypto.prototype", "importKey");
    assert!(verify(&rsa).await.unwrap());
    assert_eq!(imports.count(), 0.0);
    let crossed = Vector { algorithm: Algorithm::Ps256, ..rsa };
    assert!(!verify(&crossed).await.unwrap());
    assert_eq!(imports.count(), 1.0);
    assert!(verify(&pss).await.unwrap());
    assert_eq!(imports.count(), 2.0);
}
