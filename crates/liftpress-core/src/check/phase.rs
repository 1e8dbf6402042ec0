//! What phases with a goal are made of.

use std::collections::BTreeMap;

use super::loads::Heaviness;
use super::session::sets;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Change, Goal, Load, LoadRule, Phase, Program, Role, Sign, Signed, Slug};
use crate::plan::{Day, Item, Plan, Week};
use crate::units::Range;

/// So many back-off sets are almost nothing.
const ALMOST_NOTHING: u32 = 6;

/// In a phase for hypertrophy there is hardly any top set, and the bulk of the work comes after it or without one.
pub(super) fn top_heavy(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    for week in plan.weeks.iter().filter(|week| week.phase.goal == Some(Goal::Hypertrophy)) {
        let of = |is_top: bool| {
            let items = week.days.iter().flat_map(Day::items);
            sets(items.filter(move |item| (item.role == Role::Top) == is_top))
        };
        let (top, others) = (of(true), of(false));
        if top.low > others.high {
            let message = format!("{top} top sets in a week for hypertrophy, and {others} others");
            told.push(
                Diagnostic::advice(Code::TopHeavy, week.phase.place.of("goal"), message)
                    .help("muscle comes from many moderate sets: add back-off work, or call it `goal: strength`"),
            );
        }
    }
}

fn is_backoff(item: &Item<'_>) -> bool {
    item.role == Role::Backoff
}

/// In a peaking phase back-off work is dialled back to almost nothing: the lifter is to be rested at its end.
pub(super) fn peak_backoff(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    let advice = |place: Place, message: String| {
        Diagnostic::advice(Code::PeakBackoff, place, message)
            .help("take most of it out: `backoff: [100%, 50%]`, a share for each week of the phase, or none")
    };
    for (phase, weeks) in phases(plan).filter(|(phase, _)| phase.goal == Some(Goal::Peaking)) {
        for day in weeks.iter().flat_map(|week| &week.days) {
            let sets = sets(day.items().filter(|item| is_backoff(item)));
            if sets.low > ALMOST_NOTHING {
                let message =
                    format!("{sets} back-off sets on one day of a peaking phase, which is to leave the lifter rested");
                told.push(advice(day.place.of("name"), message));
            }
        }
        let last = || weeks.last().into_iter().flat_map(|week| &week.days).flat_map(Day::items);
        let (backoff, others) =
            (sets(last().filter(|item| is_backoff(item))), sets(last().filter(|item| !is_backoff(item))));
        if backoff.low > ALMOST_NOTHING && backoff.low > others.high {
            let message = format!(
                "{backoff} back-off sets and {others} others in the last week of a peaking phase, which is to leave the lifter rested"
            );
            told.push(advice(phase.place.of("goal"), message));
        }
    }
}

/// A deload is lighter and smaller than the work it is a rest from. Peaking is dialled back already and no measure.
pub(super) fn hard_deload(plan: &Plan<'_>, told: &mut Vec<Diagnostic>) {
    let mut before: Option<Work<'_>> = None;
    for (phase, weeks) in phases(plan) {
        let work = Work::of(weeks, plan.program);
        match phase.goal {
            Some(Goal::Deload) => {
                let Some(what) = before.as_ref().and_then(|before| work.beyond(before)) else { continue };
                let message = format!("a deload with {what} than the phase that it is a rest from");
                told.push(Diagnostic::advice(Code::HardDeload, phase.place.of("goal"), message).help(
                    "a phase without `days` does those of the one before: `backoff: 50%` and `top: 80%` ease them",
                ));
            }
            Some(Goal::Peaking) => {}
            _ => before = Some(work),
        }
    }
}

/// The heaviest sets of each exercise in some weeks, and the sets of each week; without meets, which are no part of their
/// phase.
struct Work<'p> {
    /// How heavy, by exercise; nothing where that depends on the lifter.
    heaviest: BTreeMap<&'p Slug, Option<Heaviness>>,
    sets: Vec<Range<u32>>,
}

impl<'p> Work<'p> {
    fn of(weeks: &'p [Week<'_>], program: &Program) -> Self {
        let items = |week: &'p Week<'_>| week.days.iter().filter(|day| !day.is_meet()).flat_map(Day::items);
        let mut heaviest: BTreeMap<&Slug, Option<Heaviness>> = BTreeMap::new();
        let lines = weeks.iter().flat_map(items).flat_map(|item| item.lines.iter().map(move |line| (item, line)));
        // What is off another set is lighter than that.
        for (item, line) in lines.filter(|(_, line)| line.role != Role::Drop && !line.load().is_some_and(is_off_a_set))
        {
            let own = Heaviness::of(line, program);
            let known = heaviest.entry(&item.exercise.slug).or_insert(own);
            *known = known
                .zip(own)
                .filter(|(known, own)| known.measure == own.measure)
                .map(|(known, own)| if own.amount.high > known.amount.high { own } else { known });
        }
        Self { heaviest, sets: weeks.iter().map(|week| sets(items(week))).collect() }
    }

    /// What there is more of, for every lifter.
    fn beyond(&self, before: &Self) -> Option<String> {
        let is_heavier = |(slug, own): (&&'p Slug, &Option<Heaviness>)| {
            let (own, before) = ((*own)?, before.heaviest.get(*slug).copied().flatten()?);
            let is_beyond = own.measure == before.measure && own.amount.high > before.amount.high;
            is_beyond.then(|| format!("heavier sets of `{slug}`"))
        };
        let most = before.sets.iter().map(|sets| sets.high).max()?;
        let has_more_sets = self.sets.iter().any(|sets| sets.low > most);
        let heavier = self.heaviest.iter().find_map(is_heavier);
        heavier.or_else(|| has_more_sets.then(|| "more sets in a week".to_owned()))
    }
}

fn is_off_a_set(load: &Load) -> bool {
    let is_less = |change: &Signed<Change>| change.sign == Sign::Minus;
    matches!(&load.rule, LoadRule::Relative { change, .. } if change.as_ref().is_none_or(is_less))
        && load.step.is_none()
}

/// Every phase of the plan with its weeks.
fn phases<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = (&'a Phase, &'p [Week<'a>])> {
    plan.phases().filter_map(|weeks| Some((weeks.first()?.phase, weeks)))
}
