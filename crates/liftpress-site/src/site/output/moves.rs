//! What a build does to each file, in steps that can be made, found made, and taken back.

use std::io;

use serde::{Deserialize, Serialize};

use super::exchange::{exchange, put, second_name};
use super::folder::Folder;
use super::private;
use super::state::aside;
use crate::site::digest::Digest;

/// Larger files are not ours: no page, picture or PDF comes near.
pub(super) const LARGEST_FILE: u64 = 1 << 30;

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

impl Move {
    /// Makes the move in an output folder.
    pub(super) fn make(&self, folder: &Folder) -> io::Result<()> {
        let (aside, place) = (aside(self.number), &self.file);
        match self.kind {
            // A link that leads nowhere is there, too.
            Kind::Renewed { .. } if folder.found(place)?.is_some() => exchange(folder, &aside, place),
            Kind::Renewed { .. } => put(folder, &aside, place),
            Kind::New { .. } => {
                let readers = private::readers(folder, place);
                place.rsplit_once('/').map_or(Ok(()), |(parent, _)| folder.create_folders(parent, readers))?;
                put(folder, &aside, place)
            }
            Kind::Stale => match folder.rename(place, &aside) {
                // Somebody else removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                moved => moved,
            },
        }
    }

    /// Whether the move was made.
    fn is_made(&self, folder: &Folder) -> bool {
        match self.kind {
            Kind::Renewed { digest } | Kind::New { digest } => {
                folder.read(&self.file, LARGEST_FILE).is_ok_and(|there| Digest::of(&there) == digest)
            }
            Kind::Stale => folder.has(&aside(self.number)),
        }
    }

    /// Makes the move if that was not done.
    pub(super) fn finish(&self, folder: &Folder) -> io::Result<()> {
        if self.is_made(folder) {
            return Ok(());
        }
        match self.make(folder) {
            // Somebody else removed it in between.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            made => made,
        }
    }

    /// Takes the move back if it was made: the old file again, and none where there was none.
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
