//! What somebody begins with: a whole small site, or a program, a lifter, an exercise, a template of a site that is there; and
//! manual pages.
//!
//! The files stand in `site/` and `new/` as they are written. A file that is there already is never touched.

mod init;
mod manual;
mod new;
mod theme;
mod write;

pub use init::{InitError, Started, init};
pub use manual::{ManualError, Page, write_manual};
pub use new::{Begun, NewError, Piece, new};
pub use theme::{TEMPLATES, ThemeError, Themed, copy, themed};
pub use write::WriteError;
