//! Two files change places.

use std::io;

use super::folder::Folder;

/// Puts each of two files where the other is, so that at no moment either place is empty.
///
/// Where a file system can, that is a single step: half the work of moving one over the other, which makes ext4 write out what is
/// replaced. Elsewhere the one at `place` is given a second name beside `aside` for as long as it takes: [`second_name`].
pub(super) fn exchange(folder: &Folder, aside: &str, place: &str) -> io::Result<()> {
    if folder.exchange_at_once(aside, place).is_ok() {
        return Ok(());
    }
    let second = second_name(aside);
    // Where there are no hard links either, there is a moment without.
    if folder.link(place, &second).is_err() {
        folder.rename(place, &second)?;
    }
    folder.rename(aside, place)?;
    folder.rename(&second, aside)
}

/// Where a file that is being exchanged for the one at `aside` may be found, should the process end in between.
pub(super) fn second_name(aside: &str) -> String {
    format!("{aside}.old")
}

/// Moves a file to where nothing is; where there is something after all, that stays, and this fails.
pub(super) fn put(folder: &Folder, from: &str, to: &str) -> io::Result<()> {
    match folder.put_at_once(from, to) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {}
        put => return put,
    }
    match folder.link(from, to) {
        Ok(()) => folder.remove(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // No hard links there.
        Err(_) => folder.rename(from, to),
    }
}
