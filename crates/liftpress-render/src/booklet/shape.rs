//! Assembles the gym mode JSON of booklets from parts that lifters share. Rules do not depend on a lifter's maxes, so
//! they are compiled once for all plans of one [shape](Plan::hash_shape). The part of a day includes its warm-ups, so
//! it is written once for all lifters who have the same weights on that day.

use crate::model::Labels;
use crate::plan::{Day, MaxRule, Plan};

use super::gym::{FORMAT, Gym, GymDay, GymWriter, WARMUP_HERE, in_page, repeated_program};
use super::naming::{day_anchor, warmup};
use super::words::Wording;

/// The part of the gym mode JSON that all plans of one shape share.
#[derive(Debug)]
pub struct GymShape {
    maxes: Vec<MaxRule>,
    /// The JSON from the end of the maxes to the start of the days.
    middle: String,
    /// For each day of each week: the pieces of JSON before, between and after the warm-ups of the day's exercises.
    days: Vec<Vec<Vec<String>>>,
}

impl GymShape {
    /// Compiles the shape of a plan.
    #[must_use]
    pub fn of(plan: &Plan<'_>, labels: &Labels) -> Self {
        let mut rules = plan.rulebook();
        let mut writer = GymWriter::new(Wording::of(plan, labels), false);
        let mut days = Vec::new();
        for week in &plan.weeks {
            let training = plan.program.training_share(week.phase).is_some();
            let day = |(index, day)| {
                let day = writer.day(day, training);
                split_at_warmups(&GymDay { anchor: day_anchor(week, index), week: week.number, day: index + 1, ..day })
            };
            days.push(week.days.iter().enumerate().map(day).collect());
        }
        let maxes = std::mem::take(&mut rules.strength.maxes);
        let book = in_page(&Gym::new(plan, &rules, writer, Vec::new()));
        // The JSON before the maxes differs from lifter to lifter, so `book` writes it.
        let (_, middle) = book.split_once("\"maxes\":[]").unwrap_or_default();
        let middle = middle.strip_suffix("[]}").unwrap_or(middle).to_owned();
        Self { maxes, middle, days }
    }

    /// Returns the JSON of a day.
    pub(super) fn day(
        &self,
        (week, index): (usize, usize),
        day: &Day<'_>,
        plan: &Plan<'_>,
        words: Wording<'_>,
    ) -> String {
        let parts = self.days.get(week).and_then(|days| days.get(index)).map(Vec::as_slice).unwrap_or_default();
        let warmups = day.items().map(|item| match warmup(words, &plan.rack, item) {
            sets if sets.is_empty() => String::new(),
            sets => format!(",\"warmup\":{}", in_page(&sets)),
        });
        let mut warmups = warmups.chain([String::new()]);
        parts.iter().flat_map(|part| [part.clone(), warmups.next().unwrap_or_default()]).collect()
    }

    /// Returns the whole JSON, with `days` as the JSON of each day.
    pub(super) fn book<'d>(&self, plan: &Plan<'_>, days: impl Iterator<Item = &'d str>) -> String {
        let name = |name: &str| in_page(&name);
        let (program, lifter, unit) = (name(plan.name().as_str()), name(&plan.lifter.name), plan.units);
        let of = repeated_program(plan).map(|of| format!(",\"of\":{}", name(of))).unwrap_or_default();
        let strength = in_page(&plan.strength_like(&self.maxes));
        let strength = strength.trim_start_matches('{').trim_end_matches('}');
        let middle = &self.middle;
        let mut book = format!(
            "{{\"format\":{FORMAT},\"program\":{program}{of},\"lifter\":{lifter},\"unit\":\"{unit}\",{strength}{middle}["
        );
        for (at, day) in days.enumerate() {
            if at > 0 {
                book.push(',');
            }
            book += day;
        }
        book + "]}"
    }
}

/// Returns the pieces of JSON before, between and after the warm-ups of a day's exercises.
fn split_at_warmups(day: &GymDay<'_>) -> Vec<String> {
    let here = format!(",\"warmup\":{}", in_page(&[WARMUP_HERE]));
    in_page(day).split(&here).map(str::to_owned).collect()
}
