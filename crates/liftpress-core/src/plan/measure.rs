//! What a record of a max comes to: the 1RM that it is, or shows.

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Formula, Gear, Library, Lifted, Lifter, MaxRecord, Measure, Program, Settings, Slug};
use crate::units::{Mass, Percent, RepsToFailure, Rpe};

use super::{EstimatedFrom, estimate_by_chart};

/// Works out what records of a lifter's maxes come to.
#[derive(Debug, Clone, Copy)]
pub struct Measuring<'a> {
    /// Whose they are.
    pub lifter: &'a Lifter,
    /// The exercises that they are of.
    pub library: &'a Library,
    /// The site's formula and RPE chart.
    pub settings: &'a Settings,
    /// The program they are for, which has exercises, and a share for training maxes, of its own; `None`: for none yet.
    pub program: Option<&'a Program>,
}

/// What a record comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The 1RM; with the lifter's own weight where that is lifted too.
    pub one_rep: Mass,
    /// What the 1RM was taken from; nothing where it was given.
    pub estimated: Option<EstimatedFrom>,
    /// The most for so many reps, where it was a set with nothing left.
    pub rep_max: Option<(u16, Mass)>,
}

impl Measuring<'_> {
    /// What a record comes to, or why nothing can be taken from it.
    pub fn measure(&self, lift: &Slug, record: &MaxRecord) -> Result<Measured, Diagnostic> {
        let place = record.place.as_ref().unwrap_or(&self.lifter.place);
        let whole = self.whole(lift, record.measure.lifted(), place)?;
        match record.measure {
            Measure::OneRep(_) => Ok(Measured { one_rep: whole, estimated: None, rep_max: None }),
            Measure::Training(lifted) => {
                let one_rep = self.share(lift).and_then(|share| {
                    // To the count, so that the share of it is the training max again, or less than a hair off it.
                    whole.ratio(1_000_000, u64::try_from(share.millionths()).ok()?)
                });
                let one_rep = one_rep.ok_or_else(|| self.no_share(lift, place))?;
                Ok(Measured { one_rep, estimated: Some(EstimatedFrom::Training(lifted)), rep_max: None })
            }
            Measure::Set { lifted, reps, effort, formula } => {
                let estimate = match (effort, formula) {
                    (Some(effort), None) => estimate_by_chart(whole, reps, effort, &self.settings.rpe_chart),
                    (Some(effort), Some(formula)) => formula.one_rep(whole, RepsToFailure::at(reps, effort)),
                    (None, _) => self.formula(formula).one_rep(whole, reps.into()),
                };
                let formula = if effort.is_some() { formula } else { Some(self.formula(formula)) };
                let one_rep = estimate.ok_or_else(|| no_estimate(place, reps, effort, formula))?;
                let is_all = effort.is_none_or(|effort| effort == Rpe::LIMIT);
                // A single with nothing left is the max itself.
                let is_max = reps == 1 && is_all && one_rep == whole;
                let estimated = (!is_max).then_some(EstimatedFrom::Set { lifted, reps, effort, formula });
                Ok(Measured { one_rep, estimated, rep_max: is_all.then_some((reps, whole)) })
            }
        }
    }

    /// The formula of a set: its own, else the lifter's, else the site's.
    #[must_use]
    pub fn formula(&self, own: Option<Formula>) -> Formula {
        own.or(self.lifter.formula).unwrap_or(self.settings.formula)
    }

    /// The share of the 1RM that a training max of a lift is: the lifter's own, else the program's, else that of the first
    /// phase that has one.
    #[must_use]
    pub fn share(&self, lift: &Slug) -> Option<Percent> {
        let own = &self.lifter.training_max;
        let of_program = |program: &Program| {
            program.training_max.or_else(|| program.phases.iter().find_map(|phase| phase.training_max))
        };
        own.of.get(lift).map(|(share, _)| *share).or(own.all).or_else(|| self.program.and_then(of_program))
    }

    /// All that is lifted: with the lifter's own weight, where that is lifted too.
    fn whole(&self, lift: &Slug, lifted: Lifted, place: &Place) -> Result<Mass, Diagnostic> {
        let exercise = match self.program {
            Some(program) => self.library.find(program, lift),
            None => self.library.get(lift),
        };
        let hangs = exercise.is_some_and(|exercise| exercise.gear == Gear::Bodyweight);
        let error =
            |message: String, help: &str| Err(Diagnostic::error(Code::BadValue, place.clone(), message).help(help));
        match (lifted, hangs) {
            (Lifted::Weight(mass), false) => Ok(mass),
            (Lifted::Bodyweight(added), true) => match self.lifter.bodyweight {
                Some(own) => Ok(own + added),
                None => error(
                    "a max of bodyweight, and nobody knows how much that is".to_owned(),
                    "add the lifter's `bodyweight`, or --bodyweight 80kg",
                ),
            },
            (Lifted::Weight(mass), true) => error(
                format!("is {} what hangs on the belt, or all that is lifted?", mass.with_unit(self.lifter.units)),
                "write the max of a bodyweight exercise as bw + 20 kg",
            ),
            (Lifted::Bodyweight(_), false) => error(
                "this exercise is not done with bodyweight".to_owned(),
                "write its max as a weight: 180 kg; or give the exercise `equipment: bodyweight`",
            ),
        }
    }

    fn no_share(&self, lift: &Slug, place: &Place) -> Diagnostic {
        let message = match self.program {
            Some(program) => {
                format!("a training max of `{lift}`, and `{}` has no training max to say of what share", program.slug)
            }
            None => format!("a training max of `{lift}`, and nobody says which share of the max that is"),
        };
        Diagnostic::error(Code::NoTrainingMax, place.clone(), message)
            .help("add `training_max: 90%` to the lifter, or write the max itself: {1rm: 180, date: …}")
    }
}

fn no_estimate(place: &Place, reps: u16, effort: Option<Rpe>, by: Option<Formula>) -> Diagnostic {
    let (what, help) = match (effort, by) {
        (Some(effort), None) => (
            format!("the RPE chart has nothing for {} at RPE {effort}", count_of(reps.into(), "rep")),
            "take a set that is in it, or name a formula: {…, formula: epley}",
        ),
        _ => (
            format!("no formula says anything of {reps} reps"),
            "take the max from a set of at most ten reps, or write the 1RM",
        ),
    };
    Diagnostic::error(Code::NoEstimate, place.clone(), what).help(help)
}
