//! What was read, to see whether it is still the same.

use std::iter;

use crate::model::{Lifter, Program};

use super::Content;
use super::walk::Kind;

impl Content {
    /// What a program is made from: its own text, and that of each program it extends in turn.
    #[must_use]
    pub fn texts_of(&self, program: &Program) -> Vec<&str> {
        let chain = iter::successors(Some(program.place.file), |file| self.files.base(*file));
        chain.map(|file| self.files.text(file)).collect()
    }

    /// What all programs are worked out with: settings, the RPE chart, exercises.
    #[must_use]
    pub fn texts_of_basis(&self) -> Vec<&str> {
        let is_basis = |kind: &Kind| matches!(kind, Kind::Settings | Kind::Chart | Kind::Exercise);
        let files = self.found.iter().filter(|(_, kind, _)| is_basis(kind));
        files.map(|(file, ..)| self.files.text(*file)).collect()
    }

    /// The file of a lifter, or the roster that they are in.
    #[must_use]
    pub fn text_of_lifter(&self, lifter: &Lifter) -> &str {
        self.files.text(lifter.place.file)
    }
}
