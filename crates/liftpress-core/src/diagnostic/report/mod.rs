//! Diagnostics sorted by place, none twice, as text for people and in formats for machines.

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

/// Whoever keeps the texts that places speak of.
pub trait Sources {
    /// The path and text of the place's file, and the bytes that are meant (none: the file as such).
    fn locate(&self, place: &Place) -> Located<'_>;

    /// What a fix changes in which file; nothing where it cannot be made in so many bytes.
    fn edit(&self, fix: &Fix) -> Option<Edit>;
}

/// A place, found.
#[derive(Debug, Clone)]
pub struct Located<'s> {
    /// As the author would type it.
    pub path: Cow<'s, str>,
    /// The text of the file, or the lines of it that are at hand.
    pub text: &'s str,
    /// How much of the file comes before `text`.
    pub before: Before,
    /// The bytes of `text` that are meant; `None` where the file as such is.
    pub span: Option<ops::Range<usize>>,
    /// The file that was being read when this one's text was met, if that is another: it inherits it.
    pub inherited_by: Option<Cow<'s, str>>,
}

/// How much of a file comes before a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Before {
    /// Bytes.
    pub bytes: usize,
    /// Whole lines.
    pub lines: usize,
}

/// Plain text, or with the colours of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Ansi,
}

/// All diagnostics of a run, sorted by file and place, none twice. Told as text for people, as JSON, and as GitHub and code
/// scanning services read it; serialized, it is the array of [`json`](Self::json).
pub struct Report<'s> {
    sources: &'s dyn Sources,
    entries: Vec<Entry<'s>>,
}

/// A diagnostic, where its place is, and what it says.
struct Entry<'s> {
    at: Located<'s>,
    diagnostic: &'s Diagnostic,
    message: Cow<'s, str>,
    /// The lifters for whom it holds, where it is of a program's line and not of every lifter.
    lifters: Vec<&'s str>,
}

impl<'s> Report<'s> {
    /// Sorts and finds the places.
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

    /// The errors alone.
    #[must_use]
    pub fn errors(mut self) -> Self {
        self.entries.retain(|entry| entry.diagnostic.is_error());
        self
    }

    /// How many there are of each severity.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let of = |severity| self.entries.iter().filter(|entry| entry.diagnostic.severity == severity).count();
        Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }

    /// The fixes, in the order of what they mend.
    pub fn fixes(&self) -> impl Iterator<Item = &'s Fix> {
        self.entries.iter().filter_map(|entry| entry.diagnostic.fix())
    }

    /// What a diagnostic's fix changes: the file, which of its bytes, and what comes in their place.
    fn replacement(&self, diagnostic: &Diagnostic) -> Option<(Located<'s>, ops::Range<usize>, String)> {
        let edit = self.sources.edit(diagnostic.fix()?)?;
        Some((self.sources.locate(&Place::file(edit.file)), edit.range(), edit.text))
    }
}

impl<'s> Entry<'s> {
    /// By file and place. Of what is told of a program and of those that inherit it, the first is about the program itself.
    /// Lifters stay in their order.
    fn key(&self) -> impl Ord {
        let span = self.at.span.as_ref().map(|span| (span.start, span.end));
        let Located { path, inherited_by, before, .. } = &self.at;
        (path, before.bytes, span, self.diagnostic.code, self.alike(), inherited_by)
    }

    /// What is the same for all lifters for whom a line draws the diagnostic.
    fn alike(&self) -> &'s str {
        self.diagnostic.lifter().map_or(&self.diagnostic.message, |lifter| &lifter.alike)
    }

    /// Takes another entry in that says the same of the same place.
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

    /// Adds to the message for whom it holds: `for Ana`, `for 46 lifters: Ana, Ben, Cleo and 43 more`.
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

    /// Adds to the message of an error that there is something that its author does not see.
    fn name_lookalike(&mut self) {
        let found = self.at.span.as_ref().and_then(|span| lookalike_at(self.at.text, span));
        if let Some(name) = found.filter(|_| self.diagnostic.is_error()) {
            self.message = format!("{}; there is {name}", self.message).into();
        }
    }
}

/// So many lifters are named in a message.
const NAMED: usize = 3;

/// How many there are of each severity; printed as "2 errors, 1 warning", and as nothing where there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Pieces of advice.
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
    fn second_places_are_shown_with_their_labels() {
        let told = Diagnostic::advice(Code::BadValue, at(0, 15..20), "three of these")
            .also(at(0, 0..3), "the first")
            .also(at(1, 0..4), "the fourth")
            .also(Place::file(FileId(1)), "a file as such")
            .help("leave one out");
        let report = Report::new([&told, &told], &Texts);
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
        assert_eq!(report.text(Colour::Plain), expected);
        assert_eq!(report.counts(), Counts { errors: 0, warnings: 0, advice: 1 });
        assert!(report.github().starts_with("::notice file=a.yaml,line=3,endLine=3,col=1,endColumn=6,"));
    }

    #[test]
    fn counts_in_words() {
        let words = |errors, warnings, advice| Counts { errors, warnings, advice }.to_string();
        assert_eq!(words(2, 1, 4), "2 errors, 1 warning, 4 pieces of advice");
        assert_eq!(words(0, 0, 1), "1 piece of advice");
        assert_eq!(words(0, 0, 0), "");
    }
}
