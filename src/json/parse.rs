//! JSON text, read ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)).
//!
//! By hand, and not by `JSON.parse`: to fetch its result member by member from the other side took
//! longer than to read the text here, and more code.

use super::text::number;
use super::{Malformed, Object, Value};

/// Values deeper than this are refused: the stack of a page is small.
const DEEPEST: u16 = 2_000;

/// Reads JSON text.
///
/// # Errors
/// [`Malformed`] when the text is not JSON.
pub fn parse(text: &str) -> Result<Value, Malformed> {
    let mut reader = Reader { text, place: 0 };
    let value = reader.value(0).ok_or(Malformed)?;
    reader.skip_space();
    if reader.place == text.len() { Ok(value) } else { Err(Malformed) }
}

struct Reader<'a> {
    text: &'a str,
    place: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.place += 1;
        }
    }

    fn skip_space(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.place += usize::from(is_there);
        is_there
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let rest = &self.text[self.place..];
        self.place += word.len();
        rest.starts_with(word).then_some(value)
    }

    fn value(&mut self, depth: u16) -> Option<Value> {
        self.skip_space();
        match self.peek()? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::String),
            b'[' | b'{' if depth == DEEPEST => None,
            b'[' => self.array(depth + 1),
            b'{' => self.object(depth + 1),
            _ => self.number(),
        }
    }

    fn array(&mut self, depth: u16) -> Option<Value> {
        let mut items = Vec::new();
        self.list(b']', |reader| {
            items.push(reader.value(depth)?);
            Some(())
        })?;
        Some(Value::Array(items))
    }

    fn object(&mut self, depth: u16) -> Option<Value> {
        let mut object = Object::new();
        self.list(b'}', |reader| {
            reader.skip_space();
            let name = reader.string()?;
            reader.skip_space();
            if !reader.take(b':') {
                return None;
            }
            object.set(&name, reader.value(depth)?);
            Some(())
        })?;
        Some(Value::Object(object))
    }

    /// Items between commas, up to `end`.
    fn list(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.place += 1;
        self.skip_space();
        if self.take(end) {
            return Some(());
        }
        loop {
            item(self)?;
            self.skip_space();
            if self.take(end) {
                return Some(());
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.place;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(Value::Number(number(&self.text[start..self.place])))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.place;
        self.skip(|byte| byte.is_ascii_digit());
        (self.place > start).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut content = String::new();
        loop {
            let start = self.place;
            self.skip(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            content.push_str(&self.text[start..self.place]);
            if self.take(b'"') {
                return Some(content);
            }
            if !self.take(b'\\') {
                return None;
            }
            content.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let code = self.peek()?;
        self.place += 1;
        Some(match code {
            b'"' | b'\\' | b'/' => code as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit()?,
            _ => return None,
        })
    }

    /// A code unit of UTF-16, or a pair of them. Half a pair is no character: as everywhere where
    /// JavaScript's texts leave it, it becomes the replacement character.
    fn unit(&mut self) -> Option<char> {
        let first = self.hex()?;
        if let Some(character) = char::from_u32(first) {
            return Some(character);
        }
        let back = self.place;
        if first < 0xdc00 && self.take(b'\\') && self.take(b'u') {
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
        }
        self.place = back;
        Some(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.place..self.place + 4)?;
        self.place += 4;
        digits.chars().try_fold(0, |code, digit| Some(code * 16 + digit.to_digit(16)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::to_string;

    /// Texts at the edges of the grammar, right and wrong.
    const EDGES: [&str; 60] = [
        "",
        " ",
        "null",
        " true ",
        "false",
        "nul",
        "truex",
        "nullnull",
        "0",
        "-0",
        "-",
        "01",
        "1.",
        ".5",
        "1.5",
        "-1.5e3",
        "1e5",
        "1E+2",
        "1e-2",
        "1e",
        "+1",
        "0x1",
        "9007199254740993",
        "12345678901234567890",
        "1e400",
        "NaN",
        "Infinity",
        "\"\"",
        "\"a\\\"b\\\\c\\/d\"",
        "\"\\b\\f\\n\\r\\t\"",
        "\"\\u00e9\\u20AC\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\n\"",
        "\"\u{1}\"",
        "\"é\u{7f}😀\"",
        "\"open",
        "'a'",
        "[]",
        "[ ]",
        "[1,2 , 3]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "[[[]],{}]",
        "{}",
        "{ \"a\" : 1 }",
        "{\"a\":1,\"b\":[true,null]}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1}x",
        "\u{feff}1",
    ];

    #[test]
    fn reads_what_serde_json_reads_and_nothing_else() {
        for text in EDGES {
            let theirs = serde_json::from_str::<serde_json::Value>(text).ok();
            let ours = parse(text).ok().map(|value| to_string(&value));
            match theirs {
                // What is beyond a double is infinite to JavaScript, and an error to serde_json.
                _ if text == "1e400" => assert_eq!(ours.as_deref(), Some("null")),
                None => assert_eq!(ours, None, "{text:?}"),
                Some(theirs) => {
                    let ours = ours.unwrap_or_else(|| panic!("{text:?} is refused"));
                    let again: serde_json::Value = serde_json::from_str(&ours).unwrap();
                    assert!(is_same(&again, &theirs), "{text:?}: {again} {theirs}");
                }
            }
        }
    }

    fn is_same(one: &serde_json::Value, other: &serde_json::Value) -> bool {
        match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => one == other,
            _ => match (one, other) {
                (serde_json::Value::Array(one), serde_json::Value::Array(other)) => {
                    one.len() == other.len()
                        && one.iter().zip(other).all(|(one, other)| is_same(one, other))
                }
                (serde_json::Value::Object(one), serde_json::Value::Object(other)) => {
                    one.len() == other.len()
                        && one
                            .iter()
                            .zip(other)
                            .all(|(one, other)| one.0 == other.0 && is_same(one.1, other.1))
                }
                _ => one == other,
            },
        }
    }

    #[test]
    fn half_a_pair_is_replaced() {
        for text in [r#""\ud83dx""#, r#""x\ude00""#, r#""\ud83d\u0041""#, r#""\ud83d\n""#] {
            let read = parse(text).unwrap();
            assert!(read.as_str().unwrap().contains(char::REPLACEMENT_CHARACTER), "{text}");
        }
        assert_eq!(parse(r#""\ud83d\u0041""#).unwrap().as_str(), Some("\u{fffd}A"));
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(usize::from(DEEPEST))).is_ok());
        assert!(parse(&nested(usize::from(DEEPEST) + 1)).is_err());
    }
}
