//! Renders a plan as CSV: a row for each work set, with the columns of a log. `docs/pages/export.md` documents the
//! columns.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Exercise, Role, Slug, Word};
use crate::plan::{Day, Item, Line, Plan, Week, Weight};
use crate::units::{Mass, Percent, Range, Seconds, Unit};

use super::json::rule;

/// A row of the table. The first eleven columns are those of a log from gym mode (`docs/pages/gym-mode.md`).
#[derive(Serialize, Clone, Default)]
struct SetRow {
    date: String,
    week: u16,
    day: usize,
    exercise: String,
    set: u16,
    planned: String,
    weight: &'static str,
    unit: String,
    reps: &'static str,
    rpe: &'static str,
    look: &'static str,
    /// The column in which the lifter marks a set that was done as planned.
    done: &'static str,
    day_name: String,
    name: String,
    role: &'static str,
    block: Option<usize>,
    group: usize,
    planned_reps: String,
    low: String,
    high: String,
    estimate: bool,
    percent: String,
    rule: String,
    plates: String,
    rest_s: Option<u16>,
    only_if: String,
}

/// Returns a plan as CSV. The columns of the log are empty. No cell starts with a character that would make the cell a
/// formula.
#[must_use]
pub fn plan_csv(plan: &Plan<'_>) -> String {
    let mut writer = SetWriter { plan, rows: Vec::new() };
    for week in &plan.weeks {
        for (number, day) in (1..).zip(&week.days) {
            writer.day(week, number, day);
        }
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    // Rows of the same length with only texts and numbers can always be written to memory.
    let written = writer.rows.iter().try_for_each(|row| csv.serialize(row));
    let bytes = written.ok().and_then(|()| csv.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

struct SetWriter<'p, 'a> {
    plan: &'p Plan<'a>,
    rows: Vec<SetRow>,
}

/// The values that all sets of a day share, and the number of sets of each exercise so far.
struct DayRows<'a> {
    row: SetRow,
    counts: BTreeMap<&'a Slug, u16>,
}

impl<'a> SetWriter<'_, 'a> {
    fn day(&mut self, week: &Week<'a>, number: usize, day: &Day<'a>) {
        let row = SetRow {
            date: day.date.map(|date| date.to_string()).unwrap_or_default(),
            week: week.number,
            day: number,
            day_name: text(day.name),
            unit: self.plan.units.to_string(),
            ..SetRow::default()
        };
        let mut of = DayRows { row, counts: BTreeMap::new() };
        for (number, block) in (1..).zip(&day.blocks) {
            (of.row.block, of.row.group) = (Some(number), 0);
            block.top.iter().chain(&block.backoff).for_each(|item| self.item(&mut of, item));
        }
        (of.row.block, of.row.group) = (None, 0);
        day.accessories.iter().for_each(|item| self.item(&mut of, item));
    }

    /// Adds the planned sets of an exercise, and then those of its branches. Gym mode counts sets in the same order.
    fn item(&mut self, of: &mut DayRows<'a>, item: &Item<'a>) {
        of.row.only_if.clear();
        self.lines(of, item.exercise, &item.lines);
        for alternative in &item.alternatives {
            of.row.only_if = text(&alternative.branch.condition.to_string());
            self.lines(of, alternative.exercise, &alternative.lines);
        }
    }

    fn lines(&mut self, of: &mut DayRows<'a>, exercise: &'a Exercise, lines: &[Line<'a>]) {
        for (index, line) in lines.iter().enumerate() {
            of.row.group += 1;
            let before_drop = lines.get(index + 1).is_some_and(|next| next.role == Role::Drop);
            let row = self.line(&of.row, exercise, line);
            let until = line.group.until.as_ref().map(|until| format!("until RPE {}", until.value));
            for set in 0..line.most_sets() {
                let number = of.counts.entry(&exercise.slug).or_default();
                *number += 1;
                let until = until.as_ref().filter(|_| row.only_if.is_empty() && set >= line.sets.low);
                self.rows.push(SetRow {
                    set: *number,
                    planned_reps: text(&line.reps.of_set(set, line.most_sets()).to_string()),
                    rest_s: if before_drop && set + 1 == line.most_sets() { Some(0) } else { row.rest_s },
                    only_if: until.unwrap_or(&row.only_if).clone(),
                    ..row.clone()
                });
            }
        }
    }

    fn line(&self, of: &SetRow, exercise: &Exercise, line: &Line<'_>) -> SetRow {
        let unit = self.plan.rack.printed_in(line.weight, exercise);
        let (low, high) = match line.weight {
            Weight::Open => Default::default(),
            Weight::Loaded(range) | Weight::Bodyweight(range) => (range.low.in_unit(unit), range.high.in_unit(unit)),
        };
        SetRow {
            exercise: exercise.slug.to_string(),
            name: text(&exercise.name),
            role: line.role.word(),
            unit: unit.to_string(),
            planned: if low == high { low.clone() } else { format!("{low}–{high}") },
            low,
            high,
            estimate: line.estimate,
            percent: line.percent_of_max.map(percent).unwrap_or_default(),
            rule: text(&rule(line).unwrap_or_default()),
            plates: self.plates(exercise, line.weight),
            rest_s: line.rest.map(|Seconds(seconds)| seconds),
            ..of.clone()
        }
    }

    /// Returns the plates as they are stamped: `45 45 10 5`. For a range of weights, returns the plates of the heavier
    /// end.
    fn plates(&self, exercise: &Exercise, weight: Weight) -> String {
        let Weight::Loaded(range) = weight else { return String::new() };
        let plates = self.plan.rack.plates_per_side(range.high, exercise).unwrap_or_default();
        plates.iter().map(|plate| stamp(*plate, self.plan.units)).collect::<Vec<_>>().join(" ")
    }
}

/// Returns a plate as text: `45`, or `20kg` for a plate in the other unit.
fn stamp(plate: Mass, own: Unit) -> String {
    let unit = plate.stamped_in(own);
    let number = plate.in_unit(unit);
    if unit == own { number } else { format!("{number}{unit}") }
}

/// Returns a percentage, or a range of percentages: `85`, `77.5-85`.
fn percent(Range { low, high }: Range<Percent>) -> String {
    if low == high { low.number() } else { format!("{}-{}", low.number(), high.number()) }
}

/// Quotes a text that a spreadsheet would otherwise read as a formula.
fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_texts_that_look_like_formulas() {
        for (given, written) in
            [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("a=b", "a=b"), ("", "")]
        {
            assert_eq!(text(given), written);
        }
    }
}
