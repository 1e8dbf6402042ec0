//! Compares the weights of sets with one another and with the max.

use super::session::blocks;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Anchor, Goal, Load, LoadRule, MaxKind, Phase, Program, Reps, Sign, Step};
use crate::plan::{Block, Day, HIGH, Item, Line, Plan, Weight};
use crate::units::{Mass, Percent, Range};

/// Reports back-off work that is heavier than the top set it follows. Only sets of the same exercise are compared,
/// because a partial lift may be heavier than the full lift.
pub(super) fn heavy_backoff(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for block in blocks(plan) {
        for item in &block.backoff {
            let Some(top) = top_set(block, item) else { continue };
            // Which of several top sets is the heaviest may depend on the lifter. So a back-off set is reported only if
            // it is heavier than all of them.
            let is_heavy = |line: &&Line<'_>| top_lines(block, item).all(|top| is_heavier(line, top, plan.program));
            if let Some(line) = item.lines.iter().find(is_heavy) {
                found.push(
                    Diagnostic::warning(
                        Code::HeavyBackoff,
                        load_place(line),
                        "this back-off set is heavier than the top set it follows",
                    )
                    .also(load_place(top), "the top set")
                    .help("take it from the top set, as in `top -10%`, or move it into `top`"),
                );
            }
        }
    }
}

/// Returns the heaviest top set of a back-off item's exercise; `None` if the exercise has no top set.
pub(super) fn top_set<'p, 'a>(block: &'p Block<'a>, item: &Item<'_>) -> Option<&'p Line<'a>> {
    top_lines(block, item).max_by_key(|line| line.weight.heaviest())
}

fn top_lines<'p, 'a>(block: &'p Block<'a>, item: &Item<'_>) -> impl Iterator<Item = &'p Line<'a>> {
    let same = block.top.iter().filter(|top| top.exercise.slug == item.exercise.slug);
    same.flat_map(|top| &top.lines)
}

/// Returns whether a set is heavier than an earlier set for every lifter.
pub(super) fn is_heavier(line: &Line<'_>, before: &Line<'_>, program: &Program) -> bool {
    if line.load().is_some_and(is_off_the_top) {
        return line.weight.heaviest().zip(before.weight.heaviest()).is_some_and(|(own, other)| own > other);
    }
    let both = Heaviness::of(line, program).zip(Heaviness::of(before, program));
    both.is_some_and(|(own, before)| own.measure == before.measure && own.amount.high > before.amount.high)
}

fn is_off_the_top(load: &Load) -> bool {
    matches!(load.rule, LoadRule::Relative { anchor: Anchor::Top, .. }) && !matches!(load.step, Some(Step::Amount(_)))
}

/// What a weight is measured by. Two weights with the same measure compare in the same way for every lifter. Which of
/// `100 kg` and `80%` is heavier depends on the lifter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// A percentage of this kind of max of the exercise.
    Max(MaxKind),
    /// A written weight.
    Weight,
    /// A written weight on the belt.
    Belt,
}

impl Measure {
    fn of(load: &Load, program: &Program) -> Option<Self> {
        let gains_weight = matches!(load.step, Some(Step::Amount(_)));
        match &load.rule {
            LoadRule::Absolute(_) => Some(Self::Weight),
            LoadRule::Bodyweight(_) => Some(Self::Belt),
            // The RPE chart gives a percentage of the 1RM.
            LoadRule::Effort(_) if !gains_weight => Some(Self::Max(MaxKind::OneRep)),
            LoadRule::Percent { of, plus: None, .. } if !gains_weight && of.exercise.is_none() => {
                let has_training_max = program.phases.iter().any(|phase| program.training_share(phase).is_some());
                let bare = if has_training_max { MaxKind::Training } else { MaxKind::OneRep };
                Some(of.kind.unwrap_or(bare)).filter(|kind| *kind != MaxKind::Estimated).map(Self::Max)
            }
            _ => None,
        }
    }
}

