//! JSON text, written; and what both directions need.

use super::Value;

/// The text was not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// Reads what JSON can hold of a JavaScript value.
///
/// # Errors
/// [`Malformed`] when it holds nothing of it: functions, and what is a part of itself.
#[cfg(target_arch = "wasm32")]
pub fn from_js(value: &wasm_bindgen::JsValue) -> Result<Value, Malformed> {
    let text = js_sys::JSON::stringify(value).map_err(|_| Malformed)?;
    super::parse(&text.as_string().ok_or(Malformed)?)
}

/// A number as JSON writes it. Short whole ones, which is what protocols are made of, need no
/// machinery for fractions.
pub(super) fn number(text: &str) -> f64 {
    const SURELY_EXACT: usize = 15;
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1.0), |digits| (digits, -1.0));
    if digits.len() <= SURELY_EXACT && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let add = |whole: i64, byte: u8| whole * 10 + i64::from(byte - b'0');
        return digits.bytes().fold(0, add) as f64 * sign;
    }
    fractional(text)
}

#[cfg(not(target_arch = "wasm32"))]
fn fractional(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[cfg(target_arch = "wasm32")]
fn fractional(text: &str) -> f64 {
    js_sys::Number::parse_float(text)
}

/// A number with a fraction, or beyond the whole ones that a double can count.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn fraction(number: f64) -> String {
    number.to_string()
}

/// A number with a fraction, or beyond the whole ones that a double can count: the browser knows
/// how to write those.
#[cfg(target_arch = "wasm32")]
pub(super) fn fraction(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(Into::into).unwrap_or_default()
}

/// Writes a value the way `JSON.stringify` does: no spaces, members in order.
pub fn to_string(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

fn write(text: &mut String, value: &Value) {
    match value {
        Value::Number(number) if !number.is_finite() => text.push_str("null"),
        Value::Null | Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_text()),
        Value::String(content) => write_string(text, content),
        Value::Array(items) => write_list(text, '[', ']', items.iter(), write),
        Value::Object(object) => {
            write_list(text, '{', '}', object.iter(), |text, (name, value)| {
                write_string(text, name);
                text.push(':');
                write(text, value);
            })
        }
    }
}

fn write_list<T>(
    text: &mut String,
    open: char,
    close: char,
    items: impl Iterator<Item = T>,
    write_item: impl Fn(&mut String, T),
) {
    text.push(open);
    for (place, item) in items.enumerate() {
        if place > 0 {
            text.push(',');
        }
        write_item(text, item);
    }
    text.push(close);
}

/// Writes a string, between its quotation marks. Runs of plain text are copied as they are.
pub fn write_string(text: &mut String, content: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    text.push('"');
    let mut plain = 0;
    for (place, byte) in content.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        text.push_str(&content[plain..place]);
        plain = place + 1;
        match byte {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            8 => text.push_str("\\b"),
            12 => text.push_str("\\f"),
            control => {
                text.push_str("\\u00");
                text.push(HEX[usize::from(control >> 4)] as char);
                text.push(HEX[usize::from(control & 15)] as char);
            }
        }
    }
    text.push_str(&content[plain..]);
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn keeps_member_order_and_whole_numbers() {
        let text = r#"{"z":86400,"a":[1.5,null,true,"é\n\u0001","\"a\\\b\f\r\tü\u001f"],"m":{}}"#;
        assert_eq!(to_string(&parse(text).unwrap()), text);
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in ["", "{", "<html>", "{\"a\":1,}"] {
            assert_eq!(parse(text), Err(Malformed), "{text}");
        }
    }
}
