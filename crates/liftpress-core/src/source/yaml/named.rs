//! Reads the names of exercises and programs, and suggests the right form of a name.

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

    /// Reads the name of an exercise.
    pub(crate) fn exercise(&mut self, node: &Node<'_>) -> Option<ExerciseName> {
        let text = self.text(node)?;
        Some(ExerciseName { slug: self.exercise_of(&text, node.place())?, place: node.place() })
    }

    /// Reads the key of a map as the name of an exercise.
    pub(crate) fn exercise_key(&mut self, node: &Node<'_>) -> Option<Slug> {
        self.exercise_of(node.key(), node.key_place())
    }

    pub(crate) fn exercise_of(&mut self, text: &str, place: Place) -> Option<Slug> {
        let slug = Slug::new(text);
        slug.map_err(|error| self.report(misnamed(text, place, &error, self.names.exercise(text)))).ok()
    }

    /// Reads the name of a program. The title of a program is reported.
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

    /// Improves the suggestion of a notation error. The parser of a notation does not know the exercises, and suggests
    /// a slug made from the text. If an exercise with a similar name is known, that exercise is suggested instead.
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

/// Returns the error for an invalid name, with the name that is meant, if that is known.
fn misnamed(text: &str, place: Place, error: &SlugError, meant: Option<Slug>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BadSlug, place, error.to_string());
    match meant {
        Some(slug) => diagnostic.meant(text, Near { name: slug.as_str(), is_sure: text.len() <= 80 }),
        None => diagnostic,
    }
}
