//! Manual pages in a folder that may have others.

use std::path::Path;
use std::{fs, io};

use thiserror::Error;

use crate::source::{RewriteError, rewrite};

use super::write::{Fate, WriteError, write_new};

/// A manual page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The name of its file: `liftpress-build.1`.
    pub name: String,
    /// What is in it, as roff.
    pub text: String,
}

/// Why manual pages were not written.
#[derive(Debug, Error)]
pub enum ManualError {
    /// A file that is no manual page of liftpress has the name of one.
    #[error("`{0}` is no manual page of liftpress, and nothing was written; choose another folder")]
    NotOurs(String),
    /// A page cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A page cannot be replaced.
    #[error(transparent)]
    Rewrite(#[from] RewriteError),
}

/// Writes pages into a folder. Pages of ours are replaced, of whichever version they are; where another file has the name of one,
/// nothing is written.
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
                Fate::Written => {}
                Fate::LeftAsItWas => return Err(not_ours(&path)),
            },
        }
    }
    Ok(())
}

fn not_ours(path: &Path) -> ManualError {
    ManualError::NotOurs(path.display().to_string())
}

/// Whether the title of the page is one of ours.
fn is_ours(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(".TH liftpress"))
}
