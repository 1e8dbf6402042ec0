//! `allow`: the codes of diagnostics that an author does not want reported.

use crate::diagnostic::{Code, Place};

use super::Word;

/// A code whose warnings and advice are not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The code.
    pub code: Code,
    /// The place of the code in the file.
    pub place: Place,
}

impl Word for Code {
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.name()
    }

    fn meaning(self) -> &'static str {
        self.summary()
    }
}
