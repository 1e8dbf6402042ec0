//! The maxes that percentages refer to: the lifter's own maxes, the maxes that follow from another lift (`max_of`), and
//! training maxes.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Attempts, Exercise, Formula, Library, Lifter, Max, MaxKind, MaxRecord, Measure, Phase, Program, Settings, Slug,
};
use crate::units::{Mass, Percent, Unit};

use super::KnownMax;
use super::dates::{Calendar, from_week};
use super::measure::{Measured, Measuring};
use super::rules::MassStep;
use super::when::When;

/// Finds maxes for one lifter on one program.
pub(super) struct Maxes<'a> {
    pub(super) program: &'a Program,
    pub(super) lifter: &'a Lifter,
    pub(super) library: &'a Library,
    pub(super) settings: &'a Settings,
    pub(super) units: Unit,
    known: BTreeMap<&'a Slug, Result<Vec<Known>, Diagnostic>>,
}

/// A max, and the cycle in which it starts to count.
struct Known {
    max: KnownMax,
    /// The cycle in which the max starts to count. Only later cycles add the program's progress to the max.
    since_cycle: u16,
    /// The reps and the weight of the record, if it was a set to failure; otherwise `None`.
    rep_max: Option<(u16, Mass)>,
}

/// Why a max cannot be used.
pub(super) enum Missing {
    /// The lifter has no max for the exercise, nor for a lift whose max the exercise's max is a percentage of.
    Max,
    /// There is no training max.
    Training,
    /// No formula covers this number of reps.
    Reps(u16),
    /// The record of the max is unusable.
    Unusable(Diagnostic),
}

/// The max that a percentage refers to: one of the lifter's maxes, and the steps that calculate the result from that
/// max.
pub(super) struct DerivedMax<'k> {
    /// The lifter's max, with which the calculation starts.
    pub(super) base: BaseMax<'k>,
    /// The calculation steps, in order.
    pub(super) then: Vec<MassStep>,
    /// Whether the first step converts a 1RM to a training max, by a percentage.
    pub(super) training: bool,
    /// If the first step converts a 1RM to a rep max by the formula, the number of reps of that rep max; otherwise `None`.
    pub(super) reps: Option<u16>,
}

/// A max of the lifter.
#[derive(Debug, Clone, Copy)]
pub(super) struct BaseMax<'k> {
    pub(super) lift: &'k Slug,
    /// The number of reps.
    pub(super) reps: u16,
    /// The first week of the program in which the max counts.
    pub(super) from_week: u16,
    pub(super) mass: Mass,
}

impl<'k> DerivedMax<'k> {
    fn from_max(base: BaseMax<'k>) -> Self {
        Self { base, then: Vec::new(), training: false, reps: None }
    }

    /// Adds a calculation step.
    fn then(mut self, step: MassStep) -> Self {
        self.then.push(step);
        self
    }

    /// Returns the weight after all steps.
    pub(super) fn mass(&self) -> Mass {
        MassStep::all(&self.then, self.base.mass)
    }
}

/// How a max of one exercise becomes a max of another.
pub(super) enum Carry<'a, 'k> {
    /// In the proportion of the lifter's maxes for the two exercises.
    Proportion { from: Origin<'a, 'k>, to: Origin<'a, 'k> },
    /// By the `ratio` of each of these exercises, one after another. Empty if the two exercises are the same.
    Shares(Vec<&'a Exercise>),
}

/// The lift whose max is used for an exercise, and the chain of `max_of` from the exercise to that lift.
pub(super) struct Origin<'a, 'k> {
    pub(super) lift: &'a Slug,
    known: &'k Known,
    /// The exercises of the chain, without the lift at its end. The max of each is a percentage of the next one's max.
    /// Empty if the lifter has a max for the exercise itself.
    chain: Vec<&'a Exercise>,
}

impl<'a: 'k, 'k> Origin<'a, 'k> {
    /// Converts a max of the lift into a max of the exercise. The percentages are applied to the mass one after
    /// another, because a product of percentages would be rounded before it is applied.
    fn share(&self, of_lift: DerivedMax<'k>) -> DerivedMax<'k> {
        self.chain.iter().fold(of_lift, |max, exercise| max.then(MassStep::share(exercise.ratio)))
    }

    /// Returns the 1RM of the exercise, without the progress of cycles.
    pub(super) fn one_rep(&self) -> DerivedMax<'k> {
        self.share(DerivedMax::from_max(self.base(1, self.known.max.one_rep)))
    }

    fn base(&self, reps: u16, mass: Mass) -> BaseMax<'k> {
        BaseMax { lift: self.lift, reps, from_week: self.known.max.from_week, mass }
    }
}

impl<'a> Maxes<'a> {
    pub(super) fn new(
        program: &'a Program,
        lifter: &'a Lifter,
        library: &'a Library,
        settings: &'a Settings,
        calendar: Option<&Calendar>,
    ) -> Self {
        let mut maxes = Self { program, lifter, library, settings, units: lifter.units, known: BTreeMap::new() };
        maxes.known = lifter.maxes.iter().map(|(slug, max)| (slug, maxes.read(slug, max, calendar))).collect();
        maxes
    }

