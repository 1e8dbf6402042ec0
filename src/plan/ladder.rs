//! Weights in order, and where a computed one falls among them.

use crate::model::{self, RoundingRule};
use crate::units::{Mass, Rounding, Unit};

use super::rulebook::LadderRule;
use super::{Fit, Problem};

/// Steps without end stop here, at the heaviest weight that can be written.
const ENDLESS: Mass = Mass::whole(10_000, Unit::Kg);

/// All that an exercise can be loaded with, from light to heavy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ladder<'r> {
    lightest: Mass,
    rungs: Rungs<'r>,
}

/// What there is besides the lightest, or from it on.
#[derive(Debug, Clone, Copy)]
enum Rungs<'r> {
    /// The first and every step above it.
    Steps { first: Mass, step: Mass },
    /// These.
    List(&'r [Mass]),
    /// An empty bar with one of these weights on both sides.
    Bar { empty: Mass, sides: &'r [Mass] },
}

impl<'r> Ladder<'r> {
    /// As the lifter wrote it.
    pub(super) fn of(ladder: &'r model::Ladder) -> Self {
        match ladder {
            model::Ladder::Steps { step, from } => {
                Self { lightest: *from, rungs: Rungs::Steps { first: *from, step: *step } }
            }
            model::Ladder::Rungs(list) => {
                Self { lightest: list.first().copied().unwrap_or_default(), rungs: Rungs::List(list) }
            }
        }
    }

    /// `lightest`, and every multiple of `step` above it.
    pub(super) fn multiples(step: Mass, lightest: Mass) -> Self {
        let first = lightest.to_multiple_of(step, Rounding::Up);
        Self { lightest, rungs: Rungs::Steps { first, step } }
    }

    /// A bar that weighs `empty`, with one of `sides` on both of its sides.
    pub(super) fn bar(empty: Mass, sides: &'r [Mass]) -> Self {
        Self { lightest: empty, rungs: Rungs::Bar { empty, sides } }
    }

    /// What is told of it to who has to find weights without us; nothing of a bar, whose plates say it shorter.
    pub(super) fn rule(self) -> Option<LadderRule> {
        match self.rungs {
            Rungs::Steps { first, step } => Some(LadderRule::Steps { lightest: self.lightest, first, step }),
            Rungs::List(rungs) => Some(LadderRule::Rungs { rungs: rungs.to_vec() }),
            Rungs::Bar { .. } => None,
        }
    }

    /// The same, or nothing at all.
    pub(super) fn or_nothing(self) -> Self {
        Self { lightest: Mass::ZERO, ..self }
    }

    pub(super) fn lightest(self) -> Mass {
        self.lightest
    }

    /// The heaviest up to `mass`; with `to`, the heaviest multiple of that.
    pub(super) fn up_to(self, mass: Mass, to: Option<Mass>) -> Option<Mass> {
        let mut rung = self.rung_up_to(mass)?;
        while let Some(to) = to {
            let multiple = rung.to_multiple_of(to, Rounding::Down);
            if multiple == rung {
                break;
            }
            rung = self.rung_up_to(multiple)?;
        }
        Some(rung)
    }

    /// The lightest from `mass` on; with `to`, the lightest multiple of that.
    pub(super) fn from(self, mass: Mass, to: Option<Mass>) -> Option<Mass> {
        let mut rung = self.rung_from(mass)?;
        while let Some(to) = to {
            let multiple = rung.to_multiple_of(to, Rounding::Up);
            if multiple == rung {
                break;
            }
            rung = self.rung_from(multiple)?;
        }
        Some(rung)
    }

    fn rung_up_to(self, mass: Mass) -> Option<Mass> {
        let last = |list: &[Mass], total: &dyn Fn(Mass) -> Mass| {
            let above = list.partition_point(|rung| total(*rung) <= mass);
            above.checked_sub(1).map(|i| total(list[i]))
        };
        let rung = match self.rungs {
            Rungs::Steps { first, step } => {
                let mass = mass.min(ENDLESS);
                (mass >= first).then(|| first + (mass - first).to_multiple_of(step, Rounding::Down))
            }
            Rungs::List(list) => last(list, &|rung| rung),
            Rungs::Bar { empty, sides } => last(sides, &|side| empty + side + side),
        };
        rung.or_else(|| (mass >= self.lightest).then_some(self.lightest))
    }

    fn rung_from(self, mass: Mass) -> Option<Mass> {
        if mass <= self.lightest {
            return Some(self.lightest);
        }
        let next = |list: &[Mass], total: &dyn Fn(Mass) -> Mass| {
            let below = list.partition_point(|rung| total(*rung) < mass);
            list.get(below).map(|rung| total(*rung))
        };
        match self.rungs {
            Rungs::Steps { first, .. } if mass <= first => Some(first),
            Rungs::Steps { first, step } => {
                Some(first + (mass - first).to_multiple_of(step, Rounding::Up)).filter(|rung| *rung <= ENDLESS)
            }
            Rungs::List(list) => next(list, &|rung| rung),
            Rungs::Bar { empty, sides } => next(sides, &|side| empty + side + side),
        }
    }

    /// The weight to load for `mass`. Where its neighbours are further apart than `wide`, and the one taken is further
    /// than half of that from `mass`, there is a gap to be told.
    pub(super) fn fit(self, mass: Mass, rule: RoundingRule, wide: Mass) -> Fit {
        // What is a hair off a weight is that weight: 97.8% of a max that was estimated by 97.8%, too.
        let (least, most) = (mass - Mass::HAIR, mass + Mass::HAIR);
        let (below, above) = match (self.up_to(most, None), self.from(least, None)) {
            (Some(below), Some(above)) => (below, above),
            (Some(heaviest), None) => return Fit { mass: heaviest, problem: Some(Problem::Above { heaviest }) },
            (None, _) => {
                return Fit { mass: self.lightest, problem: Some(Problem::Below { lightest: self.lightest }) };
            }
        };
        // Below the first multiple and above the last, what is asked for can be loaded better without it.
        let multiples = rule.to.and_then(|_| Some((self.up_to(most, rule.to)?, self.from(least, rule.to)?)));
        let (lower, upper) = multiples.unwrap_or((below, above));
        let taken = rule.way.choose(most, lower, upper);
        let off = taken.max(mass) - taken.min(mass);
        let gap = above - below > wide && off + off > wide;
        Fit { mass: taken, problem: gap.then_some(Problem::Gap { below, above }) }
    }
}
