//! Creates files for users to start from: a site, a program, a lifter, an exercise, a copy of a template, or manual pages.
//!
//! The folders `site/` and `new/` contain these files as the commands write them. Files that already exist are never changed,
//! except older manual pages of liftpress.

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
