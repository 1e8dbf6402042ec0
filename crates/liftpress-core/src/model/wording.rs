//! Types whose values are words that an author can write.

/// A closed list of words.
pub trait Word: Copy + Sized + 'static {
    /// Every value, in the order they are documented.
    const ALL: &'static [Self];

    /// The word an author writes.
    fn word(self) -> &'static str;

    /// The meaning, in one sentence.
    fn meaning(self) -> &'static str;

    /// Returns the value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}
