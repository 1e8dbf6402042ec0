//! How heavy sets are, beside one another and beside the max.

use super::session::blocks;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Anchor, Goal, Load, LoadRule, MaxKind, Phase, Program, Reps, Step};
use crate::plan::{Day, HIGH, Line, Plan};
use crate::units::Percent;

/// Back-off work is never heavier than the top set it follows. Told of the same exercise only: a partial lift may well be
/// heavier than the whole one.
pub(super) fn heavy_backoff(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for block in blocks(plan) {
        for item in &block.backoff {
            let same = block.top.iter().filter(|top| top.exercise.slug == item.exercise.slug);
            let certain = same.flat_map(|top| &top.lines).filter(|line| !line.is_optional());
            let Some(top) = certain.max_by_key(|line| line.weight.heaviest()) else { continue };
            if let Some(line) = item.lines.iter().find(|line| is_heavier(line, top)) {
                told.push(
                    Diagnostic::warning(
                        Code::HeavyBackoff,
                        load_place(line),
                        "a back-off set heavier than the top set it follows",
                    )
                    .also(load_place(top), "the top set")
                    .help("take it off the top set (top -10%), or make it one of the top sets"),
                );
            }
        }
    }
}

/// Whether a set is heavier than one before it, for whatever lifter.
pub(super) fn is_heavier(line: &Line<'_>, before: &Line<'_>) -> bool {
    let is_heavier = line.weight.heaviest().zip(before.weight.heaviest()).is_some_and(|(own, other)| own > other);
    let is_comparable = |(own, before): (&Load, &Load)| {
        let basis = basis(own);
        basis == Basis::Before || (basis != Basis::Mixed && basis == self::basis(before))
    };
    is_heavier && line.load().zip(before.load()).is_some_and(is_comparable)
}

/// What a weight grows with, from lifter to lifter.
#[derive(PartialEq, Eq)]
enum Basis {
    /// The exercise's max.
    Max,
    /// Nothing.
    Fixed,
    /// The set that it is taken from.
    Before,
    /// Several of these, or the max of another lift.
    Mixed,
}

fn basis(load: &Load) -> Basis {
    let grows = matches!(load.step, Some(Step::Amount(_)));
    match &load.rule {
        LoadRule::Absolute(_) | LoadRule::Bar | LoadRule::Bodyweight(_) => Basis::Fixed,
        LoadRule::Effort(_) if !grows => Basis::Max,
        LoadRule::Percent { of, plus: None, .. } if !grows && of.exercise.is_none() => Basis::Max,
        LoadRule::Relative { anchor: Anchor::Top | Anchor::Set(_), .. } if !grows => Basis::Before,
        _ => Basis::Mixed,
    }
}

/// The load, or the scheme of a group that has none.
pub(super) fn load_place(line: &Line<'_>) -> Place {
    match &line.group.load {
        Some(load) => line.place.clone().within(load.span.clone()),
        None => line.place.clone(),
    }
}

/// More than a 1RM is lifted on the day that tests it, at a meet or in a set of its own. A partial lift may go beyond the
/// max of the whole one.
pub(super) fn over_max(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for week in plan.weeks.iter().filter(|week| week.phase.goal != Some(Goal::Peaking)) {
        let items = week.days.iter().flat_map(Day::items).filter(|item| item.exercise.max_of.is_none());
        for line in items.flat_map(|item| &item.lines).filter(|line| !is_test(line)) {
            let Some(share) = share_of_max(line, plan.program, week.phase).filter(|share| *share > Percent::WHOLE)
            else {
                continue;
            };
            told.push(
                Diagnostic::advice(
                    Code::OverMax,
                    load_place(line),
                    format!("{share} of the 1RM is more than the lifter can do once"),
                )
                .help("correct the percentage; a test is one set (1x1, 1x1+) or in a phase with `goal: peaking`"),
            );
        }
    }
}

/// One set that shows a max.
fn is_test(line: &Line<'_>) -> bool {
    match &*line.reps() {
        Reps::Attempt(_) => true,
        Reps::Amrap | Reps::AtLeast(1) => line.most_sets() == 1,
        Reps::Count(reps) => line.most_sets() == 1 && reps.high == 1,
        _ => false,
    }
}

/// The share of the exercise's own 1RM that is written, with its steps of percentage points. What is a slip of the finger
/// is told as that.
fn share_of_max(line: &Line<'_>, program: &Program, phase: &Phase) -> Option<Percent> {
    let LoadRule::Percent { of, .. } = &line.load()?.rule else { return None };
    let share = line.percent.map(|percent| percent.high).filter(|percent| *percent <= HIGH)?;
    match of.kind {
        _ if of.exercise.is_some() => None,
        Some(MaxKind::OneRep) => Some(share),
        None | Some(MaxKind::Training) => Some(share.times(program.training_share(phase).unwrap_or(Percent::WHOLE))),
        Some(MaxKind::Reps(_) | MaxKind::Estimated) => None,
    }
}
