//! Moves files into and out of the output, in steps that can be repeated and undone.

use std::io;

use serde::{Deserialize, Serialize};

use super::exchange::{exchange, put, second_name};
use super::folder::Folder;
use super::private;
use super::state::aside;
use crate::site::digest::Digest;

/// The size of the largest output file that is read, in bytes. Real pages, pictures and PDFs are much smaller.
pub(super) const LARGEST_FILE: u64 = 1 << 30;

/// The move of one file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Move {
    /// The path in the output folder.
    pub(super) file: String,
    /// The name in `aside`. It belongs to the new file before the move, and to the old file after the move.
    pub(super) number: u64,
    #[serde(flatten)]
    pub(super) kind: Kind,
}

/// The kind of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "lowercase")]
pub(super) enum Kind {
    /// Replaces a file of the last build. The digest is that of the new file, and shows whether the new or the old file is in
    /// place.
    Renewed { digest: Digest },
    /// Adds a file. The digest is that of the new file, and shows whether it is in place.
    New { digest: Digest },
    /// Removes a file that is no longer part of the output.
    Stale,
}

impl Move {
    /// Makes the move in an output folder.
    pub(super) fn make(&self, folder: &Folder) -> io::Result<()> {
        let (aside, place) = (aside(self.number), &self.file);
        match self.kind {
            // `found` also finds a broken link, which must be exchanged too.
            Kind::Renewed { .. } if folder.found(place)?.is_some() => exchange(folder, &aside, place),
            Kind::Renewed { .. } => put(folder, &aside, place),
            Kind::New { .. } => {
                let readers = private::readers(folder, place);
                place.rsplit_once('/').map_or(Ok(()), |(parent, _)| folder.create_folders(parent, readers))?;
                put(folder, &aside, place)
            }
            Kind::Stale => match folder.rename(place, &aside) {
                // Another program has already removed the file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                moved => moved,
            },
        }
    }

    /// Whether the move was already made.
    fn is_made(&self, folder: &Folder) -> bool {
        match self.kind {
            Kind::Renewed { digest } | Kind::New { digest } => {
                folder.read(&self.file, LARGEST_FILE).is_ok_and(|bytes| Digest::of(&bytes) == digest)
            }
            Kind::Stale => folder.has(&aside(self.number)),
        }
    }

    /// Makes the move, unless it was already made.
    pub(super) fn finish(&self, folder: &Folder) -> io::Result<()> {
        if self.is_made(folder) {
            return Ok(());
        }
        match self.make(folder) {
            // Another program removed the file in the meantime.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            made => made,
        }
    }

    /// Undoes the move if it was made: puts the old file back, or removes the new file.
    pub(super) fn undo(&self, folder: &Folder) -> io::Result<()> {
        let (aside, place) = (aside(self.number), &self.file);
        let is_made = self.is_made(folder);
        match self.kind {
            Kind::Renewed { .. } => {
                let second = second_name(&aside);
                let old = [second, aside.clone()].into_iter().find(|old| folder.has(old) && (is_made || *old != aside));
                old.map_or(Ok(()), |old| folder.rename(&old, place))
            }
            Kind::New { .. } if is_made => folder.remove(place),
            Kind::Stale if is_made => put(folder, &aside, place),
            Kind::New { .. } | Kind::Stale => Ok(()),
        }
    }
}
