//! Exact numbers as JSON: masses in counts of 10 ng, percentages in millionths, efforts in half points of RPE.

#![expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde hands over references to fields")]

use serde::ser::{SerializeMap, SerializeSeq, SerializeTuple};
use serde::{Serialize, Serializer};

use crate::model::{Anchor, RoundingRule, RpeChart, Slug, Word};
use crate::units::{Mass, Percent, Range, Rpe};

use super::ir::MassStep;
use super::ladders::PlateRule;

/// The largest integer that every JSON reader reads exactly.
const LARGEST: u64 = 1 << 53;

/// A mass as its number of counts of 10 ng. If a reader with binary floats would round the number, it is written as a
/// string.
struct Count(Mass);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let count = self.0.count();
        if count.unsigned_abs() <= LARGEST { to.serialize_i64(count) } else { to.collect_str(&count) }
    }
}

pub(super) fn mass<S: Serializer>(mass: &Mass, to: S) -> Result<S::Ok, S::Error> {
    Count(*mass).serialize(to)
}

pub(super) fn some_mass<S: Serializer>(mass: &Option<Mass>, to: S) -> Result<S::Ok, S::Error> {
    mass.map(Count).serialize(to)
}

pub(super) fn masses<S: Serializer>(masses: &[Mass], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(masses.iter().map(|mass| Count(*mass)))
}

pub(super) fn mass_range<S: Serializer>(range: &Range<Mass>, to: S) -> Result<S::Ok, S::Error> {
    [Count(range.low), Count(range.high)].serialize(to)
}

pub(super) fn is_two(sides: &u16) -> bool {
    *sides == 2
}

pub(super) fn percent<S: Serializer>(percent: &Percent, to: S) -> Result<S::Ok, S::Error> {
    percent.millionths().serialize(to)
}

pub(super) fn percents<S: Serializer>(range: &Range<Percent>, to: S) -> Result<S::Ok, S::Error> {
    [range.low.millionths(), range.high.millionths()].serialize(to)
}

pub(super) fn some_range<S: Serializer>(range: &Option<Range<u16>>, to: S) -> Result<S::Ok, S::Error> {
    range.map(|range| [range.low, range.high]).serialize(to)
}

pub(super) fn some_efforts<S: Serializer>(range: &Option<Range<Rpe>>, to: S) -> Result<S::Ok, S::Error> {
    range.map(|range| [range.low.in_halves(), range.high.in_halves()]).serialize(to)
}

pub(super) fn efforts<S: Serializer>(efforts: &[Rpe], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(efforts.iter().map(|effort| effort.in_halves()))
}

pub(super) fn slug<S: Serializer>(slug: &Slug, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(slug.as_str())
}

/// `top`, `previous`, or the number of a set.
pub(super) fn anchor<S: Serializer>(anchor: &Anchor, to: S) -> Result<S::Ok, S::Error> {
    match anchor {
        Anchor::Top => to.serialize_str("top"),
        Anchor::Previous => to.serialize_str("previous"),
        Anchor::Set(n) => to.serialize_u16(*n),
    }
}

/// Writes the keys `way` and `to`.
pub(super) fn rounding<S: Serializer>(rule: &RoundingRule, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(2))?;
    map.serialize_entry("way", rule.way.word())?;
    map.serialize_entry("to", &rule.to.map(Count))?;
    map.end()
}

/// Writes the reps, the half points of RPE and the millionths of each cell.
pub(super) fn chart<S: Serializer>(chart: &Option<RpeChart>, to: S) -> Result<S::Ok, S::Error> {
    let cells = chart.iter().flat_map(RpeChart::cells);
    to.collect_seq(cells.map(|(reps, rpe, percent)| (reps, rpe.in_halves(), percent.millionths())))
}

impl Serialize for MassStep {
    /// `["x", 900000]`, three times in a row `["x", 1025000, 3]`; `["+", 250000000000]`; `["/", 30, 35]`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut step = to.serialize_seq(None)?;
        match *self {
            Self::Times(share, times) => {
                step.serialize_element("x")?;
                step.serialize_element(&share.millionths())?;
                if times != 1 {
                    step.serialize_element(&times)?;
                }
            }
            Self::Plus(more) => {
                step.serialize_element("+")?;
                step.serialize_element(&Count(more))?;
            }
            Self::Ratio(numerator, denominator) => {
                step.serialize_element("/")?;
                step.serialize_element(&numerator)?;
                step.serialize_element(&denominator)?;
            }
        }
        step.end()
    }
}

impl Serialize for PlateRule {
    /// `[250000000000, 4]`, or `[250000000000, null]` without a limit.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut plate = to.serialize_tuple(2)?;
        plate.serialize_element(&Count(self.mass))?;
        plate.serialize_element(&self.pairs)?;
        plate.end()
    }
}
