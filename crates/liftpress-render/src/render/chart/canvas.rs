//! Writes SVG elements.

use std::fmt::{Display, Write};

use crate::booklet::{Chart, Emphasis};
use crate::text::isolated;

use super::Palette;

/// The width of every chart, in tenths of a unit.
pub(super) const WIDTH: i64 = 3000;
/// The font size, in tenths of a unit.
pub(super) const TEXT: i64 = 140;

/// A color of the palette.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Ink,
    Soft,
    Line,
}

/// The alignment of a text relative to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

pub(super) struct Canvas<'p> {
    palette: &'p Palette<'p>,
    body: String,
}

impl<'p> Canvas<'p> {
    pub(super) fn new(palette: &'p Palette<'p>) -> Self {
        Self { palette, body: String::with_capacity(4096) }
    }

    /// Writes texts in one color and with one alignment. The point of each text is on the text's baseline.
    pub(super) fn texts<T: AsRef<str>>(
        &mut self,
        tone: Tone,
        anchor: Anchor,
        texts: impl IntoIterator<Item = ((i64, i64), T)>,
    ) {
        let color = self.color(tone);
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.put(format_args!(r#"<g fill="{color}" text-anchor="{anchor}">"#));
        self.each(texts);
    }

    /// Writes centered numbers with a halo that separates them from the drawing. The point of each number is on its
    /// baseline.
    pub(super) fn numbers<T: AsRef<str>>(&mut self, numbers: impl IntoIterator<Item = ((i64, i64), T)>) {
        let paper = self.palette.paper;
        self.put(format_args!(
            r#"<g text-anchor="middle" stroke="{paper}" stroke-width="36" stroke-linejoin="round" paint-order="stroke">"#
        ));
        self.each(numbers);
    }

    /// Writes texts and isolates each one. Digits, and the ellipsis of a shortened name, then stay in their places next
    /// to right-to-left text.
    fn each<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = ((i64, i64), T)>) {
        for ((x, y), text) in texts {
            self.put(format_args!(r#"<text x="{x}" y="{y}">{}</text>"#, Escaped(&isolated(text.as_ref()))));
        }
        self.put("</g>");
    }

    /// Draws a thin line along a path.
    pub(super) fn stroke(&mut self, tone: Tone, path: &str) {
        let width = if matches!(tone, Tone::Line) { 4 } else { 6 };
        self.path("none", self.color(tone), width, path);
    }

    /// Draws a line that connects values.
    pub(super) fn curve(&mut self, emphasis: Emphasis, path: &str) {
        let color = match emphasis {
            Emphasis::Strong => self.palette.accent,
            Emphasis::Medium | Emphasis::Weak => self.palette.soft,
        };
        self.path("none", color, 14, path);
    }

    /// Draws bars, which are solid, tinted or outlined.
    pub(super) fn bars(&mut self, emphasis: Emphasis, path: &str) {
        let Palette { accent, soft, tint, paper, .. } = self.palette;
        let (fill, outline) = match emphasis {
            Emphasis::Strong => (accent, accent),
            Emphasis::Medium => (tint, soft),
            Emphasis::Weak => (paper, soft),
        };
        self.path(fill, outline, 8, path);
    }

    /// Draws dots, which are solid or outlined.
    pub(super) fn dots(&mut self, emphasis: Emphasis, path: &str) {
        let Palette { accent, soft, paper, .. } = self.palette;
        let (fill, outline) = match emphasis {
            Emphasis::Strong => (accent, accent),
            Emphasis::Medium | Emphasis::Weak => (paper, soft),
        };
        self.path(fill, outline, 14, path);
    }

    fn path(&mut self, fill: &str, outline: &str, width: i64, path: &str) {
        if !path.is_empty() {
            self.put(format_args!(r#"<path fill="{fill}" stroke="{outline}" stroke-width="{width}" d="{path}"/>"#));
        }
    }

    /// Returns the SVG element. It includes the title and the description of the chart.
    pub(super) fn finish(self, chart: &Chart, height: i64) -> String {
        let Palette { ink, font, .. } = self.palette;
        let family = if font.is_empty() { String::new() } else { format!(r#" font-family="{}""#, Escaped(font)) };
        let (name, title, said) = (Escaped(&chart.name), Escaped(&chart.title), Escaped(&chart.description));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"chart-{name}-title chart-{name}-desc\" fill=\"{ink}\" font-size=\"{TEXT}\"{family}>\
             <title id=\"chart-{name}-title\">{title}</title><desc id=\"chart-{name}-desc\">{said}</desc>{}</svg>",
            self.body
        )
    }

    fn color(&self, tone: Tone) -> &'static str {
        match tone {
            Tone::Ink => self.palette.ink,
            Tone::Soft => self.palette.soft,
            Tone::Line => self.palette.line,
        }
    }

    fn put(&mut self, piece: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.body, "{piece}");
    }
}

/// Returns the path of rectangles.
pub(super) fn rectangles(boxes: impl IntoIterator<Item = Rectangle>) -> String {
    boxes.into_iter().fold(String::new(), |mut path, Rectangle { x, y, width, height }| {
        let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
        path
    })
}

/// A rectangle, given by its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rectangle {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Escapes a text for XML.
struct Escaped<'t>(&'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for part in self.0.split_inclusive(['&', '<', '>', '"']) {
            let (plain, sign) = part.split_at(part.len() - usize::from(part.ends_with(['&', '<', '>', '"'])));
            f.write_str(plain)?;
            f.write_str(match sign {
                "&" => "&amp;",
                "<" => "&lt;",
                ">" => "&gt;",
                "\"" => "&quot;",
                _ => "",
            })?;
        }
        Ok(())
    }
}
