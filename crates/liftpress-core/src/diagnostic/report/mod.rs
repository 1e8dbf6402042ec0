//! Reports: diagnostics sorted by place, without repetitions, as text for people and in formats for machines.

mod github;
mod json;
mod position;
mod sarif;
mod text;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt;
use std::ops;

use super::lookalike::lookalike_at;
use super::{Diagnostic, Edit, Fix, Place, Related, Severity, count_of};

/// The files that places refer to.
pub trait Sources {
    /// Returns the path and text of the place's file, and the bytes of the place.
    fn locate(&self, place: &Place) -> Located<'_>;

    /// Returns the bytes that a fix changes, or `None` if the fix cannot be applied to the file's text.
    fn edit(&self, fix: &Fix) -> Option<Edit>;
}

/// A place with its file's path and text.
#[derive(Debug, Clone)]
pub struct Located<'s> {
    /// The path of the file, as the author would type it.
    pub path: Cow<'s, str>,
    /// The text of the file, or those of its lines that are in memory.
    pub text: &'s str,
    /// The part of the file before `text`.
    pub before: Before,
    /// The bytes of the place in `text`, or `None` for the whole file.
    pub span: Option<ops::Range<usize>>,
    /// The program that extends the file, if the text was read as a part of that program.
    pub inherited_by: Option<Cow<'s, str>>,
}

/// The size of the part of a file before some text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Before {
    /// The number of bytes.
    pub bytes: usize,
    /// The number of whole lines.
    pub lines: usize,
}

/// Whether text has the colors of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// No escape codes.
    Plain,
    /// Colors by ANSI escape codes.
    Ansi,
}

/// All diagnostics of a run, sorted by file and place, without repetitions.
///
/// A report can be text for people, JSON, workflow commands for GitHub, and SARIF for code-scanning services.
/// Serialized, it is the array of [`json`](Self::json).
pub struct Report<'s> {
    sources: &'s dyn Sources,
    entries: Vec<Entry<'s>>,
}

/// A diagnostic with its located place and its final message.
struct Entry<'s> {
    at: Located<'s>,
    diagnostic: &'s Diagnostic,
    message: Cow<'s, str>,
    /// The lifters for whom a line of a program causes it. Empty if it does not depend on the lifter.
    lifters: Vec<&'s str>,
}

impl<'s> Report<'s> {
    /// Creates a report: locates the places, sorts the diagnostics, and combines those of several lifters.
    pub fn new(diagnostics: impl IntoIterator<Item = &'s Diagnostic>, sources: &'s impl Sources) -> Self {
        let entry = |diagnostic: &'s Diagnostic| Entry {
            at: sources.locate(&diagnostic.place),
            diagnostic,
            message: Cow::Borrowed(&diagnostic.message),
            lifters: diagnostic.lifter().map(|lifter| lifter.name.as_str()).into_iter().collect(),
        };
        let mut all: Vec<_> = diagnostics.into_iter().map(entry).collect();
        all.sort_by(|a, b| a.key().cmp(&b.key()));
        let mut entries: Vec<Entry<'s>> = Vec::with_capacity(all.len());
        let mut seen = HashMap::new();
        for entry in all {
            let Located { path, before, span, .. } = &entry.at;
            match seen.entry((path.clone(), before.bytes, span.clone(), entry.alike())) {
                Slot::Vacant(slot) => {
                    slot.insert(entries.len());
                    entries.push(entry);
                }
                Slot::Occupied(slot) => entries[*slot.get()].also_for(entry),
            }
        }
        entries.iter_mut().for_each(Entry::name_lifters);
        entries.iter_mut().for_each(Entry::name_lookalike);
        Self { sources, entries }
    }

    /// Returns the report with only its errors.
    #[must_use]
    pub fn errors(mut self) -> Self {
        self.entries.retain(|entry| entry.diagnostic.is_error());
        self
    }

    /// Returns the number of diagnostics of each severity.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let of = |severity| self.entries.iter().filter(|entry| entry.diagnostic.severity == severity).count();
        Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }

    /// Returns the fixes, in the order of the report.
    pub fn fixes(&self) -> impl Iterator<Item = &'s Fix> {
        self.entries.iter().filter_map(|entry| entry.diagnostic.fix())
    }

    /// Returns the edit of a diagnostic's fix: the file, the replaced bytes and the new text.
    fn replacement(&self, diagnostic: &Diagnostic) -> Option<(Located<'s>, ops::Range<usize>, String)> {
        let edit = self.sources.edit(diagnostic.fix()?)?;
        Some((self.sources.locate(&Place::file(edit.file)), edit.range(), edit.text))
    }
}

