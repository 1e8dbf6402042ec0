//! Authors' Markdown: into HTML, and into our own Markdown. Raw HTML in it becomes text, links that could run
//! something lose their target, and pictures that are not of the content folder give way to their description: a
//! booklet fetches nothing.

use std::io::{self, Write};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::model::picture_path;

use super::pictures::Addresses;

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Where headings begin within a page whose own go down to the third level.
pub(super) const TOP: u8 = 4;

/// As HTML; the highest of its headings becomes one of the level `top`.
pub(super) fn html(text: &str, top: u8, pictures: &Addresses) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, tamed(text, top, pictures));
    out
}

/// As HTML without the paragraph around it.
pub(super) fn inline_html(text: &str, pictures: &Addresses) -> String {
    let html = html(text, TOP, pictures);
    let html = html.trim();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) {
        Some(inside) if !inside.contains("<p>") => inside.to_owned(),
        _ => html.to_owned(),
    }
}

fn tamed<'t>(text: &'t str, top: u8, pictures: &'t Addresses) -> impl Iterator<Item = Event<'t>> {
    let mut is_shown = Vec::new();
    let events: Vec<_> = Parser::new_ext(text, OPTIONS).collect();
    let levels = events.iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    });
    let highest = levels.min().unwrap_or(1);
    let below = move |level: HeadingLevel| {
        HeadingLevel::try_from(level as usize - highest + usize::from(top)).unwrap_or(HeadingLevel::H6)
    };
    events.into_iter().filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let address = pictures.get(picture_path(&dest_url));
            is_shown.push(address.is_some());
            let dest_url = CowStr::Borrowed(address?);
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) => is_shown.pop().filter(|is_shown| *is_shown).map(|_| event),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: below(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !is_harmless(&dest_url) => {
            Some(Event::Start(Tag::Link { link_type, dest_url: CowStr::Borrowed(""), title, id }))
        }
        event => Some(event),
    })
}

/// Authors' Markdown, as it is read everywhere.
#[cfg(feature = "pdf")]
pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, OPTIONS)
}

/// Whether a link leads to a page or a mail address: what can be followed from paper's electronic twin.
#[cfg(feature = "pdf")]
pub(super) fn leads_out(target: &str) -> bool {
    is_harmless(target) && target.contains(':')
}

/// A link within the site, or one that opens a page or a letter.
fn is_harmless(target: &str) -> bool {
    let scheme_end = target.find([':', '/', '?', '#']);
    match scheme_end.map(|at| (&target[..at], &target[at..=at])) {
        Some((scheme, ":")) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !target.contains(['\u{0}', '\t', '\n', '\r']),
    }
}

