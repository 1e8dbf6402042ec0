//! `allow`: what an author has seen and wants to hear no more of.

use crate::diagnostic::{Code, Place};

use super::Word;

/// A code whose warnings and advice are not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Which.
    pub code: Code,
    /// Where that stands.
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
