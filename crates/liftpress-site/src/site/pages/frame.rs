//! What every page of the site knows of where it stands.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Folder, HOME, Page, Settings};
use crate::site::parts::Parts;
use crate::site::route::Route;
use crate::source::Content;

/// What every page of the site knows of where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Frame {
    /// What leads from this page to the site's first: empty there, `../../` for the page of a program.
    root: String,
    /// The address of this page, where the site has a `base_url`; else empty.
    url: String,
    /// Where the site is published, ending in `/`; empty where it has no `base_url`.
    base: String,
    /// What search engines and previews are told of this page.
    head: Head,
    /// The id of what the page is about: `content`, unless a card has that.
    main: &'static str,
    /// Whether the site has a feed.
    has_feed: bool,
    /// Pages that every page links to.
    nav: Vec<NavLink>,
}

const MAIN: &str = "content";

/// What search engines and previews are told of a page.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(in crate::site) struct Head {
    /// What it is of; empty for the site's first page.
    pub(in crate::site) title: String,
    /// What it says, in a sentence or two; may be empty.
    pub(in crate::site) description: String,
    /// The address of its picture, to be put behind `base`; may be empty.
    pub(in crate::site) picture: String,
}

/// A page that every page links to.
#[derive(Debug, Serialize, JsonSchema)]
struct NavLink {
    /// What it is called.
    title: String,
    /// Its address, to be put behind `root`.
    address: String,
    /// Whether it is this very page.
    current: bool,
}

/// A page that has nothing of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct PlainPage {
    #[serde(flatten)]
    frame: Frame,
}

pub(in crate::site) fn plain_page(frame: Frame) -> PlainPage {
    PlainPage { frame }
}

impl Frame {
    /// What leads from its page to the site's first.
    pub(in crate::site) fn root(&self) -> &str {
        &self.root
    }

    /// The frame of a page.
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
        // A server gives this page for any address there is not, so nothing relative leads from it to the site.
        let is_not_found = here == "404.html";
        let root =
            if is_not_found { base.clone().unwrap_or_default() } else { "../".repeat(here.matches('/').count()) };
        let address = here.strip_suffix("index.html").unwrap_or(here);
        Self {
            root,
            url: base.as_ref().filter(|_| !is_not_found).map(|base| format!("{base}{address}")).unwrap_or_default(),
            // The card of a program has its slug for an id, and no slug has this sign.
            main: if programs.iter().any(|program| program.slug.as_str() == MAIN) { "main_content" } else { MAIN },
            has_feed: base.is_some() && programs.iter().any(|program| !program.changes.is_empty()),
            base: base.unwrap_or_default(),
            head: page.head(content),
            nav: lists.chain(own).chain(search).map(link).collect(),
        }
    }
}

/// The pages that every page links to.
fn in_nav<'p>(pages: &'p [Page], settings: &Settings) -> Vec<&'p Page> {
    match &settings.nav {
        Some(nav) => nav.iter().filter_map(|(slug, _)| pages.iter().find(|page| page.slug == *slug)).collect(),
        None => pages.iter().filter(|page| page.slug.as_str() != HOME).collect(),
    }
}
