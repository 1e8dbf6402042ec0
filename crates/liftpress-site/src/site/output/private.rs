//! Makes booklets private. Only the owner of the folder can read and list them.
//!
//! The owner can open the folder to other users, for example to a web server (`chmod 755 output/booklets`). These users can then
//! also read the booklets of later builds.

use super::folder::{Folder, Readers};

/// The private folder of the output.
const FOLDER: &str = "booklets";

/// Returns who may read a new file of the output. Only the owner may read a booklet, unless the owner has opened the folder to
/// other users.
pub(super) fn readers(output: &Folder, file: &str) -> Readers {
    let is_booklet = file.split('/').next() == Some(FOLDER);
    if is_booklet && !output.is_open_to_others(FOLDER) { Readers::Owner } else { Readers::Anyone }
}
