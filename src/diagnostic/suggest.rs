//! "Did you mean …?"

/// A name that is near to what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'k> {
    /// The name.
    pub name: &'k str,
    /// Whether no other name is as near.
    pub is_sure: bool,
}

/// The one of `known` that `given` was most likely meant to be, if any is near enough.
///
/// ```
/// use liftpress::diagnostic::{Near, nearest};
/// let names = ["bench", "paused-bench", "paused-squat"];
/// assert_eq!(nearest("pasued-bench", names), Some(Near { name: "paused-bench", is_sure: true }));
/// assert_eq!(nearest("c", ["a", "b"]), Some(Near { name: "a", is_sure: false }));
/// assert_eq!(nearest("curling", ["bench", "squat"]), None);
/// assert_eq!(nearest("belt-squat", ["box-squat"]), None, "another word is no misspelling");
/// ```
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<Near<'k>> {
    let given = normal(given);
    let is_far = |distance: usize, name: &str| distance * 3 > name.chars().count().max(3);
    let mut best: Option<(usize, Near<'k>)> = None;
    for name in known {
        // What differs in length by as much needs no closer look, of which there may be thousands.
        if is_far(given.chars().count().abs_diff(name.chars().count().min(LONGEST)), name) {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&given, &normal(name));
        if is_far(distance, name) || has_other_word(&given, &normal(name)) {
            continue;
        }
        best = match best {
            Some((least, near)) if distance == least && name != near.name => {
                Some((least, Near { name: name.min(near.name), is_sure: false }))
            }
            Some((least, near)) if distance >= least => Some((least, near)),
            _ => Some((distance, Near { name, is_sure: true })),
        };
    }
    best.map(|(_, near)| near)
}

/// Whether one of the words is another word, and not the same one misspelled: `belt-squat` is no `box-squat`.
fn has_other_word(given: &str, name: &str) -> bool {
    let words = |text: &str| text.split('-').map(str::to_owned).collect::<Vec<_>>();
    let (given, name) = (words(given), words(name));
    let is_other =
        |(given, name): (&String, &String)| strsim::damerau_levenshtein(given, name) * 3 > name.chars().count().max(3);
    given.len() == name.len() && given.iter().zip(&name).any(is_other)
}

/// The name that is [nearest], sure or not.
pub fn closest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    nearest(given, known).map(|near| near.name)
}

/// No name is longer.
const LONGEST: usize = 100;

/// Spelling that people mix up without thinking of it.
fn normal(name: &str) -> String {
    name.chars().take(LONGEST).map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}
