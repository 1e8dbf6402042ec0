//! Invisible characters, which control a terminal or change the direction of a line (CVE-2021-42574). No text with such
//! a character is read, so that the output never has to be cleaned.

pub(super) use crate::text::is_unseen;

/// The help for a text with an invisible character.
pub(super) const HELP: &str = "delete it: it can make the text look different from what it says";

/// Returns the first invisible character of a file, and the byte at which it is. A carriage return before a line feed
/// does not count as invisible.
pub(super) fn first_of_file(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|&(at, c)| is_unseen(c) && !text[at..].starts_with("\r\n"))
}

/// Replaces carriage returns with line feeds, in a text whose lines end in carriage returns alone, as old programs
/// wrote them.
pub(super) fn with_line_feeds(text: String) -> String {
    if has_old_breaks(text.as_bytes()) { text.replace('\r', "\n") } else { text }
}

/// Returns whether the lines of a text end in carriage returns alone.
pub(super) fn has_old_breaks(text: &[u8]) -> bool {
    !text.contains(&b'\n') && text.contains(&b'\r')
}

/// Returns the name of a character in messages: `U+202E`.
pub(super) fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Returns a file name with its invisible characters and line breaks escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.chars().map(|c| if is_unseen(c) || c == '\n' { name(c) } else { c.into() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_and_escapes_invisible_characters() {
        assert_eq!(first_of_file("Zoë\t李 שלום\u{200f}\r\n\u{feff}\n"), None);
        assert_eq!(first_of_file("a\rb"), Some((1, '\r')));
        assert_eq!(with_line_feeds("a\rb\r".to_owned()), "a\nb\n");
        for mixed in ["a\rb\n", "a\r\n", "a"] {
            assert_eq!(with_line_feeds(mixed.to_owned()), mixed);
        }
        assert_eq!(first_of_file("é\u{1b}[31m"), Some((2, '\u{1b}')));
        assert_eq!(escaped("x\u{202e}lmay\n"), "xU+202ElmayU+000A");
    }
}
