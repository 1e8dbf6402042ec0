//! Authors' Markdown: into HTML, and into our own Markdown. Raw HTML in it becomes text, links that could run
//! something lose their target, and pictures give way to their description: a booklet fetches nothing.

use std::io::{self, Write};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// As HTML, to stand within a page whose headings go down to the third level.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, tamed(text));
    out
}

/// As HTML without the paragraph around it.
pub(super) fn inline_html(text: &str) -> String {
    let html = html(text);
    let html = html.trim();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) {
        Some(inside) if !inside.contains("<p>") => inside.to_owned(),
        _ => html.to_owned(),
    }
}

fn tamed(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, OPTIONS).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
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

fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// A link within the site, or one that opens a page or a letter.
fn is_harmless(target: &str) -> bool {
    let scheme_end = target.find([':', '/', '?', '#']);
    match scheme_end.map(|at| (&target[..at], &target[at..=at])) {
        Some((scheme, ":")) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !target.contains(['\u{0}', '\t', '\n', '\r']),
    }
}

/// As Markdown: what it was, with raw HTML turned into text.
pub(super) fn tame(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    for (event, span) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let raw = matches!(event, Event::Html(_) | Event::InlineHtml(_));
        let link = matches!(&event, Event::Start(Tag::Link { dest_url, .. }) if !is_harmless(dest_url));
        if !(raw || link) || span.start < written {
            continue;
        }
        out += &text[written..span.start];
        let replaced = text[span.clone()].replace('<', "&lt;");
        out += &if link { replaced.replace("](", "]\\(") } else { replaced };
        written = span.end;
    }
    out += &text[written..];
    out.trim_end().to_owned()
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
        let html = html(text);
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
    fn what_is_fine_stays() {
        let text = "**Brace** and [read](https://example.test/a?b=c#d) on.\n\n- one\n- two";
        assert_eq!(tame(text), text);
        assert!(html(text).contains("<strong>Brace</strong> and <a href=\"https://example.test/a?b=c#d\">read</a>"));
        assert_eq!(inline_html("5 < 6 *now*"), "5 &lt; 6 <em>now</em>");
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
}
