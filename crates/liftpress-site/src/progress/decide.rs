//! Which maxes follow from a log, and from a program's own progress.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::{Exercise, Gear, Lifted, Lifter, MaxRecord, Measure, Since, Slug};
use crate::plan::{Calendar, Measuring, Plan, from_week};
use crate::source::Content;
use crate::units::Mass;

use super::amend::{latest, writable};
use super::cycles::{Grown, grown};
use super::evidence::{Done, Shown};
use super::history::about;
use super::words;

/// New maxes, and what is to be said of those that stay.
#[derive(Default)]
pub(super) struct Decision {
    pub(super) maxes: Vec<(Slug, MaxRecord)>,
    pub(super) said: Vec<String>,
}

/// What a program, trained as the log says, makes of a lifter's maxes.
pub(super) struct Decider<'d> {
    pub(super) content: &'d Content,
    pub(super) lifter: &'d Lifter,
    pub(super) plan: &'d Plan<'d>,
    /// What was done; `None`: all that was planned, as far as is known.
    pub(super) done: Option<&'d [Done<'d>]>,
    /// From when on new maxes count that were shown on a day, or by all days together.
    pub(super) from: &'d dyn Fn(Option<Date>) -> Date,
}

impl Decider<'_> {
    pub(super) fn decide(&self) -> Decision {
        let lifts = self.content.library.lifts_of(self.plan.program);
        let lifts = lifts.into_iter().map(|lift| &lift.slug).chain(self.lifter.maxes.keys());
        let mut decision = Decision::default();
        for lift in lifts.collect::<BTreeSet<_>>() {
            let best = self.best(lift, &mut decision.said);
            match grown(self.plan, lift, self.measuring().share(lift), self.done) {
                Some(grown) => self.by_progress(lift, &grown, &mut decision),
                None => self.by_evidence(lift, best, &mut decision),
            }
        }
        decision
    }

    fn measuring(&self) -> Measuring<'_> {
        let (library, settings) = (&self.content.library, &self.content.settings);
        Measuring { lifter: self.lifter, library, settings, program: Some(self.plan.program) }
    }

    /// The set that shows most of a lift. The best of each week is said, and what could not be used.
    fn best(&self, lift: &Slug, said: &mut Vec<String>) -> Option<(Option<Date>, Shown)> {
        let mut by_week: BTreeMap<u16, (Option<Date>, Shown)> = BTreeMap::new();
        for done in self.done.into_iter().flatten().filter(|done| done.lift() == lift) {
            match done.shown(&self.measuring()) {
                None => {}
                Some(Err(why)) => {
                    let set = done.set;
                    said.push(format!("{lift}: week {}, day {}, set {}: not used, {why}", set.week, set.day, set.set));
                }
                Some(Ok(shown)) => {
                    let known = by_week.get(&done.set.week);
                    if known.is_none_or(|(_, known)| known.measured.one_rep < shown.measured.one_rep) {
                        by_week.insert(done.set.week, (done.date, shown));
                    }
                }
            }
        }
        for (week, (_, shown)) in &by_week {
            let words = words::record(&shown.record, Some(&shown.measured), self.lifter.units);
            said.push(format!("{lift}: week {week} shows {words}"));
        }
        by_week.into_values().max_by_key(|(date, shown)| (shown.measured.one_rep, *date))
    }

    /// Only what is better than what is known.
    fn by_evidence(&self, lift: &Slug, best: Option<(Option<Date>, Shown)>, decision: &mut Decision) {
        let Some((date, shown)) = best else {
            if self.known(lift).is_some() && self.done.into_iter().flatten().any(|done| done.lift() == lift) {
                let shows = "an RPE, a set of as many reps as possible, or a top single";
                decision.said.push(format!(
                    "{lift}: not raised, as the program has no `progress` for it and no logged set shows a max ({shows})"
                ));
            }
            return;
        };
        let known = self.known(lift).and_then(|known| self.measuring().measure(lift, known).ok());
        match known {
            Some(known) if known.one_rep >= shown.measured.one_rep => {
                decision.said.push(format!("{lift}: stays {}", about(&known, self.lifter.units)));
            }
            _ => {
                let since = Since::Date((self.from)(date));
                decision.maxes.push((lift.clone(), MaxRecord { since, place: None, ..shown.record }));
            }
        }
    }

    fn by_progress(&self, lift: &Slug, grown: &Grown, decision: &mut Decision) {
        let Some(exercise) = self.content.library.find(self.plan.program, lift) else { return };
        let what = if grown.trains { "training max" } else { "max" };
        let mass = words::lifted(self.lifted(exercise, grown.mass), self.lifter.units);
        let stays =
            format!("{} stays at {}{mass}", exercise.name, if grown.trains { "a training max of " } else { "" });
        if grown.last == 0 {
            if self.done.into_iter().flatten().any(|done| done.lift() == lift) {
                decision.said.push(format!("{stays}: it grows by cycles, and none is over in the log"));
            }
            return;
        }
        if let Some(known) = self.known(lift).filter(|known| grown.planned.is_none() && self.is_newer(known)) {
            let known = words::record(known, self.measuring().measure(lift, known).ok().as_ref(), self.lifter.units);
            decision.said.push(format!("{lift}: stays {known}, which is newer than the program"));
            return;
        }
        for (cycle, why) in &grown.short {
            decision.said.push(if *cycle == grown.last {
                format!("{stays}: {why}")
            } else {
                format!("{} does not grow after cycle {cycle}: {why}", exercise.name)
            });
        }
        let is_said = grown.short.iter().any(|(cycle, _)| *cycle == grown.last);
        let is_as_planned =
            grown.planned.is_some_and(|planned| writable(planned, self.lifter) == writable(grown.mass, self.lifter));
        if is_as_planned {
            decision
                .said
                .push(format!("{lift}: the {what} of the next cycle is {mass}, as the program has it already"));
            return;
        }
        if grown.planned.is_none() && self.start(lift, grown.trains) == Some(writable(grown.mass, self.lifter)) {
            if !is_said {
                decision.said.push(format!("{lift}: the {what} stays {mass}"));
            }
            return;
        }
        let lifted = self.lifted(exercise, grown.mass);
        let measure = if grown.trains { Measure::Training(lifted) } else { Measure::OneRep(lifted) };
        let last = self.done.into_iter().flatten().filter_map(|done| done.date).max();
        let since = Since::Date((self.from)(last));
        decision.maxes.push((lift.clone(), MaxRecord { measure, since, unit: self.lifter.units, place: None }));
    }

    fn known(&self, lift: &Slug) -> Option<&MaxRecord> {
        latest(self.content, self.lifter, lift)
    }

    /// Whether a record counts only when the program is over: whoever tested a max after it, knows better.
    fn is_newer(&self, record: &MaxRecord) -> bool {
        let schedule = self.plan.assignment.and_then(|assignment| assignment.schedule.as_ref());
        let weeks = self.plan.program.weeks();
        let calendar = schedule.and_then(|schedule| Calendar::new(schedule, weeks));
        from_week(record.since, calendar.as_ref()) > weeks
    }

    /// What a program that begins now would compute from.
    fn start(&self, lift: &Slug, trains: bool) -> Option<Mass> {
        let measuring = self.measuring();
        let one_rep = measuring.measure(lift, self.known(lift)?).ok()?.one_rep;
        let mass = if trains { one_rep.times(measuring.share(lift)?) } else { one_rep };
        Some(writable(mass, self.lifter))
    }

    fn lifted(&self, exercise: &Exercise, whole: Mass) -> Lifted {
        match exercise.gear {
            Gear::Bodyweight => {
                Lifted::Bodyweight(writable(whole - self.lifter.bodyweight.unwrap_or_default(), self.lifter))
            }
            _ => Lifted::Weight(writable(whole, self.lifter)),
        }
    }
}
