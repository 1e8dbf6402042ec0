//! Groups of sets in words: `4 × 5 @ 140 kg (70%)`. The words are for one week, or for several weeks that differ only
//! in numbers.

use crate::booklet::Wording;
use crate::model::{Exercise, Load, LoadRule};
use crate::plan::{Line, Rack};

/// A group of sets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sets {
    /// The sets and reps.
    pub(super) dose: String,
    /// The weight without its unit; empty if the lifter picks the weight.
    pub(super) weight: String,
    pub(super) unit: &'static str,
    /// The rule of the weight.
    pub(super) rule: String,
    /// The heavier end of the weight, to compare weights.
    pub(super) heaviest: i64,
}

impl Sets {
    pub(super) fn of(line: &Line<'_>, exercise: &Exercise, rack: &Rack, words: Wording<'_>, training: bool) -> Self {
        let (weight, unit) = words.weight_of(rack, exercise, line.weight);
        // An absolute weight is rounded to what can be loaded, so both the written and the rounded weight are shown.
        let rule = match line.load().filter(|load| is_absolute(load)) {
            Some(load) => load.to_string(),
            None => words.rule(line, training),
        };
        let about = if line.estimate && !weight.is_empty() { "≈" } else { "" };
        Self {
            dose: words.dose(line),
            weight: format!("{about}{weight}"),
            unit,
            rule,
            heaviest: line.weight.heaviest().map_or(0, crate::units::Mass::count),
        }
    }

    /// Returns the group without its weight: `4 × 5 @ 70%`.
    pub(super) fn rule_text(&self) -> String {
        if self.rule.is_empty() { self.dose.clone() } else { format!("{} @ {}", self.dose, self.rule) }
    }

    /// Returns the parts of the rule before and after its first number. That number may change from week to week.
    pub(super) fn shape(&self) -> (&str, &str) {
        let (before, _, after) = around_number(&self.rule);
        (before, after)
    }
}

fn is_absolute(load: &Load) -> bool {
    matches!(load.rule, LoadRule::Absolute(_) | LoadRule::Bodyweight(_) | LoadRule::Bar)
}

/// Returns the same group over several weeks: `3 × 5 @ 145/150/155 kg (72.5/75/77.5%)`.
pub(super) fn over_weeks(weeks: &[&Sets]) -> String {
    let series = Series::of(weeks);
    let Some(first) = series.weeks.first() else { return String::new() };
    let weight = series.weights();
    let (before, _, after) = around_number(&first.rule);
    let rule = format!("{before}{}{after}", series.list(|sets| around_number(&sets.rule).1));
    match (weight.is_empty() || weight == rule, rule.is_empty()) {
        (true, true) => first.dose.clone(),
        (false, true) => format!("{} @ {weight}", first.dose),
        (true, false) => format!("{} @ {rule}", first.dose),
        (false, false) => format!("{} @ {weight} ({rule})", first.dose),
    }
}

/// Returns the weights over several weeks: `145/150/155 kg`.
pub(super) fn weights_over_weeks(weeks: &[&Sets]) -> String {
    Series::of(weeks).weights()
}

/// The largest number of weeks that are all listed. Of more weeks, only the lightest and the heaviest are listed.
const MOST: usize = 6;

/// The same group of sets in several weeks.
struct Series<'s> {
    weeks: Vec<&'s Sets>,
    separator: &'static str,
}

