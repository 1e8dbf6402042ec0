//! Prints authors' Markdown as HTML, or as Markdown for booklets. A booklet must not fetch or run anything. Therefore,
//! raw HTML becomes text, unsafe links lose their target, and pictures from outside of the content folder are replaced
//! by their descriptions.

use std::io::{self, Write};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use crate::model::{Destination, Folder, picture_path};
use crate::text::isolated;

use super::blocks::{Footnotes, marked};
use super::outline::{events, ids_of, is_comment, parser};
use super::pictures::Addresses;

/// The default level of the highest heading in a text. Pages use the higher levels themselves.
pub(super) const TOP: u8 = 4;

/// Where and how a text is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextContext<'a> {
    /// The level of the highest heading in the text.
    pub(super) top: u8,
    /// The ids that the headings of the text must not have; `None` if the headings have no ids. Only one text of a page
    /// can have ids.
    pub(super) taken: Option<&'a [String]>,
    /// The content folder with the file that has the text.
    pub(super) folder: Folder,
    /// The path from the page to the home page of the site; `None` in a booklet, because a booklet is not part of the
    /// site.
    pub(super) root: Option<&'a str>,
    /// The address at which the site is published, with a `/` at its end; `None` if it is unknown.
    pub(super) base: Option<&'a str>,
    /// The addresses of pictures.
    pub(super) pictures: &'a Addresses,
}

impl<'a> TextContext<'a> {
    /// Returns the context of a text outside of the site. Links in the text lead to the published site or, if there is
    /// none, nowhere.
    pub(super) fn alone(folder: Folder, base: Option<&'a str>, pictures: &'a Addresses) -> Self {
        Self { top: TOP, taken: None, folder, root: None, base, pictures }
    }

    /// Returns the address that a link leads to; `None` if it leads nowhere.
    fn address<'l>(&self, link: &'l str) -> Option<CowStr<'l>> {
        match Destination::of(link, self.folder) {
            // The link leads to a file on the site's own host that is not part of the site.
            Destination::Outside if link.starts_with('/') && !link.starts_with("//") => match (self.root, self.base) {
                (Some(_), _) => Some(CowStr::Borrowed(link)),
                (None, base) => Some(format!("{}{link}", host(base?)).into()),
            },
            Destination::Outside if is_harmless(link) => Some(CowStr::Borrowed(link)),
            Destination::Here(_) if self.taken.is_some() => Some(CowStr::Borrowed(link)),
            Destination::Page { folder, slug, anchor } => {
                let page = folder.address(&slug);
                let hash = if anchor.is_empty() { "" } else { "#" };
                let address = match (self.root, self.base) {
                    (Some(root), _) => format!("{root}{page}{hash}{anchor}"),
                    (None, base) => format!("{}{}{hash}{anchor}", base?, page.trim_end_matches("index.html")),
                };
                Some(address.into())
            }
            _ => None,
        }
    }
}

/// Returns the part of an address before the path.
fn host(base: &str) -> &str {
    let path = base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| base.len() - rest.len() + at));
    &base[..path.unwrap_or(base.len())]
}

/// Prints a text as HTML.
pub(super) fn html(text: &str, context: &TextContext<'_>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, marked(safe_events(text, context).collect(), context.taken.is_some()).into_iter());
    out
}

/// Prints a text as HTML, without the paragraph around it.
pub(super) fn inline_html(text: &str, context: &TextContext<'_>) -> String {
    let html = html(text, context);
    let html = html.trim();
    let inside = |start| html.strip_prefix(start).and_then(|html| html.strip_suffix("</p>"));
    match (inside("<p>"), inside("<p dir=\"auto\">")) {
        (Some(inside), _) if !inside.contains("<p") => inside.to_owned(),
        (_, Some(inside)) if !inside.contains("<p") => format!("<bdi>{inside}</bdi>"),
        _ => html.to_owned(),
    }
}

