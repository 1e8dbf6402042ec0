//! The formats of cells: black, grays, and the site's accent color.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::model::{self, Paper};

use super::layout::Rank;

const GREY: u32 = 0x59_59_59;
const LINE: u32 = 0x8C_8C_8C;
const INPUT: u32 = 0xFF_F4_CC;
const FONT: &str = "Calibri";

/// The formats of a workbook.
pub(super) struct Style {
    accent: Color,
}

/// The format from which all others are made.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

/// The name of a program.
pub(super) fn title() -> Format {
    plain().set_font_size(15).set_bold()
}

/// The format of a side note.
pub(super) fn note() -> Format {
    plain().set_font_size(9).set_font_color(GREY)
}

/// The format of a box to write in.
pub(super) fn log_box() -> Format {
    let format = plain().set_align(FormatAlign::Center);
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// The format of a side note that may be longer than one line.
pub(super) fn wrapped() -> Format {
    note().set_text_wrap()
}

/// The format of the words of a row.
pub(super) fn words_of(rank: Rank) -> Format {
    match rank {
        Rank::Lead => plain().set_bold(),
        Rank::Plain => plain(),
        Rank::Aside => note().set_italic().set_indent(1),
    }
}

/// The format of a warm-up set: its weight and its reps. For a weight of zero, the cell shows nothing.
pub(super) fn light_set(reps: &str) -> Format {
    let reps = reps.replace('"', "");
    note().set_align(FormatAlign::Center).set_num_format(format!("General\" × {reps}\";;"))
}

/// The format of an input.
pub(super) fn input_box() -> Format {
    log_box().set_align(FormatAlign::Right).set_background_color(INPUT).set_bold()
}

/// The format of a possible result of a strip's top set.
pub(super) fn hit_box() -> Format {
    log_box().set_bold()
}

/// Sets the paper size. In the file format, each paper size has a number.
pub(super) fn set_paper(sheet: &mut Worksheet, paper: Paper) {
    sheet.set_paper_size(match paper {
        Paper::A4 => 9,
        Paper::Letter => 1,
        Paper::A5 => 11,
    });
}

/// The sign that is shown before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Plain,
    /// The sign `≈`, for an estimate.
    About,
    /// The sign `+` or `−`, for a weight that is added to bodyweight.
    Added,
}

impl Style {
    pub(super) fn new(accent: model::Color) -> Self {
        Self { accent: Color::from(accent.on_paper().to_string().as_str()) }
    }

    pub(super) fn accent(&self) -> Color {
        self.accent
    }

    /// The format of column headings.
    pub(super) fn head(&self) -> Format {
        let format = plain().set_bold().set_font_size(9).set_font_color(GREY).set_text_wrap();
        format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(self.accent)
    }

    /// The format of a day's name.
    pub(super) fn day(&self) -> Format {
        plain().set_bold().set_font_size(12).set_font_color(Color::White).set_background_color(self.accent)
    }

    /// The format of the heading of a list of exercises.
    pub(super) fn section(&self) -> Format {
        let format = plain().set_bold().set_font_color(self.accent);
        format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(self.accent)
    }

    /// The format of a weight.
    pub(super) fn weight(&self, rank: Rank, number: Number) -> Format {
        let format = match rank {
            Rank::Lead => plain().set_bold().set_font_size(12).set_font_color(self.accent),
            Rank::Plain => plain().set_bold(),
            Rank::Aside => note(),
        };
        let format = format.set_align(FormatAlign::Right);
        match number {
            Number::Plain => format,
            Number::About => format.set_num_format("\"≈\"General"),
            Number::Added => format.set_num_format("\"+ \"General;\"− \"General;\"+ \"General"),
        }
    }
}
