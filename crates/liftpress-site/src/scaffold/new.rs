//! A program, a lifter or an exercise that is begun.

use std::path::{Path, PathBuf};

use thiserror::Error;

use liftpress_core::words;

use crate::model::Slug;
use crate::site::{LayoutError, content_of};
use crate::source::schema::{FileKind, schema_file};
use crate::source::{Content, builtin_text, written};

use super::init::SCHEMAS;
use super::write::{Fate, WriteError, write_new};

words! {
    /// What can be begun.
    Piece {
        /// A program: `programs/NAME.yaml`.
        Program => "program",
        /// A lifter: `lifters/NAME.yaml`.
        Lifter => "lifter",
        /// An exercise that liftpress does not know by itself, or one that it describes otherwise: `exercises/NAME.md`.
        Exercise => "exercise",
    }
}

/// What was begun.
#[derive(Debug)]
pub struct Begun {
    /// The file.
    pub path: PathBuf,
    /// The name by which others refer to it.
    pub slug: Slug,
    /// Whether it takes the place of a built-in exercise, of which it is a copy.
    pub replaces_builtin: bool,
}

/// Why nothing was begun.
#[derive(Debug, Error)]
pub enum NewError {
    /// There is nothing to add to.
    #[error("{0}; `liftpress init` begins a site")]
    NoSite(LayoutError),
    /// The name makes no file name.
    #[error("`{0}` makes no file name; use other words, with letters or digits in them")]
    NoSlug(String),
    /// The name has a line break or another sign that nobody sees.
    #[error("a name is a line of text without signs that nobody sees")]
    Unseen,
    /// There is one of that name.
    #[error("there is already {kind} `{slug}`: {path}; choose another name")]
    Taken {
        /// What it is, with its article.
        kind: &'static str,
        /// The name of both.
        slug: Slug,
        /// Where it is.
        path: String,
    },
    /// The file system said no.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes the file of a new piece of the site in `folder`, to be gone on with by its author.
pub fn new(piece: Piece, name: &str, folder: &Path) -> Result<Begun, NewError> {
    let content = content_of(folder).map_err(NewError::NoSite)?;
    let title = written(name).ok_or(NewError::Unseen)?;
    let slug = Slug::from_name(name).ok_or_else(|| NewError::NoSlug(name.to_owned()))?;
    let taken = |path| NewError::Taken { kind: piece.with_article(), slug: slug.clone(), path };
    let read = Content::read(&content);
    if let Some(path) = read.path_of(piece.kind(), &slug) {
        return Err(taken(path.to_owned()));
    }
    let path = content.strip_prefix(".").unwrap_or(&content).join(piece.place(&slug));
    let builtin = builtin_text(&slug).filter(|_| piece == Piece::Exercise);
    let text = match builtin {
        Some(text) => text.to_owned(),
        None => piece.text().replace("SLUG", slug.as_str()).replace("NAME", &title),
    };
    let text = header(piece, folder, &content) + &text;
    match write_new(&path, &text)? {
        Fate::Written => Ok(Begun { path, slug, replaces_builtin: builtin.is_some() }),
        Fate::LeftAsItWas => Err(taken(path.display().to_string())),
    }
}

/// The line that tells an editor of the schema, where the site has schemas and editors look for the line.
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

    fn with_article(self) -> &'static str {
        match self {
            Self::Program => "a program",
            Self::Lifter => "a lifter",
            Self::Exercise => "an exercise",
        }
    }

    /// Its file in the content folder.
    fn place(self, slug: &Slug) -> PathBuf {
        match self {
            Self::Program => PathBuf::from(format!("programs/{slug}.yaml")),
            Self::Lifter => PathBuf::from(format!("lifters/{slug}.yaml")),
            Self::Exercise => PathBuf::from(format!("exercises/{slug}.md")),
        }
    }

    /// What it begins with, for a `NAME` and a `SLUG`.
    fn text(self) -> &'static str {
        match self {
            Self::Program => include_str!("new/program.yaml"),
            Self::Lifter => include_str!("new/lifter.yaml"),
            Self::Exercise => include_str!("new/exercise.md"),
        }
    }
}
