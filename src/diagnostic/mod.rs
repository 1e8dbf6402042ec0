//! Everything that is told to an author: what is wrong, where, and how to mend it.

mod code;
mod place;
mod report;
mod suggest;

pub use code::Code;
pub use place::{At, FileId, Part, Path, Place, Segment};
pub use report::{Colour, Located, Report, Sources};
pub use suggest::closest;

/// `1 error`, `2 errors`.
#[must_use]
pub fn count_of(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A message may quote what an author wrote, of which the beginning is enough.
fn shortened(message: String) -> String {
    const LONGEST: usize = 500;
    const KEPT_END: usize = 60;
    let from_end = |n| message.char_indices().nth_back(n).map(|(at, _)| at);
    let cut = message.char_indices().nth(LONGEST - KEPT_END).zip(from_end(KEPT_END));
    match cut {
        Some(((start, _), end)) if start < end => format!("{} … {}", &message[..start], &message[end..]),
        _ => message,
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Built, but look at it.
    Warning,
}

/// One thing to tell the author, and the place it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing, stably named.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The reason, without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// The mend, where there is one to name.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: shortened(message.into()), place, help: None }
    }

    /// A warning at `place`.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// With the mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With "did you mean …?" where one of `known` is near to `given`; else with `otherwise`.
    #[must_use]
    pub fn did_you_mean<'k>(
        self,
        given: &str,
        known: impl IntoIterator<Item = &'k str>,
        otherwise: impl FnOnce() -> Option<String>,
    ) -> Self {
        let help = closest(given, known).map(|near| format!("did you mean `{near}`?")).or_else(otherwise);
        Self { help: help.or(self.help), ..self }
    }
}
