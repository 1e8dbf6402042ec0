//! What a log shows of a lifter's maxes.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{Gear, Lifted, Log, LoggedSet, MaxRecord, Measure, Reps, Role, Since, Slug};
use crate::plan::{Measured, Measuring, Plan, Weight};
use crate::units::{Mass, Rpe};

use super::amend::writable;
use super::planned::{PlannedSet, planned_sets};

/// A set that was done, and what was planned for it.
pub(super) struct Done<'p> {
    pub(super) set: &'p LoggedSet,
    pub(super) cycle: u16,
    pub(super) date: Option<Date>,
    /// How hard it was, as far as the lifter is known to have said it.
    effort: Option<Rpe>,
    planned: PlannedSet<'p>,
}

/// What a set shows.
pub(super) struct Shown {
    pub(super) record: MaxRecord,
    pub(super) measured: Measured,
}

/// The planned sets of a day, by exercise and number.
type DaySets<'p> = HashMap<(&'p Slug, u16), PlannedSet<'p>>;

/// The sets of a log with what was planned for each; or those that the plan does not have.
pub(super) fn done<'p>(plan: &'p Plan<'_>, log: &'p Log) -> Result<Vec<Done<'p>>, Vec<Diagnostic>> {
    let mut days: HashMap<(u16, u16), DaySets<'p>> = HashMap::new();
    let (mut done, mut wrong) = (Vec::new(), Vec::new());
    for set in &log.sets {
        let mut find = || {
            let week = plan.weeks.iter().find(|week| week.number == set.week)?;
            let day = week.days.get(usize::from(set.day.checked_sub(1)?))?;
            let by_number = |set: PlannedSet<'p>| ((&set.exercise.slug, set.number), set);
            let sets = || planned_sets(day).into_iter().map(by_number).collect();
            let sets = days.entry((set.week, set.day)).or_insert_with(sets);
            let planned = *sets.get(&(&set.exercise, set.set))?;
            let asked = planned.line.effort().and_then(|effort| effort.single());
            let effort = set.effort.filter(|effort| !log.repeats_planned_rpe || asked != Some(*effort));
            Some(Done { set, cycle: week.cycle, date: set.date.or(day.date).or(week.starts), effort, planned })
        };
        match find() {
            Some(found) => done.push(found),
            None => wrong.push(unplanned(plan, set)),
        }
    }
    if wrong.is_empty() { Ok(done) } else { Err(wrong) }
}

fn unplanned(plan: &Plan<'_>, LoggedSet { week, day, exercise, set, place, .. }: &LoggedSet) -> Diagnostic {
    let program = &plan.program.slug;
    let message = format!("`{program}` has no set {set} of `{exercise}` on day {day} of week {week}");
    Diagnostic::error(Code::NoReference, place.clone(), message)
        .help("is this the log of another program, or of the program before it was changed? take the set out")
}

impl Done<'_> {
    /// What was done, after swaps and decisions.
    pub(super) fn lift(&self) -> &Slug {
        &self.planned.exercise.slug
    }

    /// How many reps were done; those planned, where the set is marked as done so.
    fn reps(&self) -> Option<u16> {
        let planned = || Some(self.planned.reps().counted()?.low);
        self.set.reps.or_else(|| if self.set.as_planned { planned() } else { None })
    }

    /// What the set shows of the lifter's max, or why nothing; `None` of one that was not meant to: no effort is known, and
    /// nobody asked for all there was.
    pub(super) fn shown(&self, measuring: &Measuring<'_>) -> Option<Result<Shown, String>> {
        let is_open = matches!(self.planned.reps(), Reps::AtLeast(_) | Reps::Amrap);
        let is_single = self.planned.line.role == Role::Top && self.reps() == Some(1);
        if self.effort.is_none() && !(is_open && self.reps().is_some()) && !is_single {
            return None;
        }
        Some(self.measure(measuring).and_then(|measure| {
            let units = measuring.lifter.units;
            let record = MaxRecord { measure, since: Since::Always, unit: units, place: Some(self.set.place.clone()) };
            let measured = measuring.measure(self.lift(), &record).map_err(|told| told.message)?;
            Ok(Shown { record, measured })
        }))
    }

    fn measure(&self, measuring: &Measuring<'_>) -> Result<Measure, String> {
        let PlannedSet { exercise, line, .. } = self.planned;
        match self.planned.reps() {
            Reps::Time(_) | Reps::Distance(_) => return Err("it is done by time or distance".to_owned()),
            Reps::Cluster(_) | Reps::RestPause(_) | Reps::Myo(_) => return Err("it is done in parts".to_owned()),
            Reps::Count(_) | Reps::AtLeast(_) | Reps::Amrap | Reps::Attempt(_) => {}
        }
        let reps = self.reps().ok_or("no reps are logged")?;
        if reps == 0 {
            return Err("no rep was done".to_owned());
        }
        // What a back-off set was planned with may have followed from how the top set went.
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
            _ if weight <= Mass::ZERO => return Err("nothing was lifted".to_owned()),
            _ => Lifted::Weight(weight),
        };
        let Some(effort) = self.effort else {
            let most = measuring.formula(None).trusted_reps();
            return match reps {
                1 => Ok(Measure::OneRep(lifted)),
                2.. if reps > most => {
                    Err(format!("{}, and the formula is good for {most}", count_of(reps.into(), "rep")))
                }
                _ => Ok(Measure::Set { lifted, reps, effort: None, formula: None }),
            };
        };
        Ok(Measure::Set { lifted, reps, effort: Some(effort), formula: None })
    }
}
