//! Builds, checks and serves a site. The output has the folder `site/`, which can be published, and the private folder
//! `booklets/`.
//!
//! [`Layout::find`] finds the folders of a site. [`build`] writes the output folder. [`all_diagnostics`] reports what a build would
//! report, and writes nothing. A [`serve::Server`] shows the site while its author edits it.

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
pub use diagnose::all_diagnostics;
pub use error::BuildError;
pub use layout::{Layout, LayoutError, content_of};
pub use output::OutputError;
pub use revision_site::RevisionSite;
pub use revisions::last_changed;
pub use shard::Shard;
pub use single::replace;
pub use single::{SingleError, write_single};
pub use versions::{ProgramVersion, versions};

/// Returns descriptions of the data that templates get: the data for all templates, for those of booklets, and for each page.
#[must_use]
pub fn given() -> Vec<Given> {
    [render::given(), pages::given()].concat()
}
