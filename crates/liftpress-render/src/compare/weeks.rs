//! Matches the weeks, the days and the exercises of two plans, and finds those that were moved.

use crate::model::Role;

use super::align::{Pair, align};
use super::sheet::{DaySheet, WeekSheet, Work};

/// A week that is in both plans, or in one of them.
pub(super) struct WeekMatch<'s, 'p> {
    pub(super) old: Option<&'s WeekSheet<'p>>,
    pub(super) new: Option<&'s WeekSheet<'p>>,
    /// The old and the new position of the week's phase, from 1; `None` if the phase was not moved.
    pub(super) moved: Option<(usize, usize)>,
    /// The days of the week; empty if only one plan has the week.
    pub(super) days: Vec<DayMatch<'s, 'p>>,
}

/// A day that is in both weeks, or in one of them.
pub(super) struct DayMatch<'s, 'p> {
    pub(super) old: Option<&'s DaySheet<'p>>,
    pub(super) new: Option<&'s DaySheet<'p>>,
    /// The old and the new position of the day, from 1; `None` if the day was not moved.
    pub(super) moved: Option<(usize, usize)>,
    /// The exercises of the day; empty if only one week has the day.
    pub(super) work: Vec<WorkMatch<'s, 'p>>,
}

/// An exercise that is on both days, or on one of them.
pub(super) struct WorkMatch<'s, 'p> {
    pub(super) old: Option<&'s Work<'p>>,
    pub(super) new: Option<&'s Work<'p>>,
    pub(super) moved: Option<Moved<'p>>,
}

/// The old place of a moved exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moved<'p> {
    /// The exercise was on another day, which has this name.
    FromDay(&'p str),
    /// The exercise was at another position of the same day. The numbers are the old and the new position, from 1.
    Within(usize, usize),
}

/// Matches weeks by their phase and by their number in the phase. Returns the weeks in the order of the new plan.
/// Removed weeks come where they were in the old plan.
pub(super) fn match_weeks<'s, 'p>(old: &'s [WeekSheet<'p>], new: &'s [WeekSheet<'p>]) -> Vec<WeekMatch<'s, 'p>> {
    let phases = Phases::of(old, new);
    let is_same = |a: &WeekSheet<'_>, b: &WeekSheet<'_>| {
        (a.cycle, phases.in_new(a.phase_at), a.in_phase) == (b.cycle, Some(b.phase_at), b.in_phase)
    };
    let mut pairs = align(old, new, is_same, |_, _| false);
    reunite(&mut pairs, |a, b| is_same(&old[a], &new[b]));
    let matched = |(a, b): Pair| {
        let (a, b) = (a.map(|a| &old[a]), b.map(|b| &new[b]));
        let moved = a.zip(b).and_then(|(a, b)| phases.moved(a.phase_at, b.phase_at));
        WeekMatch { moved, ..week(a, b) }
    };
    pairs.into_iter().map(matched).collect()
}

/// The phases that correspond: first those with the same name, then renamed phases in order.
struct Phases {
    pairs: Vec<Pair>,
    /// The old and the new index of each phase that was moved.
    moved: Vec<(usize, usize)>,
}

impl Phases {
    fn of(old: &[WeekSheet<'_>], new: &[WeekSheet<'_>]) -> Self {
        fn names<'s>(weeks: &'s [WeekSheet<'_>]) -> Vec<&'s str> {
            let last = weeks.iter().map(|week| week.phase_at + 1).max().unwrap_or_default();
            let mut names = vec![""; last];
            for week in weeks {
                names[week.phase_at] = &week.phase.name;
            }
            names
        }
        let (old, new) = (names(old), names(new));
        let is_elsewhere = |name: &str, among: &[&str]| among.contains(&name);
        let is_renamed = |a: &&str, b: &&str| !is_elsewhere(a, &new) && !is_elsewhere(b, &old);
        let mut pairs = align(&old, &new, |a, b| a == b, is_renamed);
        let in_order = pairs.clone();
        reunite(&mut pairs, |a, b| old[a] == new[b]);
        let moved = pairs.iter().filter(|pair| !in_order.contains(pair)).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
        Self { moved: moved.collect(), pairs }
    }

    fn in_new(&self, old: usize) -> Option<usize> {
        self.pairs.iter().find(|(known, _)| *known == Some(old)).and_then(|(_, new)| *new)
    }

    /// Returns the old and the new position of a phase, from 1; `None` if the phase was not moved.
    fn moved(&self, old: usize, new: usize) -> Option<(usize, usize)> {
        self.moved.contains(&(old, new)).then_some((old + 1, new + 1))
    }
}

fn week<'s, 'p>(old: Option<&'s WeekSheet<'p>>, new: Option<&'s WeekSheet<'p>>) -> WeekMatch<'s, 'p> {
    let days = match (old, new) {
        (Some(old), Some(new)) => days(&old.days, &new.days),
        _ => Vec::new(),
    };
    WeekMatch { old, new, moved: None, days }
}

/// Matches days by name. A day with a new name is matched with an old day if at least half of their work is the same.
fn days<'s, 'p>(old: &'s [DaySheet<'p>], new: &'s [DaySheet<'p>]) -> Vec<DayMatch<'s, 'p>> {
    let mut pairs = align(old, new, |a, b| a.name == b.name, |_, _| false);
    reunite(&mut pairs, |a, b| old[a].name == new[b].name);
    reunite(&mut pairs, |a, b| {
        let common = old[a].work.iter().filter(|work| new[b].work.iter().any(|other| is_same(work, other))).count();
        common * 2 >= old[a].work.len().max(new[b].work.len())
    });
    let matched: Vec<_> = pairs.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let in_order =
        align(&matched.iter().map(|(a, _)| *a).collect::<Vec<_>>(), &sorted(&matched), |a, b| a == b, |_, _| false);
    let stays =
        |a: usize| in_order.iter().any(|(at, other)| other.is_some() && at.is_some_and(|at| matched[at].0 == a));
    let mut found: Vec<_> = pairs
        .into_iter()
        .map(|(a, b)| DayMatch {
            old: a.map(|a| &old[a]),
            new: b.map(|b| &new[b]),
            moved: a.zip(b).filter(|(a, _)| !stays(*a)).map(|(a, b)| (a + 1, b + 1)),
            work: match (a, b) {
                (Some(a), Some(b)) => work(&old[a], &new[b]),
                _ => Vec::new(),
            },
        })
        .collect();
    across_days(&mut found);
    found
}

