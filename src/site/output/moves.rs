//! What a build does to each file, in steps that can be made, found made, and taken back.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::exchange::{exchange, put, second_name};
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
    /// There was none.
    New,
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
            Kind::Renewed { .. } if place.exists() => exchange(&aside, &place),
            Kind::Renewed { .. } => put(&aside, &place),
            Kind::New => {
                place.parent().map_or(Ok(()), fs::create_dir_all)?;
                put(&aside, &place)
            }
            Kind::Stale => fs::rename(&place, &aside),
        }
    }

    /// Whether the move was made.
    fn is_made(&self, ways: Ways<'_>) -> bool {
        let aside = self.aside(ways);
        match self.kind {
            Kind::Renewed { digest } => fs::read(self.place(ways)).is_ok_and(|there| Digest::of(&there) == digest),
            Kind::New => !aside.exists() || self.is_twice(ways),
            Kind::Stale => aside.exists(),
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
            // It had both names when the process ended.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.is_twice(ways) => {
                fs::remove_file(self.aside(ways))
            }
            made => made,
        }
    }

    /// Whether the same is in place and aside.
    fn is_twice(&self, ways: Ways<'_>) -> bool {
        let [there, aside] = [self.place(ways), self.aside(ways)].map(fs::read);
        there.ok().zip(aside.ok()).is_some_and(|(there, aside)| there == aside)
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
            Kind::New if is_made && place.exists() => fs::rename(place, aside),
            Kind::Stale if is_made => fs::rename(aside, place),
            Kind::New | Kind::Stale => Ok(()),
        }
    }
}
