//! Booklets are for their lifters: others cannot read them, nor list whose they are, unless somebody opens their folder.
//!
//! The folder is made for its owner alone. Whoever lets others in (`chmod 755 output/booklets`, for a web server) lets them read the
//! booklets of later builds too.

use super::folder::{Folder, Readers};

/// The folder of the output that is private.
const FOLDER: &str = "booklets";

/// Who may read a file of the output: of a booklet its owner alone, unless somebody opened their folder to others.
pub(super) fn readers(output: &Folder, file: &str) -> Readers {
    let is_booklet = file.split('/').next() == Some(FOLDER);
    if is_booklet && !output.is_open_to_others(FOLDER) { Readers::Owner } else { Readers::Anyone }
}
