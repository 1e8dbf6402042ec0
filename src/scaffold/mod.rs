//! What somebody begins with: a whole small site, or a program, a lifter, an exercise of a site that is there.
//!
//! The files stand in `site/` and `new/` as they are written. A file that is there already is never touched.

mod init;
mod new;
mod write;

pub use init::{InitError, Started, init};
pub use new::{Begun, NewError, Piece, new};
pub use write::WriteError;
