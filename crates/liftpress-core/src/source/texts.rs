//! The texts that were read, to check whether they have changed.

use std::collections::HashSet;
use std::iter;

use crate::diagnostic::FileId;
use crate::model::{Lifter, Program};

use super::Content;
use super::walk::Kind;

impl Content {
    /// Returns the files of a program: its own file, the file of the program that it extends, and so on.
    #[must_use]
    pub fn files_of(&self, program: &Program) -> Vec<FileId> {
        iter::successors(Some(program.place.file), |file| self.files.base(*file)).collect()
    }

    /// Returns the texts of the files of a program.
    #[must_use]
    pub fn texts_of(&self, program: &Program) -> Vec<&str> {
        self.files_of(program).into_iter().map(|file| self.files.text(file)).collect()
    }

    /// Returns the texts of a lifter: the lifter's file, or the header and the lifter's row of a roster.
    #[must_use]
    pub fn texts_of_lifter(&self, lifter: &Lifter) -> Vec<&str> {
        let text = self.files.text(lifter.place.file);
        match self.rows.get(&lifter.slug) {
            Some(parts) => parts.iter().filter_map(|part| text.get(part.clone())).collect(),
            None => vec![text],
        }
    }

    /// Returns the path and the text of every file except those of programs and lifters.
    pub fn texts_of_all(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_own = |kind: &Kind| matches!(kind, Kind::Program | Kind::Lifter | Kind::Roster);
        let own: HashSet<_> = self.found.iter().filter(|(_, kind, _)| is_own(kind)).map(|(file, ..)| *file).collect();
        self.files
            .ids()
            .filter(move |file| !own.contains(file))
            .map(|file| (self.files.path(file), self.files.text(file)))
    }

    /// Returns the texts that all programs are calculated with: the settings, the RPE chart and the exercises.
    #[must_use]
    pub fn texts_of_basis(&self) -> Vec<&str> {
        let is_basis = |kind: &Kind| matches!(kind, Kind::Settings | Kind::Chart | Kind::Exercise);
        let files = self.found.iter().filter(|(_, kind, _)| is_basis(kind));
        files.map(|(file, ..)| self.files.text(*file)).collect()
    }
}
