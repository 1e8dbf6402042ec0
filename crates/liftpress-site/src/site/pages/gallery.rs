//! Lists of programs: the site's first page, which has all of them, and the pages of tags.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::HOME;
use crate::render::title_id;
use crate::site::error::BuildError;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;
use crate::source::Content;

use super::card::{Card, cards};
use super::filter::{Filter, filters};
use super::tag::{Tag, link};
use super::{Frame, Head, Link};

/// The public index: every program. Nothing of any lifter.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Gallery<'c> {
    #[serde(flatten)]
    frame: Frame,
    /// What it is called: as your page `index.md`, if there is one, else as the site.
    title: &'c str,
    /// What that page says; may be empty.
    #[schemars(extend("format" = "markdown"))]
    text: &'c str,
    /// The ids of the cards, which headings of that text leave to them.
    taken: Vec<&'c str>,
    /// The place of its title, for links of that page to it; empty where something below has that.
    anchor: String,
    /// What the programs can be told apart by.
    filters: Vec<Filter>,
    /// Every program.
    programs: Vec<Card>,
}

/// The page of a tag.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct TagPage<'c> {
    #[serde(flatten)]
    frame: Frame,
    /// The tag, as it is written.
    name: &'c str,
    /// The programs that have it.
    programs: Vec<Card>,
    /// All other tags.
    others: Vec<Link>,
}

/// The site's first page.
pub(in crate::site) struct Home;

impl<'c> PageKind<'c> for Home {
    fn path(&self) -> String {
        "site/index.html".to_owned()
    }

    fn template(&self) -> &'static str {
        "index.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let Content { programs, library, pages, settings, .. } = builder.content;
        let (programs, labels, tags): (Vec<_>, _, _) =
            (programs.iter().collect(), &settings.labels, &builder.parts.tags);
        let slugs = || programs.iter().map(|program| program.slug.as_str());
        let home = pages.iter().find(|page| page.slug.as_str() == HOME);
        let gallery = Gallery {
            frame: builder.frame(self),
            title: home.map_or(&settings.title, |home| &home.title),
            text: home.map_or("", |home| &home.text),
            anchor: home.map(|home| title_id(&home.title, &home.text, slugs())).unwrap_or_default(),
            taken: slugs().collect(),
            filters: filters(&programs, tags, library, labels),
            programs: cards(&programs, tags, library, labels),
        };
        builder.page(self, &gallery)
    }
}

/// The programs with a tag.
impl<'c> PageKind<'c> for &'c Tag<'c> {
    fn path(&self) -> String {
        format!("site/tags/{}/index.html", self.slug)
    }

    fn template(&self) -> &'static str {
        "tag.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let Content { library, settings, .. } = builder.content;
        let tags = &builder.parts.tags;
        let others = tags.iter().filter(|other| other.slug != self.slug);
        let page = TagPage {
            frame: builder.frame(self),
            name: self.name,
            programs: cards(&self.programs, tags, library, &settings.labels),
            others: others.map(|other| link(&other.slug, other.name)).collect(),
        };
        builder.page(self, &page)
    }

    fn head(&self, _: &Content) -> Head {
        Head::titled(self.name, "")
    }
}
