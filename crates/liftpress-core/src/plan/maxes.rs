//! What a percentage is of: the lifter's own max, or that of the lift it varies, or its training max.

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

/// A max, and what follows from when it is known.
struct Known {
    max: KnownMax,
    /// The cycle in which it began to count: what cycles add, they add after this one.
    since_cycle: u16,
    /// The most for so many reps, where it was such a set.
    rep_max: Option<(u16, Mass)>,
}

/// Why there is no such max.
pub(super) enum Missing {
    /// The lifter has none, nor one for what it would be a share of.
    Max,
    /// There is no training max.
    Training,
    /// No formula says anything of so many reps.
    Reps(u16),
    /// There is one that cannot be used.
    Unusable(Diagnostic),
}

/// What a percentage is of: a max that the lifter has, and the steps that it follows from it by.
pub(super) struct DerivedMax<'k> {
    /// The max that it begins with.
    pub(super) base: BaseMax<'k>,
    /// The steps, in order.
    pub(super) then: Vec<MassStep>,
    /// Whether the first of them is the share that makes a training max.
    pub(super) training: bool,
    /// The reps that it is the max of, where the first step is the formula's fraction for these.
    pub(super) reps: Option<u16>,
}

/// What a lifter can do.
#[derive(Debug, Clone, Copy)]
pub(super) struct BaseMax<'k> {
    pub(super) lift: &'k Slug,
    /// For so many reps.
    pub(super) reps: u16,
    /// From which week of the program on.
    pub(super) from_week: u16,
    pub(super) mass: Mass,
}

impl<'k> DerivedMax<'k> {
    fn from_max(base: BaseMax<'k>) -> Self {
        Self { base, then: Vec::new(), training: false, reps: None }
    }

    /// One step on.
    fn then(mut self, step: MassStep) -> Self {
        self.then.push(step);
        self
    }

    /// How heavy it is.
    pub(super) fn mass(&self) -> Mass {
        MassStep::all(&self.then, self.base.mass)
    }
}

/// How what one exercise shows is a max of another.
pub(super) enum Carry<'a, 'k> {
    /// As their maxes are to each other.
    Proportion { from: Origin<'a, 'k>, to: Origin<'a, 'k> },
    /// A share of a share of it; of itself all.
    Shares(Vec<&'a Exercise>),
}

/// Where a max comes from: the lift that the lifter has a max for, and the exercises that are shares of it.
pub(super) struct Origin<'a, 'k> {
    pub(super) lift: &'a Slug,
    known: &'k Known,
    /// From the exercise itself to the last one before the lift, each a share of the next.
    chain: Vec<&'a Exercise>,
}

impl<'a: 'k, 'k> Origin<'a, 'k> {
    /// What of the lift's max counts as the exercise's. Shares are taken of the mass one by one: a product of
    /// percentages would be rounded before it meets a weight.
    fn share(&self, of_lift: DerivedMax<'k>) -> DerivedMax<'k> {
        self.chain.iter().fold(of_lift, |max, exercise| max.then(MassStep::share(exercise.ratio)))
    }

    /// The 1RM of the exercise, without what cycles have added.
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

    /// The exercise of that name, in the program or in the library.
    pub(super) fn exercise(&self, slug: &Slug) -> Option<&'a Exercise> {
        self.library.find(self.program, slug)
    }

    /// The records of a max that count in some week of the program, in that order; or why one of them cannot be used.
    fn read(&self, slug: &Slug, max: &'a Max, calendar: Option<&Calendar>) -> Result<Vec<Known>, Diagnostic> {
        let known = |(from_week, record): (u16, &'a MaxRecord)| {
            let Measured { one_rep, estimated, rep_max } = self.measuring().measure(slug, record)?;
            let since_cycle = (from_week - 1) / self.program.weeks_per_cycle().max(1) + 1;
            Ok(Known { max: KnownMax { one_rep, from_week, estimated }, since_cycle, rep_max })
        };
        counting(max, calendar, self.program.weeks()).into_iter().map(known).collect()
    }

    /// The lifter's own attempts at a meet, else the program's.
    pub(super) fn attempts(&self) -> Attempts {
        self.lifter.attempts.unwrap_or(self.program.attempts)
    }

