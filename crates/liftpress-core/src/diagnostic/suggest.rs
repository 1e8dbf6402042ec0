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
/// use liftpress_core::diagnostic::{Near, nearest};
/// let names = ["bench", "paused-bench", "paused-squat"];
/// assert_eq!(nearest("pasued-bench", names), Some(Near { name: "paused-bench", is_sure: true }));
/// assert_eq!(nearest("c", ["a", "b"]), Some(Near { name: "a", is_sure: false }));
/// assert_eq!(nearest("curling", ["bench", "squat"]), None);
/// assert_eq!(nearest("belt-squat", ["box-squat"]), None, "another word is no misspelling");
/// ```
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<Near<'k>> {
    let given = normal(given);
    let mut best: Option<(usize, Near<'k>)> = None;
    for name in known {
        let normal = normal(name);
        let Some(distance) = slips(&given, &normal).filter(|_| !has_other_word(&given, &normal)) else { continue };
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
fn has_other_word(given: &[char], name: &[char]) -> bool {
    let words = |text: &'_ [char]| text.split(|c| *c == '-').map(<[char]>::to_vec).collect::<Vec<_>>();
    let (given, name) = (words(given), words(name));
    given.len() == name.len()
        && given.len() > 1
        && given.iter().zip(&name).any(|(given, name)| slips(given, name).is_none())
}

/// More slips of the finger than these are another name.
const MOST_SLIPS: usize = 4;

/// How many letters are wrong, missing, too many, or changed places with the next; nothing where they are more than a third of
/// the name. The restricted Damerau–Levenshtein distance, of which only the cells that can be near enough are looked at: there
/// may be thousands of names.
fn slips(given: &[char], name: &[char]) -> Option<usize> {
    let most = (name.len().max(3) / 3).min(MOST_SLIPS);
    if given.len().abs_diff(name.len()) > most {
        return None;
    }
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    for (i, letter) in given.iter().enumerate() {
        // What lies beyond is further away than the most, whatever stands there.
        let mut row = vec![most + 1; name.len() + 1];
        row[0] = i + 1;
        let mut least = row[0];
        for j in i.saturating_sub(most)..(i + most + 1).min(name.len()) {
            let is_other = usize::from(*letter != name[j]);
            let mut slips = (last[j] + is_other).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == name[j - 1] && given[i - 1] == name[j] {
                slips = slips.min(before[j - 1] + 1);
            }
            row[j + 1] = slips;
            least = least.min(slips);
        }
        if least > most {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

/// The name that is [nearest], sure or not.
pub fn closest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    nearest(given, known).map(|near| near.name)
}

/// No name is longer.
const LONGEST: usize = 100;

/// Spelling that people mix up without thinking of it.
fn normal(name: &str) -> Vec<char> {
    name.chars().take(LONGEST).map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}
