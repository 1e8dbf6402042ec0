//! What a percentage is of: the lifter's own max, or that of the lift it varies, or its training max.

use crate::model::{Exercise, Library, Lifter, MaxKind, Phase, Program, Slug};
use crate::units::{Mass, Percent, Unit};

/// Finds maxes for one lifter on one program.
#[derive(Clone, Copy)]
pub(super) struct Maxes<'a> {
    pub(super) program: &'a Program,
    pub(super) lifter: &'a Lifter,
    pub(super) library: &'a Library,
    pub(super) units: Unit,
}

/// Why there is no such max.
pub(super) enum Missing {
    /// The lifter has none, nor one for what it would be a share of.
    Max,
    /// There is no training max.
    Training,
    /// Not expanded by this version.
    NotYet(MaxKind),
}

/// Where a max comes from: the lift that the lifter has a max for, and the exercises that are shares of it.
pub(super) struct Origin<'a> {
    pub(super) lift: &'a Slug,
    pub(super) one_rep: Mass,
    /// From the exercise itself to the last one before the lift, each a share of the next.
    pub(super) chain: Vec<&'a Exercise>,
}

impl Origin<'_> {
    /// What of the lift's max counts as the exercise's. Shares are taken of the mass one by one: a product of
    /// percentages would be rounded before it meets a weight.
    pub(super) fn share(&self, of_lift: Mass) -> Mass {
        self.chain.iter().fold(of_lift, |mass, exercise| mass.times(exercise.ratio))
    }
}

impl<'a> Maxes<'a> {
    /// The exercise of that name, in the program or in the library.
    pub(super) fn exercise(&self, slug: &Slug) -> Option<&'a Exercise> {
        self.library.find(self.program, slug)
    }

    /// The lifter's own max for the exercise, else along `max_of` that of the lift it varies.
    pub(super) fn origin(&self, exercise: &'a Exercise) -> Option<Origin<'a>> {
        let mut exercise = exercise;
        let mut chain = Vec::new();
        // A chain longer than this is a circle, which `check` reports.
        while chain.len() < 16 {
            if let Some(max) = self.lifter.maxes.get(&exercise.slug) {
                return Some(Origin { lift: &exercise.slug, one_rep: max.one_rep, chain });
            }
            chain.push(exercise);
            exercise = self.exercise(exercise.max_of.as_ref()?)?;
        }
        None
    }

    /// The 1RM of the exercise, without what cycles have added.
    pub(super) fn one_rep(&self, exercise: &'a Exercise) -> Option<Mass> {
        self.origin(exercise).map(|origin| origin.share(origin.one_rep))
    }

    /// The share that counts as training max: the lifter's own, else the phase's or the program's.
    pub(super) fn training_share(&self, lift: &Slug, exercise: &Slug, phase: &Phase) -> Option<Percent> {
        let own = &self.lifter.training_max;
        own.of.get(exercise).or_else(|| own.of.get(lift)).copied().or(own.all).or(self.program.training_share(phase))
    }

    /// The max that a percentage of `kind` is of. Cycles add the program's progress to the training max, or to the
    /// max itself where the program computes from no training max.
    pub(super) fn reference(
        &self,
        exercise: &'a Exercise,
        kind: Option<MaxKind>,
        phase: &Phase,
        cycle: u16,
    ) -> Result<Mass, Missing> {
        let trains_from_share = self.program.training_share(phase).is_some();
        let origin = self.origin(exercise).ok_or(Missing::Max)?;
        let gained = |lift: &Slug| {
            let by = self.program.progress.get(lift).map(|(by, _)| by.for_unit(self.units))?;
            Some(by.repeated(cycle - 1))
        };
        let of_lift = match self.kind(kind, phase) {
            MaxKind::Training => {
                let share = self.training_share(origin.lift, &exercise.slug, phase).ok_or(Missing::Training)?;
                origin.one_rep.times(share)
            }
            MaxKind::OneRep => origin.one_rep,
            kind @ (MaxKind::Reps(_) | MaxKind::Estimated) => return Err(Missing::NotYet(kind)),
        };
        if kind == Some(MaxKind::OneRep) && trains_from_share {
            return Ok(origin.share(of_lift));
        }
        // A gain of the exercise's own counts as it is; one of the lift it is a share of, in that share.
        match origin.chain.first().and_then(|own| gained(&own.slug)) {
            Some(own) => Ok(origin.share(of_lift) + own),
            None => Ok(origin.share(of_lift + gained(origin.lift).unwrap_or_default())),
        }
    }

    /// The kind of max that is meant: bare percentages are of a training max where there is one.
    pub(super) fn kind(&self, written: Option<MaxKind>, phase: &Phase) -> MaxKind {
        let bare = if self.program.training_share(phase).is_some() { MaxKind::Training } else { MaxKind::OneRep };
        written.unwrap_or(bare)
    }
}
