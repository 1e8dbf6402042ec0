//! Checks that the work of a phase with a goal fits the goal.

use std::collections::BTreeMap;

use super::loads::Heaviness;
use super::session::sets;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Change, Goal, Load, LoadRule, Phase, Program, Role, Sign, Signed, Slug};
use crate::plan::{Day, Item, Plan, Week};
use crate::units::Range;

/// Up to this number, back-off sets count as almost nothing.
const ALMOST_NOTHING: u32 = 6;

/// Reports hypertrophy phases with more top sets than other sets. Most of their work should be back-off work and
/// accessories.
pub(super) fn top_heavy(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    for week in plan.weeks.iter().filter(|week| week.phase.goal == Some(Goal::Hypertrophy)) {
        let of = |is_top: bool| {
            let items = week.days.iter().flat_map(Day::items);
            sets(items.filter(move |item| (item.role == Role::Top) == is_top))
        };
        let (top, others) = (of(true), of(false));
        if top.low > others.high {
            let message = format!("more top sets ({top}) than other sets ({others}) in a week of a hypertrophy phase");
            found.push(Diagnostic::advice(Code::TopHeavy, week.phase.place.of("goal"), message).help(
                "add back-off sets or accessories, since many moderate sets build muscle, or write `goal: strength`",
            ));
        }
    }
}

fn is_backoff(item: &Item<'_>) -> bool {
    item.role == Role::Backoff
}

/// Reports peaking phases with more than a little back-off work. The lifter should be rested at the end of the phase.
pub(super) fn peak_backoff(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    let advice = |place: Place, message: String| {
        Diagnostic::advice(Code::PeakBackoff, place, message).help(
            "reduce the back-off sets: write `backoff: [50%, none]` on the phase, with a share for each of its weeks",
        )
    };
    for (phase, weeks) in phases(plan).filter(|(phase, _)| phase.goal == Some(Goal::Peaking)) {
        for day in weeks.iter().flat_map(|week| &week.days) {
            let sets = sets(day.items().filter(|item| is_backoff(item)));
            if sets.low > ALMOST_NOTHING {
                let message =
                    format!("{sets} back-off sets on one day of a peaking phase, which should leave the lifter rested");
                found.push(advice(day.place.of("name"), message));
            }
        }
        let last = || weeks.last().into_iter().flat_map(|week| &week.days).flat_map(Day::items);
        let (backoff, others) =
            (sets(last().filter(|item| is_backoff(item))), sets(last().filter(|item| !is_backoff(item))));
        if backoff.low > ALMOST_NOTHING && backoff.low > others.high {
            let message = format!(
                "more back-off sets ({backoff}) than other sets ({others}) in the last week of a peaking phase, which should leave the lifter rested"
            );
            found.push(advice(phase.place.of("goal"), message));
        }
    }
}

/// Reports deloads that are harder than the phase before them. Peaking phases are skipped, because they are already
/// reduced.
pub(super) fn hard_deload(plan: &Plan<'_>, found: &mut Vec<Diagnostic>) {
    let mut before: Option<Work<'_>> = None;
    for (phase, weeks) in phases(plan) {
        let work = Work::of(weeks, plan.program);
        match phase.goal {
            Some(Goal::Deload) => {
                let Some(what) = before.as_ref().and_then(|before| work.beyond(before)) else { continue };
                let message = format!("a deload with {what} than the phase before it");
                found.push(Diagnostic::advice(Code::HardDeload, phase.place.of("goal"), message).help(
                    "remove its `days`, and write `top: 80%` and `backoff: 50%`, to repeat the phase before it with less work",
                ));
            }
            Some(Goal::Peaking) => {}
            _ => before = Some(work),
        }
    }
}

/// The heaviest set of each exercise in some weeks, and the number of sets in each week. Meets are left out.
struct Work<'p> {
    /// The heaviest set of each exercise, or `None` if it depends on the lifter which set is the heaviest.
    heaviest: BTreeMap<&'p Slug, Option<Heaviness>>,
    sets: Vec<Range<u32>>,
}

impl<'p> Work<'p> {
    fn of(weeks: &'p [Week<'_>], program: &Program) -> Self {
        let items = |week: &'p Week<'_>| week.days.iter().filter(|day| !day.is_meet()).flat_map(Day::items);
        let mut heaviest: BTreeMap<&Slug, Option<Heaviness>> = BTreeMap::new();
        let lines = weeks.iter().flat_map(items).flat_map(|item| item.lines.iter().map(move |line| (item, line)));
        // A set that refers to another set is lighter than that set.
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

    /// Returns in words how this work exceeds other work for every lifter; `None` if it does not.
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

/// Returns every phase of the plan with its weeks.
fn phases<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = (&'a Phase, &'p [Week<'a>])> {
    plan.phases().filter_map(|weeks| Some((weeks.first()?.phase, weeks)))
}
