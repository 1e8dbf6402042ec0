//! Loadable weights in order, and the nearest one to a calculated weight.

use crate::model::{self, PlateStock, RoundingRule};
use crate::units::{Mass, Rounding, Unit};

use super::plates::PlateSet;
use super::rules::{LadderRule, PlateRule};
use super::{Fit, Problem};

/// The heaviest weight that an author can write. A ladder without an end stops at this weight.
const ENDLESS: Mass = Mass::whole(10_000, Unit::Kg);

/// All loadable weights of an exercise, from light to heavy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ladder<'r> {
    lightest: Mass,
    rungs: Rungs<'r>,
}

/// The loadable weights above (or including) the lightest.
#[derive(Debug, Clone, Copy)]
enum Rungs<'r> {
    /// The first and every step above it.
    Steps { first: Mass, step: Mass },
    /// A list.
    List(&'r [Mass]),
    /// An empty bar with the same plates on each side, or with plates on its only sleeve.
    Bar { empty: Mass, plates: &'r PlateSet, sides: u16 },
}

impl<'r> Ladder<'r> {
    /// The ladder that the lifter wrote.
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

    /// Returns the ladder of `lightest` and every multiple of `step` above it.
    pub(super) fn multiples(step: Mass, lightest: Mass) -> Self {
        let first = lightest.to_multiple_of(step, Rounding::Up);
        Self { lightest, rungs: Rungs::Steps { first, step } }
    }

    /// Returns the ladder of a bar that weighs `empty`, with plates on each of `sides` sleeves.
    pub(super) fn bar(empty: Mass, plates: &'r PlateSet, sides: u16) -> Self {
        Self { lightest: empty, rungs: Rungs::Bar { empty, plates, sides } }
    }

    /// Returns the ladder of a rule that was exported for other evaluators. If the rule is for a bar, `plates` has its
    /// plates.
    pub(super) fn of_rule(rule: &'r LadderRule, plates: &'r PlateSet) -> Self {
        match rule {
            LadderRule::Steps { lightest, first, step } => {
                Self { lightest: *lightest, rungs: Rungs::Steps { first: *first, step: *step } }
            }
            LadderRule::Rungs { rungs } => {
                Self { lightest: rungs.first().copied().unwrap_or_default(), rungs: Rungs::List(rungs) }
            }
            LadderRule::Plates { bar, sides, .. } => Self::bar(*bar, plates, *sides),
        }
    }

    /// Exports the ladder as a rule for other evaluators.
    pub(super) fn rule(self) -> LadderRule {
        match self.rungs {
            Rungs::Steps { first, step } => LadderRule::Steps { lightest: self.lightest, first, step },
            Rungs::List(rungs) => LadderRule::Rungs { rungs: rungs.to_vec() },
            Rungs::Bar { empty, plates, sides } => {
                let plate = |stock: &PlateStock| PlateRule { mass: stock.mass, pairs: stock.pairs };
                LadderRule::Plates { bar: empty, plates: plates.stock().iter().map(plate).collect(), sides }
            }
        }
    }

    /// Returns the same ladder with zero as its lightest weight.
    pub(super) fn or_nothing(self) -> Self {
        Self { lightest: Mass::ZERO, ..self }
    }

    pub(super) fn lightest(self) -> Mass {
        self.lightest
    }

    /// Returns the heaviest loadable weight that is not above `mass`. If `to` is given, the weight is also a multiple
    /// of `to`.
    pub(super) fn up_to(self, mass: Mass, to: Option<Mass>) -> Option<Mass> {
        let Some(to) = to.filter(|to| *to > Mass::ZERO) else { return self.rung_up_to(mass) };
        let first = mass.min(self.heaviest()).to_multiple_of(to, Rounding::Down);
        let multiples = std::iter::successors(Some(first), |multiple| Some(*multiple - to));
        multiples.take_while(|multiple| *multiple >= self.lightest).find(|multiple| self.holds(*multiple))
    }

    /// Returns the lightest loadable weight that is not below `mass`. If `to` is given, the weight is also a multiple
    /// of `to`.
    pub(super) fn from(self, mass: Mass, to: Option<Mass>) -> Option<Mass> {
        let Some(to) = to.filter(|to| *to > Mass::ZERO) else { return self.rung_from(mass) };
        let (first, heaviest) = (mass.max(self.lightest).to_multiple_of(to, Rounding::Up), self.heaviest());
        let multiples = std::iter::successors(Some(first), |multiple| Some(*multiple + to));
        multiples.take_while(|multiple| *multiple <= heaviest).find(|multiple| self.holds(*multiple))
    }

    fn rung_up_to(self, mass: Mass) -> Option<Mass> {
        let rung = match self.rungs {
            Rungs::Steps { first, step } => {
                let mass = mass.min(ENDLESS);
                (mass >= first).then(|| first + (mass - first).to_multiple_of(step, Rounding::Down))
            }
            Rungs::List(list) => list[..list.partition_point(|rung| *rung <= mass)].last().copied(),
            Rungs::Bar { empty, plates, sides } => {
                let over = mass - empty;
                let side = plates.up_to(if sides == 1 { over } else { over.half() });
                side.map(|side| empty + side.repeated(sides))
            }
        };
        rung.or_else(|| (mass >= self.lightest).then_some(self.lightest))
    }

    fn rung_from(self, mass: Mass) -> Option<Mass> {
        if mass <= self.lightest {
            return Some(self.lightest);
        }
        match self.rungs {
            Rungs::Steps { first, .. } if mass <= first => Some(first),
            Rungs::Steps { first, step } => {
                Some(first + (mass - first).to_multiple_of(step, Rounding::Up)).filter(|rung| *rung <= ENDLESS)
            }
            Rungs::List(list) => list.get(list.partition_point(|rung| *rung < mass)).copied(),
            Rungs::Bar { empty, plates, sides } => {
                let over = mass - empty;
                let side = plates.from(if sides == 1 { over } else { over - over.half() });
                side.map(|side| empty + side.repeated(sides))
            }
        }
    }

    fn heaviest(self) -> Mass {
        self.rung_up_to(ENDLESS).unwrap_or(self.lightest)
    }

    /// Returns whether exactly `mass` can be loaded.
    fn holds(self, mass: Mass) -> bool {
        mass == self.lightest
            || match self.rungs {
                Rungs::Steps { first, step } => {
                    mass >= first && (mass - first).to_multiple_of(step, Rounding::Down) == mass - first
                }
                Rungs::List(list) => list.binary_search(&mass).is_ok(),
                Rungs::Bar { empty, plates, sides } => {
                    let over = mass - empty;
                    let side = if sides == 1 { over } else { over.half() };
                    side.repeated(sides) == over && plates.makes(side)
                }
            }
    }

    /// Returns every weight up to `most`, lightest first, or `None` if there are more than `limit`.
    pub(super) fn all_up_to(self, most: Mass, limit: usize) -> Option<Vec<Mass>> {
        if let Rungs::Bar { empty, plates, sides } = self.rungs {
            let over = most - empty;
            let all = plates.all_up_to(if sides == 1 { over } else { over.half() }, limit)?;
            return Some(all.into_iter().map(|side| empty + side.repeated(sides)).collect());
        }
        let next = |rung: &Mass| self.rung_from(*rung + Mass::of_count(1)).filter(|next| *next <= most);
        let all: Vec<_> = std::iter::successors(Some(self.lightest), next).take(limit + 1).collect();
        (all.len() <= limit).then_some(all)
    }

    /// Returns the weight to load for `mass`. Reports a gap if the loadable weights below and above `mass` are more
    /// than `wide` apart and the returned weight is more than half of `wide` away from `mass`.
    pub(super) fn fit(self, mass: Mass, rule: RoundingRule, wide: Mass) -> Fit {
        // A weight within the tolerance counts as equal. An example is 97.8% of a max that was estimated from 97.8%.
        let (least, most) = (mass - Mass::TOLERANCE, mass + Mass::TOLERANCE);
        let (below, above) = match (self.up_to(most, None), self.from(least, None)) {
            (Some(below), Some(above)) => (below, above),
            (Some(heaviest), None) => return Fit { mass: heaviest, problem: Some(Problem::Above { heaviest }) },
            (None, _) => {
                return Fit { mass: self.lightest, problem: Some(Problem::Below { lightest: self.lightest }) };
            }
        };
        // Unless there are multiples below and above `mass`, any loadable weight can be chosen, because it is nearer.
        let multiples = rule.to.and_then(|_| Some((self.up_to(most, rule.to)?, self.from(least, rule.to)?)));
        let (lower, upper) = multiples.unwrap_or((below, above));
        let taken = rule.way.choose(most, lower, upper);
        let off = taken.max(mass) - taken.min(mass);
        let gap = above - below > wide && off + off > wide;
        Fit { mass: taken, problem: gap.then_some(Problem::Gap { below, above }) }
    }
}
