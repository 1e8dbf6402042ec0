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
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, &normal(name)), name))
        .filter(|&(distance, name)| distance * 3 <= name.chars().count().max(3))
        .min()
        .map(|(_, name)| name)
}

/// Spelling that people mix up without thinking of it.
fn normal(name: &str) -> String {
    name.chars().take(100).map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}
