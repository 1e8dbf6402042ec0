//! Every page, for search engines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::route::Route;

/// Every page that is to be found.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct SiteMap {
    /// Where the site is published, ending in `/`.
    base: String,
    /// The addresses of all pages.
    urls: Vec<String>,
}

/// The map of a site that is published at `base` and built of these.
pub(in crate::site) fn site_map(routes: Vec<Route<'_>>, base: String) -> SiteMap {
    let address = |file: String| Some(format!("{base}{}", file.strip_prefix("site/")?.strip_suffix("index.html")?));
    // Lifters pass on the addresses of their booklets themselves.
    let told = routes.into_iter().map(|route| route.path).filter(|file| !file.starts_with("site/lifters/"));
    SiteMap { urls: told.filter_map(address).collect(), base }
}