impl<'s> Entry<'s> {
    /// Returns the sort key: file and place. If several programs inherit a mistake, the first entry is the one of the
    /// program that has it. The order of lifters does not change.
    fn key(&self) -> impl Ord {
        let span = self.at.span.as_ref().map(|span| (span.start, span.end));
        let Located { path, inherited_by, before, .. } = &self.at;
        (path, before.bytes, span, self.diagnostic.code, self.alike(), inherited_by)
    }

    /// Returns the message that all lifters share.
    fn alike(&self) -> &'s str {
        self.diagnostic.lifter().map_or(&self.diagnostic.message, |lifter| &lifter.alike)
    }

    /// Adds the lifters of another entry with the same message at the same place.
    fn also_for(&mut self, other: Self) {
        if self.diagnostic.message != other.diagnostic.message {
            self.message = Cow::Borrowed(self.alike());
        }
        for lifter in other.lifters {
            if !self.lifters.contains(&lifter) {
                self.lifters.push(lifter);
            }
        }
    }

    /// Adds the lifters to the message: `for Ana`, or `for 46 lifters: Ana, Ben, Cleo and 43 more`.
    fn name_lifters(&mut self) {
        let whom = match self.lifters.as_slice() {
            [] => return,
            [one] => (*one).to_owned(),
            [first @ .., last] if first.len() < NAMED => {
                format!("{} lifters: {} and {last}", self.lifters.len(), first.join(", "))
            }
            all => format!("{} lifters: {} and {} more", all.len(), all[..NAMED].join(", "), all.len() - NAMED),
        };
        self.message = format!("{} for {whom}", self.message).into();
    }

    /// Adds the name of an invisible character to the message of an error, since its author cannot see it.
    fn name_lookalike(&mut self) {
        let found = self.at.span.as_ref().and_then(|span| lookalike_at(self.at.text, span));
        if let Some(name) = found.filter(|_| self.diagnostic.is_error()) {
            self.message = format!("{}; it contains {name}", self.message).into();
        }
    }
}

/// The most lifters that a message names.
const NAMED: usize = 3;

/// The number of diagnostics of each severity. It is displayed as "2 errors, 1 warning", or as an empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of pieces of advice.
    pub advice: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pieces = if self.advice == 1 { "piece" } else { "pieces" };
        let counts = [
            (self.errors, count_of(self.errors, "error")),
            (self.warnings, count_of(self.warnings, "warning")),
            (self.advice, format!("{} {pieces} of advice", self.advice)),
        ];
        let counts: Vec<_> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, text)| text).collect();
        f.write_str(&counts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{At, Code, FileId};

    const TEXTS: [(&str, &str); 2] = [("a.yaml", "one: 1\ntwo: 2\r\nthree: 3\r\n"), ("b.yaml", "four: 4\n")];

    struct Texts;

    impl Sources for Texts {
        fn locate(&self, place: &Place) -> Located<'_> {
            let (path, text) = TEXTS[place.file.0 as usize];
            let span = if let At::Bytes(bytes) = &place.at { Some(bytes.clone()) } else { None };
            Located { path: path.into(), text, before: Before::default(), span, inherited_by: None }
        }

        fn edit(&self, _: &Fix) -> Option<Edit> {
            None
        }
    }

    fn at(file: u32, bytes: ops::Range<usize>) -> Place {
        Place { file: FileId(file), at: At::Bytes(bytes) }
    }

    #[test]
    fn related_places_have_their_labels() {
        let diagnostic = Diagnostic::advice(Code::BadValue, at(0, 15..20), "three of these")
            .also(at(0, 0..3), "the first")
            .also(at(1, 0..4), "the fourth")
            .also(Place::file(FileId(1)), "a whole file")
            .help("leave one out");
        let report = Report::new([&diagnostic, &diagnostic], &Texts);
        let expected = "\
advice[bad-value]: three of these
 --> a.yaml:3:1
  |
1 | one: 1
  | --- the first
2 | two: 2
3 | three: 3
  | ^^^^^
  |
 ::: b.yaml:1:1
  |
1 | four: 4
  | ---- the fourth
  |
  = help: leave one out

";
        assert_eq!(report.text(Color::Plain), expected);
        assert_eq!(report.counts(), Counts { errors: 0, warnings: 0, advice: 1 });
        assert!(report.github().starts_with("::notice file=a.yaml,line=3,endLine=3,col=1,endColumn=6,"));
    }

    #[test]
    fn counts_are_displayed_in_words() {
        let words = |errors, warnings, advice| Counts { errors, warnings, advice }.to_string();
        assert_eq!(words(2, 1, 4), "2 errors, 1 warning, 4 pieces of advice");
        assert_eq!(words(0, 0, 1), "1 piece of advice");
        assert_eq!(words(0, 0, 0), "");
    }
}
