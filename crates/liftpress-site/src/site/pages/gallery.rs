//! Builds the pages that list programs: the site's first page, which lists all of them, and the pages of tags.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{HOME, Labels, Library};
use crate::render::title_id;
use crate::source::Content;

use super::card::{Card, cards};
use super::filter::{Filter, filters};
use super::tag::{Tag, Tags, link};
use super::{Frame, Link};

/// The site's first page, with every program and without any lifter.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Gallery<'c> {
    #[serde(flatten)]
    frame: Frame,
    /// The title: that of `pages/index.md` if there is one, otherwise that of the site.
    title: &'c str,
    /// The text of `pages/index.md`; may be empty.
    #[schemars(extend("format" = "markdown"))]
    text: &'c str,
    /// The ids of the cards, which headings of the text must not use.
    taken: Vec<&'c str>,
    /// The id of the title, for links to it; empty if something else on the page has this id.
    anchor: String,
    /// The filters for programs.
    filters: Vec<Filter>,
    /// Every program.
    programs: Vec<Card>,
}

/// The page of a tag.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct TagPage<'c> {
    #[serde(flatten)]
    frame: Frame,
    /// The tag, as an author writes it.
    name: &'c str,
    /// The programs with the tag.
    programs: Vec<Card>,
    /// All other tags.
    others: Vec<Link>,
}

pub(in crate::site) fn gallery<'c>(frame: Frame, content: &'c Content, tags: &Tags<'_>) -> Gallery<'c> {
    let Content { programs, library, pages, settings, .. } = content;
    let (programs, labels): (Vec<_>, _) = (programs.iter().collect(), &settings.labels);
    let slugs = || programs.iter().map(|program| program.slug.as_str());
    let home = pages.iter().find(|page| page.slug.as_str() == HOME);
    Gallery {
        frame,
        title: home.map_or(&settings.title, |home| &home.title),
        text: home.map_or("", |home| &home.text),
        anchor: home.map(|home| title_id(&home.title, &home.text, slugs())).unwrap_or_default(),
        taken: programs.iter().map(|program| program.slug.as_str()).collect(),
        filters: filters(&programs, tags, library, labels),
        programs: cards(&programs, tags, library, labels),
    }
}

pub(in crate::site) fn tag_page<'c>(
    frame: Frame,
    tag: &Tag<'c>,
    all: &Tags<'c>,
    library: &Library,
    labels: &Labels,
) -> TagPage<'c> {
    let others = all.iter().filter(|other| other.slug != tag.slug);
    TagPage {
        frame,
        name: tag.name,
        programs: cards(&tag.programs, all, library, labels),
        others: others.map(|other| link(&other.slug, other.name)).collect(),
    }
}
