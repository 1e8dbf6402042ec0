//! Types whose values are words an author chooses from.

/// A closed list of words.
pub trait Word: Copy + Sized + 'static {
    /// Every value, in the order they are documented.
    const ALL: &'static [Self];

    /// The word an author writes.
    fn word(self) -> &'static str;

    /// What it means, in a sentence.
    fn meaning(self) -> &'static str;

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}
