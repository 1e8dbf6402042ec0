//! Two files change places.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Puts each of two files where the other is, so that at no moment either place is empty.
///
/// Where a file system can, that is a single step: half the work of moving one over the other, which makes ext4 write out what is
/// replaced. Elsewhere the one at `place` is given a second name beside `aside` for as long as it takes: [`second_name`].
pub(super) fn exchange(aside: &Path, place: &Path) -> io::Result<()> {
    if at_once(aside, place).is_ok() {
        return Ok(());
    }
    let second = second_name(aside);
    // Where there are no hard links either, there is a moment without.
    if fs::hard_link(place, &second).is_err() {
        fs::rename(place, &second)?;
    }
    fs::rename(aside, place)?;
    fs::rename(&second, aside)
}

/// Where a file that is being exchanged for the one at `aside` may be found, should the process end in between.
pub(super) fn second_name(aside: &Path) -> PathBuf {
    aside.with_extension("old")
}

/// Moves a file to where nothing is; where there is something after all, that stays, and this fails.
pub(super) fn put(from: &Path, to: &Path) -> io::Result<()> {
    match put_at_once(from, to) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {}
        put => return put,
    }
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // No hard links there.
        Err(_) => fs::rename(from, to),
    }
}

#[cfg(target_os = "linux")]
fn at_once(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(target_os = "linux")]
fn put_at_once(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
fn put_at_once(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
