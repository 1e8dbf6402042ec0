//! What a build does to each file, in steps that can be made, found made, and taken back.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::exchange::{exchange, put, second_name};
use super::private;
use crate::site::digest::Digest;

/// One file's move.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    /// Its path within the output folder.
    pub(super) file: String,
    /// What it, or what was there before it, is called while it is aside.
    pub(super) number: u64,
    #[serde(flatten)]
    pub(super) kind: Kind,
}

/// What becomes of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "lowercase")]
pub(super) enum Kind {
    /// It takes the place of one of ours. What is in it tells which of the two is in place.
    Renewed { digest: Digest },
    /// There was none. What is in it tells whether what is in place is ours.
    New { digest: Digest },
    /// It is made no more.
    Stale,
}

/// The folders that files are moved between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways<'w> {
    pub(super) root: &'w Path,
    pub(super) aside: &'w Path,
}

impl Move {
    pub(super) fn place(&self, ways: Ways<'_>) -> PathBuf {
        ways.root.join(&self.file)
    }

    fn aside(&self, ways: Ways<'_>) -> PathBuf {
        ways.aside.join(self.number.to_string())
    }

    /// Makes the move.
    pub(super) fn make(&self, ways: Ways<'_>) -> io::Result<()> {
        let (aside, place) = (self.aside(ways), self.place(ways));
        match self.kind {
            // A link that leads nowhere is there, too.
            Kind::Renewed { .. } if place.symlink_metadata().is_ok() => exchange(&aside, &place),
            Kind::Renewed { .. } => put(&aside, &place),
            Kind::New { .. } => {
                private::create_folders(ways.root, &self.file)?;
                put(&aside, &place)
            }
            Kind::Stale => match fs::rename(&place, &aside) {
                // Somebody else removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                moved => moved,
            },
        }
    }

    /// Whether the move was made.
    fn is_made(&self, ways: Ways<'_>) -> bool {
        match self.kind {
            Kind::Renewed { digest } | Kind::New { digest } => {
                fs::read(self.place(ways)).is_ok_and(|there| Digest::of(&there) == digest)
            }
            Kind::Stale => self.aside(ways).exists(),
        }
    }

    /// Makes the move if that was not done.
    pub(super) fn finish(&self, ways: Ways<'_>) -> io::Result<()> {
        if self.is_made(ways) {
            return Ok(());
        }
        match self.make(ways) {
            // Somebody else removed it in between.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            made => made,
        }
    }

    /// Takes the move back if it was made: the old file again, and none where there was none.
    pub(super) fn undo(&self, ways: Ways<'_>) -> io::Result<()> {
        let (aside, place) = (self.aside(ways), self.place(ways));
        let is_made = self.is_made(ways);
        match self.kind {
            Kind::Renewed { .. } => {
                let second = second_name(&aside);
                let old = [second, aside.clone()].into_iter().find(|old| old.exists() && (is_made || *old != aside));
                old.map_or(Ok(()), |old| fs::rename(old, place))
            }
            Kind::New { .. } if is_made => fs::remove_file(place),
            Kind::Stale if is_made => put(&aside, &place),
            Kind::New { .. } | Kind::Stale => Ok(()),
        }
    }
}
