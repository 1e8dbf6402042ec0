//! Names of exercises and programs as they are read, and what is meant by one that is written differently.

use crate::diagnostic::{Code, Diagnostic, Near, Place};
use crate::model::{ExerciseName, NotationError, Slug, SlugError};

use super::decode::{Node, Reader};

impl Reader<'_> {
    pub(crate) fn slug(&mut self, node: &Node<'_>) -> Option<Slug> {
        let text = self.text(node)?;
        self.slug_of(&text, node.place())
    }

    pub(crate) fn slug_of(&mut self, text: &str, place: Place) -> Option<Slug> {
        let slug = Slug::new(text);
        slug.map_err(|error| self.report(misnamed(text, place, &error, Slug::from_name(text)))).ok()
    }

    /// The name of an exercise.
    pub(crate) fn exercise(&mut self, node: &Node<'_>) -> Option<ExerciseName> {
        let text = self.text(node)?;
        Some(ExerciseName { slug: self.exercise_of(&text, node.place())?, place: node.place() })
    }

    /// The key of a map as the name of an exercise.
    pub(crate) fn exercise_key(&mut self, node: &Node<'_>) -> Option<Slug> {
        self.exercise_of(node.key(), node.key_place())
    }

    pub(crate) fn exercise_of(&mut self, text: &str, place: Place) -> Option<Slug> {
        let slug = Slug::new(text);
        slug.map_err(|error| self.report(misnamed(text, place, &error, self.names.exercise(text)))).ok()
    }

    /// The name of a program; its title is not one.
    pub(crate) fn program(&mut self, node: &Node<'_>) -> Option<Slug> {
        let text = self.text(node)?;
        self.program_of(&text, node.place())
    }

    pub(crate) fn program_of(&mut self, text: &str, place: Place) -> Option<Slug> {
        match self.names.titled(text) {
            Some(near) => {
                let message = format!("`{text}` is the title of a program, not its name");
                let diagnostic = Diagnostic::error(Code::UnknownProgram, place, message).meant(text, near);
                self.report(diagnostic);
                None
            }
            None => self.slug_of(text, place),
        }
    }

    /// Notation knows no exercises: where it makes a name out of one that is written differently, a better one may be known.
    pub(super) fn with_known_name(&self, text: &str, error: NotationError) -> NotationError {
        let given = text.get(error.span.clone()).unwrap_or_default();
        let is_name = Slug::from_name(given).is_some_and(|slug| error.fix.as_deref() == Some(slug.as_str()));
        match self.names.exercise(given).filter(|_| is_name) {
            Some(slug) => {
                NotationError { help: Some(format!("did you mean `{slug}`?")), fix: Some(slug.to_string()), ..error }
            }
            None => error,
        }
    }
}

/// A name that cannot be one, and the one that is meant.
fn misnamed(text: &str, place: Place, error: &SlugError, meant: Option<Slug>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BadSlug, place, error.to_string());
    match meant {
        Some(slug) => diagnostic.meant(text, Near { name: slug.as_str(), is_sure: text.len() <= 80 }),
        None => diagnostic,
    }
}