fn safe_events<'t>(text: &'t str, context: &'t TextContext<'_>) -> impl Iterator<Item = Event<'t>> {
    let (mut is_shown, mut is_link) = (Vec::new(), Vec::new());
    let events = events(text);
    let ids = context.taken.map(|taken| ids_of(events.iter().cloned(), taken.iter().map(String::as_str)));
    let mut ids = ids.unwrap_or_default().into_iter();
    let levels = events.iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    });
    let highest = levels.min().unwrap_or(1);
    let below = move |level: HeadingLevel| {
        HeadingLevel::try_from(level as usize - highest + usize::from(context.top)).unwrap_or(HeadingLevel::H6)
    };
    events.into_iter().filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let address = context.pictures.get(picture_path(&dest_url));
            is_shown.push(address.is_some());
            let dest_url = CowStr::Borrowed(address?);
            Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Image) => is_shown.pop().filter(|is_shown| *is_shown).map(|_| event),
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            let id = ids.next().map(CowStr::from);
            Some(Event::Start(Tag::Heading { level: below(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        // An unsafe link, or a link without a target, becomes plain text.
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            // An email autolink (`<me@example.org>`) has no scheme.
            let is_mail = link_type == LinkType::Email;
            let address =
                if is_mail { Some(dest_url.clone()) } else { context.address(&dest_url).map(CowStr::into_static) };
            is_link.push(address.is_some());
            Some(Event::Start(Tag::Link { link_type, dest_url: address?, title, id }))
        }
        Event::End(TagEnd::Link) => is_link.pop().filter(|is_link| *is_link).map(|_| event),
        event => Some(event),
    })
}

/// Returns whether a link leads to a web page or to an email address. A PDF can open only such links.
#[cfg(feature = "pdf")]
pub(super) fn leads_out(target: &str) -> bool {
    is_harmless(target) && target.contains(':')
}

/// Returns whether a link is relative, or has one of the safe schemes.
fn is_harmless(target: &str) -> bool {
    let scheme_end = target.find([':', '/', '?', '#']);
    match scheme_end.map(|at| (&target[..at], &target[at..=at])) {
        Some((scheme, ":")) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        _ => !target.contains(['\u{0}', '\t', '\n', '\r']),
    }
}

/// Prints a text as Markdown for a booklet. Raw HTML becomes text, unsafe links lose their targets, and descriptions
/// replace pictures. Headings are below those of the booklet, and open code blocks are closed.
pub(super) fn safe_markdown(text: &str, context: &TextContext<'_>) -> String {
    let parser = parser(text);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let (raw, link) = (&text[definition.span.clone()], &*definition.dest);
        let instead = context.address(link).map(|address| raw.replacen(link, &address, 1)).unwrap_or_default();
        if instead != raw {
            edits.push((definition.span.clone(), instead));
        }
    }
    let mut open_fence = None;
    let mut comment = 0;
    let mut footnotes = Footnotes::default();
    for (event, span) in parser.into_offset_iter() {
        let raw = &text[span.clone()];
        match event {
            Event::Start(Tag::HtmlBlock) if is_comment(raw) => {
                comment = span.end;
                edits.push((span, String::new()));
            }
            Event::InlineHtml(_) if is_comment(raw) => edits.push((span, String::new())),
            Event::Html(_) if span.end <= comment => {}
            Event::Html(_) | Event::InlineHtml(_) => edits.push((span, raw.replace('<', "&lt;"))),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                let end = raw.rfind("](").unwrap_or(raw.len());
                match context.address(&dest_url) {
                    Some(address) if *address == *dest_url => {}
                    Some(address) => edits.push((span.start + end + 2..span.end, format!("{address})"))),
                    None => {
                        edits.push((span.start..span.start + 1, String::new()));
                        edits.push((span.start + end..span.end, String::new()));
                    }
                }
            }
            // Footnotes are printed as numbers, because another text on the page may have a footnote with the same
            // name.
            Event::FootnoteReference(name) => edits.push((span, format!("\\[{}\\]", footnotes.number(name)))),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let end = raw.find("]:").map_or(0, |end| end + 2);
                edits.push((span.start..span.start + end, format!("\\[{}\\]", footnotes.number(name))));
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

/// Escapes a text for Markdown and for table cells. Right-to-left text is isolated from numbers next to it.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let text = isolated(text);
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

/// Changes Markdown for a comment on GitHub or GitLab. Afterwards, the comment notifies no person, and it has no links
/// except Markdown links. A zero-width space, written as an entity, follows the sign in `@name`, `#12`,
/// `www.example.org` and in GitLab's `!12`, `~label`, `%milestone`, `&12` and `$12`.
pub(super) fn without_mentions(text: &str) -> String {
    const APART: &str = "&#8203;";
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find(['@', '#', '!', '&', '$', '~', '%', ':', '.']) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let is_called = match rest.as_bytes()[at] {
            b'@' => after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '\\')),
            b'#' | b'!' | b'&' | b'$' => after.starts_with(|c: char| c.is_ascii_digit()),
            b'~' | b'%' => after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\\')),
            b':' => after.starts_with("//"),
            _ => before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"www"),
        };
        out += &rest[..=at];
        if is_called {
            out += APART;
        }
        rest = after;
    }
    out + rest
}

