//! The lines and columns of bytes.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use super::Located;

/// Returns the last boundary between characters that is not after `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Returns the line that contains a byte, without its line break.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = floor(text, at);
    let from = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let length = text[from..].find(['\n', '\r']).unwrap_or(text.len() - from);
    from..from + length
}

/// A position between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Position {
    /// The line, from 1.
    pub(super) line: usize,
    /// The column in characters, from 1. A byte order mark does not count.
    pub(super) column: usize,
    /// The byte of the file, from 0.
    pub(super) byte: usize,
}

/// The starts of lines in each text that was asked for. The key is the file and the offset of the text in it.
#[derive(Default)]
pub(super) struct Positions {
    starts: HashMap<(String, usize), Vec<usize>>,
}

impl Positions {
    /// Returns the first and the last position of a place, or `None` for a whole file.
    pub(super) fn of(&mut self, located: &Located<'_>) -> Option<Range<Position>> {
        let span = located.span.clone()?;
        Some(self.range(located, span))
    }

    /// Returns the first and the last position of bytes in a located text.
    pub(super) fn range(&mut self, located: &Located<'_>, span: Range<usize>) -> Range<Position> {
        let Located { path, text, before, .. } = located;
        let starts = self.starts.entry((path.to_string(), before.bytes)).or_insert_with(|| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            [0].into_iter().chain(breaks).collect()
        });
        let position = |at| {
            let byte = floor(text, at);
            let line = starts.partition_point(|start| *start <= byte);
            let column = text[starts[line - 1]..byte].chars().filter(|c| *c != '\u{feff}').count() + 1;
            Position { line: line + before.lines, column, byte: byte + before.bytes }
        };
        position(span.start)..position(span.end.max(span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Before;

    #[test]
    fn a_line_excludes_its_line_break() {
        let line = |text, at| &text[line_at(text, at)];
        assert_eq!(line("ab\ncd\nef", 4), "cd");
        assert_eq!(line("ab\r\ncd\r\n", 4), "cd");
        assert_eq!(line("", 0), "");
        assert_eq!(line("é", 1), "é");
    }

    #[test]
    fn columns_count_characters_from_one() {
        let text = "\u{feff}é: x\nb: ü\n";
        let mut positions = Positions::default();
        let mut of_part = |at: usize, before: Before| {
            let located = Located { path: "f".into(), text, before, span: None, inherited_by: None };
            let Position { line, column, byte } = positions.range(&located, at..at).start;
            (line, column, byte)
        };
        assert_eq!(of_part(13, Before { bytes: 100, lines: 7 }), (9, 4, 112));
        let mut of = |at| of_part(at, Before::default());
        assert_eq!(of(3), (1, 1, 3));
        assert_eq!(of(5), (1, 2, 5));
        assert_eq!(of(9), (2, 1, 9));
        assert_eq!(of(13), (2, 4, 12));
        assert_eq!(of(99), (3, 1, 15));
    }
}
