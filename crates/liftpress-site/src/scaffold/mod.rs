//! Creates files for users to start from: a site, a program, a lifter, an exercise, a copy of a template, or manual pages.
//!
//! `site/` and `new/` have the files as they are written. A file that already exists is never changed.

mod init;
mod manual;
mod new;
mod theme;
mod write;

pub use init::{InitError, NewFiles, init};
pub use manual::{ManualError, Page, write_manual};
pub use new::{Created, NewError, Piece, new};
pub use theme::{TEMPLATES, TemplateInfo, ThemeError, copy, list};
pub use write::WriteError;
