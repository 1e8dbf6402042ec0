//! Every text that a booklet prints, in several languages; a site may word any of them otherwise.
//!
//! A language is a value of [`Labels`], so one that lacks a text does not compile. A text with parts names them in braces,
//! since their order differs between languages: `{amount} off {set}`. For each text there is a function of its name, which
//! takes its parts: `labels.off("10%", "the top weight")`.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use thiserror::Error;

use crate::text::isolated;

use crate::words;

/// The texts of a booklet: for each its key, its parts and its English, in groups by where it is met.
macro_rules! labels {
    ($($group:literal { $($key:ident $(($($part:ident),+))? => $english:literal,)+ })+) => {
        /// The texts of a booklet. In templates they are `labels.KEY`.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct Labels {
            $($(pub(super) $key: std::borrow::Cow<'static, str>,)+)+
        }

        impl Labels {
            /// Every key, in groups.
            #[expect(clippy::large_stack_arrays, reason = "it is never on the stack: a constant")]
            pub const KEYS: &'static [super::Key] = &[$($(super::Key {
                name: stringify!($key),
                group: $group,
                parts: &[$($(stringify!($part)),+)?],
            },)+)+];

            pub(super) fn english() -> Self {
                Self { $($($key: $english.into(),)+)+ }
            }

            /// The text of a key, with its parts in braces.
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

/// The function that gives a text, or fills it in.
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

/// The texts of another language, all of them.
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
    /// A language that liftpress has all texts of.
    Language {
        /// English.
        En => "en",
        /// German: Deutsch.
        De => "de",
        /// Spanish: español.
        Es => "es",
    }
}

/// What there is to know of a text, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Key {
    /// Its name in settings and templates.
    pub name: &'static str,
    /// Where it is met.
    pub group: &'static str,
    /// What is filled in.
    pub parts: &'static [&'static str],
}

/// Why a text cannot stand in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LabelError {
    /// There is no such text.
    #[error("there is no such label")]
    NoSuchKey,
    /// It says nothing.
    #[error("a label that says nothing")]
    Empty,
    /// It is longer than anything that fits.
    #[error("a label of more than {} characters", Labels::LONGEST)]
    TooLong,
    /// A brace that is not closed, at these bytes.
    #[error("`{{` begins the name of a part, and there is no `}}`")]
    Open(Range<usize>),
    /// The name of a part that it does not have, at these bytes.
    #[error("it has no part `{0}`")]
    NoSuchPart(String, Range<usize>),
    /// It lacks a part.
    #[error("the part `{{{0}}}` is missing")]
    MissingPart(&'static str),
    /// A decimal mark that could be read as something else.
    #[error("a decimal mark is a point or a comma")]
    DecimalMark,
}

impl Default for Labels {
    fn default() -> Self {
        Self::english()
    }
}

impl Labels {
    /// In characters: twice what the longest of ours has.
    pub const LONGEST: usize = 300;

    /// All texts in a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        match language {
            Language::En => Self::english(),
            Language::De => german::labels(),
            Language::Es => spanish::labels(),
        }
    }

    /// Puts a text in the place of another, or says why it cannot stand there. Line breaks become spaces.
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
        // A no-break space is one that somebody put there.
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

/// The parts that a text names, and where: the bytes between the braces.
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

/// A text with its parts filled in by `value`, or the first error of `value`. What is filled in is not looked through for
/// further parts; what runs from right to left in it is isolated.
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
    // A text has no other parts.
    fill(text, value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word;

    /// A language has every key, or it does not compile; here, that each text has its parts and could be a site's own.
    #[test]
    fn every_text_of_every_language_could_be_set() {
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

    /// Of single words some are the same: `Drop`, `April`.
    #[test]
    fn what_is_a_phrase_is_translated() {
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
    fn what_cannot_be_a_label_is_refused() {
        let refused = |key: &str, text: &str| Labels::default().set(key, text).unwrap_err();
        assert_eq!(refused("offf", "{amount} off {set}"), LabelError::NoSuchKey);
        assert_eq!(refused("rest", " \n"), LabelError::Empty);
        assert_eq!(refused("rest", &"é".repeat(Labels::LONGEST + 1)), LabelError::TooLong);
        assert_eq!(refused("off", "{amount} of {sett}"), LabelError::NoSuchPart("sett".to_owned(), 13..17));
        assert_eq!(refused("off", "{set}"), LabelError::MissingPart("amount"));
        assert_eq!(refused("off", "{set} {amount"), LabelError::Open(6..7));
        assert_eq!(refused("decimal_mark", "5"), LabelError::DecimalMark);
        assert_eq!(Labels::default().set("rest", &"é".repeat(Labels::LONGEST)), Ok(()));
    }

    #[test]
    fn what_is_filled_in_is_not_looked_through() {
        let labels = Labels::default();
        assert_eq!(labels.off("{set}", "{amount}"), "{set} off {amount}");
    }
}
