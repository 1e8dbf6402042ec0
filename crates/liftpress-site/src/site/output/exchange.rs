//! Exchanges and moves files, so that no file is missing in between.

use std::io;

use super::folder::Folder;

/// Exchanges two files, so that neither place is ever empty.
///
/// On file systems that support it, this is a single step. That step takes half the time of moving one file over the other,
/// because such a move makes ext4 write the file to disk. On other file systems, the file at `place` gets a [`second_name`] next
/// to `aside` in the meantime.
pub(super) fn exchange(folder: &Folder, aside: &str, place: &str) -> io::Result<()> {
    if folder.exchange_at_once(aside, place).is_ok() {
        return Ok(());
    }
    let second = second_name(aside);
    // Without hard links, `place` is empty for a moment.
    if folder.link(place, &second).is_err() {
        folder.rename(place, &second)?;
    }
    folder.rename(aside, place)?;
    folder.rename(&second, aside)
}

/// Returns the name of a file while it is exchanged for the file at `aside`. If the process ends in between, the file with this
/// name remains.
pub(super) fn second_name(aside: &str) -> String {
    format!("{aside}.old")
}

/// Moves a file to an empty place. If something is at that place, fails and changes nothing.
pub(super) fn put(folder: &Folder, from: &str, to: &str) -> io::Result<()> {
    match folder.put_at_once(from, to) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {}
        put => return put,
    }
    match folder.link(from, to) {
        Ok(()) => folder.remove(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // The file system has no hard links.
        Err(_) => folder.rename(from, to),
    }
}
