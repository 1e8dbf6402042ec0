//! How cells look: black, greys, and the site's one colour.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::model::{Colour, Paper};

use super::layout::Rank;

const GREY: u32 = 0x59_59_59;
const LINE: u32 = 0x8C_8C_8C;
const INPUT: u32 = 0xFF_F4_CC;
const FONT: &str = "Calibri";

/// The formats of a workbook.
pub(super) struct Style {
    accent: Color,
}

/// As every cell is written.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

/// The name of a program.
pub(super) fn title() -> Format {
    plain().set_font_size(15).set_bold()
}

/// A word beside.
pub(super) fn note() -> Format {
    plain().set_font_size(9).set_font_color(GREY)
}

/// A box to write into.
pub(super) fn log_box() -> Format {
    let format = plain().set_align(FormatAlign::Center);
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// A word beside that may take several lines.
pub(super) fn wrapped() -> Format {
    note().set_text_wrap()
}

/// Words of a row.
pub(super) fn words_of(rank: Rank) -> Format {
    match rank {
        Rank::Lead => plain().set_bold(),
        Rank::Plain => plain(),
        Rank::Aside => note().set_italic().set_indent(1),
    }
}

/// A weight with the reps that it is lifted for; nothing where it is left out.
pub(super) fn light_set(reps: &str) -> Format {
    let reps = reps.replace('"', "");
    note().set_align(FormatAlign::Center).set_num_format(format!("General\" × {reps}\";;"))
}

/// A cell that is there to be changed.
pub(super) fn input_box() -> Format {
    log_box().set_align(FormatAlign::Right).set_background_color(INPUT).set_bold()
}

/// What a strip's top set may come to.
pub(super) fn hit_box() -> Format {
    log_box().set_bold()
}

/// The paper that a sheet is printed on, as the file format numbers it.
pub(super) fn set_paper(sheet: &mut Worksheet, paper: Paper) {
    sheet.set_paper_size(match paper {
        Paper::A4 => 9,
        Paper::Letter => 1,
        Paper::A5 => 11,
    });
}

/// What a number is followed or led by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Plain,
    /// Only an estimate.
    About,
    /// Added to bodyweight.
    Added,
}

impl Style {
    pub(super) fn new(accent: Colour) -> Self {
        Self { accent: Color::from(accent.on_paper().to_string().as_str()) }
    }

    pub(super) fn accent(&self) -> Color {
        self.accent
    }

    /// Heads of columns.
    pub(super) fn head(&self) -> Format {
        let format = plain().set_bold().set_font_size(9).set_font_color(GREY).set_text_wrap();
        format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(self.accent)
    }

    /// The name of a day.
    pub(super) fn day(&self) -> Format {
        plain().set_bold().set_font_size(12).set_font_color(Color::White).set_background_color(self.accent)
    }

    /// The name of a run of exercises.
    pub(super) fn section(&self) -> Format {
        let format = plain().set_bold().set_font_color(self.accent);
        format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(self.accent)
    }

    /// A weight of a row.
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
