//! The look of booklets: everything that a site can set without its own templates.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::diagnostic::Place;

use crate::words;

words! {
    /// The paper size of booklets.
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
    /// A layout of a PDF.
    PdfLayout {
        /// The whole booklet: `booklet.pdf`.
        Booklet => "booklet",
        /// One page for each week, without explanations: `sheet.pdf`.
        Sheet => "sheet",
    }
}

/// The look of a site's booklets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The paper size.
    pub paper: Paper,
    /// The PDFs to make, if PDF is among the formats.
    pub layouts: Vec<PdfLayout>,
    /// The color of booklets, next to black and grays.
    pub accent: Color,
    /// The preferred font, before the built-in one; `None` for only the built-in one. For PDF, it must be one of the
    /// site's fonts.
    pub font: Option<String>,
    /// A picture for the cover, such as `assets/logo.svg`, with the place that names the picture.
    pub logo: Option<(String, Place)>,
    /// The coach; can be empty.
    pub coach: String,
    /// How to contact the coach; can be empty.
    pub contact: String,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            layouts: vec![PdfLayout::Booklet],
            accent: Color([0xa8, 0x23, 0x1b]),
            font: None,
            logo: None,
            coach: String::new(),
            contact: String::new(),
        }
    }
}

/// A color of red, green and blue.
///
/// ```
/// use liftpress_core::model::Color;
/// let green: Color = "#14532D".parse().unwrap();
/// assert_eq!(green.to_string(), "#14532d");
/// assert!("green".parse::<Color>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color([u8; 3]);

/// A text that is not a [`Color`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a color must be written as `#14532d`: two digits (0–9, a–f) each for red, green and blue")]
pub struct InvalidColor;

impl Color {
    const WHITE: Self = Self([0xff; 3]);
    const BLACK: Self = Self([0; 3]);

    /// Returns this color, darkened until it is readable on white paper (a contrast of 4.5 to 1, as WCAG 2.2 requires).
    ///
    /// ```
    /// use liftpress_core::model::Color;
    /// let color = |text: &str| text.parse::<Color>().unwrap();
    /// assert_eq!(color("#a8231b").on_paper(), color("#a8231b"));
    /// assert_eq!(color("#ffd500").on_paper(), color("#7f6a00"));
    /// ```
    #[must_use]
    pub fn on_paper(self) -> Self {
        self.mixed_until(Self::BLACK, |color| color.brightness() <= 180)
    }

    /// Returns this color, lightened until it is readable on a dark screen.
    ///
    /// ```
    /// use liftpress_core::model::Color;
    /// let color = |text: &str| text.parse::<Color>().unwrap();
    /// assert_eq!(color("#a8231b").on_dark().to_string(), "#ca7b76");
    /// assert_eq!(color("#ffd500").on_dark(), color("#ffd500"));
    /// ```
    #[must_use]
    pub fn on_dark(self) -> Self {
        self.mixed_until(Self::WHITE, |color| color.brightness() >= 280)
    }

    /// Returns the brightness in thousandths of the brightness of white. Squaring is close to how screens emit light.
    /// Where it is not exact, it leads to more contrast.
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
        (0..=100).step_by(5).map(mixed).find(|color| is_enough(*color)).unwrap_or(other)
    }
}

impl FromStr for Color {
    type Err = InvalidColor;

    fn from_str(text: &str) -> Result<Self, InvalidColor> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()).ok_or(InvalidColor)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| InvalidColor);
        let signed = digits.contains(['+', '-']);
        if signed { Err(InvalidColor) } else { Ok(Self([part(0)?, part(2)?, part(4)?])) }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
