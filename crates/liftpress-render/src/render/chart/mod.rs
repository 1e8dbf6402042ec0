//! Charts as SVG: one drawing for pages and for print, in colours of whoever shows it.
//!
//! Everything is placed in whole tenths of a unit. A chart is 300 units wide and its text 14 high, so that on a phone (328 px)
//! text is 15 px, and two charts side by side on A4 (80 mm each) have it in 10.5 pt.

mod axis;
mod bars;
mod canvas;
mod dots;
mod frame;
mod phases;
mod rows;
mod text;

use crate::booklet::{Chart, Picture};

use canvas::Canvas;

/// The colours of a chart, as SVG writes them, and its font. What they tell apart can be told apart without them.
#[derive(Debug, Clone, Copy)]
pub struct Palette<'p> {
    /// Numbers and names.
    pub ink: &'static str,
    /// Labels of axes, and outlines.
    pub soft: &'static str,
    /// The bulk of the work; text can be read upon it.
    pub tint: &'static str,
    /// The grid.
    pub line: &'static str,
    /// What leads.
    pub accent: &'p str,
    /// What is left free.
    pub paper: &'static str,
    /// Families of the font; empty where it is that of the page around.
    pub font: &'static str,
}

impl Palette<'static> {
    /// Those of the page around, which follow it into the dark and onto paper.
    pub const PAGE: Self = Self {
        ink: "var(--ink)",
        soft: "var(--soft)",
        tint: "var(--tint)",
        line: "var(--line)",
        accent: "var(--accent)",
        paper: "var(--paper)",
        font: "",
    };
    /// Greys, for a drawing that stands by itself or is printed.
    pub const GREY: Self = Self {
        ink: "#000",
        soft: "#444",
        tint: "#aaa",
        line: "#999",
        accent: "#000",
        paper: "#fff",
        font: "Inter, sans-serif",
    };
}

/// The chart as an SVG element.
///
/// It has its title and its description in it, with the ids `chart-NAME-title` and `chart-NAME-desc`.
#[must_use]
pub fn chart_svg(chart: &Chart, palette: &Palette<'_>) -> String {
    let mut canvas = Canvas::new(palette);
    let height = match &chart.picture {
        Picture::Bars(weekly) => bars::draw(&mut canvas, weekly),
        Picture::Dots(weekly) => dots::draw(&mut canvas, weekly),
        Picture::Rows(rows) => rows::draw(&mut canvas, rows),
    };
    canvas.finish(chart, height)
}

#[cfg(test)]
mod tests;
