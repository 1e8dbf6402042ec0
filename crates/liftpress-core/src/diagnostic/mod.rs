//! Diagnostics: errors, warnings and advice for authors, each with its place and, if possible, a fix.
//!
//! ```
//! use liftpress_core::diagnostic::{Code, Diagnostic, FileId, Place};
//! # let (key, first) = (Place::file(FileId::default()), Place::file(FileId::default()));
//! let diagnostic = Diagnostic::error(Code::UnknownKey, key, "unknown key `backof` in a day")
//!     .also(first, "the day starts here")
//!     .did_you_mean("backof", ["top", "backoff"], || None);
//! assert_eq!(diagnostic.help.as_deref(), Some("did you mean `backoff`?"));
//! assert_eq!(diagnostic.fix().unwrap().text, "backoff");
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
pub use report::{Before, Color, Counts, Located, Report, Sources};
pub use suggest::{Near, closest, nearest};

use crate::text::inert;

/// Returns a number with its noun: `1 error`, `2 errors`.
#[must_use]
pub fn count_of(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Returns a text on one line, with single spaces between words.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes repeated diagnostics, and preserves the order of the others. Many pages may share one mistake.
#[must_use]
pub fn once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    diagnostics.into_iter().filter(|diagnostic| seen.insert(diagnostic.clone())).collect()
}

/// Cuts the middle out of a long message, and makes the message safe to print. A message may quote any text of an
/// author.
fn shortened(message: String) -> String {
    const LONGEST: usize = 500;
    const END: usize = 60;
    let message = plain(message);
    let from_end = |n| message.char_indices().nth_back(n).map(|(at, _)| at);
    let cut = message.char_indices().nth(LONGEST - END).zip(from_end(END));
    match cut {
        Some(((start, _), end)) if start < end => format!("{} … {}", &message[..start], &message[end..]),
        _ => message,
    }
}

/// Makes a text safe to print. It may quote an author's text, which can have control characters.
fn plain(text: impl Into<String>) -> String {
    let text = text.into();
    inert(&text).into_owned()
}

/// How severe a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An error, which stops the build.
    Error,
    /// A warning: probably a mistake, but the build continues.
    Warning,
    /// Advice: the content is valid, but good practice is different.
    Advice,
}

impl Severity {
    /// Returns the name: `error`, `warning` or `advice`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A message to the author about one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind of diagnostic.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// What is wrong, in lower case without a full stop.
    pub message: String,
    /// The place that the message is about.
    pub place: Place,
    /// How to fix the mistake, as an imperative; `None` without help.
    pub help: Option<String>,
    /// The fields that few diagnostics have. They are in a box, so that a `Result` with a diagnostic is small.
    pub extra: Option<Box<Extra>>,
}

/// The rarer fields of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Extra {
    /// Other places that help to understand the diagnostic.
    pub related: Vec<Related>,
    /// The safe fix.
    pub fix: Option<Fix>,
    /// The lifter, if a line of a program causes the diagnostic only for some lifters.
    pub lifter: Option<ForLifter>,
}

/// The lifter for whom a line of a program causes a diagnostic. A report combines the diagnostics of all lifters for a
/// line in one entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ForLifter {
    /// The lifter's name.
    pub name: String,
    /// The message without the lifter's own numbers. A report prints it in an entry for several lifters.
    pub alike: String,
}

/// Another place, and a label for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Related {
    /// The place.
    pub place: Place,
    /// A few words about the place, such as "the first one".
    pub label: String,
}

impl Diagnostic {
    /// Creates an error at `place`.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Self { code, severity: Severity::Error, message, place, help: None, extra: None }
    }

    /// Creates a warning at `place`.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Creates advice at `place`.
    pub fn advice(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, place, message) }
    }

    /// Returns whether the diagnostic is an error, which stops the build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns the lifter for whom a line of a program causes the diagnostic, if there is one.
    #[must_use]
    pub fn lifter(&self) -> Option<&ForLifter> {
        self.extra.as_ref()?.lifter.as_ref()
    }

    /// Adds the lifter for whom a line of a program causes the diagnostic. `alike` is the message without the lifter's
    /// own numbers. A lifter without a name is not added.
    #[must_use]
    pub fn for_lifter(mut self, name: &str, alike: impl Into<String>) -> Self {
        if !name.is_empty() {
            let lifter = ForLifter { name: plain(name), alike: plain(alike) };
            self.extra.get_or_insert_default().lifter = Some(lifter);
        }
        self
    }

    /// Returns the related places.
    #[must_use]
    pub fn related(&self) -> &[Related] {
        self.extra.as_ref().map_or(&[], |extra| extra.related.as_slice())
    }

    /// Returns the safe fix, if there is one.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.extra.as_ref()?.fix.as_ref()
    }

    /// Adds a related place with its label.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.extra.get_or_insert_default().related.push(Related { place, label: plain(label) });
        self
    }

    /// Adds help: an imperative that says how to fix the mistake.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help));
        self
    }

    /// Sets the help, or removes it.
    #[must_use]
    pub fn helped(self, help: Option<String>) -> Self {
        Self { help: help.map(plain), ..self }
    }

    /// Adds a fix that replaces `given` by `text` in this place. It must be certain that the fix is right.
    #[must_use]
    pub fn with_fix(mut self, given: impl Into<String>, text: impl Into<String>) -> Self {
        let fix = Fix { place: self.place.clone(), given: given.into(), text: text.into() };
        self.extra.get_or_insert_default().fix = Some(fix);
        self
    }

    /// Adds "did you mean …?" if one of `known` is similar to `given`, otherwise the help that `otherwise` returns. If
    /// one name is more similar than all others, it also becomes the fix.
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

    /// Adds "did you mean …?" for a name that is similar to `given`.
    #[must_use]
    pub fn meant(self, given: &str, near: Near<'_>) -> Self {
        let diagnostic = self.help(format!("did you mean `{}`?", near.name));
        if near.is_sure { diagnostic.with_fix(given, near.name) } else { diagnostic }
    }
}
