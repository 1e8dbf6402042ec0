//! Finds the maxes that a log shows.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{Gear, Lifted, Log, LoggedSet, MaxRecord, Measure, Reps, Role, Since, Slug};
use crate::plan::{Measured, Measuring, Plan, Weight};
use crate::units::{Mass, Rpe};

use super::amend::writable;
use super::planned::{PlannedSet, planned_sets};

/// A logged set, with the planned set that it belongs to.
pub(super) struct CompletedSet<'p> {
    pub(super) set: &'p LoggedSet,
    pub(super) cycle: u16,
    pub(super) date: Option<Date>,
    /// The RPE that the lifter gave. `None` if there is none, or if the log may only repeat the planned RPE.
    effort: Option<Rpe>,
    planned: PlannedSet<'p>,
}

/// The max that a set shows.
pub(super) struct Shown {
    pub(super) record: MaxRecord,
    pub(super) measured: Measured,
}

/// The planned sets of a day, by exercise and number.
type DaySets<'p> = HashMap<(&'p Slug, u16), PlannedSet<'p>>;

/// Finds the planned set of each logged set.
///
/// # Errors
///
/// Returns an error for each logged set that the plan does not have.
pub(super) fn completed_sets<'p>(plan: &'p Plan<'_>, log: &'p Log) -> Result<Vec<CompletedSet<'p>>, Vec<Diagnostic>> {
    let mut days: HashMap<(u16, u16), DaySets<'p>> = HashMap::new();
    let (mut completed, mut errors) = (Vec::new(), Vec::new());
    for set in &log.sets {
        let mut find = || {
            let week = plan.weeks.iter().find(|week| week.number == set.week)?;
            let day = week.days.get(usize::from(set.day.checked_sub(1)?))?;
            let by_number = |set: PlannedSet<'p>| ((&set.exercise.slug, set.number), set);
            let sets = || planned_sets(day).into_iter().map(by_number).collect();
            let sets = days.entry((set.week, set.day)).or_insert_with(sets);
            let planned = *sets.get(&(&set.exercise, set.set))?;
            let planned_effort = planned.line.effort().and_then(|effort| effort.single());
            let effort = set.effort.filter(|effort| !log.repeats_planned_rpe || planned_effort != Some(*effort));
            Some(CompletedSet { set, cycle: week.cycle, date: set.date.or(day.date).or(week.starts), effort, planned })
        };
        match find() {
            Some(found) => completed.push(found),
            None => errors.push(unplanned(plan, set)),
        }
    }
    if errors.is_empty() { Ok(completed) } else { Err(errors) }
}

fn unplanned(plan: &Plan<'_>, LoggedSet { week, day, exercise, set, place, .. }: &LoggedSet) -> Diagnostic {
    let program = &plan.program.slug;
    let message = format!("`{program}` has no set {set} of `{exercise}` on day {day} of week {week}");
    Diagnostic::error(Code::NoReference, place.clone(), message)
        .help("delete this row if the log is of another program, or of an earlier version of this one")
}

impl CompletedSet<'_> {
    /// The exercise that was done, after swaps and `adjust`.
    pub(super) fn lift(&self) -> &Slug {
        &self.planned.exercise.slug
    }

    /// Returns the reps that were done. If the set is marked as done as planned, these are the planned reps.
    fn reps(&self) -> Option<u16> {
        let planned = || Some(self.planned.reps().counted()?.low);
        self.set.reps.or_else(|| if self.set.as_planned { planned() } else { None })
    }

    /// Returns the max that the set shows, or the reason why the set cannot be used. Returns `None` for a set that is not meant
    /// to show a max: it has no RPE, is not a set of as many reps as possible, and is not a top single.
    pub(super) fn shown(&self, measuring: &Measuring<'_>) -> Option<Result<Shown, String>> {
        let is_open = matches!(self.planned.reps(), Reps::AtLeast(_) | Reps::Amrap);
        let is_single = self.planned.line.role == Role::Top && self.reps() == Some(1);
        if self.effort.is_none() && !(is_open && self.reps().is_some()) && !is_single {
            return None;
        }
        Some(self.measure(measuring).and_then(|measure| {
            let units = measuring.lifter.units;
            let record = MaxRecord { measure, since: Since::Always, unit: units, place: Some(self.set.place.clone()) };
            let measured = measuring.measure(self.lift(), &record).map_err(|error| error.message)?;
            Ok(Shown { record, measured })
        }))
    }

    fn measure(&self, measuring: &Measuring<'_>) -> Result<Measure, String> {
        let PlannedSet { exercise, line, .. } = self.planned;
        match self.planned.reps() {
            Reps::Time(_) | Reps::Distance(_) => return Err("it is a set by time or distance".to_owned()),
            Reps::Cluster(_) | Reps::RestPause(_) | Reps::Myo(_) => return Err("it is a set in parts".to_owned()),
            Reps::Count(_) | Reps::AtLeast(_) | Reps::Amrap | Reps::Attempt(_) => {}
        }
        let reps = self.reps().ok_or("no reps are logged")?;
        if reps == 0 {
            return Err("it has no reps".to_owned());
        }
        // Only the planned weight of a top set can replace a missing weight. That of a back-off set may depend on the top set.
        let planned = match line.weight {
            Weight::Loaded(range) | Weight::Bodyweight(range) if line.role == Role::Top && !line.estimate => {
                range.single()
            }
            _ => None,
        };
        let weight = self.set.weight.or(planned).ok_or("no weight is logged")?;
        let weight = writable(weight, measuring.lifter);
        let lifted = match exercise.gear {
            Gear::Bodyweight => Lifted::Bodyweight(weight),
            _ if weight <= Mass::ZERO => return Err("it has no weight".to_owned()),
            _ => Lifted::Weight(weight),
        };
        let Some(effort) = self.effort else {
            let most = measuring.formula(None).trusted_reps();
            return match reps {
                1 => Ok(Measure::OneRep(lifted)),
                2.. if reps > most => {
                    Err(format!("it has {}, and the formula is good for {most}", count_of(reps.into(), "rep")))
                }
                _ => Ok(Measure::Set { lifted, reps, effort: None, formula: None }),
            };
        };
        Ok(Measure::Set { lifted, reps, effort: Some(effort), formula: None })
    }
}
