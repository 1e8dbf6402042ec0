//! How booklets look: what a site sets without a template of its own.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::diagnostic::Place;

use crate::words;

words! {
    /// The paper that booklets are printed on.
    Paper {
        /// 210 × 297 mm.
        A4 => "a4",
        /// 8.5 × 11 in.
        Letter => "letter",
        /// 148 × 210 mm, for a booklet that fits into a bag.
        A5 => "a5",
    }
}

words! {
    /// What a PDF is laid out as.
    PdfLayout {
        /// Everything: `booklet.pdf`.
        Booklet => "booklet",
        /// A page a week, without explanations: `sheet.pdf`.
        Sheet => "sheet",
    }
}

/// What a site sets of its booklets' look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// What booklets are printed on.
    pub paper: Paper,
    /// Which PDFs are made where PDF is among the formats.
    pub layouts: Vec<PdfLayout>,
    /// The one colour besides black and greys.
    pub accent: Colour,
    /// A font to print with before the one that comes with liftpress. In PDF it has to be among the site's own fonts.
    pub font: Option<String>,
    /// A picture of the content folder for the cover, `assets/logo.svg`, and where it is named.
    pub logo: Option<(String, Place)>,
    /// Whose booklets they are; empty when not said.
    pub coach: String,
    /// How to reach them; empty when not said.
    pub contact: String,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            layouts: vec![PdfLayout::Booklet],
            accent: Colour([0xa8, 0x23, 0x1b]),
            font: None,
            logo: None,
            coach: String::new(),
            contact: String::new(),
        }
    }
}

/// A colour of red, green and blue.
///
/// ```
/// use liftpress_core::model::Colour;
/// let green: Colour = "#14532D".parse().unwrap();
/// assert_eq!(green.to_string(), "#14532d");
/// assert!("green".parse::<Colour>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A text is no [`Colour`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a colour is written as #14532d: two digits of 0–9 and a–f each for red, green and blue")]
pub struct NoColour;

impl Colour {
    const WHITE: Self = Self([0xff; 3]);
    const BLACK: Self = Self([0; 3]);

    /// This colour, darkened until text in it can be read on white paper (a contrast of 4.5 to 1, as WCAG 2.2 asks).
    ///
    /// ```
    /// use liftpress_core::model::Colour;
    /// let colour = |text: &str| text.parse::<Colour>().unwrap();
    /// assert_eq!(colour("#a8231b").on_paper(), colour("#a8231b"));
    /// assert_eq!(colour("#ffd500").on_paper(), colour("#7f6a00"));
    /// ```
    #[must_use]
    pub fn on_paper(self) -> Self {
        self.mixed_until(Self::BLACK, |colour| colour.brightness() <= 180)
    }

    /// This colour, lightened until text in it can be read on a dark screen.
    ///
    /// ```
    /// use liftpress_core::model::Colour;
    /// let colour = |text: &str| text.parse::<Colour>().unwrap();
    /// assert_eq!(colour("#a8231b").on_dark().to_string(), "#ca7b76");
    /// assert_eq!(colour("#ffd500").on_dark(), colour("#ffd500"));
    /// ```
    #[must_use]
    pub fn on_dark(self) -> Self {
        self.mixed_until(Self::WHITE, |colour| colour.brightness() >= 280)
    }

    /// In thousandths of white. The square is near enough to how screens light up, and errs to the side of more contrast.
    fn brightness(self) -> u32 {
        let [red, green, blue] = self.0.map(|part| u32::from(part) * u32::from(part));
        (2126 * red + 7152 * green + 722 * blue) / (10 * 255 * 255)
    }

    fn mixed_until(self, other: Self, is_enough: impl Fn(Self) -> bool) -> Self {
        let mixed = |percent: u16| {
            let part = |own: u8, other: u8| (u16::from(own) * (100 - percent) + u16::from(other) * percent) / 100;
            let part = |i: usize| u8::try_from(part(self.0[i], other.0[i])).unwrap_or(u8::MAX);
            Self([part(0), part(1), part(2)])
        };
        (0..=100).step_by(5).map(mixed).find(|colour| is_enough(*colour)).unwrap_or(other)
    }
}

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()).ok_or(NoColour)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| NoColour);
        let signed = digits.contains(['+', '-']);
        if signed { Err(NoColour) } else { Ok(Self([part(0)?, part(2)?, part(4)?])) }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
