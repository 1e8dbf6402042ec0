//! Makes booklets private. Only the owner of the folder can read and list them.
//!
//! If the owner opens the folder to others, such as a web server (`chmod 755 output/booklets`), they can read the booklets of later
//! builds too.

use super::folder::{Folder, Readers};

/// The private folder of the output.
const FOLDER: &str = "booklets";

/// Who may read a new file of the output. Only the owner may read a booklet, unless the owner opened the folder to others.
pub(super) fn readers(output: &Folder, file: &str) -> Readers {
    let is_booklet = file.split('/').next() == Some(FOLDER);
    if is_booklet && !output.is_open_to_others(FOLDER) { Readers::Owner } else { Readers::Anyone }
}
