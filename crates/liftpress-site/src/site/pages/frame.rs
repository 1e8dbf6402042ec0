//! Builds the data that every page of the site gets: the address of the page, its title for search engines, and the navigation.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Folder, HOME, Page, Settings};
use crate::site::parts::Parts;
use crate::site::route::Route;
use crate::source::Content;

/// The data that every page of the site gets.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Frame {
    /// The relative path from this page to the site's first page: empty for the first page, `../../` for a program page.
    root: String,
    /// The address of this page; empty if the site has no `base_url`.
    url: String,
    /// The address of the published site, ending in `/`; empty if it has no `base_url`.
    base: String,
    /// The title, description and picture for search engines and previews.
    head: Head,
    /// The id of the main element: `content`, unless a card has this id.
    main: &'static str,
    /// Whether the site has a feed.
    has_feed: bool,
    /// The pages to which every page links.
    nav: Vec<NavLink>,
}

const MAIN: &str = "content";

/// The title, description and picture of a page for search engines and previews.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(in crate::site) struct Head {
    /// The title; empty for the site's first page.
    pub(in crate::site) title: String,
    /// The description, in a sentence or two; may be empty.
    pub(in crate::site) description: String,
    /// The address of the preview picture, to append to `base`; may be empty.
    pub(in crate::site) picture: String,
}

/// A page to which every page links.
#[derive(Debug, Serialize, JsonSchema)]
struct NavLink {
    /// The title of the page.
    title: String,
    /// The address of the page, to append to `root`.
    address: String,
    /// Whether this is the current page.
    current: bool,
}

/// A page without data of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct PlainPage {
    #[serde(flatten)]
    frame: Frame,
}

pub(in crate::site) fn plain_page(frame: Frame) -> PlainPage {
    PlainPage { frame }
}

impl Frame {
    /// Returns the relative path from the page to the site's first page.
    pub(in crate::site) fn root(&self) -> &str {
        &self.root
    }

    /// Builds the frame of a page.
    pub(in crate::site) fn of(page: &Route<'_>, content: &Content, parts: &Parts<'_>) -> Self {
        let Content { pages, programs, settings, .. } = content;
        let here = page.path.strip_prefix("site/").unwrap_or(&page.path);
        let labels = &settings.labels;
        let lists = [
            (!programs.is_empty(), labels.programs(), "index.html"),
            (!parts.exercises.is_empty(), labels.exercises(), "exercises/index.html"),
        ];
        let lists = lists.into_iter().filter(|(is_there, ..)| *is_there);
        let lists = lists.map(|(_, title, address)| (title.to_owned(), address.to_owned()));
        let own = in_nav(pages, settings).into_iter();
        let own = own.map(|page| (page.title.clone(), Folder::Pages.address(&page.slug)));
        let search = [(labels.search().to_owned(), "search/index.html".to_owned())];
        let link = |(title, address): (String, String)| NavLink { current: address == here, title, address };
        let base = settings.base();
        // A server sends this page for any unknown address, so relative links do not work in it.
        let is_not_found = here == "404.html";
        let root =
            if is_not_found { base.clone().unwrap_or_default() } else { "../".repeat(here.matches('/').count()) };
        let address = here.strip_suffix("index.html").unwrap_or(here);
        Self {
            root,
            url: base.as_ref().filter(|_| !is_not_found).map(|base| format!("{base}{address}")).unwrap_or_default(),
            // The id of a card is the slug of its program. No slug has an underscore, so no card has the id `main_content`.
            main: if programs.iter().any(|program| program.slug.as_str() == MAIN) { "main_content" } else { MAIN },
            has_feed: base.is_some() && programs.iter().any(|program| !program.changes.is_empty()),
            base: base.unwrap_or_default(),
            head: page.head(content),
            nav: lists.chain(own).chain(search).map(link).collect(),
        }
    }
}

/// Returns the pages of authors to which every page links.
fn in_nav<'p>(pages: &'p [Page], settings: &Settings) -> Vec<&'p Page> {
    match &settings.nav {
        Some(nav) => nav.iter().filter_map(|(slug, _)| pages.iter().find(|page| page.slug == *slug)).collect(),
        None => pages.iter().filter(|page| page.slug.as_str() != HOME).collect(),
    }
}
