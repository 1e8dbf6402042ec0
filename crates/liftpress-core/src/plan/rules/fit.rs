//! From what a rule comes to, to what is loaded.

use crate::model::Gear;
use crate::plan::Weight;
use crate::plan::loading::Fit;
use crate::units::{Mass, Range};

use super::around::{Done, Share};
use super::eval::Evaluator;
use super::fault::{Fault, Notice};

impl Evaluator<'_, '_> {
    /// All that is to be lifted: of a bodyweight exercise, the lifter's own weight is a part of it.
    pub(super) fn lifted(&mut self, exercise: usize, target: Range<Mass>, share: Option<Share>) -> Result<Done, Fault> {
        let done = if self.exercise(exercise).gear == Gear::Bodyweight {
            let own = self.own.ok_or(Fault::UnknownBodyweight)?;
            Done { target: Some(target), ..self.hung(exercise, target.map(|mass| mass - own)) }
        } else {
            self.loaded(exercise, target)
        };
        Ok(Done { share, ..done })
    }

    /// The target as it can be loaded.
    pub(super) fn loaded(&mut self, exercise: usize, target: Range<Mass>) -> Done {
        let [low, high] = [target.low, target.high].map(|asked| {
            let fit = self.rack().fit(asked, self.exercise(exercise));
            self.fitted(asked, fit)
        });
        Done { target: Some(target), ..Done::plain(Weight::Loaded(Range { low, high })) }
    }

    /// A weight that the author wrote: as it is where nothing is known of what there is to load, else as it can be loaded.
    pub(super) fn written(&mut self, exercise: usize, target: Range<Mass>, share: Option<Share>) -> Done {
        let done = if self.rack().takes_as_written(target, self.exercise(exercise)) {
            Done { target: Some(target), written: true, ..Done::plain(Weight::Loaded(target)) }
        } else {
            self.loaded(exercise, target)
        };
        Done { share, ..done }
    }

    /// What hangs on the belt, as it can be loaded.
    pub(super) fn hung(&mut self, exercise: usize, added: Range<Mass>) -> Done {
        Done::plain(Weight::Bodyweight(added.map(|asked| {
            let fit = self.rack().fit_added(asked, self.exercise(exercise));
            self.fitted(asked, fit)
        })))
    }

    /// The same where the author wrote it.
    pub(super) fn written_on_belt(&mut self, exercise: usize, added: Range<Mass>) -> Done {
        if self.rack().hangs_as_written(added, self.exercise(exercise)) {
            return Done { written: true, ..Done::plain(Weight::Bodyweight(added)) };
        }
        self.hung(exercise, added)
    }

    /// The weight that is loaded; where that is far from the one asked for, it is noted.
    fn fitted(&mut self, asked: Mass, fit: Fit) -> Mass {
        if fit.problem.is_some() {
            self.notices.push(Notice::Fit { asked, fit });
        }
        fit.mass
    }
}
