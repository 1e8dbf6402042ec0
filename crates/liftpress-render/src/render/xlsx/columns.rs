//! The columns of the sheet for a week, and the addresses of its cells.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::formula::Ends;
use super::layout::{LineAt, StripAt};

/// A column of a week's sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Dose,
    Weight,
    /// For a range of weights, the heavier end.
    To,
    Rule,
    Plates,
    Rest,
    /// The weight that the lifter lifted.
    Done,
    /// The reps that the lifter did in a set. Sets are numbered from 0.
    Set(u16),
    Rpe,
    Notes,
    /// The weight that a top set counts as, and the 1RM that the top set shows. Each has a lower and a higher end.
    DoneLow,
    DoneHigh,
    ShownLow,
    ShownHigh,
}

/// The rows of a week's sheet. Addresses of cells are made from them.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The number of boxes in a row. There is one for each set, up to a limit.
    pub(super) boxes: u16,
    pub(super) lines: BTreeMap<LineAt, u32>,
    pub(super) hits: BTreeMap<StripAt, u32>,
}

impl Column {
    /// Returns the number of the column, from 0, on a sheet with this number of boxes in a row.
    pub(super) fn number(self, boxes: u16) -> u16 {
        match self {
            Self::Name => 0,
            Self::Dose => 1,
            Self::Weight => 2,
            Self::To => 3,
            Self::Rule => 4,
            Self::Plates => 5,
            Self::Rest => 6,
            Self::Done => 7,
            Self::Set(set) => 8 + set,
            Self::Rpe => 8 + boxes,
            Self::Notes => 9 + boxes,
            Self::DoneLow => 10 + boxes,
            Self::DoneHigh => 11 + boxes,
            Self::ShownLow => 12 + boxes,
            Self::ShownHigh => 13 + boxes,
        }
    }
}

impl Cells {
    /// Returns the address of a cell in the row of a group of sets.
    pub(super) fn cell(&self, place: LineAt, column: Column) -> String {
        let row = self.lines.get(&place).copied().unwrap_or_default();
        row_col_to_cell(row, column.number(self.boxes))
    }

    /// Returns the addresses of both ends of a weight. If the weight has only one, returns the first address.
    pub(super) fn ends(&self, place: LineAt, low: Column, high: Column, is_one: bool) -> Ends {
        let low = self.cell(place, low);
        if is_one { Ends::one(low) } else { Ends { low, high: self.cell(place, high) } }
    }

    /// Returns the range of the boxes in which the lifter writes the reps of a group of sets.
    pub(super) fn reps(&self, place: LineAt) -> String {
        format!("{}:{}", self.cell(place, Column::Set(0)), self.cell(place, Column::Set(self.boxes.saturating_sub(1))))
    }

    /// Returns the address of a possible result of a strip's top set, by the number of the result.
    pub(super) fn hit(&self, at: StripAt, number: usize) -> String {
        let row = self.hits.get(&at).copied().unwrap_or_default();
        row_col_to_cell(row, Self::hit_column(number))
    }

    /// Returns the column of a possible result. The first possible result is in the first column of the log.
    pub(super) fn hit_column(number: usize) -> u16 {
        Column::Done.number(0).saturating_add(u16::try_from(number).unwrap_or(u16::MAX))
    }
}
