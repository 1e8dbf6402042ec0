//! Decides on new maxes, from a log or from the key `progress` of a program.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::{Exercise, Gear, Lifted, Lifter, MaxRecord, Measure, Since, Slug};
use crate::plan::{Calendar, Measuring, Plan, from_week};
use crate::source::Content;
use crate::units::Mass;

use super::amend::{latest, writable};
use super::cycles::{Grown, grown};
use super::evidence::{CompletedSet, Shown};
use super::history::about;
use super::words;

/// The new maxes after a program, and notes for the user, for example about maxes that do not change.
#[derive(Default)]
pub(super) struct Decision {
    pub(super) maxes: Vec<(Slug, MaxRecord)>,
    pub(super) notes: Vec<String>,
}

/// Decides on the maxes of a lifter who has trained a program.
pub(super) struct Decider<'d> {
    pub(super) content: &'d Content,
    pub(super) lifter: &'d Lifter,
    pub(super) plan: &'d Plan<'d>,
    /// The logged sets. Without a log (`None`), every planned set counts as done.
    pub(super) done: Option<&'d [CompletedSet<'d>]>,
    /// Returns the date from which a new max counts. The argument is the day of the set that shows the max, or for a max that
    /// grows by `progress`, the last day of the log. It is `None` if no date is known.
    pub(super) from: &'d dyn Fn(Option<Date>) -> Date,
}

impl Decider<'_> {
    pub(super) fn decide(&self) -> Decision {
        let lifts = self.content.library.lifts_of(self.plan.program);
        let lifts = lifts.into_iter().map(|lift| &lift.slug).chain(self.lifter.maxes.keys());
        let mut decision = Decision::default();
        for lift in lifts.collect::<BTreeSet<_>>() {
            let best = self.best(lift, &mut decision.notes);
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

    /// Returns the highest max that a logged set shows for a lift, with the date of the set. Adds a note for the best set of each
    /// week, and for each set that cannot be used.
    fn best(&self, lift: &Slug, notes: &mut Vec<String>) -> Option<(Option<Date>, Shown)> {
        let mut by_week: BTreeMap<u16, (Option<Date>, Shown)> = BTreeMap::new();
        for done in self.done.into_iter().flatten().filter(|done| done.lift() == lift) {
            match done.shown(&self.measuring()) {
                None => {}
                Some(Err(why)) => {
                    let set = done.set;
                    notes.push(format!("{lift}: week {}, day {}, set {}: not used, {why}", set.week, set.day, set.set));
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
            notes.push(format!("{lift}: week {week} shows {words}"));
        }
        by_week.into_values().max_by_key(|(date, shown)| (shown.measured.one_rep, *date))
    }

    /// Raises the max to that of the best set, if the set shows more than the known max.
    fn by_evidence(&self, lift: &Slug, best: Option<(Option<Date>, Shown)>, decision: &mut Decision) {
        let Some((date, shown)) = best else {
            if self.known(lift).is_some() && self.done.into_iter().flatten().any(|done| done.lift() == lift) {
                let shows = "an RPE, a set of as many reps as possible, or a top single";
                decision.notes.push(format!(
                    "{lift}: not raised, because the program has no `progress` for it and no logged set shows a max ({shows})"
                ));
            }
            return;
        };
        let known = self.known(lift).and_then(|known| self.measuring().measure(lift, known).ok());
        match known {
            Some(known) if known.one_rep >= shown.measured.one_rep => {
                decision.notes.push(format!("{lift}: stays {}", about(&known, self.lifter.units)));
            }
            _ => {
                let since = Since::Date((self.from)(date));
                decision.maxes.push((lift.clone(), MaxRecord { since, place: None, ..shown.record }));
            }
        }
    }

    fn by_progress(&self, lift: &Slug, grown: &Grown, decision: &mut Decision) {
        let Some(exercise) = self.content.library.find(self.plan.program, lift) else { return };
        let what = if grown.is_training_max { "training max" } else { "max" };
        let mass = words::lifted(self.lifted(exercise, grown.mass), self.lifter.units);
        let stays = format!(
            "{} stays at {}{mass}",
            exercise.name,
            if grown.is_training_max { "a training max of " } else { "" }
        );
        if grown.last == 0 {
            if self.done.into_iter().flatten().any(|done| done.lift() == lift) {
                decision.notes.push(format!("{stays}: it grows after each cycle, and the log completes none"));
            }
            return;
        }
        if let Some(known) = self.known(lift).filter(|known| grown.planned.is_none() && self.is_newer(known)) {
            let known = words::record(known, self.measuring().measure(lift, known).ok().as_ref(), self.lifter.units);
            decision.notes.push(format!("{lift}: stays {known}, which is newer than the program"));
            return;
        }
        for (cycle, why) in &grown.short {
            decision.notes.push(if *cycle == grown.last {
                format!("{stays}: {why}")
            } else {
                format!("{} does not grow after cycle {cycle}: {why}", exercise.name)
            });
        }
        let is_explained = grown.short.iter().any(|(cycle, _)| *cycle == grown.last);
        let is_as_planned =
            grown.planned.is_some_and(|planned| writable(planned, self.lifter) == writable(grown.mass, self.lifter));
        if is_as_planned {
            decision
                .notes
                .push(format!("{lift}: the {what} of the next cycle is {mass}, as the program already plans"));
            return;
        }
        if grown.planned.is_none() && self.start(lift, grown.is_training_max) == Some(writable(grown.mass, self.lifter))
        {
            if !is_explained {
                decision.notes.push(format!("{lift}: the {what} stays {mass}"));
            }
            return;
        }
        let lifted = self.lifted(exercise, grown.mass);
        let measure = if grown.is_training_max { Measure::Training(lifted) } else { Measure::OneRep(lifted) };
        let last = self.done.into_iter().flatten().filter_map(|done| done.date).max();
        let since = Since::Date((self.from)(last));
        decision.maxes.push((lift.clone(), MaxRecord { measure, since, unit: self.lifter.units, place: None }));
    }

    fn known(&self, lift: &Slug) -> Option<&MaxRecord> {
        latest(self.content, self.lifter, lift)
    }

    /// Whether a record starts to count only after the last week of the program. This is so for a max that the lifter tested
    /// later.
    fn is_newer(&self, record: &MaxRecord) -> bool {
        let schedule = self.plan.assignment.and_then(|assignment| assignment.schedule.as_ref());
        let weeks = self.plan.program.weeks();
        let calendar = schedule.and_then(|schedule| Calendar::new(schedule, weeks));
        from_week(record.since, calendar.as_ref()) > weeks
    }

    /// Returns the max, or the training max, that a program would use if it started now.
    fn start(&self, lift: &Slug, is_training_max: bool) -> Option<Mass> {
        let measuring = self.measuring();
        let one_rep = measuring.measure(lift, self.known(lift)?).ok()?.one_rep;
        let mass = if is_training_max { one_rep.times(measuring.share(lift)?) } else { one_rep };
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
