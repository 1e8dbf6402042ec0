//! What a log shows of a lifter's maxes.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, count_of};
use crate::model::{Exercise, Gear, Lifted, Log, LoggedSet, MaxRecord, Measure, Reps, Role, Since, Slug};
use crate::plan::{Day, Line, Measured, Measuring, Plan, Weight};
use crate::units::Mass;

use super::amend::writable;

/// A set that was done, and what was planned for it.
pub(super) struct Done<'p> {
    pub(super) set: &'p LoggedSet,
    pub(super) cycle: u16,
    pub(super) date: Option<Date>,
    planned: Planned<'p>,
}

/// A single set of a day, as gym mode counts them: of branches of decisions too, those of an entry's own sets first.
#[derive(Clone)]
struct Planned<'p> {
    exercise: &'p Exercise,
    line: &'p Line<'p>,
    reps: Reps,
}

/// What a set shows.
pub(super) struct Shown {
    pub(super) record: MaxRecord,
    pub(super) measured: Measured,
}

/// The planned sets of a day, by exercise and number.
type DaySets<'p> = BTreeMap<(&'p Slug, u16), Planned<'p>>;

/// The sets of a log with what was planned for each; or those that the plan does not have.
pub(super) fn done<'p>(plan: &'p Plan<'_>, log: &'p Log) -> Result<Vec<Done<'p>>, Vec<Diagnostic>> {
    let mut days: HashMap<(u16, u16), DaySets<'p>> = HashMap::new();
    let (mut done, mut wrong) = (Vec::new(), Vec::new());
    for set in &log.sets {
        let mut find = || {
            let week = plan.weeks.iter().find(|week| week.number == set.week)?;
            let day = week.days.get(usize::from(set.day.checked_sub(1)?))?;
            let sets = days.entry((set.week, set.day)).or_insert_with(|| planned(day));
            let planned = sets.get(&(&set.exercise, set.set))?.clone();
            Some(Done { set, cycle: week.cycle, date: set.date.or(day.date).or(week.starts), planned })
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

fn planned<'p>(day: &'p Day<'_>) -> DaySets<'p> {
    let mut counts: HashMap<&Slug, u16> = HashMap::new();
    let mut sets = BTreeMap::new();
    for item in day.items() {
        let branches = item.alternatives.iter().map(|branch| (branch.exercise, &branch.lines));
        for (exercise, lines) in [(item.exercise, &item.lines)].into_iter().chain(branches) {
            for line in lines {
                for n in 0..line.most_sets() {
                    let count = counts.entry(&exercise.slug).or_default();
                    *count += 1;
                    let reps = line.reps().of_set(n, line.most_sets());
                    sets.insert((&exercise.slug, *count), Planned { exercise, line, reps });
                }
            }
        }
    }
    sets
}

impl Done<'_> {
    /// What was done, after swaps and decisions.
    pub(super) fn lift(&self) -> &Slug {
        &self.planned.exercise.slug
    }

    /// How many reps were done; of one that says nothing, as planned.
    fn reps(&self) -> Option<u16> {
        self.set.reps.or_else(|| Some(self.planned.reps.counted()?.low))
    }

    /// Whether fewer reps were done than were asked for.
    pub(super) fn is_missed(&self) -> bool {
        let asked = self.planned.reps.counted().map(|reps| reps.low);
        self.set.reps.zip(asked).is_some_and(|(done, asked)| done < asked)
    }

    /// What the set shows of the lifter's max, or why nothing; `None` of one that was not meant to: no effort is known, and
    /// nobody asked for all there was.
    pub(super) fn shown(&self, measuring: &Measuring<'_>) -> Option<Result<Shown, String>> {
        let Planned { line, reps: planned, .. } = &self.planned;
        let is_open = matches!(planned, Reps::AtLeast(_) | Reps::Amrap);
        let is_single = line.role == Role::Top && self.reps() == Some(1);
        if self.set.effort.is_none() && !is_open && !is_single {
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
        let Planned { exercise, line, reps: planned } = &self.planned;
        match planned {
            Reps::Time(_) | Reps::Distance(_) => return Err("it is done by time or distance".to_owned()),
            Reps::Cluster(_) | Reps::RestPause(_) | Reps::Myo(_) => return Err("it is done in parts".to_owned()),
            Reps::Count(_) | Reps::AtLeast(_) | Reps::Amrap | Reps::Attempt(_) => {}
        }
        let reps = self.reps().ok_or("nobody says how many reps it was")?;
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
        let weight = self.set.weight.or(planned).ok_or("nobody says what was lifted")?;
        let weight = writable(weight, measuring.lifter);
        let lifted = match exercise.gear {
            Gear::Bodyweight => Lifted::Bodyweight(weight),
            _ if weight <= Mass::ZERO => return Err("nothing was lifted".to_owned()),
            _ => Lifted::Weight(weight),
        };
        let Some(effort) = self.set.effort else {
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
