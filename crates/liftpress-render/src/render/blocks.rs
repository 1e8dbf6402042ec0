//! Blocks of authors' Markdown in HTML, where they have more than their tag: paragraphs from right to left say so, columns of
//! tables are aligned by a class (a strict policy forbids styles), and footnotes have numbers.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

use crate::text::begins_right_to_left;

/// The numbers of footnotes, in the order in which they are first met.
#[derive(Default)]
pub(super) struct Footnotes<'t>(HashMap<CowStr<'t>, usize>);

impl<'t> Footnotes<'t> {
    pub(super) fn number(&mut self, name: CowStr<'t>) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(name).or_insert(next)
    }
}

/// Writes what has more than its tag. `is_linked`: whether footnotes are linked, which they can be in one text of a page.
pub(super) fn marked(events: Vec<Event<'_>>, is_linked: bool) -> Vec<Event<'_>> {
    let directions: Vec<bool> = (0..events.len()).map(|at| is_right_to_left(&events[at..])).collect();
    let mut marker = Marker { is_linked, ..Marker::default() };
    events.into_iter().zip(directions).flat_map(|(event, is_turned)| marker.mark(event, is_turned)).collect()
}

/// So many events of a block are looked at for its first letter: lists within lists would be looked through again and again.
const MOST: usize = 200;

#[derive(Default)]
struct Marker<'t> {
    is_linked: bool,
    footnotes: Footnotes<'t>,
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// Whether the lists that are open run from right to left, from the outermost in.
    lists: Vec<bool>,
}

impl<'t> Marker<'t> {
    fn mark(&mut self, event: Event<'t>, is_turned: bool) -> Vec<Event<'t>> {
        let dir = if is_turned { " dir=\"auto\"" } else { "" };
        let instead = match &event {
            Event::Start(Tag::Paragraph) if is_turned => format!("<p{dir}>"),
            Event::Start(Tag::Heading { level, id, .. }) if is_turned => {
                let id = id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
                format!("<{level}{id}{dir}>")
            }
            Event::Start(Tag::List(first)) => {
                self.lists.push(is_turned);
                match first {
                    _ if !is_turned => return vec![event],
                    None => "<ul dir=\"rtl\">\n".to_owned(),
                    Some(1) => "<ol dir=\"rtl\">\n".to_owned(),
                    Some(first) => format!("<ol dir=\"rtl\" start=\"{first}\">\n"),
                }
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                return vec![event];
            }
            Event::Start(Tag::Item) if self.lists.last().is_some_and(|list| *list != is_turned) => {
                "<li dir=\"auto\">".to_owned()
            }
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                return vec![Event::Start(Tag::Table(Vec::new()))];
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                (self.column, self.is_head) = (0, matches!(event, Event::Start(Tag::TableHead)));
                return vec![event];
            }
            Event::Start(Tag::TableCell) => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Left) => " class=\"left\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::None) | None => "",
                };
                self.column += 1;
                format!("<{}{class}{dir}>", if self.is_head { "th" } else { "td" })
            }
            Event::FootnoteReference(name) => {
                let number = self.footnotes.number(name.clone());
                if self.is_linked {
                    format!("<sup><a href=\"#fn:{number}\">{number}</a></sup>")
                } else {
                    format!("<sup>{number}</sup>")
                }
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let number = self.footnotes.number(name.clone());
                let id = if self.is_linked { format!(" id=\"fn:{number}\"") } else { String::new() };
                format!("<div class=\"footnote\"{id}><sup>{number}</sup> ")
            }
            _ => return vec![event],
        };
        vec![Event::Html(instead.into())]
    }
}

/// Whether the block that begins here has its first letter from right to left.
fn is_right_to_left(events: &[Event<'_>]) -> bool {
    let is_block =
        |tag: &Tag<'_>| matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Item | Tag::TableCell);
    if !matches!(events.first(), Some(Event::Start(tag)) if is_block(tag)) {
        return false;
    }
    let mut depth = 0_usize;
    for event in events.iter().take(MOST) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                if let Some(is_turned) = begins_right_to_left(text) {
                    return is_turned;
                }
            }
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}
