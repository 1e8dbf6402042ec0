//! What a booklet was computed from: maxes, how they are known and what they are worth, what was chosen.

use crate::model::{Formula, Gear, Lifted, PointsFormula, Word};
use crate::plan::{EstimatedFrom, KnownMax, Plan, Score, UsedMax, Weight};
use crate::units::{Mass, Range, Unit};

use super::words::weight_words;
use super::{ChoiceRow, MaxRow, PointsRow};

pub(super) fn choices(plan: &Plan<'_>) -> Vec<ChoiceRow> {
    let row = |(option, choice): &(&crate::model::ProgramOption, &crate::model::Choice)| ChoiceRow {
        option: option.name.clone(),
        choice: choice.name.clone(),
    };
    plan.choices.iter().map(row).collect()
}

pub(super) fn max_row(plan: &Plan<'_>, max: &UsedMax<'_>) -> MaxRow {
    let with_bodyweight = max.exercise.gear == Gear::Bodyweight;
    let text = |known: &KnownMax| {
        let about = if known.estimated.is_some() { "≈" } else { "" };
        let and = if with_bodyweight { " with bodyweight" } else { "" };
        format!("{about}{}{and}", known.one_rep.with_unit(plan.units))
    };
    let how = |known: &KnownMax| known.estimated.map(|from| set_words(from, plan.units)).unwrap_or_default();
    let (first, later) = match max.known.split_first() {
        Some((first, later)) => (Some(first), later),
        None => (None, &[][..]),
    };
    let later = later.iter().map(|known| match how(known) {
        how if how.is_empty() => format!("{} from week {}", text(known), known.from_week),
        how => format!("{} from week {} ({how})", text(known), known.from_week),
    });
    let mut by_cycle: Vec<_> = max.by_cycle.iter().map(|mass: &Mass| mass.with_unit(plan.units)).collect();
    by_cycle.dedup();
    MaxRow {
        name: max.exercise.name.clone(),
        one_rep: first.map(text).unwrap_or_default(),
        how: first.map(how).unwrap_or_default(),
        later: later.collect(),
        by_cycle,
        trains: max.trains,
    }
}

/// `100 kg × 5 @ RPE 8, by the RPE chart`
fn set_words(from: EstimatedFrom, unit: Unit) -> String {
    let weight = match from.lifted {
        Lifted::Weight(mass) => Weight::Loaded(Range::one(mass)),
        Lifted::Bodyweight(added) => Weight::Bodyweight(Range::one(added)),
    };
    let (weight, unit) = weight_words(weight, unit);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let effort = from.effort.map(|rpe| format!(" @ RPE {rpe}")).unwrap_or_default();
    let by = from.formula.map_or("by the RPE chart".to_owned(), |formula| format!("by {}", formula_name(formula)));
    format!("{weight}{unit} × {}{effort}, {by}", from.reps)
}

/// The formula by the name of its author.
fn formula_name(formula: Formula) -> String {
    match formula {
        Formula::OConner => "O'Conner".to_owned(),
        Formula::BrzyckiRounded => "Brzycki with rounded coefficients".to_owned(),
        formula => {
            let mut name = formula.word().to_owned();
            name[..1].make_ascii_uppercase();
            name
        }
    }
}

/// `DOTS`, `386.12`, `a total of 387.5 kg`
pub(super) fn points_row(score: &Score, unit: Unit) -> PointsRow {
    let about = if score.estimate { "≈" } else { "" };
    let what = if score.scale.is_of_bench() { "a bench press" } else { "a total" };
    PointsRow {
        name: scale_name(score.scale).to_owned(),
        points: format!("{about}{}", score.points),
        from: format!("{what} of {about}{}", score.lifted.with_unit(unit)),
    }
}

/// The scale as lifters call it.
fn scale_name(scale: PointsFormula) -> &'static str {
    match scale {
        PointsFormula::Dots => "DOTS",
        PointsFormula::Wilks => "Wilks",
        PointsFormula::Wilks2020 => "Wilks 2020",
        PointsFormula::IpfGl => "IPF GL",
        PointsFormula::IpfGlEquipped => "IPF GL equipped",
        PointsFormula::IpfGlBench => "IPF GL bench",
        PointsFormula::IpfGlEquippedBench => "IPF GL equipped bench",
    }
}
