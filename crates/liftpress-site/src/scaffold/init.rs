//! A new site.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Serialize;
use thiserror::Error;

use crate::model::Word;
use crate::site::{LayoutError, content_of};
use crate::source::schema::{FileKind, schema_file};

use super::write::{Fate, WriteError, write_new};

static SITE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/site");

/// Where the schemas of a site are, beside its content.
pub(super) const SCHEMAS: &str = "schemas";

/// What became of the files of a new site, by path.
#[derive(Debug, Default, Serialize)]
pub struct Started {
    /// Those that are there now.
    pub written: Vec<PathBuf>,
    /// Those that were there before.
    pub left: Vec<PathBuf>,
}

/// Why a folder did not become a site.
#[derive(Debug, Error)]
pub enum InitError {
    /// It is one, and nobody wants examples among their own files.
    #[error(
        "`{0}` is a site already, and is left as it was; `liftpress new` adds programs, lifters and exercises to it"
    )]
    IsSite(String),
    /// Its content would be written outside of it.
    #[error(transparent)]
    LeadsOut(LayoutError),
    /// It is a file.
    #[error("`{0}` is no folder")]
    NoFolder(String),
    /// The file system said no.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Makes a folder a site, with examples that build. It need not be there; files in it stay as they are, and a folder that is a
/// site already is refused.
pub fn init(folder: &Path) -> Result<Started, InitError> {
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
    let mut started = Started::default();
    for (inside, text) in files() {
        let path = here.join(inside);
        match write_new(&path, &text)? {
            Fate::Written => started.written.push(path),
            Fate::LeftAsItWas => started.left.push(path),
        }
    }
    Ok(started)
}

/// Every file of a new site. Content comes last: what was interrupted before is no site yet, and can be begun again.
fn files() -> Vec<(PathBuf, String)> {
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

/// With where this liftpress comes from, for machines that have to install it.
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
    fn every_file_is_compiled_in_hidden_ones_too() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/site");
        let inside = |path: PathBuf| path.strip_prefix(&root).unwrap().to_path_buf();
        let mut there: Vec<_> = below(&root).into_iter().map(inside).collect();
        there.extend(FileKind::ALL.iter().map(|kind| Path::new(SCHEMAS).join(schema_file(*kind).0)));
        let mut compiled: Vec<_> = files().into_iter().map(|(path, _)| path).collect();
        there.sort();
        compiled.sort();
        assert_eq!(compiled, there);
        for hidden in [".gitignore", ".gitlab-ci.yml", ".github/pull-request.sh", ".vscode/extensions.json"] {
            assert!(compiled.iter().any(|path| path == Path::new(hidden)), "{hidden}");
        }
    }
}
