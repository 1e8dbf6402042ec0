//! Adds attributes to the blocks of authors' Markdown in HTML: the direction of right-to-left text, a class for the
//! alignment of table columns (because a strict content security policy forbids styles), and the numbers of footnotes.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

use crate::text::begins_right_to_left;

/// The numbers of footnotes, in the order in which the footnotes first occur.
#[derive(Default)]
pub(super) struct Footnotes<'t>(HashMap<CowStr<'t>, usize>);

impl<'t> Footnotes<'t> {
    pub(super) fn number(&mut self, name: CowStr<'t>) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(name).or_insert(next)
    }
}

/// Replaces the events of blocks that need attributes. `is_linked` means that footnotes are linked. Only one text of a
/// page can have such links.
pub(super) fn marked(events: Vec<Event<'_>>, is_linked: bool) -> Vec<Event<'_>> {
    let directions: Vec<bool> = (0..events.len()).map(|at| is_right_to_left(&events[at..])).collect();
    let mut marker = Marker { is_linked, ..Marker::default() };
    events.into_iter().zip(directions).flat_map(|(event, is_turned)| marker.mark(event, is_turned)).collect()
}

/// The largest number of events in which the first letter of a block is searched for. Without a limit, nested lists
/// would take quadratic time.
const MOST: usize = 200;

#[derive(Default)]
struct Marker<'t> {
    is_linked: bool,
    footnotes: Footnotes<'t>,
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// For each open list, starting with the outermost one: whether the list runs from right to left.
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

/// Returns whether the first letter of the block that starts here is a right-to-left letter.
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