impl<'s> Series<'s> {
    /// Leaves out each week that equals the week before it. If many weeks remain, only the lightest and the heaviest
    /// are used, because the weights may go up and down in waves.
    fn of(weeks: &[&'s Sets]) -> Self {
        let mut weeks = weeks.to_vec();
        weeks.dedup_by_key(|sets| (&sets.weight, &sets.rule));
        let ends =
            weeks.iter().min_by_key(|sets| sets.heaviest).zip(weeks.iter().rev().max_by_key(|sets| sets.heaviest));
        match ends {
            Some((low, high)) if weeks.len() > MOST => Self { weeks: vec![*low, *high], separator: " … " },
            _ => Self { weeks, separator: "/" },
        }
    }

    fn weights(&self) -> String {
        with_unit(&self.list(|sets| &sets.weight), self.weeks.first().map_or("", |sets| sets.unit))
    }

    /// Returns the texts of all weeks in order, or a single text if all of them are equal.
    fn list(&self, of: impl Fn(&'s Sets) -> &'s str) -> String {
        let mut texts: Vec<_> = self.weeks.iter().map(|sets| of(sets)).collect();
        if texts.windows(2).all(|pair| pair[0] == pair[1]) {
            texts.truncate(1);
        }
        texts.join(self.separator)
    }
}

fn with_unit(weight: &str, unit: &str) -> String {
    if unit.is_empty() { weight.to_owned() } else { format!("{weight} {unit}") }
}

/// Splits a text at its first number into the part before it, the number, and the part after it.
fn around_number(text: &str) -> (&str, &str, &str) {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '–');
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else { return (text, "", "") };
    let length = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
    let number = text[start..start + length].trim_end_matches(|c: char| !c.is_ascii_digit());
    let end = start + number.len();
    (&text[..start], number, &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(dose: &str, weight: &str, rule: &str) -> Sets {
        let unit = if weight.is_empty() { "" } else { "kg" };
        let heaviest = weight.parse().unwrap_or_default();
        Sets { dose: dose.into(), weight: weight.into(), unit, rule: rule.into(), heaviest }
    }

    #[test]
    fn joins_weeks_that_differ_in_numbers() {
        let text = |weeks: &[Sets]| over_weeks(&weeks.iter().collect::<Vec<_>>());
        assert_eq!(text(&[sets("3 × 5", "145", "72.5%")]), "3 × 5 @ 145 kg (72.5%)");
        let weeks = [sets("3 × 5", "145", "72.5%"), sets("3 × 5", "150", "75%"), sets("3 × 5", "150", "75%")];
        assert_eq!(text(&weeks), "3 × 5 @ 145/150 kg (72.5/75%)");
        // The numbers before the parentheses and those in them belong to the same weeks.
        let weeks = [sets("3 × 5", "145", "72%"), sets("3 × 5", "145", "73%"), sets("3 × 5", "150", "75%")];
        assert_eq!(text(&weeks), "3 × 5 @ 145/145/150 kg (72/73/75%)");
        assert_eq!(text(&[sets("3 × 5", "", "RPE 8")]), "3 × 5 @ RPE 8");
        assert_eq!(text(&[sets("3 × 10", "", "")]), "3 × 10");
        let off = |weight: &str| sets("4 × 4", weight, "12% off the top weight");
        assert_eq!(text(&[off("160"), off("165")]), "4 × 4 @ 160/165 kg (12% off the top weight)");
        let many: Vec<_> = (0..9).map(|week| sets("5 × 5", &(100 + week).to_string(), "")).collect();
        assert_eq!(text(&many), "5 × 5 @ 100 … 108 kg");
        let wave = [(70, 60), (80, 70), (72, 62), (82, 72), (74, 64), (84, 74), (60, 50)];
        let wave: Vec<_> =
            wave.iter().map(|(percent, weight)| sets("5 × 5", &weight.to_string(), &format!("{percent}%"))).collect();
        assert_eq!(text(&wave), "5 × 5 @ 50 … 74 kg (60 … 84%)");
    }

    #[test]
    fn splits_a_rule_around_its_number() {
        assert_eq!(around_number("10–15% off the top weight"), ("", "10–15", "% off the top weight"));
        assert_eq!(around_number("RPE 8, until RPE 9"), ("RPE ", "8", ", until RPE 9"));
        assert_eq!(around_number("the same as the first set"), ("the same as the first set", "", ""));
    }
}
