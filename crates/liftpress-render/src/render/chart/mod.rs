//! Draws charts as SVG, for pages and for print. The caller chooses the colors.
//!
//! Coordinates are whole tenths of a unit. A chart is 300 units wide, and its font size is 14 units. On a phone, a
//! chart is 328 px wide and its text is 15 px high. On A4, two charts are side by side, each 80 mm wide, and their text
//! is 10.5 pt high.
//!
//! `frame` draws what all charts by week have in common, and `bars`, `dots` and `rows` draw the different kinds of
//! charts.

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

/// The colors of a chart, as SVG values, and its font. A chart can be read even without colors.
#[derive(Debug, Clone, Copy)]
pub struct Palette<'p> {
    /// Numbers and names.
    pub ink: &'static str,
    /// Labels of axes, and outlines.
    pub soft: &'static str,
    /// The fill of most bars. Text on this color is readable.
    pub tint: &'static str,
    /// The grid.
    pub line: &'static str,
    /// The leading series.
    pub accent: &'p str,
    /// The background.
    pub paper: &'static str,
    /// The font families; empty for the font of the page.
    pub font: &'static str,
}

impl Palette<'static> {
    /// The colors of the page around the chart, which change in dark mode and in print.
    pub const PAGE: Self = Self {
        ink: "var(--ink)",
        soft: "var(--soft)",
        tint: "var(--tint)",
        line: "var(--line)",
        accent: "var(--accent)",
        paper: "var(--paper)",
        font: "",
    };
    /// Grays, for a drawing that is not on a page, or that is printed.
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

/// Draws a chart as an SVG element.
///
/// The element includes the chart's title and description, which have the ids `chart-NAME-title` and `chart-NAME-desc`.
#[must_use]
pub fn chart_svg(chart: &Chart, palette: &Palette<'_>) -> String {
    let mut canvas = Canvas::new(palette);
    let height = match &chart.picture {
        Picture::Bars(weekly) => bars::draw(&mut canvas, weekly),
        Picture::Dots(weekly) => dots::draw(&mut canvas, weekly),
        Picture::Table(rows) => rows::draw(&mut canvas, rows),
    };
    canvas.finish(chart, height)
}

#[cfg(test)]
mod tests;
