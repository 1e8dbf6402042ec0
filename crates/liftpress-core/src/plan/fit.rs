//! From what a load comes to, to what is loaded; and what there is to tell about the way.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Exercise, Gear};
use crate::units::{Mass, Range};

use super::Weight;
use super::anchors::{Done, Share, Slot};
use super::loading::{Fit, Problem};
use super::resolve::{Ask, Resolved, Resolver};

impl<'a> Resolver<'a> {
    /// All that is to be lifted: of a bodyweight exercise, the lifter's own weight is a part of it.
    pub(super) fn all_lifted(
        &mut self,
        ask: &Ask<'_, 'a>,
        target: Range<Mass>,
        share: Option<Share>,
    ) -> Resolved<Done> {
        if ask.slot.exercise.gear != Gear::Bodyweight {
            return Ok(self.loaded(ask.slot, target, share, &ask.place));
        }
        let Some(own) = self.maxes.lifter.bodyweight else {
            let unknown = ask.error(
                Code::NoWeight,
                "this share of body and belt is unknown, as the bodyweight is",
                "add the lifter's `bodyweight` (or --bodyweight 80kg), or write bw + 20 kg",
            );
            return unknown.map_err(|unknown| self.of_lifter(unknown));
        };
        let added = target.map(|mass| self.added(ask, mass - own));
        Ok(Done { share, target: Some(target), ..Done::plain(Weight::Bodyweight(added)) })
    }

    /// A weight as it can be loaded for a substitute, of which nothing is told: it is only offered.
    pub(super) fn as_loaded(&self, exercise: &Exercise, target: Range<Mass>) -> Weight {
        match (exercise.gear, self.maxes.lifter.bodyweight) {
            (Gear::Bodyweight, None) => Weight::Open,
            (Gear::Bodyweight, Some(own)) => {
                Weight::Bodyweight(target.map(|mass| self.rack.fit_added(mass - own, exercise).mass))
            }
            _ => Weight::Loaded(target.map(|mass| self.rack.fit(mass, exercise).mass)),
        }
    }

    /// The target as it can be loaded; what lies outside of that is told.
    pub(super) fn loaded(&mut self, slot: &Slot<'a>, target: Range<Mass>, share: Option<Share>, place: &Place) -> Done {
        let [low, high] = [target.low, target.high].map(|asked| {
            let fit = self.rack.fit(asked, slot.exercise);
            self.fitted(slot, asked, fit, place)
        });
        Done { share, target: Some(target), ..Done::plain(Weight::Loaded(Range { low, high })) }
    }

    /// A weight that the author wrote: as it is where nothing is known of what there is to load, else as it can be loaded.
    pub(super) fn written(
        &mut self,
        slot: &Slot<'a>,
        target: Range<Mass>,
        share: Option<Share>,
        place: &Place,
    ) -> Done {
        if self.rack.takes_as_written(target, slot.exercise) {
            return Done { share, target: Some(target), written: true, ..Done::plain(Weight::Loaded(target)) };
        }
        self.loaded(slot, target, share, place)
    }

    /// The same of what hangs on the belt.
    pub(super) fn written_on_belt(&mut self, ask: &Ask<'_, 'a>, added: Range<Mass>) -> Done {
        if self.rack.hangs_as_written(added, ask.slot.exercise) {
            return Done { written: true, ..Done::plain(Weight::Bodyweight(added)) };
        }
        Done::plain(Weight::Bodyweight(added.map(|added| self.added(ask, added))))
    }

    /// What hangs on the belt.
    pub(super) fn added(&mut self, ask: &Ask<'_, 'a>, asked: Mass) -> Mass {
        let fit = self.rack.fit_added(asked, ask.slot.exercise);
        self.fitted(ask.slot, asked, fit, &ask.place)
    }

    /// The weight that is loaded for `asked`; where that is far from it, it is told.
    fn fitted(&mut self, slot: &Slot<'a>, asked: Mass, fit: Fit, place: &Place) -> Mass {
        let Some(problem) = fit.problem else { return fit.mass };
        let text = |mass: Mass| mass.with_unit(self.units);
        let (code, reason, help) = match problem {
            Problem::Below { .. } => (
                Code::BelowBar,
                "is below the lightest that can be loaded".to_owned(),
                "give the exercise lighter equipment, or a higher percentage",
            ),
            Problem::Above { .. } => (
                Code::AbovePlates,
                "is more than can be loaded".to_owned(),
                "add plates, or dumbbells, to the lifter's `equipment`",
            ),
            Problem::Gap { below, above } => (
                Code::CannotLoad,
                format!("cannot be loaded: {} and {} are the nearest", text(below), text(above)),
                "add what is between them to the lifter's `equipment`, or give the exercise another load",
            ),
        };
        let alike = match problem {
            Problem::Below { .. } => "is below the lightest that can be loaded",
            Problem::Above { .. } => "is more than can be loaded",
            Problem::Gap { .. } => "cannot be loaded",
        };
        let (exercise, asked, given) = (&slot.exercise.name, text(asked), text(fit.mass));
        let message = format!("{exercise}: {asked} {reason}, so {given} is printed");
        let alike = format!("{exercise}: the weight {alike}, so the nearest is printed");
        let warning = Diagnostic::warning(code, place.clone(), message).help(help);
        self.tell(warning.for_lifter(&self.maxes.lifter.name, alike));
        fit.mass
    }
}
