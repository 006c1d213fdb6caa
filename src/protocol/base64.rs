//! Base64 ([RFC 4648](https://www.rfc-editor.org/rfc/rfc4648)).
//!
//! By hand: a general engine was three per cent of the wasm.

const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64url without padding ([section 5](https://www.rfc-editor.org/rfc/rfc4648#section-5)).
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    write(bytes.as_ref(), URL_SAFE)
}

/// Standard base64 with padding, as `btoa` writes it.
pub fn encode_standard(bytes: impl AsRef<[u8]>) -> String {
    let mut text = write(bytes.as_ref(), STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The bytes behind base64url text without padding; `None` when it is none, or could be written in
/// another way ([section 3.5](https://www.rfc-editor.org/rfc/rfc4648#section-3.5)).
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        held = held << 6 | sextet(byte)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 6 && held == 0).then_some(bytes)
}

fn write(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity((bytes.len() * 4).div_ceil(3));
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or_default());
        let mut group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for _ in 0..=chunk.len() {
            text.push(char::from(alphabet[(group >> 18 & 63) as usize]));
            group <<= 6;
        }
    }
    text
}

const fn sextet(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    } as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [Section 10](https://www.rfc-editor.org/rfc/rfc4648#section-10)
    #[test]
    fn the_vectors_of_the_rfc() {
        for (plain, padded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode_standard(plain), padded);
            assert_eq!(encode(plain), padded.trim_end_matches('='));
            assert_eq!(decode(padded.trim_end_matches('=')).as_deref(), Some(plain.as_bytes()));
        }
    }

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..=all.len() {
            assert_eq!(decode(&encode(&all[..length])).as_deref(), Some(&all[..length]));
        }
        assert_eq!(encode([0xfb, 0xff]), "-_8");
        assert_eq!(encode_standard([0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn what_is_written_otherwise_is_refused() {
        for text in ["Zg==", "Zh", "Zm9", "A", "Zm9vA", "Zm 9v", "Zm+v", "Zm/v", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
