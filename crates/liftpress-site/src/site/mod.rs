//! Which pages exist and what is written where: `site/` to be published, `booklets/` for each lifter's eyes only.
//!
//! [`Layout::find`] finds the folders of a site, [`build`] writes everything into one of them, [`everything_wrong`] tells what
//! it would tell and writes nothing, and a [`serve::Server`] shows it all while it is written.

mod build;
mod diagnose;
mod digest;
mod error;
mod inputs;
mod layout;
mod links;
mod materials;
mod output;
mod page_builder;
mod pages;
mod parts;
mod print;
mod revision_site;
mod revisions;
mod route;
pub mod serve;
mod shard;
mod single;
mod task;
mod versions;

use crate::render::{self, Given};

pub use build::{BuildOptions, Built, BuiltBooklet, Times, Watcher, build};
pub use diagnose::everything_wrong;
pub use error::BuildError;
pub use layout::{Layout, LayoutError, content_of};
pub use output::OutputError;
pub use revision_site::RevisionSite;
pub use revisions::last_changed;
pub use shard::Shard;
pub use single::replace;
pub use single::{SingleError, write_single};
pub use versions::{ProgramVersion, versions};

/// What templates are given: all of them, those of booklets, and that of each page.
#[must_use]
pub fn given() -> Vec<Given> {
    [render::given(), pages::given()].concat()
}
