//! Booklets are for their lifters: others cannot read them, nor list whose they are, unless somebody opens their folder.
//!
//! The folder is made for its owner alone. Whoever lets others in (`chmod 755 output/booklets`, for a web server) lets them read the
//! booklets of later builds too.

use std::io::{self, Write};
use std::path::Path;

/// The folder of the output that is private.
const FOLDER: &str = "booklets";

/// Writes a file that is to be at `file` of the output folder `root`, in the meantime at `path`.
pub(super) fn write(path: &Path, root: &Path, file: &str, contents: &[u8]) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if is_private(root, file) {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)?.write_all(contents)
}

/// Makes the folders that a file of the output folder `root` is in.
pub(super) fn create_folders(root: &Path, file: &str) -> io::Result<()> {
    let Some(folder) = Path::new(file).parent() else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if is_private(root, file) {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(root.join(folder))
}

/// Whether a file is a booklet, and nobody opened their folder to others.
#[cfg(unix)]
fn is_private(root: &Path, file: &str) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OTHERS: u32 = 0o077;
    let is_closed = || root.join(FOLDER).metadata().map_or(true, |folder| folder.mode() & OTHERS == 0);
    Path::new(file).starts_with(FOLDER) && is_closed()
}
