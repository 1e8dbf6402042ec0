//! Everything that is told to an author: what is wrong, where, and how to mend it.
//!
//! ```
//! use liftpress_core::diagnostic::{Code, Diagnostic, FileId, Place};
//! # let (key, first) = (Place::file(FileId::default()), Place::file(FileId::default()));
//! let told = Diagnostic::error(Code::UnknownKey, key, "unknown key `backof` in a day")
//!     .also(first, "the day begins here")
//!     .did_you_mean("backof", ["top", "backoff"], || None);
//! assert_eq!(told.help.as_deref(), Some("did you mean `backoff`?"));
//! assert_eq!(told.fix().unwrap().text, "backoff");
//! ```

mod code;
mod fix;
mod lookalike;
mod place;
mod report;
mod suggest;

use std::collections::HashSet;

pub use code::Code;
pub use fix::{Edit, Fix};
pub(crate) use lookalike::lookalike;
pub(crate) use place::Form;
pub use place::{At, FileId, MapPlace, Place, Span};
pub use report::{Before, Colour, Counts, Located, Report, Sources};
pub use suggest::{Near, closest, nearest};

use crate::text::inert;

/// `1 error`, `2 errors`.
#[must_use]
pub fn count_of(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A text of people as one line, with single spaces.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each of some diagnostics once, in the order in which they first come: many pages may have one mistake in common.
#[must_use]
pub fn once(told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    told.into_iter().filter(|diagnostic| seen.insert(diagnostic.clone())).collect()
}

/// A message may quote what an author wrote, of which the beginning is enough. Nothing in it acts where it is printed.
fn shortened(message: String) -> String {
    const LONGEST: usize = 500;
    const KEPT_END: usize = 60;
    let message = plain(message);
    let from_end = |n| message.char_indices().nth_back(n).map(|(at, _)| at);
    let cut = message.char_indices().nth(LONGEST - KEPT_END).zip(from_end(KEPT_END));
    match cut {
        Some(((start, _), end)) if start < end => format!("{} … {}", &message[..start], &message[end..]),
        _ => message,
    }
}

/// A text in which nothing acts where it is printed: it may be another's, with what an author wrote in it.
fn plain(text: impl Into<String>) -> String {
    let text = text.into();
    inert(&text).into_owned()
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Built, but look at it.
    Warning,
    /// Built, and fine as it is; there may be something better.
    Advice,
}

impl Severity {
    /// Its name: `error`, `warning`, `advice`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One thing to tell the author, and the place it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of thing, stably named.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The reason, without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// The mend in words, where there is one to name.
    pub help: Option<String>,
    /// What few have. Apart, so that a result that may be a diagnostic stays small.
    pub extra: Option<Box<Extra>>,
}

/// What a diagnostic may have besides.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Extra {
    /// What else it has to do with.
    pub related: Vec<Related>,
    /// The mend as text, where it is sure.
    pub fix: Option<Fix>,
    /// The lifter for whom a line of a program draws it.
    pub lifter: Option<ForLifter>,
}

/// A lifter for whom a line of a program draws a diagnostic. A report has one entry for all lifters of a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ForLifter {
    /// Their name.
    pub name: String,
    /// The message without their own numbers, for several lifters whose numbers differ.
    pub alike: String,
}

/// A second place, and what is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, in a few words: "the first one".
    pub label: String,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Self { code, severity: Severity::Error, message, place, help: None, extra: None }
    }

    /// A warning at `place`.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Advice at `place`.
    pub fn advice(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, place, message) }
    }

    /// Whether it is an error, with which nothing is built.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The lifter for whom a line of a program draws it.
    #[must_use]
    pub fn lifter(&self) -> Option<&ForLifter> {
        self.extra.as_ref()?.lifter.as_ref()
    }

    /// For one lifter; `alike` is the message without the lifter's own numbers. Lifters without a name are left out.
    #[must_use]
    pub fn for_lifter(mut self, name: &str, alike: impl Into<String>) -> Self {
        if !name.is_empty() {
            let lifter = ForLifter { name: plain(name), alike: plain(alike) };
            self.extra.get_or_insert_default().lifter = Some(lifter);
        }
        self
    }

    /// What else it has to do with.
    #[must_use]
    pub fn related(&self) -> &[Related] {
        self.extra.as_ref().map_or(&[], |extra| extra.related.as_slice())
    }

    /// The mend as text, where it is sure.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.extra.as_ref()?.fix.as_ref()
    }

    /// With a second place, and what is there.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.extra.get_or_insert_default().related.push(Related { place, label: plain(label) });
        self
    }

    /// With the mend in words.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help));
        self
    }

    /// With the mend in words, if there is one.
    #[must_use]
    pub fn helped(self, help: Option<String>) -> Self {
        Self { help: help.map(plain), ..self }
    }

    /// With the mend as text: at this very place, `text` for `given`. Only where it is sure.
    #[must_use]
    pub fn mend(mut self, given: impl Into<String>, text: impl Into<String>) -> Self {
        let fix = Fix { place: self.place.clone(), given: given.into(), text: text.into() };
        self.extra.get_or_insert_default().fix = Some(fix);
        self
    }

    /// With "did you mean …?" where one of `known` is near to `given`; else with `otherwise`. Where it is nearer than all
    /// others, it is the mend as well.
    #[must_use]
    pub fn did_you_mean<'k>(
        self,
        given: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: impl FnOnce() -> Option<String>,
    ) -> Self {
        match nearest(given, known) {
            Some(near) => self.meant(given, near),
            None => Self { help: otherwise().map(plain).or(self.help), ..self },
        }
    }

    /// With "did you mean …?" for what `given` is near to.
    #[must_use]
    pub fn meant(self, given: &str, near: Near<'_>) -> Self {
        let told = self.help(format!("did you mean `{}`?", near.name));
        if near.is_sure { told.mend(given, near.name) } else { told }
    }
}
