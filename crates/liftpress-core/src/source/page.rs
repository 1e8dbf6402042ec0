//! `pages/*.md`: anything else the site says.

use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::model::{Page, Slug};

use super::markdown::first_heading;
use super::schema::PAGE;
use super::yaml::{Node, Reader};

/// A page has its title from the front matter, or else from the heading that it begins with.
pub(super) fn page(reader: &mut Reader<'_>, root: &Node<'_>, slug: Slug, place: Place, text: &str) -> Option<Page> {
    let stated = if root.is_null() {
        None
    } else {
        let map = reader.keys(root, &PAGE)?;
        let stated = map.get("title");
        let title = stated.as_ref().map(|node| {
            let text = reader.text(node)?;
            if text.is_empty() {
                reader.bad(
                    node,
                    "`title` is empty",
                    "write one, or leave it out and begin the text with a heading, `# …`",
                );
            }
            (!text.is_empty()).then_some(text)
        });
        map.finish(reader);
        title
    };
    let (title, text) = match (stated, first_heading(text)) {
        (Some(title), _) => (title?, text),
        (None, Some((title, end))) => (title, &text[end..]),
        (None, None) => {
            let start = Place { file: place.file, at: At::Bytes(0..0) };
            let help = "begin the text with a heading, `# …`, or the file with `---`, `title: …` and `---` on lines of their own";
            reader.report(Diagnostic::error(Code::MissingKey, start, "it has no title").help(help));
            return None;
        }
    };
    Some(Page { slug, title, text: text.trim().to_owned(), place })
}
