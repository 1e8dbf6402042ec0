//! Diagnostics as text for people: sorted by place, each with the line it is about.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// Whoever keeps the texts that places speak of.
pub trait Sources {
    /// The path and text of the place's file, and the bytes that are meant (none: the file as such).
    fn locate(&self, place: &Place) -> Located<'_>;
}

/// A place, found.
#[derive(Debug, Clone)]
pub struct Located<'s> {
    /// As the author would type it.
    pub path: Cow<'s, str>,
    /// The whole text of the file.
    pub text: &'s str,
    /// The bytes meant; `None` where the file as such is.
    pub span: Option<ops::Range<usize>>,
    /// The file that was being read when this one's text was met, if that is another: it inherits it.
    pub inherited_by: Option<Cow<'s, str>>,
}

/// Plain text, or with the colours of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// Nobody mends more than this before the next run.
const MOST: usize = 250;

/// All diagnostics of a run, sorted by file and place, none twice.
#[derive(Debug)]
pub struct Report<'s> {
    entries: Vec<(Located<'s>, &'s Diagnostic)>,
}

impl<'s> Report<'s> {
    /// Sorts and finds the places.
    pub fn new(diagnostics: &'s [Diagnostic], sources: &'s impl Sources) -> Self {
        let mut entries: Vec<_> = diagnostics.iter().map(|d| (sources.locate(&d.place), d)).collect();
        entries.sort_by(|(a, d), (b, e)| {
            let key = |located: &Located<'_>| located.span.as_ref().map(|span| (span.start, span.end));
            // Of what is told of a program and of those that inherit it, the first is about the program itself.
            (&a.path, key(a), d.code, &d.message, &a.inherited_by).cmp(&(
                &b.path,
                key(b),
                e.code,
                &e.message,
                &b.inherited_by,
            ))
        });
        let mut seen = HashSet::new();
        entries.retain(|(at, d)| seen.insert((at.path.clone(), at.span.clone(), d.message.clone())));
        Self { entries }
    }

    /// How many errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.entries.iter().filter(|(_, d)| d.severity == Severity::Error).count()
    }

    /// How many warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.entries.len() - self.errors()
    }

    /// Every diagnostic with its line, then how many there were.
    #[must_use]
    pub fn render(&self, colour: Colour) -> String {
        let renderer = match colour {
            Colour::Plain => Renderer::plain(),
            Colour::Ansi => Renderer::styled(),
        };
        let mut out = String::new();
        for (located, diagnostic) in self.entries.iter().take(MOST) {
            out += &renderer.render(&[snippet(located, diagnostic)]);
            out += "\n\n";
        }
        if let Some(more) = self.entries.len().checked_sub(MOST).filter(|more| *more > 0) {
            let _ = writeln!(out, "… and {more} more\n");
        }
        let counts: Vec<_> = [(self.errors(), "error"), (self.warnings(), "warning")]
            .into_iter()
            .filter(|&(n, _)| n > 0)
            .map(|(n, what)| super::count_of(n, what))
            .collect();
        if !counts.is_empty() {
            let _ = writeln!(out, "{}", counts.join(", "));
        }
        out
    }
}

fn snippet<'a>(located: &'a Located<'_>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let group = match &located.span {
        None => title.element(Origin::path(located.path.as_ref())),
        Some(span) => {
            let (number, line, span) = line_of(located.text, span.clone());
            title.element(
                Snippet::source(line)
                    .line_start(number)
                    .path(located.path.as_ref())
                    .annotation(AnnotationKind::Primary.span(span)),
            )
        }
    };
    let group = match &located.inherited_by {
        Some(path) => group.element(Level::NOTE.message(format!("read as part of {path}, which extends it"))),
        None => group,
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The number (from 1) and text of the line where `span` begins, and the span within it.
fn line_of(text: &str, span: ops::Range<usize>) -> (usize, &str, ops::Range<usize>) {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let (start, end) = (floor(span.start), floor(span.end));
    let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line = text[from..].split(['\n', '\r']).next().unwrap_or("");
    let number = text[..from].bytes().filter(|&b| b == b'\n').count() + 1;
    let start = (start - from).min(line.len());
    (number, line, start..(end.saturating_sub(from)).clamp(start, line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_cut_to_its_first_line() {
        assert_eq!(line_of("ab\ncd\nef", 4..8), (2, "cd", 1..2));
        assert_eq!(line_of("ab\r\ncd\r\n", 4..6), (2, "cd", 0..2));
        assert_eq!(line_of("", 0..0), (1, "", 0..0));
        assert_eq!(line_of("é", 1..9), (1, "é", 0..2));
    }
}
