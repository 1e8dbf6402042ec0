//! Writes manual pages into a folder that may also have manual pages of other programs.

use std::path::Path;
use std::{fs, io};

use thiserror::Error;

use crate::source::{RewriteError, rewrite};

use super::write::{Outcome, WriteError, write_new};

/// A manual page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file name: `liftpress-build.1`.
    pub name: String,
    /// The text in the format roff.
    pub text: String,
}

/// The reason why manual pages were not written.
#[derive(Debug, Error)]
pub enum ManualError {
    /// A file of another program has the name of a page.
    #[error("`{0}` is not a manual page of liftpress, and nothing was written; choose another folder")]
    NotOurs(String),
    /// A page cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// An older page cannot be replaced.
    #[error(transparent)]
    Rewrite(#[from] RewriteError),
}

/// Writes manual pages into a folder, and replaces pages that any version of liftpress wrote.
///
/// # Errors
///
/// Fails if a file cannot be written. If a file of another program has the name of a page, nothing is written.
pub fn write_manual(folder: &Path, pages: &[Page]) -> Result<(), ManualError> {
    let there = |page: &Page| {
        let path = folder.join(&page.name);
        match fs::read_to_string(&path) {
            Ok(text) if is_ours(&text) => Ok((path, Some(text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path, None)),
            _ => Err(not_ours(&path)),
        }
    };
    let there = pages.iter().map(there).collect::<Result<Vec<_>, _>>()?;
    for (page, (path, before)) in pages.iter().zip(there) {
        match before {
            Some(before) => rewrite(&path, &before, &page.text)?,
            None => match write_new(&path, &page.text)? {
                Outcome::Written => {}
                Outcome::Exists => return Err(not_ours(&path)),
            },
        }
    }
    Ok(())
}

fn not_ours(path: &Path) -> ManualError {
    ManualError::NotOurs(path.display().to_string())
}

/// Whether the title of a manual page starts with `liftpress`.
fn is_ours(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(".TH liftpress"))
}
