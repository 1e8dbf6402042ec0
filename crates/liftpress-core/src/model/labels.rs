//! Labels: the texts of booklets and pages, in several languages. A site may replace any of them.
//!
//! A language is a value of [`Labels`], so a language with a missing text does not compile. A text names its parts in
//! braces, because their order differs between languages: `{amount} off {set}`. Each text has a method of the same name
//! that takes the parts: `labels.off("10%", "the top weight")`.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use thiserror::Error;

use crate::text::isolated;
use crate::words;

/// Declares [`Labels`]: the key, parts and English text of each label, grouped by where they appear.
macro_rules! labels {
    ($($group:literal { $($key:ident $(($($part:ident),+))? => $english:literal,)+ })+) => {
        /// The texts of booklets and pages. Templates read them as `labels.KEY`.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct Labels {
            $($(pub(super) $key: std::borrow::Cow<'static, str>,)+)+
        }

        impl Labels {
            /// All keys, group by group.
            #[expect(clippy::large_stack_arrays, reason = "a constant, never on the stack")]
            pub const KEYS: &'static [super::Key] = &[$($(super::Key {
                name: stringify!($key),
                group: $group,
                parts: &[$($(stringify!($part)),+)?],
            },)+)+];

            pub(super) fn english() -> Self {
                Self { $($($key: $english.into(),)+)+ }
            }

            /// Returns the text of a key, with its parts in braces.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<&str> {
                match key {
                    $($(stringify!($key) => Some(&self.$key),)+)+
                    _ => None,
                }
            }

            pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut std::borrow::Cow<'static, str>> {
                match key {
                    $($(stringify!($key) => Some(&mut self.$key),)+)+
                    _ => None,
                }
            }

            $($(text!($key $(($($part),+))?, concat!("“", $english, "”"));)+)+
        }
    };
}

/// Declares the method that returns a text, with its parts filled in if it has any.
macro_rules! text {
    ($key:ident, $doc:expr) => {
        #[doc = $doc]
        #[must_use]
        pub fn $key(&self) -> &str {
            &self.$key
        }
    };
    ($key:ident ($($part:ident),+), $doc:expr) => {
        #[doc = $doc]
        #[must_use]
        pub fn $key(&self, $($part: impl std::fmt::Display),+) -> String {
            super::filled(&self.$key, &[$((stringify!($part), &$part)),+])
        }
    };
}

/// Declares all texts of another language.
macro_rules! language {
    ($($key:ident: $text:literal,)+) => {
        pub(super) fn labels() -> super::Labels {
            super::Labels { $($key: $text.into(),)+ }
        }
    };
}

mod english;
mod german;
mod named;
mod spanish;

pub use english::Labels;

words! {
    /// A built-in language.
    Language {
        /// English.
        En => "en",
        /// German: Deutsch.
        De => "de",
        /// Spanish: español.
        Es => "es",
    }
}

/// A label, independent of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Key {
    /// The name in settings and templates.
    pub name: &'static str,
    /// The part of a booklet or site where it appears.
    pub group: &'static str,
    /// The names of the parts to fill in.
    pub parts: &'static [&'static str],
}

/// Why a text cannot replace a label.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LabelError {
    /// No label has this key.
    #[error("unknown label")]
    NoSuchKey,
    /// The text is empty.
    #[error("the label is empty")]
    Empty,
    /// The text is longer than [`Labels::LONGEST`].
    #[error("the label is longer than {} characters", Labels::LONGEST)]
    TooLong,
    /// A brace is not closed, at these bytes.
    #[error("`{{` has no closing `}}`")]
    Open(Range<usize>),
    /// The text names a part that the label does not have, at these bytes.
    #[error("unknown part `{{{0}}}`")]
    NoSuchPart(String, Range<usize>),
    /// The text lacks a part of the label.
    #[error("the part `{{{0}}}` is missing")]
    MissingPart(&'static str),
    /// The decimal mark is neither a point nor a comma.
    #[error("the decimal mark must be `.` or `,`")]
    DecimalMark,
}

impl Default for Labels {
    fn default() -> Self {
        Self::english()
    }
}

impl Labels {
    /// The greatest length of a label, in characters. It is about twice the length of the longest built-in label.
    pub const LONGEST: usize = 300;

