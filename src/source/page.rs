//! `pages/*.md`: anything else the site says.

use crate::diagnostic::Place;
use crate::model::{Page, Slug};

use super::yaml::{Node, Reader};

pub(super) fn page(reader: &mut Reader<'_>, root: &Node<'_>, slug: Slug, place: Place, text: &str) -> Option<Page> {
    let mut map = reader.map(root, "a page")?;
    let title = map.required(reader, "title").and_then(|node| reader.text(&node));
    map.finish(reader);
    Some(Page { slug, title: title?, text: text.trim().to_owned(), place })
}
