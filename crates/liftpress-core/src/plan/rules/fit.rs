//! Fits the result of a rule to what the lifter can load.

use crate::model::Gear;
use crate::plan::Weight;
use crate::plan::loading::Fit;
use crate::units::{Mass, Range};

use super::around::{Done, Share};
use super::eval::Evaluator;
use super::fault::{Fault, Notice};

impl Evaluator<'_, '_> {
    /// Returns the result for a total load, which includes the bodyweight for bodyweight exercises.
    pub(super) fn lifted(&mut self, exercise: usize, target: Range<Mass>, share: Option<Share>) -> Result<Done, Fault> {
        let done = if self.exercise(exercise).gear == Gear::Bodyweight {
            let own = self.own.ok_or(Fault::UnknownBodyweight)?;
            Done { target: Some(target), ..self.hung(exercise, target.map(|mass| mass - own)) }
        } else {
            self.loaded(exercise, target)
        };
        Ok(Done { share, ..done })
    }

    /// Returns the result with the loadable weight for `target`.
    pub(super) fn loaded(&mut self, exercise: usize, target: Range<Mass>) -> Done {
        let [low, high] = [target.low, target.high].map(|asked| {
            let fit = self.rack().fit(asked, self.exercise(exercise));
            self.fitted(asked, fit)
        });
        Done { target: Some(target), ..Done::plain(Weight::Loaded(Range { low, high })) }
    }

    /// Returns the result for a weight that the author wrote. If the equipment is unknown, the weight is used without
    /// rounding; otherwise it is rounded to a loadable one.
    pub(super) fn written(&mut self, exercise: usize, target: Range<Mass>, share: Option<Share>) -> Done {
        let done = if self.rack().takes_as_written(target, self.exercise(exercise)) {
            Done { target: Some(target), written: true, ..Done::plain(Weight::Loaded(target)) }
        } else {
            self.loaded(exercise, target)
        };
        Done { share, ..done }
    }

    /// Returns the result with the loadable added weight.
    pub(super) fn hung(&mut self, exercise: usize, added: Range<Mass>) -> Done {
        Done::plain(Weight::Bodyweight(added.map(|asked| {
            let fit = self.rack().fit_added(asked, self.exercise(exercise));
            self.fitted(asked, fit)
        })))
    }

    /// Returns the result for an added weight that the author wrote. If the equipment for the belt is unknown, the
    /// weight is used without rounding; otherwise it is rounded to a loadable one.
    pub(super) fn written_on_belt(&mut self, exercise: usize, added: Range<Mass>) -> Done {
        if self.rack().hangs_as_written(added, self.exercise(exercise)) {
            return Done { written: true, ..Done::plain(Weight::Bodyweight(added)) };
        }
        self.hung(exercise, added)
    }

    /// Returns the loaded weight, and records a notice if it is far from the calculated one.
    fn fitted(&mut self, asked: Mass, fit: Fit) -> Mass {
        if fit.problem.is_some() {
            self.notices.push(Notice::Fit { asked, fit });
        }
        fit.mass
    }
}
