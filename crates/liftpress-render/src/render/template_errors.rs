//! Turns Tera's errors into diagnostics, with the place of the error and the templates through which the place was
//! reached.

use std::iter;
use std::ops::Range;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{At, Code, Diagnostic, FileId, Place, closest};
use crate::model::Template;

use super::BUILTIN;

/// The texts of all templates. The names of the built-in templates have a prefix.
#[derive(Debug)]
pub(super) struct Texts(Vec<Template>);

impl Texts {
    pub(super) fn new(builtin: &[Template], own: &[Template]) -> Self {
        let prefixed =
            |template: &Template| Template { name: format!("{BUILTIN}{}", template.name), ..template.clone() };
        Self(builtin.iter().map(prefixed).chain(own.iter().cloned()).collect())
    }

    /// Returns the errors that Tera found while it parsed the templates.
    pub(super) fn unreadable(&self, error: &Error) -> Vec<Diagnostic> {
        let whole = error.to_string();
        let each: Vec<_> = match error.kind() {
            // Tera reports several errors as a single text.
            ErrorKind::Msg(_) => {
                reports(&whole).into_iter().filter_map(|(message, mark)| self.marked(message, &mark)).collect()
            }
            _ => Vec::new(),
        };
        if each.is_empty() { vec![self.diagnostic(error, None)] } else { each }
    }

    /// Returns an error at its place. `entry` is the template that was to be rendered.
    pub(super) fn diagnostic(&self, error: &Error, entry: Option<&str>) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.reported(report, &error.to_string(), entry)
            }
            ErrorKind::MissingParent { current, parent } => {
                self.translated(&format!("Unknown template `{parent}`"), self.extends(current))
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                circle("extend", self.extends(tpl), iter::once(tpl).chain(inheritance_chain))
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                circle("include", self.file(tpl), include_chain.iter())
            }
            kind => {
                // The name of the template is only in Tera's message.
                let message = kind.to_string();
                let named = self.0.iter().rev().find(|template| message.contains(&format!("'{}'", template.name)));
                let place = named.map_or_else(|| self.unknown_place(), |template| Place::file(template.file));
                Diagnostic::error(Code::Template, place, message)
            }
        }
    }

    /// Returns Tera's message in the style of other diagnostics. If the message lists names, they become part of the
    /// help.
    fn translated(&self, message: &str, place: Place) -> Diagnostic {
        let message = message.trim();
        let listed =
            [". Available variables: ", ". Available fields: "].iter().find_map(|words| message.split_once(words));
        let (message, help) = if let Some((message, known)) = listed {
            let near = closest(quoted(message), known.split(", ")).map(did_you_mean);
            (message.to_owned(), near.or_else(|| Some(format!("use one of: {known}"))))
        } else if message.starts_with("Unknown template") {
            let known = self.0.iter().map(|template| template.name.trim_start_matches(BUILTIN));
            let near = closest(quoted(message), known).map(did_you_mean);
            let help = near.or_else(|| Some("run `liftpress theme list` to see all templates".to_owned()));
            (format!("unknown template `{}`", quoted(message)), help)
        } else {
            (message.trim_end_matches('.').to_owned(), None)
        };
        Diagnostic::error(Code::Template, place, message).helped(help)
    }

    /// Returns a message at the place that Tera's report marks.
    fn marked(&self, message: &str, mark: &Mark<'_>) -> Option<Diagnostic> {
        let template = self.named(mark.file)?;
        let diagnostic = self.translated(message, bytes(template, mark.range(&template.text)));
        let base = parent(&template.text).filter(|_| message.starts_with("Block `")).map(|(_, base)| base);
        let add = |base, name| format!("add `{{% block {name} %}}{{% endblock {name} %}}` to `{base}`");
        Some(match base {
            Some(base) => diagnostic.help(add(base, quoted(message))),
            None => diagnostic,
        })
    }

    /// Returns an error with its place and with the templates through which the place was reached, starting with the
    /// innermost one.
    fn reported(&self, report: &ReportError, whole: &str, entry: Option<&str>) -> Diagnostic {
        let found = self.named(report.filename());
        let place = found.map_or_else(|| self.unknown_place(), |template| bytes(template, report.span().range.clone()));
        let mut diagnostic = self.translated(report.message(), place);
        let mut outermost = found;
        for (label, mark) in notes(whole, report.message()) {
            let Some(template) = self.named(mark.file) else { continue };
            let range = mark.range(&template.text);
            let label = match label {
                Some(label) => label,
                // If the text is in quotes, it is the name of an included template. Otherwise, it is the use of a
                // component.
                None if template.text[range.clone()].starts_with(['"', '\'', '`']) => "included here",
                None => "used here",
            };
            diagnostic = diagnostic.also(bytes(template, range), label);
            outermost = Some(template);
        }
        for heir in self.heirs(entry, outermost) {
            diagnostic = diagnostic.also(self.extends(&heir.name), "extended here");
        }
        diagnostic
    }

    /// Returns the templates that extend `found`, the template in which Tera found the error, directly or indirectly.
    /// The template that directly extends `found` comes first, and `entry`, the rendered template, comes last.
    fn heirs(&self, entry: Option<&str>, found: Option<&Template>) -> Vec<&Template> {
        let (Some(entry), Some(found)) = (entry, found) else { return Vec::new() };
        let line = iter::successors(self.meant(entry), |heir| self.meant(parent(&heir.text)?.1));
        let line: Vec<_> = line.take(self.0.len()).collect();
        let at = line.iter().position(|template| template.name == found.name).unwrap_or(0);
        line[..at].iter().rev().copied().collect()
    }

    fn named(&self, name: &str) -> Option<&Template> {
        self.0.iter().rev().find(|template| template.name == name)
    }

    /// Returns the template that another template means by a name.
    fn meant(&self, name: &str) -> Option<&Template> {
        self.named(name).or_else(|| self.named(&format!("{BUILTIN}{name}")))
    }

    /// Returns the place of the `extends` tag in a template.
    fn extends(&self, name: &str) -> Place {
        let Some(template) = self.named(name) else { return self.unknown_place() };
        parent(&template.text).map_or_else(|| Place::file(template.file), |(range, _)| bytes(template, range))
    }

    fn file(&self, name: &str) -> Place {
        self.named(name).map_or_else(|| self.unknown_place(), |template| Place::file(template.file))
    }

    /// Returns a place for an error in an unknown template.
    fn unknown_place(&self) -> Place {
        Place::file(self.0.last().map_or(FileId::default(), |template| template.file))
    }
}

