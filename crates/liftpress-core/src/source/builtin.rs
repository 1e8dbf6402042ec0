//! The built-in library: the exercises of the gallery, so that a new site has the common lifts.

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use crate::model::{Exercise, Library, Slug};

use super::exercise::exercise;
use super::markdown::front_matter;
use super::yaml::{Node, Reader, value_of};
use crate::diagnostic::{FileId, Place};

static EXERCISES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../content/exercises");

/// Returns all built-in exercises. A file with a mistake would be left out; a test checks that no file has a mistake.
pub(super) fn library() -> Library {
    library_but(|_| false)
}

/// Returns all built-in exercises except those for which `is_left_out` holds.
pub(super) fn library_but(is_left_out: impl Fn(&str) -> bool + Sync) -> Library {
    let files: Vec<_> = EXERCISES.files().filter(|file| !slug_of(file).is_some_and(&is_left_out)).collect();
    let exercises: Vec<_> = files.into_par_iter().filter_map(read).collect();
    let mut library = Library::default();
    for exercise in exercises {
        library.insert(exercise);
    }
    library
}

/// Returns the built-in exercise with this name; `None` if there is no such exercise.
pub(super) fn builtin_exercise(exercise: &Slug) -> Option<Exercise> {
    read(EXERCISES.get_file(format!("{exercise}.md"))?)
}

fn slug_of<'f>(file: &'f include_dir::File<'_>) -> Option<&'f str> {
    file.path().file_stem()?.to_str()
}

/// Returns whether a built-in exercise has this name. A site may have an exercise of its own with the same name.
#[must_use]
pub fn is_builtin(exercise: &Slug) -> bool {
    EXERCISES.contains(format!("{exercise}.md"))
}

/// Returns the text of a built-in exercise's file; `None` if there is no such exercise.
#[must_use]
pub fn builtin_text(exercise: &Slug) -> Option<&'static str> {
    EXERCISES.get_file(format!("{exercise}.md"))?.contents_utf8()
}

fn read(file: &include_dir::File<'_>) -> Option<Exercise> {
    let text = file.contents_utf8()?;
    let (yaml, body) = front_matter(text)?;
    let value = value_of(&text[yaml])?;
    let slug = Slug::new(slug_of(file)?).ok()?;
    let mut diagnostics = Vec::new();
    let nowhere = FileId(0);
    let exercise = exercise(
        &mut Reader::new(&mut diagnostics),
        &Node::root(&value, nowhere),
        slug,
        &Place::file(nowhere),
        &text[body],
    )?;
    diagnostics.is_empty().then_some(Exercise { place: None, ..exercise })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_built_in_exercise() {
        let files = EXERCISES.files().count();
        assert!(files >= 40, "only {files}");
        let missing: Vec<_> =
            EXERCISES.files().filter(|file| read(file).is_none()).map(include_dir::File::path).collect();
        assert_eq!(missing, Vec::<&std::path::Path>::new());
    }
}
