//! Finds the exercise that an unknown name means.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::diagnostic::{Near, nearest};

use super::{Exercise, Library, Slug};

/// The highest number of similar names to list.
const MOST_SIMILAR: usize = 5;

impl Library {
    /// Returns the exercise that `given` means: the one with this other name, with these initials, or with a similar
    /// spelling.
    pub fn meant_by<'l>(&'l self, given: &str, more: impl Iterator<Item = &'l str>) -> Option<Near<'l>> {
        self.known_as(given).or_else(|| nearest(given, self.iter().map(|exercise| exercise.slug.as_str()).chain(more)))
    }

    /// Returns the exercise that `given` names in another way: by the printed name or an alias, with the words in any
    /// order, or by the initials.
    pub(crate) fn known_as(&self, given: &str) -> Option<Near<'_>> {
        let words = words(given);
        let letters = given.to_lowercase();
        let same = self.only(|known| known.words.contains(&words));
        same.or_else(|| self.only(|known| known.initials.contains(&letters)))
    }

    /// Returns the first exercise for which `is_it` is true. If there are several, the result is marked as not sure.
    fn only(&self, is_it: impl Fn(&AlsoCalled) -> bool) -> Option<Near<'_>> {
        let mut found = self.also_called().iter().filter(|known| is_it(known));
        let name = found.next()?.slug.as_str();
        Some(Near { name, is_sure: found.next().is_none() })
    }

    fn also_called(&self) -> &[AlsoCalled] {
        self.also_called.get_or_init(|| self.iter().map(AlsoCalled::new).collect())
    }

    /// Returns a line for the terminal. It says that no exercise has this name, and names the exercise that may be
    /// meant, or similar names.
    pub fn unknown<'l>(&'l self, given: &str, more: impl Iterator<Item = &'l str>) -> String {
        let meant = self.meant_by(given, more).map(|near| format!(": did you mean `{}`?", near.name));
        let similar = || self.similar_names(given).map(|names| format!("; {names}"));
        format!("unknown exercise `{given}`{}", meant.or_else(similar).unwrap_or_default())
    }

    /// Returns "similar names are a, b", if there are any.
    pub(crate) fn similar_names(&self, given: &str) -> Option<String> {
        let similar = self.similar(given);
        (!similar.is_empty()).then(|| format!("similar names are {}", similar.join(", ")))
    }

    /// Returns exercises that share words with `given`. Those with the most shared words are first; among equals, those
    /// with the shortest names.
    ///
    /// ```
    /// use liftpress_core::source::Content;
    /// let library = Content::builtin().library;
    /// assert_eq!(library.similar("nordic-curl"), ["barbell-curl", "db-curl", "hammer-curl", "leg-curl", "preacher-curl"]);
    /// assert!(library.similar("zercher-carry").contains(&"farmers-walk"));
    /// ```
    #[must_use]
    pub fn similar(&self, given: &str) -> Vec<&str> {
        let words = words(given);
        let shared =
            |known: &AlsoCalled| known.words.iter().map(|name| name.intersection(&words).count()).max().unwrap_or(0);
        let mut similar: Vec<_> = self
            .also_called()
            .iter()
            .map(|known| (shared(known), known))
            .filter(|(shared, _)| *shared > 0)
            .map(|(shared, known)| {
                let own = &known.words[0];
                (Reverse(shared), own.is_disjoint(&words), own.len(), known.slug.as_str())
            })
            .collect();
        similar.sort_unstable();
        similar.truncate(MOST_SIMILAR);
        similar.into_iter().map(|(_, _, _, slug)| slug).collect()
    }
}

/// The other names of an exercise.
#[derive(Debug, Clone)]
pub(super) struct AlsoCalled {
    slug: Slug,
    /// The words of each of its names: the slug, the printed name, and the aliases.
    words: Vec<BTreeSet<String>>,
    initials: Vec<String>,
}

impl AlsoCalled {
    fn new(exercise: &Exercise) -> Self {
        let aliases = exercise.aliases.iter().map(String::as_str);
        let names = || [exercise.slug.as_str(), &exercise.name].into_iter().chain(aliases.clone());
        Self {
            slug: exercise.slug.clone(),
            words: names().map(words).collect(),
            initials: names().filter_map(initials).collect(),
        }
    }
}

/// Returns the words of a name, in lower case and singular, with abbreviations such as `db` written out.
fn words(name: &str) -> BTreeSet<String> {
    let name = name.replace(['\'', '’'], "").to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| written_out(word).to_owned()).collect()
}

fn written_out(word: &str) -> &str {
    match word {
        "db" | "dumbbells" => "dumbbell",
        "bb" => "barbell",
        "kb" => "kettlebell",
        "pause" => "paused",
        word => word.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s')).unwrap_or(word),
    }
}

/// Returns the initials of a name with three words or more: `bss` for `Bulgarian split squat`.
fn initials(name: &str) -> Option<String> {
    let words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let initials = || words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    (words.len() >= 3).then(initials)
}

#[cfg(test)]
mod tests {
    use crate::source::Content;

    #[test]
    fn names_are_known_by_their_words() {
        let library = Content::builtin().library;
        for (given, meant) in [
            ("dumbbell-row", Some(("db-row", true))),
            ("db-bench-press", Some(("db-bench", true))),
            ("Bench Press", Some(("bench", true))),
            ("squat-paused", Some(("paused-squat", true))),
            ("pause squat", Some(("paused-squat", true))),
            ("ohp", Some(("overhead-press", true))),
            ("bss", Some(("bulgarian-split-squat", true))),
            ("skull crushers", Some(("skull-crusher", true))),
            ("farmers-walks", Some(("farmers-walk", true))),
            ("pasued-squat", Some(("paused-squat", true))),
            ("belt-squat", None),
            ("larsen-press", None),
            ("nordic-curl", None),
        ] {
            let found = library.meant_by(given, std::iter::empty());
            assert_eq!(found.map(|near| (near.name, near.is_sure)), meant, "{given}");
        }
        assert_eq!(library.similar("larsen-press")[..2], ["floor-press", "landmine-press"]);
        assert!(library.similar("belt-squat").contains(&"front-squat"));
        assert_eq!(library.similar("yoke"), [""; 0]);
    }
}
