//! Which pages exist and what is written where: `site/` to be published, `booklets/` for each lifter's eyes only.

mod build;
mod layout;
mod output;
mod pages;

pub use build::{BuildError, Built, Times, build};
pub use layout::{Layout, LayoutError, content_of};
pub use output::{Output, OutputError, Stage};
