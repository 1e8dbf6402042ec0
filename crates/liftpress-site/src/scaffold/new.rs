//! Creates a program, a lifter or an exercise in a site (`liftpress new`).

use std::path::{Path, PathBuf};

use thiserror::Error;

use liftpress_core::words;

use crate::model::{Slug, Word};
use crate::site::{LayoutError, content_of};
use crate::source::schema::{FileKind, schema_file};
use crate::source::{Content, builtin_text, written};

use super::init::SCHEMAS;
use super::write::{Outcome, WriteError, write_new};

words! {
    /// What `liftpress new` can create.
    Piece {
        /// A program: `programs/NAME.yaml`.
        Program => "program",
        /// A lifter: `lifters/NAME.yaml`.
        Lifter => "lifter",
        /// An exercise, also one that replaces a built-in exercise: `exercises/NAME.md`.
        Exercise => "exercise",
    }
}

/// A file that was created.
#[derive(Debug)]
pub struct Created {
    /// The path of the file.
    pub path: PathBuf,
    /// The name by which other files refer to this file.
    pub slug: Slug,
    /// Whether the file is a copy of a built-in exercise, and now replaces it.
    pub replaces_builtin: bool,
}

/// The reason why nothing was created.
#[derive(Debug, Error)]
pub enum NewError {
    /// The folder is not a site.
    #[error("{0}; create a site with `liftpress init`")]
    NoSite(LayoutError),
    /// No file name can be made from the name.
    #[error("cannot make a file name from `{0}`; choose a name with other letters or digits")]
    NoSlug(String),
    /// The name has a line break or an invisible character.
    #[error("the name has a line break or an invisible character; write it in one line of visible characters")]
    Invisible,
    /// The name is taken.
    #[error("the {kind} `{slug}` already exists in `{path}`; choose another name")]
    Taken {
        /// `program`, `lifter` or `exercise`.
        kind: &'static str,
        /// The name.
        slug: Slug,
        /// The file that has the name.
        path: String,
    },
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Creates a file with examples and comments, in the site in `folder`. If `name` is a built-in exercise, the file is a copy of
/// that exercise.
///
/// # Errors
///
/// Fails if the folder is not a site, if the name cannot be used or is taken, or if the file cannot be written.
pub fn new(piece: Piece, name: &str, folder: &Path) -> Result<Created, NewError> {
    let content = content_of(folder).map_err(NewError::NoSite)?;
    let title = written(name).ok_or(NewError::Invisible)?;
    let slug = Slug::from_name(name).ok_or_else(|| NewError::NoSlug(name.to_owned()))?;
    let taken = |path| NewError::Taken { kind: piece.word(), slug: slug.clone(), path };
    let read = Content::read(&content);
    if let Some(path) = read.path_of(piece.kind(), &slug) {
        return Err(taken(path.to_owned()));
    }
    let path = content.strip_prefix(".").unwrap_or(&content).join(piece.path(&slug));
    let builtin = builtin_text(&slug).filter(|_| piece == Piece::Exercise);
    let text = match builtin {
        Some(text) => text.to_owned(),
        None => piece.text().replace("SLUG", slug.as_str()).replace("NAME", &title),
    };
    let text = header(piece, folder, &content) + &text;
    match write_new(&path, &text)? {
        Outcome::Written => Ok(Created { path, slug, replaces_builtin: builtin.is_some() }),
        Outcome::Exists => Err(taken(path.display().to_string())),
    }
}

/// Returns the first line of the file, which names the schema for editors. It is empty for a site without schemas, and for
/// exercises, because editors do not read this line in Markdown files.
fn header(piece: Piece, folder: &Path, content: &Path) -> String {
    let (schema, _) = schema_file(piece.kind());
    if piece == Piece::Exercise || !folder.join(SCHEMAS).join(&schema).is_file() {
        return String::new();
    }
    let up = if content == folder { "../" } else { "../../" };
    format!("# yaml-language-server: $schema={up}{SCHEMAS}/{schema}\n\n")
}

impl Piece {
    fn kind(self) -> FileKind {
        match self {
            Self::Program => FileKind::Program,
            Self::Lifter => FileKind::Lifter,
            Self::Exercise => FileKind::Exercise,
        }
    }

    /// The path of the file in the content folder.
    fn path(self, slug: &Slug) -> PathBuf {
        match self {
            Self::Program => PathBuf::from(format!("programs/{slug}.yaml")),
            Self::Lifter => PathBuf::from(format!("lifters/{slug}.yaml")),
            Self::Exercise => PathBuf::from(format!("exercises/{slug}.md")),
        }
    }

    /// Returns the text of the file, in which `NAME` and `SLUG` are still to be replaced.
    fn text(self) -> &'static str {
        match self {
            Self::Program => include_str!("new/program.yaml"),
            Self::Lifter => include_str!("new/lifter.yaml"),
            Self::Exercise => include_str!("new/exercise.md"),
        }
    }
}
