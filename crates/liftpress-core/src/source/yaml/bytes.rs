//! Converts character offsets to byte offsets.

use std::ops::Range;

use saphyr_parser::Span;

/// The byte offsets of characters. The parser counts characters; all other code counts bytes.
#[derive(Default)]
pub(super) struct ByteOffsets {
    /// The offset of every character; `None` for an ASCII text.
    offsets: Option<Vec<usize>>,
    length: usize,
}

impl ByteOffsets {
    pub(super) fn new(text: &str) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { offsets, length: text.len() }
    }

    pub(super) fn at(&self, character: usize) -> usize {
        match &self.offsets {
            None => character.min(self.length),
            Some(offsets) => offsets.get(character).copied().unwrap_or(self.length),
        }
    }

    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.at(span.start.index());
        start..self.at(span.end.index()).max(start)
    }
}
