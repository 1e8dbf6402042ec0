//! The numbers on a booklet's cover: the maxes and their sources, points, and the chosen options.

use crate::model::{Formula, Gear, Labels, Lifted, PointsFormula, Word};
use crate::plan::{EstimatedFrom, KnownMax, Plan, Score, UsedMax, Weight};
use crate::units::{Mass, Range};

use super::words::{Wording, capital};
use super::{ChoiceRow, MaxRow, PointsRow};

pub(super) fn choices(plan: &Plan<'_>) -> Vec<ChoiceRow> {
    let row = |(option, choice): &(&crate::model::ProgramOption, &crate::model::Choice)| ChoiceRow {
        option: option.name.clone(),
        choice: choice.name.clone(),
    };
    plan.choices.iter().map(row).collect()
}

pub(super) fn max_row(max: &UsedMax<'_>, words: Wording<'_>) -> MaxRow {
    let with_bodyweight = max.exercise.gear == Gear::Bodyweight;
    let text = |known: &KnownMax| {
        let about = if known.estimated.is_some() { "≈" } else { "" };
        let one_rep = format!("{about}{}", words.mass_with_unit(known.one_rep));
        if with_bodyweight { words.labels.with_bodyweight(one_rep) } else { one_rep }
    };
    let how = |known: &KnownMax| known.estimated.map(|from| source_words(from, words)).unwrap_or_default();
    let (first, later) = match max.known.split_first() {
        Some((first, later)) => (Some(first), later),
        None => (None, &[][..]),
    };
    let later = later.iter().map(|known| {
        let from = words.labels.from_week(text(known), known.from_week);
        match how(known) {
            how if how.is_empty() => from,
            how => format!("{from} ({how})"),
        }
    });
    let mut by_cycle: Vec<_> = max.by_cycle.iter().map(|mass: &Mass| words.mass_with_unit(*mass)).collect();
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

/// Puts the source of an estimated max into words: `100 kg × 5 @ RPE 8, by the RPE chart`; `a training max of 167.5
/// kg`.
fn source_words(from: EstimatedFrom, words: Wording<'_>) -> String {
    match from {
        EstimatedFrom::Training(lifted) => words.labels.from_training_max(lifted_words(lifted, words)),
        EstimatedFrom::Set { lifted, reps, effort, formula } => {
            let effort = effort.map(|rpe| format!(" @ RPE {}", words.rpe(rpe))).unwrap_or_default();
            let by = match formula {
                Some(formula) => &words.labels.by_formula(formula_name(formula, words.labels)),
                None => words.labels.by_rpe_chart(),
            };
            format!("{} × {reps}{effort}, {by}", lifted_words(lifted, words))
        }
    }
}

fn lifted_words(lifted: Lifted, words: Wording<'_>) -> String {
    let weight = match lifted {
        Lifted::Weight(mass) => Weight::Loaded(Range::one(mass)),
        Lifted::Bodyweight(added) => Weight::Bodyweight(Range::one(added)),
    };
    let (weight, unit) = words.weight(weight);
    if unit.is_empty() { weight } else { format!("{weight} {unit}") }
}

/// Returns the name of a formula: the name of its author.
fn formula_name(formula: Formula, labels: &Labels) -> String {
    match formula {
        Formula::OConner => "O'Conner".to_owned(),
        Formula::BrzyckiRounded => labels.brzycki_rounded().to_owned(),
        formula => capital(formula.word()),
    }
}

/// Puts a score into words: `DOTS`, `386.12`, `a total of 387.5 kg`.
pub(super) fn points_row(score: &Score, words: Wording<'_>) -> PointsRow {
    let about = if score.estimate { "≈" } else { "" };
    let lifted = format!("{about}{}", words.mass_with_unit(score.lifted));
    PointsRow {
        name: scale_name(score.scale, words.labels).to_owned(),
        points: format!("{about}{}", words.number(score.points.to_string())),
        from: if score.scale.is_of_bench() { words.labels.a_bench_press(lifted) } else { words.labels.a_total(lifted) },
    }
}

/// Returns the name by which lifters know the scale.
fn scale_name(scale: PointsFormula, labels: &Labels) -> &str {
    match scale {
        PointsFormula::Dots => "DOTS",
        PointsFormula::Wilks => "Wilks",
        PointsFormula::Wilks2020 => "Wilks 2020",
        PointsFormula::IpfGl => "IPF GL",
        PointsFormula::IpfGlEquipped => labels.ipf_gl_equipped(),
        PointsFormula::IpfGlBench => labels.ipf_gl_bench(),
        PointsFormula::IpfGlEquippedBench => labels.ipf_gl_equipped_bench(),
    }
}
