//! Similar names, for "did you mean …?".

/// A known name that is similar to a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'k> {
    /// The name.
    pub name: &'k str,
    /// Whether this name is more similar than all others.
    pub is_sure: bool,
}

/// Returns the name in `known` that is most similar to `given`; `None` if no name is similar enough.
///
/// ```
/// use liftpress_core::diagnostic::{Near, nearest};
/// let names = ["bench", "paused-bench", "paused-squat"];
/// assert_eq!(nearest("pasued-bench", names), Some(Near { name: "paused-bench", is_sure: true }));
/// assert_eq!(nearest("c", ["a", "b"]), Some(Near { name: "a", is_sure: false }));
/// assert_eq!(nearest("curling", ["bench", "squat"]), None);
/// assert_eq!(nearest("belt-squat", ["box-squat"]), None, "another word is not a misspelling");
/// ```
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<Near<'k>> {
    let given = normal(given);
    let mut best: Option<(usize, Near<'k>)> = None;
    for name in known {
        let normal = normal(name);
        let Some(distance) = typos(&given, &normal).filter(|_| !has_other_word(&given, &normal)) else { continue };
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

/// Returns whether one of the words is a different word and not a misspelling: `belt-squat` is not `box-squat`.
fn has_other_word(given: &[char], name: &[char]) -> bool {
    let words = |text: &'_ [char]| text.split(|c| *c == '-').map(<[char]>::to_vec).collect::<Vec<_>>();
    let (given, name) = (words(given), words(name));
    given.len() == name.len()
        && given.len() > 1
        && given.iter().zip(&name).any(|(given, name)| typos(given, name).is_none())
}

/// A name with more typing mistakes than this counts as a different name.
const MOST_TYPOS: usize = 4;

/// Returns the number of wrong, missing, additional and transposed letters. Returns `None` if they are more than a
/// third of the name, or more than `MOST_TYPOS`.
///
/// This is the restricted Damerau–Levenshtein distance. Since there may be thousands of names, it computes only the
/// cells that can be within the limit.
fn typos(given: &[char], name: &[char]) -> Option<usize> {
    let most = (name.len().max(3) / 3).min(MOST_TYPOS);
    if given.len().abs_diff(name.len()) > most {
        return None;
    }
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    for (i, letter) in given.iter().enumerate() {
        // Cells outside of the band exceed the limit for any letters.
        let mut row = vec![most + 1; name.len() + 1];
        row[0] = i + 1;
        let mut least = row[0];
        for j in i.saturating_sub(most)..(i + most + 1).min(name.len()) {
            let is_other = usize::from(*letter != name[j]);
            let mut typos = (last[j] + is_other).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == name[j - 1] && given[i - 1] == name[j] {
                typos = typos.min(before[j - 1] + 1);
            }
            row[j + 1] = typos;
            least = least.min(typos);
        }
        if least > most {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|typos| *typos <= most)
}

/// Returns the most similar name as [`nearest`] does, even if other names are equally similar.
pub fn closest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    nearest(given, known).map(|near| near.name)
}

/// The number of characters of a name that are compared; the rest is ignored.
const LONGEST: usize = 100;

/// Unifies spellings that people mix up: capitals, spaces and underscores.
fn normal(name: &str) -> Vec<char> {
    name.chars().take(LONGEST).map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}
