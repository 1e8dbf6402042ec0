//! Safe fixes, which `check --fix` applies, and the edits they become.

use std::ops;

use super::{FileId, Place};

/// A replacement that is certainly what the author meant.
///
/// The place may be larger than the text to replace: for example, a whole scheme around one name. A fix applies only if
/// `given` occurs exactly once in the place, as a whole word. So a rule can create a fix without knowing exact bytes,
/// and the fix never changes anything else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// The place that contains the text.
    pub place: Place,
    /// The text to replace.
    pub given: String,
    /// The replacement.
    pub text: String,
}

/// A fix as bytes of a file. The replacement has the quotes that it needs there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The file.
    pub file: FileId,
    /// The start and the end of the replaced bytes.
    pub bytes: (usize, usize),
    /// The replacement.
    pub text: String,
}

impl Edit {
    /// Returns the replaced bytes as a range.
    #[must_use]
    pub const fn range(&self) -> ops::Range<usize> {
        self.bytes.0..self.bytes.1
    }

    /// Returns `text` with these edits applied. If two edits overlap, only the first is applied.
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
