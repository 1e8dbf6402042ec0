//! What was read, to see whether it is still the same.

use std::iter;

use crate::diagnostic::FileId;
use crate::model::Program;

use super::Content;
use super::walk::Kind;

impl Content {
    /// The files that a program is made from: its own, and that of each program it extends in turn.
    #[must_use]
    pub fn files_of(&self, program: &Program) -> Vec<FileId> {
        iter::successors(Some(program.place.file), |file| self.files.base(*file)).collect()
    }

    /// What is in these.
    #[must_use]
    pub fn texts_of(&self, program: &Program) -> Vec<&str> {
        self.files_of(program).into_iter().map(|file| self.files.text(file)).collect()
    }

    /// What all programs are worked out with: settings, the RPE chart, exercises.
    #[must_use]
    pub fn texts_of_basis(&self) -> Vec<&str> {
        let is_basis = |kind: &Kind| matches!(kind, Kind::Settings | Kind::Chart | Kind::Exercise);
        let files = self.found.iter().filter(|(_, kind, _)| is_basis(kind));
        files.map(|(file, ..)| self.files.text(*file)).collect()
    }
}
