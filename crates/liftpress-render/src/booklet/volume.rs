//! Volume in words: the work of a day or a week, and sets per week for each muscle group.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Labels, Muscle};
use crate::plan::{Plan, Volume, Week};
use crate::units::{Halves, Mass, Percent, Range, Rounding, Unit};

use super::words::{Wording, between, capital};
use super::{MuscleRow, MuscleTable};

/// The largest number of columns that fit on a page.
const COLUMNS: usize = 12;
const NO_BREAK_SPACE: &str = "\u{a0}";

/// Returns the number of sets for each role that has any: `5 top sets, 21 back-off sets`.
pub(super) fn sets_by_role(volume: &Volume, labels: &Labels) -> String {
    let top = match volume.top {
        0 => String::new(),
        1 => labels.top_set_count(1),
        count => labels.top_sets_count(count),
    };
    let accessory = match volume.accessory {
        0 => String::new(),
        1 => labels.accessory_set_count(1),
        count => labels.accessory_sets_count(count),
    };
    joined([top, backoff_sets(volume, labels), accessory], ", ")
}

/// Returns the number of back-off sets: `21 back-off sets`; empty if there are none.
pub(super) fn backoff_sets(volume: &Volume, labels: &Labels) -> String {
    match volume.backoff {
        0 => String::new(),
        1 => labels.backoff_set_count(1),
        count => labels.backoff_sets_count(count),
    }
}

/// Returns the sets, the tonnage and the mean intensity: `42 sets · 12 340 kg · mean 74%`. Unknown numbers are left
/// out. A line can break only between these parts.
pub(super) fn totals(volume: &Volume, words: Wording<'_>) -> String {
    let sets = sets(volume, words.labels);
    let about = if volume.estimate { "≈" } else { "" };
    let tonnage = match volume.weighed {
        0 => String::new(),
        _ => format!("{about}{} {}", grouped(whole_units(volume.tonnage, words.unit)), words.unit),
    };
    let mean = volume.mean_intensity().map(|mean| Range::one(mean.rounded_to(Percent::whole(1))));
    let mean = mean.map(|mean| words.labels.mean(words.percents(mean))).unwrap_or_default();
    joined([sets, tonnage, mean].map(|part| part.replace(' ', NO_BREAK_SPACE)), " · ")
}

/// Returns the number of work sets: `42 sets`; empty if there are none.
pub(super) fn sets(volume: &Volume, labels: &Labels) -> String {
    match volume.sets() {
        0 => String::new(),
        1 => labels.set_count(1),
        count => labels.sets_count(count),
    }
}

fn joined(parts: [String; 3], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}

/// Returns the mass in whole units, rounded to the nearest one.
pub(super) fn whole_units(mass: Mass, unit: Unit) -> u64 {
    let one = Mass::whole(1, unit);
    mass.to_multiple_of(one, Rounding::Nearest).steps_of(one).unsigned_abs()
}

/// Formats a number with spaces between groups of three digits, as in the SI brochure (5.4.4).
///
/// ```
/// use liftpress_render::booklet::grouped;
/// assert_eq!([999, 1_000, 1_234_000].map(grouped), ["999", "1 000", "1 234 000"]);
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns the sets per week for each muscle group. Consecutive weeks with equal sets share a column, and each table
/// has at most as many columns as fit on a page. Returns no table if the muscles of the exercises are unknown.
#[must_use]
pub fn muscles(plan: &Plan<'_>, labels: &Labels) -> Vec<MuscleTable> {
    let volumes: Vec<_> = plan.weeks.iter().map(|week| week.volume(plan.lifter.bodyweight)).collect();
    muscle_tables(plan, &volumes, Wording::of(plan, labels))
}

/// Builds the tables of [`muscles`] from the volumes of the plan's weeks.
pub(super) fn muscle_tables(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<MuscleTable> {
    let weeks: Vec<(&Week<'_>, &BTreeMap<Muscle, Halves>)> =
        plan.weeks.iter().zip(volumes.iter().map(|volume| &volume.muscles)).collect();
    let columns: Vec<WeekColumn<'_>> = weeks
        .chunk_by(|(_, sets), (_, next)| sets == next)
        .filter_map(|same| {
            let ((first, sets), (last, _)) = (same.first()?, same.last()?);
            Some(WeekColumn { weeks: between(first.number.to_string(), &last.number.to_string()), sets })
        })
        .collect();
    columns.chunks(COLUMNS).map(|columns| table(columns, words)).filter(|table| !table.rows.is_empty()).collect()
}

/// Consecutive weeks with the same sets for every muscle group.
struct WeekColumn<'w> {
    weeks: String,
    sets: &'w BTreeMap<Muscle, Halves>,
}

fn table(columns: &[WeekColumn<'_>], words: Wording<'_>) -> MuscleTable {
    let trained: BTreeSet<Muscle> = columns.iter().flat_map(|column| column.sets.keys().copied()).collect();
    let row = |muscle: Muscle| MuscleRow {
        muscle: capital(words.labels.muscle(muscle)),
        sets: columns
            .iter()
            .map(|column| words.number(column.sets.get(&muscle).copied().unwrap_or_default().to_string()))
            .collect(),
    };
    MuscleTable {
        weeks: columns.iter().map(|column| column.weeks.clone()).collect(),
        rows: trained.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_in_threes() {
        for (mass, unit, expected) in [
            ("0 kg", Unit::Kg, "0"),
            ("999.5 lb", Unit::Lb, "1 000"),
            ("999.4 lb", Unit::Lb, "999"),
            ("9000 kg", Unit::Kg, "9 000"),
        ] {
            let mass: Mass = mass.parse().unwrap();
            assert_eq!(grouped(whole_units(mass, unit)), expected);
        }
        let million = Mass::whole(1000, Unit::Kg).repeated(1234);
        assert_eq!(grouped(whole_units(million, Unit::Kg)), "1 234 000");
    }

    #[test]
    fn empty_volume_has_no_words() {
        let labels = Labels::default();
        let words = Wording { labels: &labels, unit: Unit::Kg };
        assert_eq!((totals(&Volume::default(), words), sets_by_role(&Volume::default(), &labels)), Default::default());
    }
}
