//! The days of a blank booklet, for its page and its script. A day that is the same in several combinations of options
//! is included once.

use std::collections::HashMap;
use std::ptr;

use crate::model::{Basis, Entry};
use crate::plan::{Day, Plan, Rulebook, Week};

use crate::booklet::gym::{Gym, GymDay, GymWriter};
use crate::booklet::naming::day_anchor;
use crate::booklet::volume::backoff_sets;
use crate::booklet::words::Wording;
use crate::booklet::{Booklet, DayPage, OverviewDay, OverviewWeek, WeekPage};

/// A day that all combinations of options have, or only some of them.
pub(super) struct Variant<'p, 'a> {
    week: usize,
    /// The index of the day among the days that the phase declares.
    position: usize,
    day: &'p Day<'a>,
    /// The first combination that has the day. The next field is the index of the day in its week.
    combination: usize,
    index: usize,
    /// All combinations that have the day; empty if every combination has it.
    combinations: Vec<usize>,
    /// The anchor of the day: `week-3-day-2`. An alternative to another day also has a letter: `week-3-day-2b`.
    anchor: String,
}

impl Variant<'_, '_> {
    fn is_of(&self, combination: usize) -> bool {
        self.combinations.is_empty() || self.combinations.contains(&combination)
    }
}

/// Returns every different day of every week, in the order in which the days are trained.
pub(super) fn variants<'p, 'a>(plans: &'p [Plan<'a>]) -> Vec<Variant<'p, 'a>> {
    let mut all: Vec<Variant<'p, 'a>> = Vec::new();
    // The variants found so far, by the index of the week and the index of the declared day.
    let mut of_day: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (combination, plan) in plans.iter().enumerate() {
        for (week, content) in plan.weeks.iter().enumerate() {
            for (index, day) in content.days.iter().enumerate() {
                let position = position(content, day);
                let known = of_day.entry((week, position)).or_default();
                if let Some(same) = known.iter().find(|known| is_same(all[**known].day, day)) {
                    all[*same].combinations.push(combination);
                    continue;
                }
                let anchor = anchor(content, position, known.len());
                known.push(all.len());
                all.push(Variant { week, position, day, combination, index, combinations: vec![combination], anchor });
            }
        }
    }
    all.sort_by_key(|variant| (variant.week, variant.position, variant.combination));
    for variant in &mut all {
        if variant.combinations.len() == plans.len() {
            variant.combinations.clear();
        }
    }
    all
}

/// Returns the index of the day among the days that the phase declares.
fn position(week: &Week<'_>, day: &Day<'_>) -> usize {
    week.phase.days.iter().position(|written| ptr::eq(&raw const written.place, day.place)).unwrap_or_default()
}

/// Returns whether two days of one week have the same entries. Everything else in a day follows from its entries.
fn is_same(a: &Day<'_>, b: &Day<'_>) -> bool {
    let entries = |day: &Day<'_>| day.items().map(|item| ptr::from_ref::<Entry>(item.entry)).collect::<Vec<_>>();
    entries(a) == entries(b)
}

/// Returns the anchor of a variant of a declared day. `others` is the number of earlier variants of that day.
fn anchor(week: &Week<'_>, position: usize, others: usize) -> String {
    let letter = match u8::try_from(others) {
        Ok(0) => String::new(),
        Ok(n @ 1..26) => char::from(b'a' + n).to_string(),
        _ => format!("-{others}"),
    };
    day_anchor(week, position) + &letter
}

/// Returns the gym mode data in one unit, with the days of all combinations.
pub(super) fn gym<'p>(
    plans: &'p [Plan<'_>],
    variants: &[Variant<'p, '_>],
    rules: &'p Rulebook,
    basis: Basis<'p>,
) -> Gym<'p> {
    let plan = &plans[0];
    let words = Wording::of(plan, &basis.settings.labels);
    let mut writer = GymWriter::new(words, true);
    let mut written = Vec::new();
    for variant in variants {
        let week = &plans[variant.combination].weeks[variant.week];
        let training = plan.program.training_share(week.phase).is_some();
        let day = writer.day(variant.day, training);
        written.push(GymDay {
            anchor: variant.anchor.clone(),
            week: week.number,
            combinations: variant.combinations.clone(),
            volume: backoff_sets(&variant.day.volume(plan.lifter.bodyweight), words.labels),
            ..day
        });
    }
    Gym::new(plan, rules, writer, written)
}

/// Returns the weeks with all variants of their days. The days that the default combination does not have are marked as
/// hidden.
pub(super) fn weeks(variants: &[Variant<'_, '_>], booklets: &[Booklet], default: usize) -> Vec<WeekPage> {
    let mut weeks: Vec<WeekPage> =
        booklets[0].weeks.iter().map(|week| WeekPage { days: Vec::new(), ..week.clone() }).collect();
    for variant in variants {
        let day = &booklets[variant.combination].weeks[variant.week].days[variant.index];
        let is_other = !variant.is_of(default);
        weeks[variant.week].days.push(DayPage { anchor: variant.anchor.clone(), is_other, ..day.clone() });
    }
    weeks
}

/// Returns the overview of the default combination. Its links lead to the anchors of this booklet's days.
pub(super) fn overview(
    variants: &[Variant<'_, '_>],
    of_default: Vec<OverviewWeek>,
    default: usize,
) -> Vec<OverviewWeek> {
    let of_week = |week: usize, row: OverviewWeek| {
        let days = variants.iter().filter(|variant| variant.week == week && variant.is_of(default));
        let days = row.days.into_iter().zip(days);
        OverviewWeek { days: days.map(|(day, of)| OverviewDay { anchor: of.anchor.clone(), ..day }).collect(), ..row }
    };
    of_default.into_iter().enumerate().map(|(week, row)| of_week(week, row)).collect()
}
