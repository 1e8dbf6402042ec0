//! The user's key, which signs caches.
//!
//! An output folder may come from someone else, in a clone or an archive. Its pages could be manipulated, with a cache that says
//! that they are unchanged. So a cache is signed with a key from the user's state folder. Without a key, no cache is used, and
//! everything is rebuilt.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::OutputError;

/// The environment variable for a key that several machines share.
const VARIABLE: &str = "LIFTPRESS_KEY";
/// The smallest number of characters in a key. A shorter key could be guessed.
const SHORTEST: usize = 32;
const CONTEXT: &str = "liftpress 2026-11-30 output cache";

/// The key of a user, derived from a secret.
#[derive(Clone)]
pub(in crate::site) struct Key([u8; 32]);

impl Key {
    /// Returns the key in `LIFTPRESS_KEY`, or the key in the user's state folder, which is created if needed.
    ///
    /// Returns `None` if there is no state folder, or if it is inside one of the folders in `apart_from`. In that case the key
    /// could also come from someone else.
    pub(in crate::site) fn of_user(apart_from: &[&Path]) -> Result<Option<Self>, OutputError> {
        match std::env::var(VARIABLE) {
            Ok(text) if text.len() >= SHORTEST => Ok(Some(Self::of(text.as_bytes()))),
            Ok(text) if !text.is_empty() => Err(OutputError::WeakKey),
            _ => Ok(Self::in_state_folder(apart_from)),
        }
    }

    fn in_state_folder(apart_from: &[&Path]) -> Option<Self> {
        let folder = state_folder()?.join("liftpress");
        fs::create_dir_all(&folder).ok()?;
        let folder = folder.canonicalize().ok()?;
        let is_apart = |other: &&Path| other.canonicalize().map_or(true, |other| !folder.starts_with(other));
        apart_from.iter().all(is_apart).then(|| Self::in_file(&folder.join("key")).ok()).flatten()
    }

    /// Derives a key from a secret.
    pub(super) fn of(text: &[u8]) -> Self {
        Self(blake3::derive_key(CONTEXT, text))
    }

    /// Reads the key in a file. If the file does not exist, creates it with a random secret.
    fn in_file(path: &Path) -> io::Result<Self> {
        let read = || fs::read(path).and_then(whole).map(|secret| Self::of(&secret));
        match read() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            read => return read,
        }
        let mut secret = [0; SHORTEST];
        let unknown = |error: getrandom::Error| io::Error::other(error.to_string());
        getrandom::fill(&mut secret).map_err(unknown)?;
        let new = path.with_extension(getrandom::u64().map_err(unknown)?.to_string());
        let created = private().open(&new).and_then(|mut file| file.write_all(&secret));
        // The file appears in one step with all its bytes. Another process may have created it first.
        let placed = created.and_then(|()| {
            fs::hard_link(&new, path).or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Ok(()),
                _ => fs::rename(&new, path),
            })
        });
        let _ = fs::remove_file(&new);
        placed.and_then(|()| read())
    }

    /// Returns the keyed digest of bytes, in hexadecimal digits.
    pub(super) fn digest(&self, bytes: &[u8]) -> String {
        blake3::keyed_hash(&self.0, bytes).to_string()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

fn whole(secret: Vec<u8>) -> io::Result<Vec<u8>> {
    if secret.len() == SHORTEST { Ok(secret) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Options for a new file that only its owner can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Returns the folder in which the user's programs store their state.
fn state_folder() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return absolute("LOCALAPPDATA");
    }
    let home = || std::env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(".local/state"));
    absolute("XDG_STATE_HOME").or_else(home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_created_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let digests: Vec<_> = std::thread::scope(|scope| {
            let digest = || Key::in_file(&path).unwrap().digest(b"x");
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(digest)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(digests.iter().all(|digest| *digest == Key::in_file(&path).unwrap().digest(b"x")), "{digests:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let other = Key::in_file(&folder.path().join("other")).unwrap();
        assert_ne!(other.digest(b"x"), digests[0]);
        fs::write(&path, "short").unwrap();
        assert!(Key::in_file(&path).is_err());
    }
}