/// As Markdown: what it was, with raw HTML turned into text, links that could run something without their target,
/// pictures as their description, headings below those of a booklet, and nothing left open behind it.
pub(super) fn tame(text: &str) -> String {
    let parser = Parser::new_ext(text, OPTIONS);
    let definitions = parser.reference_definitions().iter().filter(|(_, definition)| !is_harmless(&definition.dest));
    let mut edits: Vec<(Range<usize>, String)> =
        definitions.map(|(_, definition)| (definition.span.clone(), String::new())).collect();
    let mut open_fence = None;
    for (event, span) in parser.into_offset_iter() {
        let raw = &text[span.clone()];
        match event {
            Event::Html(_) | Event::InlineHtml(_) => edits.push((span, raw.replace('<', "&lt;"))),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) if !is_harmless(&dest_url) => {
                edits.push((span, raw.replace("](", "]\\(")));
            }
            Event::Start(Tag::Image { .. }) => {
                let description = raw.trim_start_matches("![").split(']').next().unwrap_or_default();
                edits.push((span, description.to_owned()));
            }
            Event::Start(Tag::Heading { .. }) if raw.starts_with('#') => {
                edits.push((span.start..span.start, "###".to_owned()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let fence: String = raw.chars().take_while(|c| matches!(c, '`' | '~')).collect();
                let is_closed =
                    raw.trim_end().lines().skip(1).last().is_some_and(|line| line.trim().starts_with(&fence));
                open_fence = Some(fence).filter(|_| !is_closed);
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    for (span, instead) in edits.into_iter().filter(|(span, _)| span.start <= span.end) {
        if span.start >= written {
            out += &text[written..span.start];
            out += &instead;
            written = span.end;
        }
    }
    out += &text[written..];
    out.truncate(out.trim_end().len());
    if let Some(fence) = open_fence {
        out.push('\n');
        out += &fence;
    }
    out
}

/// Text that is to mean nothing in Markdown, nor in a cell of a table.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let instead: &[u8] = match byte {
            b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'|' | b'~' | b'&' | b'$' | b'#' => {
                &[b'\\', *byte]
            }
            b'\n' | b'\r' => b" ",
            _ => continue,
        };
        out.write_all(&bytes[written..at])?;
        out.write_all(instead)?;
        written = at + 1;
    }
    out.write_all(&bytes[written..])
}

/// No spaces at the ends of lines, no more than one empty line in a row, one line break at the end.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 1;
    for line in text.lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out += line;
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_do_harm_does_not() {
        let text = "A <b onclick='x()'>bold</b> [link](javascript:alert(1)) ![pic](https://x.test/p.png)\n\n<script>\nalert(1)\n</script>\n";
        let html = html(text, TOP, &Addresses::new());
        assert!(
            !html.contains("<script")
                && !html.contains("<b ")
                && !html.contains("javascript:")
                && !html.contains("<img"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;") && html.contains("pic"), "{html}");
        let markdown = tame(text);
        assert!(!markdown.contains("<script") && !markdown.contains("<b "), "{markdown}");
        assert!(!markdown.contains("](javascript:"), "{markdown}");
    }

    #[test]
    fn nothing_of_a_note_reaches_beyond_it() {
        assert_eq!(tame("```\ncode"), "```\ncode\n```");
        assert_eq!(tame("```\ncode\n```\n"), "```\ncode\n```");
        assert_eq!(tame("# Big\n\ntext"), "#### Big\n\ntext");
        assert_eq!(tame("see ![the *plan*](https://x.test/p.png)!"), "see the *plan*!");
        assert!(!tame("[x]\n\n[x]: javascript:alert(1)\n").contains("javascript"));
    }

    #[test]
    fn what_is_fine_stays() {
        let text = "**Brace** and [read](https://example.test/a?b=c#d) on.\n\n- one\n- two";
        assert_eq!(tame(text), text);
        assert!(
            html(text, TOP, &Addresses::new())
                .contains("<strong>Brace</strong> and <a href=\"https://example.test/a?b=c#d\">read</a>")
        );
        assert_eq!(inline_html("5 < 6 *now*", &Addresses::new()), "5 &lt; 6 <em>now</em>");
    }

    #[test]
    fn a_name_is_only_a_name() {
        let mut out = Vec::new();
        escape("*_<b>|x\nend", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\\*\\_\\<b\\>\\|x end");
    }

    #[test]
    fn tidied() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }

    #[test]
    fn pictures_of_the_content_folder_are_shown() {
        let pictures = Addresses::from([("assets/a.png".to_owned(), "data:image/png;base64,AA==".to_owned())]);
        for (text, expected) in [
            ("![deep](assets/a.png)", "<p><img src=\"data:image/png;base64,AA==\" alt=\"deep\" /></p>\n"),
            (
                "![deep](../assets/a.png \"t\")",
                "<p><img src=\"data:image/png;base64,AA==\" alt=\"deep\" title=\"t\" /></p>\n",
            ),
            ("![*deep*](assets/b.png)", "<p><em>deep</em></p>\n"),
            ("![deep](https://example.org/a.png)", "<p>deep</p>\n"),
        ] {
            assert_eq!(html(text, TOP, &pictures), expected);
        }
    }
}
