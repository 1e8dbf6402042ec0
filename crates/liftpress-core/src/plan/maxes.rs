//! The maxes that percentages refer to: the lifter's own, those of the lift that an exercise varies, and training maxes.

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

/// A max, and the cycle from which it counts.
struct Known {
    max: KnownMax,
    /// The cycle in which it started to count; only later cycles add their progress to it.
    since_cycle: u16,
    /// The rep max, if the record was a set to failure.
    rep_max: Option<(u16, Mass)>,
}

/// Why a max cannot be used.
pub(super) enum Missing {
    /// The lifter has no max for the exercise, nor for a lift that it is a share of.
    Max,
    /// There is no training max.
    Training,
    /// No formula covers that many reps.
    Reps(u16),
    /// The record of the max is unusable.
    Unusable(Diagnostic),
}

/// What a percentage refers to: one of the lifter's maxes, and the steps from it.
pub(super) struct DerivedMax<'k> {
    /// The max that the steps start from.
    pub(super) base: BaseMax<'k>,
    /// The steps, in order.
    pub(super) then: Vec<MassStep>,
    /// Whether the first step is the share that makes a training max.
    pub(super) training: bool,
    /// The reps that this is the max for, if the first step is the formula's fraction for them.
    pub(super) reps: Option<u16>,
}

/// A max of the lifter.
#[derive(Debug, Clone, Copy)]
pub(super) struct BaseMax<'k> {
    pub(super) lift: &'k Slug,
    /// The number of reps.
    pub(super) reps: u16,
    /// The first week of the program in which it counts.
    pub(super) from_week: u16,
    pub(super) mass: Mass,
}

impl<'k> DerivedMax<'k> {
    fn from_max(base: BaseMax<'k>) -> Self {
        Self { base, then: Vec::new(), training: false, reps: None }
    }

    /// Adds a step.
    fn then(mut self, step: MassStep) -> Self {
        self.then.push(step);
        self
    }

    /// Returns the weight.
    pub(super) fn mass(&self) -> Mass {
        MassStep::all(&self.then, self.base.mass)
    }
}

/// How a max of one exercise becomes a max of another.
pub(super) enum Carry<'a, 'k> {
    /// In the proportion of their maxes.
    Proportion { from: Origin<'a, 'k>, to: Origin<'a, 'k> },
    /// By shares of shares. Empty for the exercise itself.
    Shares(Vec<&'a Exercise>),
}

/// The lift that the lifter has a max for, and the exercises between it and the one that needs it.
pub(super) struct Origin<'a, 'k> {
    pub(super) lift: &'a Slug,
    known: &'k Known,
    /// From the exercise itself to the last one before the lift; each is a share of the next.
    chain: Vec<&'a Exercise>,
}

impl<'a: 'k, 'k> Origin<'a, 'k> {
    /// Converts a max of the lift into one of the exercise. The shares are applied to the mass one by one: a product of
    /// percentages would be rounded before it meets a weight.
    fn share(&self, of_lift: DerivedMax<'k>) -> DerivedMax<'k> {
        self.chain.iter().fold(of_lift, |max, exercise| max.then(MassStep::share(exercise.ratio)))
    }

    /// Returns the 1RM of the exercise without the progress of cycles.
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

    /// Returns the records of a max that count in some week of the program, in week order, or the reason why one of them is
    /// unusable.
    fn read(&self, slug: &Slug, max: &'a Max, calendar: Option<&Calendar>) -> Result<Vec<Known>, Diagnostic> {
        let known = |(from_week, record): (u16, &'a MaxRecord)| {
            let Measured { one_rep, estimated, rep_max } = self.measuring().measure(slug, record)?;
            let since_cycle = (from_week - 1) / self.program.weeks_per_cycle().max(1) + 1;
            Ok(Known { max: KnownMax { one_rep, from_week, estimated }, since_cycle, rep_max })
        };
        counting(max, calendar, self.program.weeks()).into_iter().map(known).collect()
    }

    /// Returns the lifter's own attempts, or else the program's.
    pub(super) fn attempts(&self) -> Attempts {
        self.lifter.attempts.unwrap_or(self.program.attempts)
    }

    fn measuring(&self) -> Measuring<'a> {
        let Self { lifter, library, settings, program, .. } = *self;
        Measuring { lifter, library, settings, program: Some(program) }
    }

    /// Returns the formula for a set: its own, else the lifter's, else the site's.
    fn formula(&self, own: Option<Formula>) -> Formula {
        self.measuring().formula(own)
    }

    /// Returns the lifter's max for the exercise in that week, or else that of the lift that it varies (`max_of`).
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

    /// Returns the 1RM of the exercise in that week without the progress of cycles.
    pub(super) fn one_rep(&self, exercise: &'a Exercise, when: When<'_>) -> Option<Mass> {
        self.origin(exercise, when).ok().map(|origin| origin.one_rep().mass())
    }

    /// Returns every max of a lift that counts in some week of the program.
    pub(super) fn history(&self, lift: &Slug) -> Vec<KnownMax> {
        let Some(Ok(known)) = self.known.get(lift) else { return Vec::new() };
        known.iter().map(|known| known.max).collect()
    }

    /// Returns the share for training maxes: the lifter's own, else the phase's, else the program's.
    fn training_share(&self, lift: &Slug, exercise: &Slug, phase: &Phase) -> Option<Percent> {
        let own = &self.lifter.training_max;
        own.of
            .get(exercise)
            .or_else(|| own.of.get(lift))
            .map(|(share, _)| *share)
            .or(own.all)
            .or(self.program.training_share(phase))
    }

    /// Returns the max that a percentage of `kind` refers to. Cycles add the program's progress to the training max, or to the
    /// max itself if the program uses no training max.
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
        // The rep max from the 1RM, by the formula.
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
            // A gain of the 1RM applies to the rep max as to the 1RM itself.
            Some(match fraction {
                Some((weight, of_one_rep)) => MassStep::Ratio(weight, of_one_rep).of(gained),
                None => gained,
            })
        };
        // A gain of the exercise itself counts in full; a gain of the lift that it varies counts by its share.
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

    /// Returns whether both exercises are variations of one lift, or one of them of the other.
    pub(super) fn are_variations(&self, one: &'a Exercise, other: &'a Exercise) -> bool {
        let lift = |exercise| &self.library.source_of_max(self.program, exercise).slug;
        lift(one) == lift(other)
    }

    /// Returns how a 1RM shown by `top` becomes one of `exercise`: in the proportion of the lifter's maxes, or by the shares in
    /// `max_of`. Returns `None` if they are unrelated.
    pub(super) fn carry(&self, top: &'a Exercise, exercise: &'a Exercise, when: When<'_>) -> Option<Carry<'a, '_>> {
        if top.slug == exercise.slug {
            return Some(Carry::Shares(Vec::new()));
        }
        if let (Ok(from), Ok(to)) = (self.origin(top, when), self.origin(exercise, when)) {
            let is_of_one_lift = from.lift == to.lift || self.are_variations(top, exercise);
            return is_of_one_lift.then_some(Carry::Proportion { from, to });
        }
        // Without maxes of its own, a variation is the share of the top set's lift that it declares.
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

/// Returns the records that count in some week of a program with `weeks` weeks, in week order. Of several records for the same
/// week the last one counts. Before the week of the first record, the first one counts.
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
