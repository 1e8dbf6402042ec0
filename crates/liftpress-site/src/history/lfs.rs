//! Reads files of Git LFS, which are not stored in commits. A commit has only a pointer to such a file: its digest and its size.

use std::path::{Path, PathBuf};

use gix::hash::{Kind, ObjectId, hasher};

/// The text that is committed in place of a file.
pub(super) struct Pointer {
    digest: ObjectId,
    size: u64,
}

impl Pointer {
    /// Parses a pointer; `None` if the text is not a pointer.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        const LONGEST: usize = 1024;
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() < LONGEST)?;
        let mut lines = text.lines();
        lines.next().filter(|line| line.starts_with("version https://git-lfs.github.com/spec/"))?;
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
        let digest = ObjectId::from_hex(value("oid")?.strip_prefix("sha256:")?.as_bytes()).ok()?;
        Some(Self { digest, size: value("size")?.parse().ok()? })
            .filter(|pointer| pointer.digest.kind() == Kind::Sha256)
    }

    /// Whether these are the bytes of the file to which the pointer leads.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        let mut hasher = hasher(Kind::Sha256);
        hasher.update(bytes);
        bytes.len() as u64 == self.size && hasher.try_finalize().is_ok_and(|digest| digest == self.digest)
    }

    /// Reads the file from the LFS store of the repository; `None` if it is missing, damaged or larger than `largest` bytes.
    pub(super) fn stored(&self, repository: &Path, largest: u64) -> Option<Vec<u8>> {
        let name = self.digest.to_hex().to_string();
        let path: PathBuf = repository.join("lfs/objects").join(&name[..2]).join(&name[2..4]).join(&name);
        let is_file =
            |path: &Path| std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= largest);
        let bytes = is_file(&path).then(|| std::fs::read(path).ok()).flatten()?;
        self.is_of(&bytes).then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_recognizes_its_file() {
        let text = "version https://git-lfs.github.com/spec/v1\noid sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\nsize 6\n";
        let pointer = Pointer::read(text.as_bytes()).unwrap();
        assert!(pointer.is_of(b"hello\n") && !pointer.is_of(b"hello!"));
        assert!(Pointer::read(b"title: Squat day\n").is_none());
        assert!(Pointer::read(text.replace("5891", "x891").as_bytes()).is_none());
    }
}
