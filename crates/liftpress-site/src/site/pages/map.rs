//! Every page, for search engines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::error::BuildError;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;

/// Every page that is to be found.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    /// Where the site is published, ending in `/`.
    base: String,
    /// The addresses of all pages.
    urls: Vec<String>,
}

impl View {
    fn of(builder: &PageBuilder<'_, '_>) -> Self {
        let base = builder.base();
        let address = |file: String| Some(format!("{base}{}", file.strip_prefix("site/")?.strip_suffix("index.html")?));
        let files = builder.parts.routes(builder.content).into_iter().map(|route| route.path());
        // Lifters pass on the addresses of their booklets themselves.
        let urls = files.filter(|file| !file.starts_with("site/lifters/")).filter_map(address).collect();
        Self { urls, base }
    }
}

/// Every page, for search engines.
pub(in crate::site) struct SiteMap;

/// Where that is.
pub(in crate::site) struct Robots;

impl<'c> PageKind<'c> for SiteMap {
    fn path(&self) -> String {
        "site/sitemap.xml".to_owned()
    }

    fn template(&self) -> &'static str {
        "sitemap.xml"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        builder.page(self, &View::of(builder))
    }
}

impl<'c> PageKind<'c> for Robots {
    fn path(&self) -> String {
        "site/robots.txt".to_owned()
    }

    fn template(&self) -> &'static str {
        "robots.txt"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        builder.page(self, &View::of(builder))
    }
}
