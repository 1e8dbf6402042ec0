//! Every page, for search engines.

use schemars::JsonSchema;
use serde::Serialize;

/// Every page that is to be found.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct SiteMap {
    /// Where the site is published, ending in `/`.
    base: String,
    /// The addresses of all pages.
    urls: Vec<String>,
}

/// The map of a site that is published at `base` and made of these files.
pub(in crate::site) fn site_map(files: impl Iterator<Item = String>, base: String) -> SiteMap {
    let address = |file: String| Some(format!("{base}{}", file.strip_prefix("site/")?.strip_suffix("index.html")?));
    // Lifters pass on the addresses of their booklets themselves.
    let told = files.filter(|file| !file.starts_with("site/lifters/"));
    SiteMap { urls: told.filter_map(address).collect(), base }
}
