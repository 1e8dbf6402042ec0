//! The diagnostics of a plan, and the maxes that its weights are taken from.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Phase, Slug};

use super::maxes::{Maxes, Missing};
use super::when::When;

/// Collects diagnostics, each of them once.
#[derive(Default)]
pub(super) struct Report<'a> {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The reported codes and places, with the message where a place may have several.
    reported: HashSet<(Code, Place, Option<String>)>,
    /// Where a missing max is reported: the lifter's file, if there is one.
    lifter_place: Option<&'a Place>,
    /// Lifts that weights were taken from, with the first phase in which that was by a training max, if any.
    pub(super) used: BTreeMap<Slug, Option<&'a Phase>>,
}

impl<'a> Report<'a> {
    /// Nothing yet; `lifter_place` is where a missing max is reported.
    pub(super) fn new(lifter_place: Option<&'a Place>) -> Self {
        Self { lifter_place, ..Self::default() }
    }

    /// Reports, but the same thing of the same place only once: it recurs in every week.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        // All missing maxes are reported at the one place where the lifter names the program.
        let words = (diagnostic.code == Code::NoMax).then(|| diagnostic.message.clone());
        if self.reported.insert((diagnostic.code, diagnostic.place.clone(), words)) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Notes that a weight was taken from a max of a lift, in that phase; `trains`: from a training max.
    pub(super) fn used(&mut self, lift: &Slug, trains: bool, phase: &'a Phase) {
        let training = trains.then_some(phase);
        match self.used.get_mut(lift) {
            Some(known) => *known = known.or(training),
            None => {
                self.used.insert(lift.clone(), training);
            }
        }
    }

    /// A max that the program says it needs.
    pub(super) fn need(&mut self, maxes: &Maxes<'a>, exercise: &'a Exercise, place: &Place) {
        let first = maxes.program.phases.first();
        let when = first.map(|phase| When { phase, week: 0, cycle: 1, number: 1 });
        let diagnostic = match when.map(|when| maxes.origin(exercise, when).map(|_| ())) {
            Some(Err(Missing::Unusable(diagnostic))) => diagnostic,
            Some(Err(_)) => self.no_max(maxes, exercise, place),
            _ => return,
        };
        self.tell(diagnostic);
    }

    /// The lifter has no max for an exercise that needs one at `place`.
    pub(super) fn no_max(&self, maxes: &Maxes<'a>, exercise: &Exercise, place: &Place) -> Diagnostic {
        let lift = &maxes.library.source_of_max(maxes.program, exercise).slug;
        let fix = format!("`max_of` and `ratio` in exercises/{lift}.md");
        match self.lifter_place {
            Some(lifter) => {
                let (name, program) = (&maxes.lifter.name, &maxes.program.slug);
                let message = format!("{name} has no max for `{lift}`, which `{program}` needs");
                Diagnostic::error(Code::NoMax, lifter.clone(), message)
                    .help(format!("add `{lift}: …` to the maxes, or let it count as a share of another lift: {fix}"))
            }
            None => Diagnostic::error(Code::NoMax, place.clone(), format!("no max for `{lift}` was given"))
                .help(format!("add --max {lift}=100kg, or {fix}")),
        }
    }
}
