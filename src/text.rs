//! Searching in short texts. What the standard library has for it is made for long ones, and is
//! three kilobytes of WebAssembly.

/// What stands before and behind the first `mark`.
pub fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let start = text.as_bytes().windows(mark.len()).position(|part| part == mark.as_bytes())?;
    Some((&text[..start], &text[start + mark.len()..]))
}

/// What stands before the first of these ASCII characters: everything where there is none.
pub fn before<'a>(text: &'a str, marks: &[u8]) -> &'a str {
    let end = text.bytes().position(|byte| marks.contains(&byte)).unwrap_or(text.len());
    &text[..end]
}

/// What stands behind the last of these ASCII characters: everything where there is none.
pub fn behind<'a>(text: &'a str, marks: &[u8]) -> &'a str {
    let start = text.bytes().rposition(|byte| marks.contains(&byte)).map_or(0, |last| last + 1);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_first_mark() {
        assert_eq!(cut("https://a://b", "://"), Some(("https", "a://b")));
        assert_eq!(cut("é=ü=ö", "="), Some(("é", "ü=ö")));
        assert_eq!(cut("a:/b", "://"), None);
        assert_eq!(cut("", "="), None);
    }

    #[test]
    fn what_has_no_mark_is_whole() {
        assert_eq!(before("ä/b?c#d", b"?#"), "ä/b");
        assert_eq!(before("äb", b"?#"), "äb");
        assert_eq!(behind("a/ä/ö", b"/#"), "ö");
        assert_eq!(behind("ö", b"/"), "ö");
        assert_eq!(behind("a/", b"/"), "");
    }
}