/// The weight of a set, in a form that compares in the same way for every lifter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heaviness {
    pub(super) measure: Measure,
    /// The amount: in millionths of the max, or as a mass in counts of 10 ng.
    pub(super) amount: Range<i64>,
}

impl Heaviness {
    /// Returns `None` if the lifter chooses the weight, or if the weight mixes several measures.
    pub(super) fn of(line: &Line<'_>, program: &Program) -> Option<Self> {
        let measure = Measure::of(line.load()?, program)?;
        let amount = match (measure, line.weight) {
            (Measure::Max(_), _) => line.percent_of_max?.map(Percent::millionths),
            (Measure::Weight, Weight::Loaded(mass)) | (Measure::Belt, Weight::Bodyweight(mass)) => {
                mass.map(Mass::count)
            }
            (Measure::Weight | Measure::Belt, _) => return None,
        };
        Some(Self { measure, amount })
    }
}

/// Returns the place of the load, or of the scheme of a group without a load.
pub(super) fn load_place(line: &Line<'_>) -> Place {
    match &line.group.load {
        Some(load) => line.place.clone().within(load.span.clone()),
        None => line.place.clone(),
    }
}

/// Reports sets above 100% of the 1RM that are not a test of the max. Exercises with `max_of` are skipped, because a
/// partial lift may exceed the max of the full lift.
pub(super) fn over_max(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for week in plan.weeks.iter().filter(|week| week.phase.goal != Some(Goal::Peaking)) {
        let items = week.days.iter().flat_map(Day::items).filter(|item| item.exercise.max_of.is_none());
        for line in items.flat_map(|item| &item.lines).filter(|line| !is_test(line)) {
            let Some(share) = share_of_max(line, plan.program, week.phase).filter(|share| *share > Percent::WHOLE)
            else {
                continue;
            };
            found.push(
                Diagnostic::advice(
                    Code::OverMax,
                    load_place(line),
                    match program_training_share(line, plan.program, week.phase) {
                        Some(training) => {
                            format!("{share} of the 1RM (the training max is {training} of it) is more than the lifter can lift once")
                        }
                        None => format!("{share} of the 1RM is more than the lifter can lift once"),
                    },
                )
                .help("write a lower percentage, or make it a test: `1x1`, `1x1+`, or a phase with `goal: peaking`"),
            );
        }
    }
}

/// Returns the program's training max as a percentage of the 1RM, if the set's weight is a percentage of the training
/// max. Otherwise returns `None`. A lifter may have another training max.
fn program_training_share(line: &Line<'_>, program: &Program, phase: &Phase) -> Option<Percent> {
    let LoadRule::Percent { of, .. } = &line.load()?.rule else { return None };
    program.training_share(phase).filter(|_| of.kind != Some(MaxKind::OneRep))
}

/// Returns whether a set is a test of the max.
fn is_test(line: &Line<'_>) -> bool {
    match &*line.reps {
        Reps::Attempt(_) => true,
        Reps::Amrap | Reps::AtLeast(1) => line.most_sets() == 1,
        Reps::Count(reps) => line.most_sets() == 1 && reps.high == 1,
        _ => false,
    }
}

/// Returns the weight of a set as a percentage of the exercise's own 1RM, with its weekly steps in percentage points.
/// Returns `None` if the result depends on the lifter, or if `high-percentage` reports the percentage.
fn share_of_max(line: &Line<'_>, program: &Program, phase: &Phase) -> Option<Percent> {
    let LoadRule::Percent { of, plus, .. } = &line.load()?.rule else { return None };
    let share = line.percent.map(|percent| percent.high).filter(|percent| *percent <= HIGH)?;
    let is_less = plus.is_some_and(|plus| plus.sign == Sign::Minus);
    match of.kind {
        _ if of.exercise.is_some() || is_less => None,
        Some(MaxKind::OneRep) => Some(share),
        None => Some(program.training_share(phase).map_or(share, |training| share.times(training))),
        Some(MaxKind::Training) => Some(share.times(program.training_share(phase)?)),
        Some(MaxKind::Reps(_) | MaxKind::Estimated) => None,
    }
}