/// Removes spaces at the ends of lines, replaces several empty lines in a row with one, and ends the text with one line
/// break.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 1;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    for end in ends {
        let line = text[start..end].trim_end();
        start = (end + 1).min(text.len());
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

    fn alone(pictures: &Addresses) -> TextContext<'_> {
        TextContext::alone(Folder::Programs, None, pictures)
    }

    #[test]
    fn removes_what_could_run_or_be_fetched() {
        let text = "A <b onclick='x()'>bold</b> [link](javascript:alert(1)) ![pic](https://x.test/p.png)\n\n<script>\nalert(1)\n</script>\n";
        let html = html(text, &alone(&Addresses::new()));
        assert!(
            !html.contains("<script")
                && !html.contains("<b ")
                && !html.contains("javascript:")
                && !html.contains("<img"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;") && html.contains("pic"), "{html}");
        let markdown = safe_markdown(text, &alone(&Addresses::new()));
        assert!(!markdown.contains("<script") && !markdown.contains("<b "), "{markdown}");
        assert!(!markdown.contains("](javascript:"), "{markdown}");
    }

    #[test]
    fn removes_comments() {
        let text = "One <!-- x --> two.\n\n<!-- for\nme -->\n\nThree.\n\n<!-- a --><script>x()</script><!-- b -->\n";
        let html = html(text, &alone(&Addresses::new()));
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("<p>One  two.</p>") && html.contains("<p>Three.</p>"), "{html}");
        assert!(!html.contains("me --") && !html.contains("<script"), "{html}");
        let markdown = safe_markdown(text, &alone(&Addresses::new()));
        assert!(markdown.starts_with("One  two.\n\n") && !markdown.contains("me --"), "{markdown}");
        assert!(markdown.contains("Three.") && !markdown.contains("<script"), "{markdown}");
    }

    #[test]
    fn a_text_does_not_affect_what_follows_it() {
        assert_eq!(safe_markdown("```\ncode", &alone(&Addresses::new())), "```\ncode\n```");
        assert_eq!(safe_markdown("```\ncode\n```\n", &alone(&Addresses::new())), "```\ncode\n```");
        assert_eq!(safe_markdown("# Big\n\ntext", &alone(&Addresses::new())), "#### Big\n\ntext");
        assert_eq!(
            safe_markdown("see ![the *plan*](https://x.test/p.png)!", &alone(&Addresses::new())),
            "see the *plan*!"
        );
        assert!(!safe_markdown("[x]\n\n[x]: javascript:alert(1)\n", &alone(&Addresses::new())).contains("javascript"));
    }

    #[test]
    fn safe_markdown_is_unchanged() {
        let text = "**Brace** and [read](https://example.test/a?b=c#d) on.\n\n- one\n- two";
        assert_eq!(safe_markdown(text, &alone(&Addresses::new())), text);
        assert!(
            html(text, &alone(&Addresses::new()))
                .contains("<strong>Brace</strong> and <a href=\"https://example.test/a?b=c#d\">read</a>")
        );
        assert_eq!(inline_html("5 < 6 *now*", &alone(&Addresses::new())), "5 &lt; 6 <em>now</em>");
    }

    #[test]
    fn escapes_a_name() {
        let mut out = Vec::new();
        escape("*_<b>|x\nend", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\\*\\_\\<b\\>\\|x end");
    }

    #[test]
    fn tidies_spaces_and_empty_lines() {
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
            assert_eq!(html(text, &alone(&pictures)), expected);
        }
    }

    #[test]
    fn links_lead_to_the_site_if_it_is_known() {
        let none = Addresses::new();
        let text = "[s](../exercises/squat.md#grip), [h](#here) and [r].\n\n[r]: 531.yaml";
        let on_page = TextContext { root: Some("../../"), taken: Some(&[]), ..alone(&none) };
        let expected = "<p><a href=\"../../exercises/squat/index.html#grip\">s</a>, <a href=\"#here\">h</a> and <a href=\"../../programs/531/index.html\">r</a>.</p>\n";
        assert_eq!(html(text, &on_page), expected);
        let published = TextContext { base: Some("https://x.test/"), ..alone(&none) };
        let expected = "<p><a href=\"https://x.test/exercises/squat/#grip\">s</a>, h and <a href=\"https://x.test/programs/531/\">r</a>.</p>\n";
        assert_eq!(html(text, &published), expected);
        assert_eq!(html(text, &alone(&none)), "<p>s, h and r.</p>\n");
        let expected = "[s](https://x.test/exercises/squat/#grip), h and [r].\n\n[r]: https://x.test/programs/531/";
        assert_eq!(safe_markdown(text, &published), expected);
        assert_eq!(safe_markdown(text, &alone(&none)), "s, h and [r].");
    }
}
