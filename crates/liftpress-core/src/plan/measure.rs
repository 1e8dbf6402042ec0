//! Calculates the 1RM that a record of a max gives or shows.

use crate::diagnostic::{Code, Diagnostic, Place, count_of};
use crate::model::{Formula, Gear, Library, Lifted, Lifter, MaxRecord, Measure, Program, Settings, Slug};
use crate::units::{Mass, Percent, RepsToFailure, Rpe};

use super::{EstimatedFrom, estimate_by_chart};

/// Calculates 1RMs from the records of a lifter's maxes.
#[derive(Debug, Clone, Copy)]
pub struct Measuring<'a> {
    /// The lifter.
    pub lifter: &'a Lifter,
    /// The exercise library.
    pub library: &'a Library,
    /// The site's formula and RPE chart.
    pub settings: &'a Settings,
    /// The program, which may define exercises and a training-max share; `None` outside a program.
    pub program: Option<&'a Program>,
}

/// The 1RM of a record, and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The 1RM. For bodyweight exercises, it includes the lifter's bodyweight.
    pub one_rep: Mass,
    /// The source of an estimated 1RM; `None` if it was given.
    pub estimated: Option<EstimatedFrom>,
    /// The reps and the weight of the record, if it was a set to failure; otherwise `None`.
    pub rep_max: Option<(u16, Mass)>,
}

impl Measuring<'_> {
    /// Returns the 1RM of a record.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic if no 1RM can be calculated from the record.
    pub fn measure(&self, lift: &Slug, record: &MaxRecord) -> Result<Measured, Diagnostic> {
        let place = record.place.as_ref().unwrap_or(&self.lifter.place);
        let whole = self.whole(lift, record.measure.lifted(), place)?;
        match record.measure {
            Measure::OneRep(_) => Ok(Measured { one_rep: whole, estimated: None, rep_max: None }),
            Measure::Training(lifted) => {
                let one_rep = self.share(lift).and_then(|share| {
                    // The 1RM is exact to 10 ng, so that the training max calculated from it is again the given one,
                    // within the tolerance.
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
                // A single to failure is the max itself.
                let is_max = reps == 1 && is_all && one_rep == whole;
                let estimated = (!is_max).then_some(EstimatedFrom::Set { lifted, reps, effort, formula });
                Ok(Measured { one_rep, estimated, rep_max: is_all.then_some((reps, whole)) })
            }
        }
    }

    /// Returns the formula for a set: the set's own, otherwise the lifter's, otherwise the site's.
    #[must_use]
    pub fn formula(&self, own: Option<Formula>) -> Formula {
        own.or(self.lifter.formula).unwrap_or(self.settings.formula)
    }

    /// Returns the percentage of the 1RM that is the training max of a lift: the lifter's own, otherwise the program's,
    /// otherwise that of the first phase that has one.
    #[must_use]
    pub fn share(&self, lift: &Slug) -> Option<Percent> {
        let own = &self.lifter.training_max;
        let of_program = |program: &Program| {
            program.training_max.or_else(|| program.phases.iter().find_map(|phase| phase.training_max))
        };
        own.of.get(lift).map(|(share, _)| *share).or(own.all).or_else(|| self.program.and_then(of_program))
    }

    /// Returns the total load, including bodyweight for bodyweight exercises.
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
                    "this max includes the lifter's bodyweight, which is unknown".to_owned(),
                    "add `bodyweight: 80 kg` to the lifter, or pass --bodyweight 80kg",
                ),
            },
            (Lifted::Weight(mass), true) => error(
                format!("{} could be the added weight or the total with bodyweight", mass.with_unit(self.lifter.units)),
                "write the added weight after bw: bw + 20 kg",
            ),
            (Lifted::Bodyweight(_), false) => error(
                "`bw` needs a bodyweight exercise, and this is none".to_owned(),
                "write its max as a weight: 180 kg; or give the exercise `equipment: bodyweight`",
            ),
        }
    }

    fn no_share(&self, lift: &Slug, place: &Place) -> Diagnostic {
        let message = match self.program {
            Some(program) => {
                format!("training max of `{lift}`: `{}` does not say which share of the max it is", program.slug)
            }
            None => format!("training max of `{lift}`: the share of the max is unknown"),
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
            format!("no formula estimates a max from {reps} reps"),
            "record a set of at most ten reps, or write the 1RM",
        ),
    };
    Diagnostic::error(Code::NoEstimate, place.clone(), what).help(help)
}
