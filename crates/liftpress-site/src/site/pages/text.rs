//! Builds the pages of `pages/`, in the author's own words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Page;
use crate::render::{contents, title_id};

use super::Frame;

/// A page of `pages/`.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct TextPage<'p> {
    #[serde(flatten)]
    frame: Frame,
    /// Its title.
    title: &'p str,
    /// Its text.
    #[schemars(extend("format" = "markdown"))]
    text: &'p str,
    /// The id of the title, for links to it; empty if a heading below has this id.
    anchor: String,
    /// Its headings of the second level; empty if there are only a few.
    contents: Vec<Heading>,
}

/// A heading that can be linked to.
#[derive(Debug, Serialize, JsonSchema)]
struct Heading {
    /// Its id on the page, for links with `#`.
    id: String,
    /// Its text.
    title: String,
}

/// The number of headings up to which a page needs no table of contents.
const FEW: usize = 4;

pub(in crate::site) fn text_page(frame: Frame, page: &Page) -> TextPage<'_> {
    let headings = Some(contents(&page.text)).filter(|headings| headings.len() > FEW).unwrap_or_default();
    let headings = headings.into_iter().map(|(id, title)| Heading { id, title });
    let anchor = title_id(&page.title, &page.text, []);
    TextPage { frame, title: &page.title, text: &page.text, anchor, contents: headings.collect() }
}
