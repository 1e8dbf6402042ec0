//! `--format text`: each diagnostic with the lines of its places, for people.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::position::{floor, line_at};
use super::{Color, Entry, Located, Related, Report, Severity};

/// The most diagnostics that are printed. Authors fix some of them and run the command again.
const MOST: usize = 250;
/// The most bytes of a line before and after a mark that are read. A screen shows fewer, and a line may have many
/// millions.
const SEEN: usize = 1 << 16;

impl<'s> Report<'s> {
    /// Returns every diagnostic with its lines.
    #[must_use]
    pub fn text(&self, color: Color) -> String {
        let renderer = match color {
            Color::Plain => Renderer::plain(),
            Color::Ansi => Renderer::styled(),
        };
        let mut out = String::new();
        for entry in self.entries.iter().take(MOST) {
            out += &renderer.render(&[self.group(entry)]);
            out += "\n\n";
        }
        if let Some(more) = self.entries.len().checked_sub(MOST).filter(|more| *more > 0) {
            let _ = writeln!(out, "… and {more} more\n");
        }
        out
    }

    fn group<'e>(&'e self, Entry { at, diagnostic, message, .. }: &'e Entry<'s>) -> Group<'e> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Advice => Level::INFO.with_name("advice"),
        };
        let title = level.primary_title(message.as_ref()).id(diagnostic.code.name());
        let mut group = match &at.span {
            None => title.element(Origin::path(at.path.to_string())),
            Some(span) => {
                let mut marks = vec![Mark { span: span.clone(), label: None }];
                let related = diagnostic.related().iter().map(|related| (self.sources.locate(&related.place), related));
                let (here, elsewhere): (Vec<_>, Vec<_>) = related.partition(|(other, _)| other.path == at.path);
                let mark = |(other, related): (Located<'s>, &'s Related)| {
                    let label = Some(related.label.as_str());
                    Some((other.span.clone().map(|span| Mark { span, label })?, other))
                };
                marks.extend(here.into_iter().filter_map(mark).map(|(mark, _)| mark));
                let elsewhere = elsewhere.into_iter().filter_map(mark);
                let elsewhere = elsewhere.map(|(mark, other)| snippet(&other, vec![mark]));
                title.element(snippet(at, marks)).elements(elsewhere)
            }
        };
        if let Some(path) = &at.inherited_by {
            group = group.element(Level::NOTE.message(format!("read as part of {path}, which extends it")));
        }
        match &diagnostic.help {
            Some(help) => group.element(Level::HELP.message(help.as_str())),
            None => group,
        }
    }
}

/// Bytes to underline. The mark of the diagnostic itself has no label.
struct Mark<'s> {
    span: Range<usize>,
    label: Option<&'s str>,
}

/// Returns the lines in which the marks start. For a very long line, returns only the position of the first mark.
fn snippet<'s>(at: &Located<'s>, marks: Vec<Mark<'s>>) -> Element<'s> {
    let text = at.text;
    let lines = || marks.iter().map(|mark| line_at(text, mark.span.start));
    let from = lines().map(|line| line.start).min().unwrap_or(0);
    let seen = |mark: &Mark<'_>| floor(text, (mark.span.start + SEEN).min(line_at(text, mark.span.start).end));
    let until = marks.iter().map(seen).max().unwrap_or(0);
    let number = |at_line: usize| at.before.lines + text[..at_line].bytes().filter(|&b| b == b'\n').count() + 1;
    let primary = marks.first().map(|mark| (line_at(text, mark.span.start).start, floor(text, mark.span.start)));
    if let Some((line, first)) = primary.filter(|(line, first)| first - line > SEEN) {
        let column = text[line..first].chars().filter(|c| *c != '\u{feff}').count() + 1;
        return Origin::path(at.path.to_string()).line(number(line)).char_column(column).into();
    }
    let annotations = marks.into_iter().map(|Mark { span, label }| {
        // Of a place with several lines, show the first.
        let line = line_at(text, span.start);
        let start = floor(text, span.start).min(line.end);
        let span = start - from..floor(text, span.end).clamp(start, line.end.min(until)) - from;
        match label {
            None => AnnotationKind::Primary.span(span),
            Some(label) => AnnotationKind::Context.span(span).label(label),
        }
    });
    let snippet = Snippet::source(&text[from..until]).line_start(number(from));
    snippet.path(at.path.to_string()).annotations(annotations).into()
}