/// Returns the old positions in ascending order.
fn sorted(matched: &[(usize, usize)]) -> Vec<usize> {
    let mut sorted: Vec<_> = matched.iter().map(|(a, _)| *a).collect();
    sorted.sort_unstable();
    sorted
}

/// Pairs removed with added members that belong together, even if they are far apart.
fn reunite(pairs: &mut Vec<Pair>, belong: impl Fn(usize, usize) -> bool) {
    let removed: Vec<usize> = pairs.iter().filter(|(_, b)| b.is_none()).filter_map(|(a, _)| *a).collect();
    for a in removed {
        let added = pairs.iter_mut().find(|(old, new)| old.is_none() && new.is_some_and(|b| belong(a, b)));
        if let Some(pair) = added {
            pair.0 = Some(a);
            pairs.retain(|pair| *pair != (Some(a), None));
        }
    }
}

fn is_same(a: &Work<'_>, b: &Work<'_>) -> bool {
    a.exercise.slug == b.exercise.slug && a.role == b.role
}

/// Matches the exercises of two versions of a day: first those in the same order, then those that were moved within the
/// day. Of the remaining exercises, those between two matched ones replaced one another.
fn work<'s, 'p>(old: &'s DaySheet<'p>, new: &'s DaySheet<'p>) -> Vec<WorkMatch<'s, 'p>> {
    let (old, new) = (&old.work, &new.work);
    let twin =
        |work: &Work<'_>, among: &[Work<'_>]| among.iter().any(|other| other.exercise.slug == work.exercise.slug);
    let replaces =
        |a: &Work<'_>, b: &Work<'_>| a.role == b.role && a.role != Role::Accessory && !twin(a, new) && !twin(b, old);
    let replaces_accessory =
        |a: &Work<'_>, b: &Work<'_>| a.role == b.role && a.is_done_as(b) && !twin(a, new) && !twin(b, old);
    let mut pairs = align(old, new, is_same, |a, b| replaces(a, b) || replaces_accessory(a, b));
    let in_order = pairs.clone();
    reunite(&mut pairs, |a, b| old[a].exercise.slug == new[b].exercise.slug);
    let found = pairs.into_iter().map(|(a, b)| {
        let is_elsewhere = !in_order.contains(&(a, b));
        let moved = a.zip(b).filter(|_| is_elsewhere).map(|(a, b)| Moved::Within(a + 1, b + 1));
        WorkMatch { old: a.map(|a| &old[a]), new: b.map(|b| &new[b]), moved }
    });
    found.collect()
}

/// Matches exercises across days: an exercise that was removed from one day and added to another was moved.
fn across_days(days: &mut [DayMatch<'_, '_>]) {
    for from in 0..days.len() {
        let Some(name) = days[from].old.map(|day| day.name) else { continue };
        let removed: Vec<_> =
            days[from].work.iter().filter(|work| work.new.is_none()).filter_map(|work| work.old).collect();
        for old in removed {
            let is_it = |work: &&mut WorkMatch<'_, '_>| {
                work.old.is_none()
                    && work.new.is_some_and(|new| new.exercise.slug == old.exercise.slug && new.is_done_as(old))
            };
            let added = days.iter_mut().enumerate().filter(|(at, _)| *at != from);
            let added = added.flat_map(|(_, day)| &mut day.work).find(is_it);
            if let Some(added) = added {
                (added.old, added.moved) = (Some(old), Some(Moved::FromDay(name)));
                days[from]
                    .work
                    .retain(|work| work.new.is_some() || !work.old.is_some_and(|other| std::ptr::eq(other, old)));
            }
        }
    }
}