    fn measuring(&self) -> Measuring<'a> {
        let Self { lifter, library, settings, program, .. } = *self;
        Measuring { lifter, library, settings, program: Some(program) }
    }

    /// The formula of a set: its own, else the lifter's, else the site's.
    fn formula(&self, own: Option<Formula>) -> Formula {
        self.measuring().formula(own)
    }

    /// The lifter's own max for the exercise, else along `max_of` that of the lift it varies, as it is in that week.
    pub(super) fn origin(&self, exercise: &'a Exercise, when: When<'_>) -> Result<Origin<'a, '_>, Missing> {
        let mut exercise = exercise;
        let mut chain = Vec::new();
        // A chain longer than this is a circle, which `check` reports.
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

    /// The 1RM of the exercise in that week, without what cycles have added.
    pub(super) fn one_rep(&self, exercise: &'a Exercise, when: When<'_>) -> Option<Mass> {
        self.origin(exercise, when).ok().map(|origin| origin.one_rep().mass())
    }

    /// Every max of a lift that counts in some week of the program.
    pub(super) fn history(&self, lift: &Slug) -> Vec<KnownMax> {
        let Some(Ok(known)) = self.known.get(lift) else { return Vec::new() };
        known.iter().map(|known| known.max).collect()
    }

    /// The share that counts as training max: the lifter's own, else the phase's or the program's.
    fn training_share(&self, lift: &Slug, exercise: &Slug, phase: &Phase) -> Option<Percent> {
        let own = &self.lifter.training_max;
        own.of
            .get(exercise)
            .or_else(|| own.of.get(lift))
            .map(|(share, _)| *share)
            .or(own.all)
            .or(self.program.training_share(phase))
    }

    /// The max that a percentage of `kind` is of. Cycles add the program's progress to the training max, or to the
    /// max itself where the program computes from no training max.
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
        // What is left of a 1RM for so many reps, by the formula.
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
            // A gain of the 1RM reaches the most for so many reps as the 1RM itself does.
            Some(match fraction {
                Some((weight, of_one_rep)) => MassStep::Ratio(weight, of_one_rep).of(gained),
                None => gained,
            })
        };
        // A gain of the exercise's own counts as it is; one of the lift it is a share of, in that share.
        match origin.chain.first().and_then(|own| gained(&own.slug)) {
            Some(own) => Ok(origin.share(of_lift).then(MassStep::Plus(own))),
            None => Ok(origin.share(match gained(origin.lift) {
                Some(gained) => of_lift.then(MassStep::Plus(gained)),
                None => of_lift,
            })),
        }
    }

    /// The kind of max that is meant: bare percentages are of a training max where there is one.
    pub(super) fn kind(&self, written: Option<MaxKind>, phase: &Phase) -> MaxKind {
        let bare = if self.program.training_share(phase).is_some() { MaxKind::Training } else { MaxKind::OneRep };
        written.unwrap_or(bare)
    }

    /// Whether both are variations of one lift, or one of them of the other, whoever has a max of which.
    pub(super) fn are_variations(&self, one: &'a Exercise, other: &'a Exercise) -> bool {
        let lift = |exercise| &self.library.source_of_max(self.program, exercise).slug;
        lift(one) == lift(other)
    }

    /// How what `top` shows is a 1RM of `exercise`: as their maxes are to each other, whether the lifter brings these or one is a
    /// share of the other. Nothing where they are not related.
    pub(super) fn carry(&self, top: &'a Exercise, exercise: &'a Exercise, when: When<'_>) -> Option<Carry<'a, '_>> {
        if top.slug == exercise.slug {
            return Some(Carry::Shares(Vec::new()));
        }
        if let (Ok(from), Ok(to)) = (self.origin(top, when), self.origin(exercise, when)) {
            let is_of_one_lift = from.lift == to.lift || self.are_variations(top, exercise);
            return is_of_one_lift.then_some(Carry::Proportion { from, to });
        }
        // Without maxes of their own, a variation of the top set's lift is the share of it that it says.
        let mut chain = Vec::new();
        let mut at = exercise;
        while at.slug != top.slug && chain.len() < 16 {
            chain.push(at);
            at = self.exercise(at.max_of.as_ref()?)?;
        }
        (at.slug == top.slug).then_some(Carry::Shares(chain))
    }

    /// Sets of more reps than a formula is trusted for, where each of them stands.
    pub(super) fn far_fetched(&self, lift: &Slug) -> Vec<Diagnostic> {
        let Some(max) = self.lifter.maxes.get(lift) else { return Vec::new() };
        let far = max.records.iter().filter_map(|record| {
            let Measure::Set { reps, effort, formula, .. } = record.measure else { return None };
            let formula = if effort.is_some() { formula? } else { self.formula(formula) };
            let trusted = formula.trusted_reps();
            let place = record.place.clone()?;
            (reps > trusted).then(|| {
                let message = format!("a max estimated from {reps} reps; the formula is good for {trusted}");
                Diagnostic::warning(Code::FarEstimate, place, message)
                    .help("take it from a heavier set, or say how hard it was: {weight: 100, reps: 5, rpe: 9}")
            })
        });
        far.collect()
    }
}

/// The records that count in some week of a program of so many weeks, in that order. Of those that count from one and the
/// same week, the last is the one that does; before the first that is left, the first counts.
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
