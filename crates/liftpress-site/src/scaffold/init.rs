//! Creates a site with examples (`liftpress init`).

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Serialize;
use thiserror::Error;

use crate::model::Word;
use crate::site::{LayoutError, content_of};
use crate::source::schema::{FileKind, schema_file};

use super::write::{Outcome, WriteError, write_new};

static SITE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/site");

/// The folder of a site's schemas, next to its content.
pub(super) const SCHEMAS: &str = "schemas";

/// The files of a new site, by path.
#[derive(Debug, Default, Serialize)]
pub struct NewFiles {
    /// Files that were created.
    pub written: Vec<PathBuf>,
    /// Files that already existed, and were not changed.
    pub left: Vec<PathBuf>,
}

/// The reason why no site was created in a folder.
#[derive(Debug, Error)]
pub enum InitError {
    /// The folder is a site, and examples must not mix with its files.
    #[error("`{0}` is already a site, and nothing was written; add files to it with `liftpress new`")]
    IsSite(String),
    /// The content folder is a link that leads out of the site.
    #[error(transparent)]
    LeadsOut(LayoutError),
    /// There is a file at the path.
    #[error("`{0}` is a file, not a folder")]
    NoFolder(String),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Creates a site with examples that can be built. Creates the folder if it does not exist, and changes no file that the folder
/// already has.
///
/// # Errors
///
/// Fails if the folder is already a site, is a file, has a `content` that leads out of it, or cannot be written to.
pub fn init(folder: &Path) -> Result<NewFiles, InitError> {
    let shown = || folder.display().to_string();
    if folder.exists() && !folder.is_dir() {
        return Err(InitError::NoFolder(shown()));
    }
    match content_of(folder) {
        Ok(_) => return Err(InitError::IsSite(shown())),
        Err(error @ LayoutError::LeadsOut { .. }) => return Err(InitError::LeadsOut(error)),
        Err(_) => {}
    }
    let here = folder.strip_prefix(".").unwrap_or(folder);
    let mut files = NewFiles::default();
    for (inside, text) in templates() {
        let path = here.join(inside);
        match write_new(&path, &text)? {
            Outcome::Written => files.written.push(path),
            Outcome::Exists => files.left.push(path),
        }
    }
    Ok(files)
}

/// Returns every file of a new site. Content comes last: if the command is interrupted before that, the folder is not yet a site,
/// and the command can be repeated.
fn templates() -> Vec<(PathBuf, String)> {
    let schemas = FileKind::ALL.iter().map(|kind| schema_file(*kind));
    let mut files: Vec<_> = schemas.map(|(name, text)| (Path::new(SCHEMAS).join(name), text)).collect();
    let mut folders = vec![&SITE];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        let texts = folder.files().filter_map(|file| Some((file.path().to_path_buf(), filled(file.contents_utf8()?))));
        files.extend(texts);
    }
    files.sort_by_key(|(path, _)| (path.starts_with("content"), path.clone()));
    files
}

/// Fills in the repository and the version of this liftpress, so that the workflows of the site install the same version.
fn filled(text: &str) -> String {
    text.replace("LIFTPRESS_REPOSITORY", env!("CARGO_PKG_REPOSITORY"))
        .replace("LIFTPRESS_VERSION", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(folder: &Path) -> Vec<PathBuf> {
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn includes_every_file_even_hidden_ones() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/site");
        let inside = |path: PathBuf| path.strip_prefix(&root).unwrap().to_path_buf();
        let mut there: Vec<_> = below(&root).into_iter().map(inside).collect();
        there.extend(FileKind::ALL.iter().map(|kind| Path::new(SCHEMAS).join(schema_file(*kind).0)));
        let mut compiled: Vec<_> = templates().into_iter().map(|(path, _)| path).collect();
        there.sort();
        compiled.sort();
        assert_eq!(compiled, there);
        for hidden in [".gitignore", ".gitlab-ci.yml", ".github/pull-request.sh", ".vscode/extensions.json"] {
            assert!(compiled.iter().any(|path| path == Path::new(hidden)), "{hidden}");
        }
    }
}