fn circle<'n>(verb: &str, place: Place, chain: impl Iterator<Item = &'n String>) -> Diagnostic {
    let chain: Vec<_> = chain.map(String::as_str).collect();
    let message = format!("templates {verb} each other in a cycle: {}", chain.join(" → "));
    Diagnostic::error(Code::Template, place, message)
        .help(format!("to {verb} the template that yours replaces, write `{BUILTIN}NAME`"))
}

/// Returns the name in quotes that a message is about.
fn quoted(message: &str) -> &str {
    message.split('`').nth(1).unwrap_or_default()
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn bytes(template: &Template, range: Range<usize>) -> Place {
    Place { file: template.file, at: At::Bytes(range) }
}

/// Returns the template that a text extends, and the range of the template's name with its quotes. Only the first tag
/// of a text can extend a template.
fn parent(text: &str) -> Option<(Range<usize>, &str)> {
    let (_, tag) = text.split_once("{%")?;
    let tag = tag.trim_start_matches('-').trim_start().strip_prefix("extends")?.trim_start();
    let quote = tag.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let (name, _) = tag[1..].split_once(quote)?;
    let start = text.len() - tag.len();
    Some((start..start + name.len() + 2, name))
}

/// A place that one of Tera's reports marks. Reports are texts.
struct Mark<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    width: usize,
}

/// Returns the messages in a text with several reports, each with its place.
fn reports(text: &str) -> Vec<(&str, Mark<'_>)> {
    let each = text.strip_prefix("error: ").into_iter().flat_map(|text| text.split("\n\nerror: "));
    each.filter_map(|report| {
        let (message, place) = report.split_once('\n')?;
        Some((message, mark(place.trim_start().strip_prefix("--> ")?)?))
    })
    .collect()
}

/// Returns the notes after a message, each with its place. A note has no label if it only says where another template
/// was used.
fn notes<'r>(report: &'r str, message: &str) -> Vec<(Option<&'r str>, Mark<'r>)> {
    // A message may look like a note. The lines that are quoted from a template do not, because they begin with line
    // numbers.
    let report = report.strip_prefix("error: ").and_then(|report| report.strip_prefix(message)).unwrap_or_default();
    report.split("\nnote: ").skip(1).filter_map(note).collect()
}

fn note(text: &str) -> Option<(Option<&str>, Mark<'_>)> {
    if let Some(place) = text.strip_prefix("called from ") {
        return Some((None, mark(place)?));
    }
    let (label, place) = text.split_once(" here ")?;
    Some((Some(&text[..label.len() + " here".len()]), mark(place)?))
}

/// Parses `file:3:12`, and the mark in the third line after it.
fn mark(text: &str) -> Option<Mark<'_>> {
    let mut lines = text.lines();
    let mut parts = lines.next()?.rsplitn(3, ':');
    let (column, line, file) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let width = lines.nth(2)?.chars().filter(|c| *c == '^').count();
    Some(Mark { file, line, column, width })
}

impl Mark<'_> {
    /// Returns the marked bytes. Lines and columns are counted from 1, and a column is a character.
    fn range(&self, text: &str) -> Range<usize> {
        let mut lines = text.split_inclusive('\n');
        let start: usize = lines.by_ref().take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = lines.next().unwrap_or_default();
        let at = |column: usize| start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let column = self.column.saturating_sub(1);
        at(column)..at(column + self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_not_read_as_a_note() {
        let message = "x\n\nnote: called from a:1:1\n |\n1 | x\n | ^";
        let report = format!(
            "error: {message}\n --> a:1:1\n  |\n1 | note: x\n  | ^\n\nnote: called from b c:2:4\n  |\n2 | é <x/>\n  |    ^^^"
        );
        let notes = notes(&report, message);
        let [(None, mark)] = notes.as_slice() else { panic!("{}", notes.len()) };
        assert_eq!((mark.file, mark.line, mark.column, mark.width), ("b c", 2, 4, 3));
        assert_eq!(mark.range("1\né <<x/>"), 6..9);
        assert_eq!(mark.range(""), 0..0);
    }

    #[test]
    fn only_the_first_tag_names_the_parent() {
        assert_eq!(parent("{# a #}{%- extends 'b.html' %}"), Some((19..27, "b.html")));
        assert_eq!(parent("{% if x %}{% extends \"b\" %}"), None);
        assert_eq!(parent("no tag"), None);
    }
}
