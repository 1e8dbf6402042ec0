//! Finds the mistakes of a scheme after its first one.

use crate::units::Unit;

use super::{NotationError, parse_scheme};

/// Returns every mistake of a scheme. After a mistake, parsing continues at the next text that is clearly a group.
///
/// ```
/// use liftpress_core::model::scheme_mistakes;
/// let mistakes = scheme_mistakes("5x3 @ 85%, 3x5 @ tpo, 2x8 @ 60%, drop 10 @ prv", None);
/// let spans: Vec<_> = mistakes.into_iter().map(|mistake| mistake.span).collect();
/// assert_eq!(spans, [17..20, 43..46]);
/// assert_eq!(scheme_mistakes("5x3 @ 82,5%", None).len(), 1);
/// ```
#[must_use]
pub fn scheme_mistakes(text: &str, unit: Option<Unit>) -> Vec<NotationError> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(Err(error)) = text.get(from..).map(|text| parse_scheme(text, unit)) {
        let span = from + error.span.start..from + error.span.end;
        let next = next_group(text, span.end);
        found.push(NotationError { span, ..error });
        match next {
            Some(next) => from = next,
            None => break,
        }
    }
    found
}

/// Returns where the next group starts, after a comma or `then`.
fn next_group(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let commas = rest.match_indices(',').map(|(at, comma)| at + comma.len());
    let words = rest.match_indices(" then ").map(|(at, then)| at + then.len());
    let starts = commas.chain(words).filter(|at| begins_group(rest[*at..].trim_start()));
    starts.min().map(|at| from + at)
}

/// Whether a group starts here: `5x3`, `2-4 x 8`, `drop 10`.
fn begins_group(text: &str) -> bool {
    let sets = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–'));
    (sets.len() < text.len() && sets.trim_start().starts_with(['x', 'X', '×'])) || text.starts_with("drop ")
}
