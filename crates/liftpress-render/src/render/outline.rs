//! Reads the structure of authors' Markdown: the first paragraph, the headings and the links.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_FOOTNOTES);

/// The ids that every page already uses.
const TAKEN: [&str; 2] = ["content", "main_content"];

/// Returns a parser for authors' Markdown, with the options that apply everywhere.
pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, OPTIONS)
}

/// Returns the events of a text without its HTML comments, in which authors write notes for themselves.
pub(super) fn events(text: &str) -> Vec<Event<'_>> {
    let mut end = 0;
    let all = parser(text).into_offset_iter();
    let shown = all.filter(|(event, span)| {
        if matches!(event, Event::Start(Tag::HtmlBlock)) && is_comment(&text[span.clone()]) {
            end = span.end;
        }
        let is_inline = matches!(event, Event::InlineHtml(html) if is_comment(html));
        span.end > end && !is_inline
    });
    shown.map(|(event, _)| event).collect()
}

/// Returns whether raw HTML is a single comment.
pub(super) fn is_comment(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
    inside.is_some_and(|inside| !inside.contains("-->"))
}

/// Returns the first paragraph of a text; empty if the text does not start with a paragraph.
#[must_use]
pub fn first_paragraph(text: &str) -> &str {
    match parser(text).into_offset_iter().next() {
        Some((Event::Start(Tag::Paragraph), span)) => text[span].trim_end(),
        _ => "",
    }
}

/// Returns the id and the text of each top-level heading.
#[must_use]
pub fn contents(text: &str) -> Vec<(String, String)> {
    let mut levels = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let mut is_heading = false;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                levels.push(level);
                titles.push(String::new());
                is_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Text(words) | Event::Code(words) if is_heading => {
                if let Some(title) = titles.last_mut() {
                    *title += &words;
                }
            }
            _ => {}
        }
    }
    let highest = levels.iter().min().copied();
    let all = heading_ids(text, []).into_iter().zip(titles).zip(levels);
    all.filter(|(_, level)| Some(*level) == highest).map(|(heading, _)| heading).collect()
}

/// Returns the words of a text without Markdown syntax, on one line.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let mut plain = String::new();
    for event in parser(text) {
        match event {
            Event::Text(words) | Event::Code(words) => plain += &words,
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                plain.push(' ');
            }
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the number of headings.
#[must_use]
pub fn heading_count(text: &str) -> usize {
    parser(text).filter(|event| matches!(event, Event::Start(Tag::Heading { .. }))).count()
}

/// Returns the ids for the headings of a text, in order. Ids that are in `taken` are not used again.
#[must_use]
pub fn heading_ids<'t>(text: &str, taken: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    ids_of(parser(text), taken)
}

/// Returns the id for the title of a page, which is the id that GitHub gives the heading at the start of the file.
/// Returns an empty text if another heading, or another element on the page, has this id.
#[must_use]
pub fn title_id<'t>(title: &str, text: &str, others: impl IntoIterator<Item = &'t str>) -> String {
    let id = slug(title);
    let others: Vec<_> = others.into_iter().collect();
    let is_taken = TAKEN.iter().chain(&others).any(|other| *other == id);
    if is_taken || heading_ids(text, others).contains(&id) { String::new() } else { id }
}

/// Returns every link of a text, each with its range in the text.
#[must_use]
pub fn links(text: &str) -> Vec<(String, Range<usize>)> {
    let links = parser(text).into_offset_iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url.into_string(), span)),
        _ => None,
    });
    // The range is narrowed to the target of the link, unless the target is in a definition at the end of the text.
    let narrowed = |(link, span): (String, Range<usize>)| {
        let at = text[span.clone()].rfind(link.as_str()).filter(|_| !link.is_empty()).map(|at| span.start + at);
        let span = at.map_or(span, |at| at..at + link.len());
        (link, span)
    };
    links.map(narrowed).collect()
}

/// Returns ids in the form in which GitHub makes them, with only letters, digits and hyphens, so that links to headings
/// also work on GitHub. If several headings have the same text, a number is added from the second one on.
pub(super) fn ids_of<'t, 'i>(
    events: impl Iterator<Item = Event<'t>>,
    taken: impl IntoIterator<Item = &'i str>,
) -> Vec<String> {
    let mut taken: HashSet<String> = TAKEN.into_iter().chain(taken).map(str::to_owned).collect();
    // The last number that was added to each id.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut ids = Vec::new();
    let mut heading: Option<String> = None;
    for event in events {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(words) | Event::Code(words), Some(text)) => *text += &words,
            (Event::End(TagEnd::Heading(_)), Some(text)) => {
                let slug = slug(text);
                let mut id = slug.clone();
                while taken.contains(&id) {
                    let number = numbers.entry(slug.clone()).and_modify(|number| *number += 1).or_insert(1);
                    id = format!("{slug}-{number}");
                }
                taken.insert(id.clone());
                ids.push(id);
                heading = None;
            }
            _ => {}
        }
    }
    ids
}

fn slug(heading: &str) -> String {
    let lower = heading.trim().chars().flat_map(char::to_lowercase);
    let allowed = lower.filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c => c.is_alphanumeric().then_some(c),
    });
    let slug: String = allowed.collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_ids_of_github() {
        let text = "# What a *back-off* set is\n\n## \"Ten percent off\" of what?\n\n## Größe & `code`\n\n## Sets\n\n## Sets\n\n## Content\n\n## !\n";
        let expected = [
            "what-a-back-off-set-is",
            "ten-percent-off-of-what",
            "größe--code",
            "sets",
            "sets-1",
            "content-1",
            "section",
        ];
        assert_eq!(heading_ids(text, []), expected);
        let expected = ["what-a-back-off-set-is", "sets", "sets-2", "sets-3"];
        assert_eq!(heading_ids("# What a back-off set is\n# Sets\n# Sets\n# Sets\n", ["sets-1"]), expected);
        let expected = [("a--b", "A & b"), ("c", "C")].map(|(id, title)| (id.to_owned(), title.to_owned()));
        assert_eq!(contents("## A & `b`\n\n### Below\n\n## C\n"), expected);
    }

    #[test]
    fn finds_the_first_paragraph_and_plain_text() {
        assert_eq!(first_paragraph("One **two**\nthree.\n\nFour.\n"), "One **two**\nthree.");
        assert_eq!(first_paragraph("# Heading\n\nText"), "");
        assert_eq!(plain_text("# A\n\nOne **two** [x](y.md)\nthree.\n\n- four\n"), "A One two x three. four");
    }

    #[test]
    fn a_link_has_the_range_of_its_target() {
        let text = "See [a](../exercises/squat.md#x) and [b][r].\n\n[r]: other.md\n";
        let found: Vec<_> = links(text).into_iter().map(|(link, span)| (link, &text[span])).collect();
        let expected = [("../exercises/squat.md#x", "../exercises/squat.md#x"), ("other.md", "[b][r]")];
        assert_eq!(found, expected.map(|(link, at)| (link.to_owned(), at)));
    }
}
