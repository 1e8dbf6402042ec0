//! Builds the pages that authors write in Markdown, in the folder `pages/`.

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
    /// The title of the page.
    title: &'p str,
    /// The text of the page.
    #[schemars(extend("format" = "markdown"))]
    text: &'p str,
    /// The id of the title, for links to it; empty if a heading below has this id.
    anchor: String,
    /// The headings of the second level; empty if the page has only a few.
    contents: Vec<Heading>,
}

/// A heading that can be linked to.
#[derive(Debug, Serialize, JsonSchema)]
struct Heading {
    /// The id of the heading on the page, for links with `#`.
    id: String,
    /// The text of the heading.
    title: String,
}

/// The greatest number of headings for which a page needs no table of contents.
const FEW: usize = 4;

pub(in crate::site) fn text_page(frame: Frame, page: &Page) -> TextPage<'_> {
    let headings = Some(contents(&page.text)).filter(|headings| headings.len() > FEW).unwrap_or_default();
    let headings = headings.into_iter().map(|(id, title)| Heading { id, title });
    let anchor = title_id(&page.title, &page.text, []);
    TextPage { frame, title: &page.title, text: &page.text, anchor, contents: headings.collect() }
}