    /// Returns the exercise of that name from the program or the library.
    pub(super) fn exercise(&self, slug: &Slug) -> Option<&'a Exercise> {
        self.library.find(self.program, slug)
    }

    /// Returns the records of a max that count in some week of the program, in week order. If one of them is unusable,
    /// returns the reason.
    fn read(&self, slug: &Slug, max: &'a Max, calendar: Option<&Calendar>) -> Result<Vec<Known>, Diagnostic> {
        let known = |(from_week, record): (u16, &'a MaxRecord)| {
            let Measured { one_rep, estimated, rep_max } = self.measuring().measure(slug, record)?;
            let since_cycle = (from_week - 1) / self.program.weeks_per_cycle().max(1) + 1;
            Ok(Known { max: KnownMax { one_rep, from_week, estimated }, since_cycle, rep_max })
        };
        counting(max, calendar, self.program.weeks()).into_iter().map(known).collect()
    }

    /// Returns the lifter's own attempts, otherwise the program's.
    pub(super) fn attempts(&self) -> Attempts {
        self.lifter.attempts.unwrap_or(self.program.attempts)
    }

    fn measuring(&self) -> Measuring<'a> {
        let Self { lifter, library, settings, program, .. } = *self;
        Measuring { lifter, library, settings, program: Some(program) }
    }

    /// Returns the formula for a set: the set's own, otherwise the lifter's, otherwise the site's.
    fn formula(&self, own: Option<Formula>) -> Formula {
        self.measuring().formula(own)
    }

    /// Returns the lifter's max for the exercise in that week, otherwise the max of the lift that the exercise varies
    /// (`max_of`).
    pub(super) fn origin(&self, exercise: &'a Exercise, when: When<'_>) -> Result<Origin<'a, '_>, Missing> {
        let mut exercise = exercise;
        let mut chain = Vec::new();
        // A longer chain is a circle, which `check` reports.
        while chain.len() < 16 {
            match self.known.get(&exercise.slug) {
                Some(Ok(known)) => {
                    let counts = known.iter().rev().find(|known| known.max.from_week <= when.number);
                    let Some(known) = counts.or(known.first()) else { return Err(Missing::Max) };
                    return Ok(Origin { lift: &exercise.slug, known, chain });
                }
                Some(Err(diagnostic)) => return Err(Missing::Unusable(diagnostic.clone())),
                None => {}
            }
            chain.push(exercise);
            let next = exercise.max_of.as_ref().and_then(|slug| self.exercise(slug));
            exercise = next.ok_or(Missing::Max)?;
        }
        Err(Missing::Max)
    }

    /// Returns the 1RM of the exercise in that week, without the progress of cycles.
    pub(super) fn one_rep(&self, exercise: &'a Exercise, when: When<'_>) -> Option<Mass> {
        self.origin(exercise, when).ok().map(|origin| origin.one_rep().mass())
    }

    /// Returns every max of a lift that counts in some week of the program.
    pub(super) fn history(&self, lift: &Slug) -> Vec<KnownMax> {
        let Some(Ok(known)) = self.known.get(lift) else { return Vec::new() };
        known.iter().map(|known| known.max).collect()
    }

    /// Returns the percentage of the 1RM that is the training max: the lifter's own, otherwise the phase's, otherwise
    /// the program's.
    fn training_share(&self, lift: &Slug, exercise: &Slug, phase: &Phase) -> Option<Percent> {
        let own = &self.lifter.training_max;
        own.of
            .get(exercise)
            .or_else(|| own.of.get(lift))
            .map(|(share, _)| *share)
            .or(own.all)
            .or(self.program.training_share(phase))
    }

    /// Returns the max that a percentage of `kind` refers to, with the progress of earlier cycles. The progress is
    /// added to the training max, or to the max itself if the program uses no training max.
    pub(super) fn reference(
        &self,
        exercise: &'a Exercise,
        kind: Option<MaxKind>,
        when: When<'_>,
    ) -> Result<DerivedMax<'_>, Missing> {
        let trains_from_share = self.program.training_share(when.phase).is_some();
        let origin = self.origin(exercise, when)?;
        let one_rep = DerivedMax::from_max(origin.base(1, origin.known.max.one_rep));
        let kind_here = self.kind(kind, when.phase);
        // By this fraction, the formula makes the rep max of the 1RM.
        let fraction = match kind_here {
            MaxKind::Reps(n) => self.formula(None).share_for(n),
            _ => None,
        };
        let of_lift = match kind_here {
            MaxKind::Training => {
                let share = self.training_share(origin.lift, &exercise.slug, when.phase).ok_or(Missing::Training)?;
                DerivedMax { training: true, ..one_rep.then(MassStep::share(share)) }
            }
            MaxKind::OneRep | MaxKind::Estimated => one_rep,
            MaxKind::Reps(n) => match (origin.known.rep_max, fraction) {
                (Some((reps, weight)), _) if reps == n => DerivedMax::from_max(origin.base(n, weight)),
                (_, Some((weight, of_one_rep))) => {
                    DerivedMax { reps: Some(n), ..one_rep.then(MassStep::Ratio(weight, of_one_rep)) }
                }
                (_, None) => return Err(Missing::Reps(n)),
            },
        };
        if kind.is_some_and(|kind| kind != MaxKind::Training) && trains_from_share {
            return Ok(origin.share(of_lift));
        }
        let gained = |lift: &Slug| {
            let by = self.program.progress.get(lift).map(|(by, _)| by.for_unit(self.units))?;
            let gained = by.repeated(when.cycle.saturating_sub(origin.known.since_cycle));
            // Progress is a gain of the 1RM. A rep max gains the same fraction of it that the rep max is of the 1RM.
            Some(match fraction {
                Some((weight, of_one_rep)) => MassStep::Ratio(weight, of_one_rep).of(gained),
                None => gained,
            })
        };
        // Progress of the exercise itself is added in full. Progress of the lift that the exercise varies is added to
        // that lift's max, so the exercise gains only its percentage of it.
        match origin.chain.first().and_then(|own| gained(&own.slug)) {
            Some(own) => Ok(origin.share(of_lift).then(MassStep::Plus(own))),
            None => Ok(origin.share(match gained(origin.lift) {
                Some(gained) => of_lift.then(MassStep::Plus(gained)),
                None => of_lift,
            })),
        }
    }

    /// Returns the kind of max that is meant: a bare percentage refers to a training max if the program has one.
    pub(super) fn kind(&self, written: Option<MaxKind>, phase: &Phase) -> MaxKind {
        let bare = if self.program.training_share(phase).is_some() { MaxKind::Training } else { MaxKind::OneRep };
        written.unwrap_or(bare)
    }

    /// Returns whether both exercises are variations of one lift, or whether one is a variation of the other.
    pub(super) fn are_variations(&self, one: &'a Exercise, other: &'a Exercise) -> bool {
        let lift = |exercise| &self.library.source_of_max(self.program, exercise).slug;
        lift(one) == lift(other)
    }

    /// Returns how a 1RM that a top set of `top` shows becomes a 1RM of `exercise`: in the proportion of the lifter's
    /// maxes, or by the percentages along the chain of `max_of`. Returns `None` if the exercises are unrelated.
    pub(super) fn carry(&self, top: &'a Exercise, exercise: &'a Exercise, when: When<'_>) -> Option<Carry<'a, '_>> {
        if top.slug == exercise.slug {
            return Some(Carry::Shares(Vec::new()));
        }
        if let (Ok(from), Ok(to)) = (self.origin(top, when), self.origin(exercise, when)) {
            let is_of_one_lift = from.lift == to.lift || self.are_variations(top, exercise);
            return is_of_one_lift.then_some(Carry::Proportion { from, to });
        }
        // Without maxes of the two exercises, only the declared percentages (`ratio`) from the exercise up to the top
        // set's lift are known.
        let mut chain = Vec::new();
        let mut at = exercise;
        while at.slug != top.slug && chain.len() < 16 {
            chain.push(at);
            at = self.exercise(at.max_of.as_ref()?)?;
        }
        (at.slug == top.slug).then_some(Carry::Shares(chain))
    }

    /// Warns of maxes estimated from more reps than their formula is good for.
    pub(super) fn far_fetched(&self, lift: &Slug) -> Vec<Diagnostic> {
        let Some(max) = self.lifter.maxes.get(lift) else { return Vec::new() };
        let far = max.records.iter().filter_map(|record| {
            let Measure::Set { reps, effort, formula, .. } = record.measure else { return None };
            let formula = if effort.is_some() { formula? } else { self.formula(formula) };
            let trusted = formula.trusted_reps();
            let place = record.place.clone()?;
            (reps > trusted).then(|| {
                let message = format!("max estimated from {reps} reps, but the formula is good for {trusted}");
                Diagnostic::warning(Code::FarEstimate, place, message)
                    .help("record a heavier set, or add its RPE: {weight: 100, reps: 5, rpe: 9}")
            })
        });
        far.collect()
    }
}

/// Returns the records that count in some week of a program with `weeks` weeks, in week order. If several records start
/// to count in the same week, the last of them counts. Weeks before the first record use the first record.
fn counting<'m>(max: &'m Max, calendar: Option<&Calendar>, weeks: u16) -> Vec<(u16, &'m MaxRecord)> {
    let mut records: Vec<_> = max.records.iter().map(|record| (from_week(record.since, calendar), record)).collect();
    records.sort_by_key(|(week, record)| (*week, record.since));
    records.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            *earlier = *later;
        }
        same
    });
    let within = records.partition_point(|(week, _)| *week <= weeks);
    records.truncate(within.max(1));
    records
}
