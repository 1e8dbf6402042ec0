//! Builds the site map, which lists every page for search engines.

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::route::Route;

/// The pages that search engines may list.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct SiteMap {
    /// The address of the published site, ending in `/`.
    base: String,
    /// The addresses of all pages.
    urls: Vec<String>,
}

/// Builds the map of a site from its routes. `base` is the address at which the site is published.
pub(in crate::site) fn site_map(routes: Vec<Route<'_>>, base: String) -> SiteMap {
    let address = |file: String| Some(format!("{base}{}", file.strip_prefix("site/")?.strip_suffix("index.html")?));
    // Published booklets are not listed, because lifters share the addresses of their booklets themselves.
    let listed = routes.into_iter().map(|route| route.path).filter(|file| !file.starts_with("site/lifters/"));
    SiteMap { urls: listed.filter_map(address).collect(), base }
}
