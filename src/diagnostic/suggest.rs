//! "Did you mean …?"

/// The one of `known` that `given` was most likely meant to be, if any is near enough.
///
/// ```
/// use liftpress::diagnostic::closest;
/// assert_eq!(closest("pasued-bench", ["bench", "paused-bench", "paused-squat"]), Some("paused-bench"));
/// assert_eq!(closest("curling", ["bench", "squat"]), None);
/// ```
pub fn closest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let given = normal(given);
    let is_near = |distance: usize, name: &str| distance * 3 <= name.chars().count().max(3);
    known
        .into_iter()
        // What differs in length by as much needs no closer look, of which there may be thousands.
        .filter(|name| is_near(given.chars().count().abs_diff(name.chars().count().min(LONGEST)), name))
        .map(|name| (strsim::damerau_levenshtein(&given, &normal(name)), name))
        .filter(|&(distance, name)| is_near(distance, name))
        .min()
        .map(|(_, name)| name)
}

/// No name is longer.
const LONGEST: usize = 100;

/// Spelling that people mix up without thinking of it.
fn normal(name: &str) -> String {
    name.chars().take(LONGEST).map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}
