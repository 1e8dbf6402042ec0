//! Slugs: names that are also file names and parts of addresses.

use std::fmt;
use std::sync::Arc;

use deunicode::deunicode_char;
use thiserror::Error;

/// The highest number of characters in a slug.
const LONGEST: usize = 80;

/// Up to 80 lower-case letters, digits and single hyphens: safe in paths, addresses and anchors on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text is not a [`Slug`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SlugError {
    /// A character other than lower-case letters, digits and hyphens.
    #[error("invalid name `{0}`: use lower-case letters, digits and hyphens")]
    Character(String),
    /// No characters, or more than 80.
    #[error("a name has 1 to 80 characters")]
    Length,
    /// A device name of Windows, which cannot have files with this name.
    #[error("invalid name `{0}`: Windows cannot have a file of this name, so choose another")]
    Reserved(String),
}

impl Slug {
    /// Returns `text` as a slug if it is valid.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() || text.len() > LONGEST {
            return Err(SlugError::Length);
        }
        let fine = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !text.split('-').all(fine) {
            return Err(SlugError::Character(text.into()));
        }
        let device = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
        let numbered = device.is_some_and(|n| n.len() == 1 && n != "0" && n.bytes().all(|b| b.is_ascii_digit()));
        if numbered || matches!(text, "con" | "prn" | "aux" | "nul") {
            return Err(SlugError::Reserved(text.into()));
        }
        Ok(Self(text.into()))
    }

    /// Makes a slug from a name: `Łukasz O'Brien` → `lukasz-obrien`, `Иван 2` → `ivan-2`. Letters of other scripts are
    /// written in Latin letters, and other characters are left out. Returns `None` if no characters remain.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::from_letters(name, |c| match deunicode_char(c) {
            // Marks that only modify the letter before them have no Latin letters of their own.
            Some(letters) if c.is_alphanumeric() || letters.is_empty() => letters,
            _ => " ",
        })
    }

    /// Makes a slug from only the Latin letters and digits of a name.
    #[must_use]
    pub fn from_latin(name: &str) -> Option<Self> {
        Self::from_letters(name, |_| " ")
    }

    /// Makes a slug; `foreign` returns the Latin letters for a letter of another script.
    fn from_letters(name: &str, foreign: impl Fn(char) -> &'static str) -> Option<Self> {
        let mut slug = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            match plain(c) {
                Some(letters) => slug.push_str(letters),
                None if matches!(c, '\'' | '’' | '.') || ('\u{300}'..'\u{370}').contains(&c) => {}
                None if c.is_ascii() => push(&mut slug, c),
                None => foreign(c).chars().filter(|c| !matches!(c, '\'' | '`' | '"')).for_each(|c| push(&mut slug, c)),
            }
        }
        slug.truncate(LONGEST);
        Self::new(slug.trim_end_matches('-')).ok()
    }

    /// Returns the slug with a number, cut to the greatest length if needed: `wave-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let number = format!("-{number}");
        let kept = self.0.len().min(LONGEST - number.len());
        // A slug that is cut between two hyphens is still valid.
        Self(format!("{}{number}", self.0[..kept].trim_end_matches('-')).into())
    }

    /// Returns the slug in words: `spoto-press` → `Spoto press`.
    #[must_use]
    pub fn spoken(&self) -> String {
        let mut name = self.0.replace('-', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        name
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Appends a letter or digit. For any other character, appends a hyphen, but only one between two letters or digits.
fn push(slug: &mut String, c: char) {
    match c {
        c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
        _ if slug.is_empty() || slug.ends_with('-') => {}
        _ => slug.push('-'),
    }
}

/// Returns the plain Latin letters for a Latin letter with a mark.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='õ' | 'ō' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ß' => "ss",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' | 'ţ' => "t",
        'þ' => "th",
        'ù'..='û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_names_that_leave_the_folder_or_break_on_windows() {
        for bad in ["", "../x", "a/b", "C:x", "con", "lpt1", "Bench", "a--b", "-a", "a-", "é", "a b", &"a".repeat(81)]
        {
            assert!(Slug::new(bad).is_err(), "{bad:?}");
        }
        for good in ["bench", "close-grip-3-board-bench", "531-fsl", "com", "com10", "lpt0"] {
            assert!(Slug::new(good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn names_of_every_script_have_readable_slugs() {
        for (name, slug) in [
            ("Sam Example", Some("sam-example")),
            ("Łukasz O'Brien", Some("lukasz-obrien")),
            ("José-María  Núñez Jr.", Some("jose-maria-nunez-jr")),
            ("Zoë", Some("zoe")),
            ("Jürgen Groß", Some("juergen-gross")),
            ("*_<b>|x", Some("b-x")),
            ("李", Some("li")),
            ("Иван 2", Some("ivan-2")),
            ("Пётр 2", Some("piotr-2")),
            ("5 дней", Some("5-dnei")),
            ("5 недель", Some("5-nedel")),
            ("Nguyễn", Some("nguyen")),
            ("يوسف", Some("ywsf")),
            ("..", None),
            ("< >", None),
        ] {
            assert_eq!(Slug::from_name(name).as_ref().map(Slug::as_str), slug, "{name:?}");
        }
    }
}
