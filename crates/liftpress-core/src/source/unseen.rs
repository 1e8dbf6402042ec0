//! Characters that nobody sees: they steer a terminal, or turn a line round (CVE-2021-42574). No text with one is
//! read, so that nothing that comes out has to be cleaned.

pub(super) use crate::text::is_unseen;

/// The first such character of a whole file, and where. Its lines may end as on Windows.
pub(super) fn first_of_file(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|&(at, c)| is_unseen(c) && !text[at..].starts_with("\r\n"))
}

/// A text whose lines end in carriage returns alone, as old programs wrote them, with line feeds in their place.
pub(super) fn with_line_feeds(text: String) -> String {
    if has_old_breaks(text.as_bytes()) { text.replace('\r', "\n") } else { text }
}

/// Whether the lines of a text end in carriage returns alone.
pub(super) fn has_old_breaks(text: &[u8]) -> bool {
    !text.contains(&b'\n') && text.contains(&b'\r')
}

/// How such a character is spoken of.
pub(super) fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A name of the file system, in which they are possible, without them.
#[must_use]
pub fn spelt_out(text: &str) -> String {
    text.chars().map(|c| if is_unseen(c) || c == '\n' { name(c) } else { c.into() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_seen() {
        assert_eq!(first_of_file("Zoë\t李 שלום\u{200f}\r\n\u{feff}\n"), None);
        assert_eq!(first_of_file("a\rb"), Some((1, '\r')));
        assert_eq!(with_line_feeds("a\rb\r".to_owned()), "a\nb\n");
        for mixed in ["a\rb\n", "a\r\n", "a"] {
            assert_eq!(with_line_feeds(mixed.to_owned()), mixed);
        }
        assert_eq!(first_of_file("é\u{1b}[31m"), Some((2, '\u{1b}')));
        assert_eq!(spelt_out("x\u{202e}lmay\n"), "xU+202ElmayU+000A");
    }
}
