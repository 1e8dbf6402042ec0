//! A page in the author's own words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Page;
use crate::render::{contents, title_id};

use super::Frame;

/// A page in the author's own words.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::site) struct TextPage<'p> {
    #[serde(flatten)]
    frame: Frame,
    /// Its title.
    title: &'p str,
    /// What it says.
    #[schemars(extend("format" = "markdown"))]
    text: &'p str,
    /// The place of its title, with which the file begins, for links to it; empty where a heading below has that.
    anchor: String,
    /// Its headings of the second level; nothing where there are few.
    contents: Vec<Heading>,
}

/// A heading that can be linked to.
#[derive(Debug, Serialize, JsonSchema)]
struct Heading {
    /// Its place on the page, to be put behind `#`.
    id: String,
    /// What it says.
    title: String,
}

/// Fewer headings are seen at once.
const FEW: usize = 4;

pub(in crate::site) fn text_page(frame: Frame, page: &Page) -> TextPage<'_> {
    let headings = Some(contents(&page.text)).filter(|headings| headings.len() > FEW).unwrap_or_default();
    let headings = headings.into_iter().map(|(id, title)| Heading { id, title });
    let anchor = title_id(&page.title, &page.text, []);
    TextPage { frame, title: &page.title, text: &page.text, anchor, contents: headings.collect() }
}
