//! Reads the links and ids of a finished page.

use std::collections::BTreeSet;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The links and ids of a page.
#[derive(Debug, Default)]
pub(super) struct PageLinks {
    pub(super) ids: BTreeSet<String>,
    pub(super) links: BTreeSet<String>,
}

/// Reads the links and ids of a page.
pub(super) fn read(html: &str) -> PageLinks {
    let mut page = PageLinks::default();
    let mut last = Attribute::Other;
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        match event {
            CallbackEvent::AttributeName { name } => last = Attribute::of(name),
            CallbackEvent::AttributeValue { value } => {
                let list = match last {
                    Attribute::Id => &mut page.ids,
                    Attribute::Link if !value.starts_with(b"data:") => &mut page.links,
                    _ => return None,
                };
                let value = String::from_utf8_lossy(value);
                if !list.contains(&*value) {
                    list.insert(value.into_owned());
                }
            }
            _ => {}
        }
        None
    });
    // This makes the tokenizer treat scripts and styles as plain text, not as markup.
    emitter.naively_switch_states(true);
    // Reading from a string cannot fail.
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(()) = token;
    }
    page
}

#[derive(Clone, Copy)]
enum Attribute {
    Id,
    Link,
    Other,
}

impl Attribute {
    fn of(name: &[u8]) -> Self {
        match name {
            b"id" => Self::Id,
            b"href" | b"src" => Self::Link,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_has_links() {
        let page = read(concat!(
            "<!doctype html><h1 id=a>A</h1><a href='b.html?x&amp;y#c'>&lt;a href=no></a><!-- <a href=no> -->",
            "<script src=s.js>'<a href=no>'</script><style>a[href=no]{}</style><img src='data:x'><p id=\"d\">"
        ));
        assert_eq!(page.ids, ["a", "d"].map(str::to_owned).into());
        assert_eq!(page.links, ["b.html?x&y#c", "s.js"].map(str::to_owned).into());
    }
}
