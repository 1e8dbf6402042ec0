//! How heavy sets are, beside one another and beside the max.

use super::session::blocks;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Anchor, Goal, Load, LoadRule, MaxKind, Phase, Program, Reps, Sign, Step};
use crate::plan::{Block, Day, HIGH, Item, Line, Plan, Weight};
use crate::units::{Mass, Percent, Range};

/// Back-off work is never heavier than the top set it follows. Only the same exercise is compared: a partial lift may well be
/// heavier than the whole one.
pub(super) fn heavy_backoff(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for block in blocks(plan) {
        for item in &block.backoff {
            let Some(top) = top_set(block, item) else { continue };
            // Which of several top sets is the heaviest may depend on the lifter.
            let is_heavy = |line: &&Line<'_>| top_lines(block, item).all(|top| is_heavier(line, top, plan.program));
            if let Some(line) = item.lines.iter().find(is_heavy) {
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

/// The heaviest top set of the exercise of some back-off work.
pub(super) fn top_set<'p, 'a>(block: &'p Block<'a>, item: &Item<'_>) -> Option<&'p Line<'a>> {
    top_lines(block, item).max_by_key(|line| line.weight.heaviest())
}

fn top_lines<'p, 'a>(block: &'p Block<'a>, item: &Item<'_>) -> impl Iterator<Item = &'p Line<'a>> {
    let same = block.top.iter().filter(|top| top.exercise.slug == item.exercise.slug);
    same.flat_map(|top| &top.lines)
}

/// Whether a set is heavier than one before it, for every lifter.
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

/// What a weight is a share of. Weights of one measure compare in the same way for every lifter; which of `100 kg` and `80%`
/// is the heavier depends on the lifter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// A max of the exercise, of this kind.
    Max(MaxKind),
    /// Nothing: the weight is written.
    Weight,
    /// Nothing: what hangs on the belt is written.
    Belt,
}

impl Measure {
    fn of(load: &Load, program: &Program) -> Option<Self> {
        let gains_weight = matches!(load.step, Some(Step::Amount(_)));
        match &load.rule {
            LoadRule::Absolute(_) => Some(Self::Weight),
            LoadRule::Bodyweight(_) => Some(Self::Belt),
            // By the chart.
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

/// How heavy a set is, in a way that holds for every lifter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heaviness {
    pub(super) measure: Measure,
    /// In millionths of the max, or in counts of mass.
    pub(super) amount: Range<i64>,
}

impl Heaviness {
    /// Nothing where the lifter picks the weight, or where it is a share of several things.
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
                    match program_training_share(line, plan.program, week.phase) {
                        Some(training) => {
                            format!("{share} of the 1RM, at a training max of {training}, is more than a single")
                        }
                        None => format!("{share} of the 1RM is more than a single"),
                    },
                )
                .help("correct the percentage; a test is one set (1x1, 1x1+) or in a phase with `goal: peaking`"),
            );
        }
    }
}

/// The program's training max, where a percentage is of that. A lifter may have another one.
fn program_training_share(line: &Line<'_>, program: &Program, phase: &Phase) -> Option<Percent> {
    let LoadRule::Percent { of, .. } = &line.load()?.rule else { return None };
    program.training_share(phase).filter(|_| of.kind != Some(MaxKind::OneRep))
}

/// One set that shows a max.
fn is_test(line: &Line<'_>) -> bool {
    match &*line.reps {
        Reps::Attempt(_) => true,
        Reps::Amrap | Reps::AtLeast(1) => line.most_sets() == 1,
        Reps::Count(reps) => line.most_sets() == 1 && reps.high == 1,
        _ => false,
    }
}

/// The share of the exercise's own 1RM that is written, with its steps of percentage points. Nothing where it depends on the
/// lifter. A slip of the finger is reported as that.
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
