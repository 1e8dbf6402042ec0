//! Pages in the author's own words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Folder, Page};
use crate::render::{contents, first_paragraph, plain_text, title_id};
use crate::site::error::BuildError;
use crate::site::page_builder::{PageBuilder, PageFiles};
use crate::site::page_kind::PageKind;
use crate::source::Content;

use super::{Frame, Head};

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

impl<'c> PageKind<'c> for &'c Page {
    fn path(&self) -> String {
        format!("site/{}", Folder::Pages.address(&self.slug))
    }

    fn template(&self) -> &'static str {
        "page.html"
    }

    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError> {
        let Page { title, text, .. } = self;
        let headings = Some(contents(text)).filter(|headings| headings.len() > FEW).unwrap_or_default();
        let contents = headings.into_iter().map(|(id, title)| Heading { id, title }).collect();
        let anchor = title_id(title, text, []);
        builder.page(self, &TextPage { frame: builder.frame(self), title, text, anchor, contents })
    }

    fn head(&self, _: &Content) -> Head {
        Head::titled(&self.title, plain_text(first_paragraph(&self.text)))
    }
}
