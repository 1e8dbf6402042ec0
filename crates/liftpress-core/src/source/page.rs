//! Pages of the site in its own words: `pages/*.md`.

use crate::diagnostic::{At, Code, Diagnostic, Place};
use crate::model::{Page, Slug};

use super::markdown::first_heading;
use super::schema::PAGE;
use super::yaml::{Node, Reader};

/// Reads a page. The title comes from the front matter or, if the front matter has none, from the heading at the start
/// of the text.
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
                    "write a title, or remove the key and start the text with a heading: `# …`",
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
            let help = "start the text with a heading, `# …`, or the file with the lines `---`, `title: …` and `---`";
            reader.report(Diagnostic::error(Code::MissingKey, start, "the page has no title").help(help));
            return None;
        }
    };
    Some(Page { slug, title, text: text.trim().to_owned(), place })
}