    /// Returns the labels of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        match language {
            Language::En => Self::english(),
            Language::De => german::labels(),
            Language::Es => spanish::labels(),
        }
    }

    /// Replaces a text. Line breaks and repeated spaces become single spaces.
    ///
    /// # Errors
    ///
    /// Returns why the text cannot replace the label: for example, it lacks a part, or the key is unknown.
    ///
    /// ```
    /// use liftpress_core::model::{LabelError, Labels};
    /// let mut labels = Labels::default();
    /// labels.set("off", "{set} less {amount}").unwrap();
    /// assert_eq!(labels.off("10%", "the top weight"), "the top weight less 10%");
    /// assert_eq!(labels.set("off", "less {amount}"), Err(LabelError::MissingPart("set")));
    /// ```
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), LabelError> {
        let key = Self::KEYS.iter().find(|known| known.name == key).ok_or(LabelError::NoSuchKey)?;
        // A no-break space stays: the author put it there on purpose.
        let words: Vec<_> = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Err(LabelError::Empty);
        }
        if text.chars().count() > Self::LONGEST {
            return Err(LabelError::TooLong);
        }
        if key.name == "decimal_mark" && ![".", ","].contains(&text) {
            return Err(LabelError::DecimalMark);
        }
        let parts = parts_of(text)?;
        if let Some((name, at)) = parts.iter().find(|(name, _)| !key.parts.contains(name)) {
            return Err(LabelError::NoSuchPart((*name).to_owned(), at.clone()));
        }
        if let Some(missing) = key.parts.iter().find(|part| !parts.iter().any(|(name, _)| name == *part)) {
            return Err(LabelError::MissingPart(missing));
        }
        if let Some(slot) = self.get_mut(key.name) {
            *slot = Cow::Owned(words.join(" "));
        }
        Ok(())
    }
}

/// Returns the parts that a text names, and the bytes of each name between its braces.
fn parts_of(text: &str) -> Result<Vec<(&str, Range<usize>)>, LabelError> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let close = text[open..].find('}').ok_or(LabelError::Open(open..open + 1))? + open;
        parts.push((&text[open + 1..close], open + 1..close));
        from = close + 1;
    }
    Ok(parts)
}

/// Fills in the parts of a text with `value`.
///
/// Values are not searched for further parts. Right-to-left text in them is isolated.
///
/// # Errors
///
/// Returns the first error of `value`.
pub fn fill<E>(text: &str, mut value: impl FnMut(&str) -> Result<String, E>) -> Result<String, E> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        out += before;
        out += &isolated(&value(name)?);
        rest = after;
    }
    Ok(out + rest)
}

fn filled(text: &str, parts: &[(&str, &dyn Display)]) -> String {
    let value = |name: &str| parts.iter().find(|(part, _)| *part == name).map(|(_, value)| value.to_string()).ok_or(());
    // `set` has checked the parts, so `value` finds each of them.
    fill(text, value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word;

    /// A language without a key does not compile. This checks that each text has its parts and passes `set`.
    #[test]
    fn every_built_in_text_passes_set() {
        for language in Language::ALL {
            let labels = Labels::of(*language);
            let mut copy = Labels::default();
            for key in Labels::KEYS {
                let text = labels.get(key.name).unwrap();
                assert_eq!(copy.set(key.name, text), Ok(()), "{language:?}: {}: {text}", key.name);
            }
            assert_eq!(copy, labels);
            assert_eq!(labels.lang(), language.word());
        }
    }

    /// Single words may be the same in two languages: `Drop`, `April`.
    #[test]
    fn phrases_are_translated() {
        let words = |text: &str| {
            text.split(' ')
                .filter(|word| !word.contains('{') && word.chars().filter(|c| c.is_alphabetic()).count() > 1)
                .count()
        };
        for (other, key) in
            [Language::De, Language::Es].iter().flat_map(|of| Labels::KEYS.iter().map(move |key| (of, key)))
        {
            let (english, text) = (Labels::default(), Labels::of(*other));
            let english = english.get(key.name).unwrap();
            assert!(words(english) < 2 || text.get(key.name) != Some(english), "{other:?}: {}: {english}", key.name);
        }
    }

    #[test]
    fn rejects_invalid_labels() {
        let rejected = |key: &str, text: &str| Labels::default().set(key, text).unwrap_err();
        assert_eq!(rejected("offf", "{amount} off {set}"), LabelError::NoSuchKey);
        assert_eq!(rejected("rest", " \n"), LabelError::Empty);
        assert_eq!(rejected("rest", &"é".repeat(Labels::LONGEST + 1)), LabelError::TooLong);
        assert_eq!(rejected("off", "{amount} of {sett}"), LabelError::NoSuchPart("sett".to_owned(), 13..17));
        assert_eq!(rejected("off", "{set}"), LabelError::MissingPart("amount"));
        assert_eq!(rejected("off", "{set} {amount"), LabelError::Open(6..7));
        assert_eq!(rejected("decimal_mark", "5"), LabelError::DecimalMark);
        assert_eq!(Labels::default().set("rest", &"é".repeat(Labels::LONGEST)), Ok(()));
    }

    #[test]
    fn values_are_not_searched_for_parts() {
        let labels = Labels::default();
        assert_eq!(labels.off("{set}", "{amount}"), "{set} off {amount}");
    }
}
