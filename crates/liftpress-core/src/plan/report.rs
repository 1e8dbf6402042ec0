//! Collects the diagnostics of a plan and the maxes that it uses.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Phase, Slug};

use super::maxes::{Maxes, Missing};
use super::when::When;

/// Collects each diagnostic once.
#[derive(Default)]
pub(super) struct Report<'a> {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The reported codes and places, with the message if a place can have several.
    reported: HashSet<(Code, Place, Option<String>)>,
    /// The place for missing maxes: the lifter's file, if there is one.
    lifter_place: Option<&'a Place>,
    /// The lifts whose maxes weights are taken from. If a weight is taken from the training max, the lift has the first
    /// phase that does so; otherwise `None`.
    pub(super) used: BTreeMap<Slug, Option<&'a Phase>>,
}

impl<'a> Report<'a> {
    /// Creates an empty report; missing maxes are reported at `lifter_place`.
    pub(super) fn new(lifter_place: Option<&'a Place>) -> Self {
        Self { lifter_place, ..Self::default() }
    }

    /// Reports a diagnostic, unless the same one was already reported at this place: every week repeats it.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        // All missing maxes share one place, where the lifter names the program.
        let words = (diagnostic.code == Code::NoMax).then(|| diagnostic.message.clone());
        if self.reported.insert((diagnostic.code, diagnostic.place.clone(), words)) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Records that a weight of a phase is taken from a max of a lift. `trains` says whether it is the training max.
    pub(super) fn used(&mut self, lift: &Slug, trains: bool, phase: &'a Phase) {
        let training = trains.then_some(phase);
        match self.used.get_mut(lift) {
            Some(known) => *known = known.or(training),
            None => {
                self.used.insert(lift.clone(), training);
            }
        }
    }

    /// Checks a max that the program declares as needed, and reports it if it is missing or unusable.
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

    /// Returns the diagnostic for a missing max of an exercise that is needed at `place`.
    pub(super) fn no_max(&self, maxes: &Maxes<'a>, exercise: &Exercise, place: &Place) -> Diagnostic {
        let lift = &maxes.library.source_of_max(maxes.program, exercise).slug;
        let fix = format!("`max_of` and `ratio` in exercises/{lift}.md");
        match self.lifter_place {
            Some(lifter) => {
                let (name, program) = (&maxes.lifter.name, &maxes.program.slug);
                let message = format!("{name} has no max for `{lift}`, which `{program}` needs");
                Diagnostic::error(Code::NoMax, lifter.clone(), message)
                    .help(format!("add `{lift}: …` to the maxes, or make it a share of another lift with {fix}"))
            }
            None => Diagnostic::error(Code::NoMax, place.clone(), format!("missing max for `{lift}`"))
                .help(format!("add --max {lift}=100kg, or {fix}")),
        }
    }
}
