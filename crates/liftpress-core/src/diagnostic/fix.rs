//! Mends that can be made without asking.

use std::ops;

use super::{FileId, Place};

/// A replacement that is sure to be what the author meant.
///
/// The place may be larger than what is replaced, a scheme for a name in it: where `given` does not stand there exactly
/// once, as a whole word, nothing is replaced. So a fix can be made from what a rule knows, and still never hits anything
/// else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub given: String,
    /// What is to stand there.
    pub text: String,
}

/// A fix, found in the text of a file and quoted as it has to be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The file.
    pub file: FileId,
    /// Which bytes of its text are replaced.
    pub bytes: (usize, usize),
    /// By what.
    pub text: String,
}

impl Edit {
    /// Which bytes of the text are replaced.
    #[must_use]
    pub const fn range(&self) -> ops::Range<usize> {
        self.bytes.0..self.bytes.1
    }

    /// A text with these edits made; of two that overlap, the first.
    ///
    /// ```
    /// use liftpress_core::diagnostic::{Edit, FileId};
    /// let edit = |bytes, text: &str| Edit { file: FileId::default(), bytes, text: text.to_owned() };
    /// let edits = [edit((5, 9), "deadlift"), edit((0, 4), "squat"), edit((2, 7), "lost")];
    /// assert_eq!(Edit::all("sqat dedl", edits), "squat deadlift");
    /// ```
    #[must_use]
    pub fn all(text: &str, edits: impl IntoIterator<Item = Self>) -> String {
        let mut edits: Vec<_> = edits.into_iter().collect();
        edits.sort();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            if let Some(before) = text.get(at..edit.bytes.0)
                && text.is_char_boundary(edit.bytes.1)
            {
                out += before;
                out += &edit.text;
                at = edit.bytes.1;
            }
        }
        out + &text[at..]
    }
}
