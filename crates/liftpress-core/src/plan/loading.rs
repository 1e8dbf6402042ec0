//! The weights that a lifter can load for an exercise, and the plates that make them.

use std::sync::{Arc, OnceLock};

use crate::model::{self, Equipment, Exercise, Gear, PlateStock, RoundingRule, Roundings, Sleeves};
use crate::units::{Mass, Percent, Range, Rounding, Unit};

use super::Weight;
use super::ladder::Ladder;
use super::plates::PlateSet;
use super::rules::LadderRule;

/// The least distance between two weights of `Rack::neighbors`, as a percentage of the calculated weight.
const APART: Percent = Percent::whole(1);

/// Everything that a lifter can load.
#[derive(Debug, Clone)]
pub struct Rack {
    units: Unit,
    equipment: Equipment,
    /// The plates; `None` if only a step is known.
    plates: Option<Arc<Plates>>,
    rounding: Roundings,
}

#[derive(Debug)]
struct Plates {
    stock: Vec<PlateStock>,
    /// The weight of the lightest plate that warm-ups use. Smaller plates take too long to change.
    quick: Mass,
    /// Plate sums for each number of sleeves that share the plates: first with all plates, then with only the plates
    /// that warm-ups use. They are calculated on first use.
    sets: [[OnceLock<PlateSet>; 3]; 2],
}

/// A loadable weight, and the problem if that weight is far from the calculated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fit {
    /// The weight to load.
    pub mass: Mass,
    /// The problem, if the weight to load is far from the calculated one.
    pub problem: Option<Problem>,
}

/// Why no loadable weight is near the calculated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The calculated weight is below the lightest loadable one.
    Below {
        /// The lightest loadable weight.
        lightest: Mass,
    },
    /// The calculated weight is above the heaviest loadable one.
    Above {
        /// The heaviest loadable weight.
        heaviest: Mass,
    },
    /// The loadable weights below and above the calculated weight are more than 5 kg (10 lb) apart, and the chosen
    /// weight is more than 2.5 kg (5 lb) away from the calculated one.
    Gap {
        /// The next lighter loadable weight.
        below: Mass,
        /// The next heavier loadable weight.
        above: Mass,
    },
}

impl Plates {
    fn new(stock: Vec<PlateStock>, units: Unit) -> Self {
        Self { stock, quick: common_step(units), sets: Default::default() }
    }

    /// Returns the plates available to each sleeve, with their sums.
    fn set(&self, sleeves: Sleeves, is_quick: bool) -> &PlateSet {
        // Unlimited plates are unlimited on each sleeve.
        let are_endless = self.stock.iter().all(|plate| plate.pairs.is_none());
        let sleeves = if are_endless { Sleeves::Two } else { sleeves };
        self.sets[usize::from(is_quick)][sleeves as usize].get_or_init(|| {
            let each = |plate: &PlateStock| {
                let pairs = plate.pairs.map(|pairs| pairs.saturating_mul(2) / sleeves.count());
                PlateStock { pairs, ..*plate }
            };
            PlateSet::new(self.stock.iter().filter(|plate| !is_quick || plate.mass >= self.quick).map(each).collect())
        })
    }

    /// Returns the plates of a common gym, whose sums are calculated once for all lifters.
    fn common(units: Unit) -> Arc<Self> {
        static COMMON: [OnceLock<Arc<Plates>>; 2] = [OnceLock::new(), OnceLock::new()];
        let [kg, lb] = &COMMON;
        let common = if units == Unit::Kg { kg } else { lb };
        Arc::clone(common.get_or_init(|| Self::new(common_plates(units), units).into()))
    }
}

impl Rack {
    /// Creates the rack for a lifter's equipment. A lifter without equipment gets a common gym: a bar of 20 kg or 45
    /// lb, plates down to 1.25 kg or 2.5 lb, and steps of 2.5 kg or 5 lb for everything else.
    #[must_use]
    pub fn new(equipment: Option<&Equipment>, units: Unit, rounding: &Roundings) -> Self {
        let equipment = equipment.cloned().unwrap_or_default();
        let only_a_step = equipment.plates.is_empty() && equipment.step.is_some();
        let plates = (!only_a_step).then(|| match equipment.plates.as_slice() {
            [] => Plates::common(units),
            stock => Plates::new(stock.to_vec(), units).into(),
        });
        Self { units, equipment, plates, rounding: rounding.clone() }
    }

    /// Returns the weight of the exercise's empty bar with its collars. For an exercise with a ladder, returns the lightest
    /// weight on it.
    #[must_use]
    pub fn bar(&self, exercise: &Exercise) -> Mass {
        match self.own_ladder(exercise) {
            Some(ladder) => ladder.lightest(),
            None => self.empty_bar(exercise).unwrap_or(common_bar(self.units) + self.equipment.collars),
        }
    }

    /// Returns the step of weights that are loaded without plates.
    #[must_use]
    pub fn step(&self) -> Mass {
        self.equipment.step.unwrap_or(common_step(self.units))
    }

    /// Returns the weight to load for a calculated one.
    ///
    /// ```
    /// use liftpress_core::model::{Exercise, Roundings, Slug};
    /// use liftpress_core::plan::{Problem, Rack};
    /// use liftpress_core::units::{Mass, Unit};
    /// let kg = |text: &str| text.parse::<Mass>().unwrap();
    /// let squat = Exercise::new(Slug::new("squat").unwrap());
    /// let rack = Rack::new(None, Unit::Kg, &Roundings::default());
    /// assert_eq!(rack.fit(kg("143.75 kg"), &squat).mass, kg("145 kg"));
    /// assert_eq!(rack.fit(kg("15 kg"), &squat).problem, Some(Problem::Below { lightest: kg("20 kg") }));
    /// ```
    #[must_use]
    pub fn fit(&self, mass: Mass, exercise: &Exercise) -> Fit {
        self.ladder(exercise).fit(mass, self.rounding.rule(&exercise.slug), wide(self.units))
    }

    /// Returns the weight to hang from a belt, which can be zero. A negative weight is assistance, rounded to a
    /// multiple of the step.
    #[must_use]
    pub fn fit_added(&self, mass: Mass, exercise: &Exercise) -> Fit {
        let rule = self.rounding.rule(&exercise.slug);
        if mass + Mass::TOLERANCE < Mass::ZERO {
            return Fit { mass: mass.to_multiple_of(self.step(), rule.way), problem: None };
        }
        self.belt(exercise).or_nothing().fit(mass, rule, wide(self.units))
    }

    /// Returns the next loadable weight above `mass`, or the heaviest one if none is above.
    pub(super) fn above(&self, mass: Mass, exercise: &Exercise) -> Mass {
        let up = RoundingRule { way: Rounding::Up, ..self.rounding.rule(&exercise.slug) };
        self.ladder(exercise).fit(mass + Mass::ABOVE, up, wide(self.units)).mass
    }

    /// Returns the next weight above `mass` that can hang from a belt.
    pub(super) fn added_above(&self, mass: Mass, exercise: &Exercise) -> Mass {
        let above = mass + Mass::ABOVE;
        if above + Mass::TOLERANCE < Mass::ZERO {
            return above.to_multiple_of(self.step(), Rounding::Up);
        }
        let up = RoundingRule { way: Rounding::Up, ..self.rounding.rule(&exercise.slug) };
        self.belt(exercise).or_nothing().fit(above, up, wide(self.units)).mass
    }

    /// Returns the nearest barbell weight that needs no small plates.
    #[must_use]
    pub fn fit_coarse(&self, mass: Mass, exercise: &Exercise) -> Mass {
        self.coarse(exercise).fit(mass, Roundings::from(Rounding::Nearest).all, wide(self.units)).mass
    }

    /// Exports the loadable weights of a warm-up on the bar, for other evaluators.
    #[must_use]
    pub fn coarse_rule(&self, exercise: &Exercise) -> LadderRule {
        self.coarse(exercise).rule()
    }

    fn coarse(&self, exercise: &Exercise) -> Ladder<'_> {
        self.own_ladder(exercise).unwrap_or_else(|| match &self.plates {
            Some(plates) => self.on_bar(plates, exercise, true),
            None => Ladder::multiples(self.step() + self.step(), self.bar(exercise)),
        })
    }

    /// Returns up to `count` loadable weights below `mass` and up to `count` above it, nearest first. The distance from
    /// `mass` to the first weight, and from each weight to the next, is at least 1% of `mass`.
    ///
    /// ```
    /// use liftpress_core::model::{Exercise, Roundings, Slug};
    /// use liftpress_core::plan::Rack;
    /// use liftpress_core::units::{Mass, Unit};
    /// let squat = Exercise::new(Slug::new("squat").unwrap());
    /// let rack = Rack::new(None, Unit::Kg, &Roundings::default());
    /// let (below, above) = rack.neighbors("185 kg".parse().unwrap(), &squat, 2);
    /// let texts = |masses: Vec<Mass>| masses.iter().map(|mass| mass.in_unit(Unit::Kg)).collect::<Vec<_>>();
    /// assert_eq!((texts(below), texts(above)), (vec!["182.5".into(), "180".into()], vec!["187.5".into(), "190".into()]));
    /// ```
    #[must_use]
    pub fn neighbors(&self, mass: Mass, exercise: &Exercise, count: usize) -> (Vec<Mass>, Vec<Mass>) {
        let apart = mass.times(APART);
        if apart <= Mass::ZERO {
            return (Vec::new(), Vec::new());
        }
        let ladder = self.ladder(exercise);
        let to = self.rounding.rule(&exercise.slug).to;
        let below = |mass: &Mass| {
            let most = *mass - apart;
            ladder.up_to(most, to).or_else(|| ladder.up_to(most, None))
        };
        let above = |mass: &Mass| {
            let least = *mass + apart;
            ladder.from(least, to).or_else(|| ladder.from(least, None))
        };
        let walk =
            |first, next: &dyn Fn(&Mass) -> Option<Mass>| std::iter::successors(first, next).take(count).collect();
        (walk(below(&mass), &below), walk(above(&mass), &above))
    }

    /// Returns the plates on each side (or on the only sleeve), heaviest first. Returns `None` if the exercise takes no plates
    /// or its plates are unknown.
    #[must_use]
    pub fn plates_per_side(&self, mass: Mass, exercise: &Exercise) -> Option<Vec<Mass>> {
        let plates = self.plates.as_ref().filter(|_| self.takes_plates(exercise))?;
        let over = mass - self.bar(exercise);
        let sleeves = self.sleeves(exercise);
        let side = if sleeves == Sleeves::One { over } else { over.half() };
        plates.set(sleeves, false).per_side(side)
    }

    /// Returns the number of sleeves that share the plates of an exercise.
    #[must_use]
    pub fn sleeves(&self, exercise: &Exercise) -> Sleeves {
        let own = self.equipment.bars.get(&exercise.slug).and_then(|(bar, _)| bar.sleeves);
        let usual = if exercise.gear == Gear::Dumbbell { Sleeves::Four } else { Sleeves::Two };
        own.or(exercise.sleeves).unwrap_or(usual)
    }

    /// Returns the unit in which a weight of an exercise is printed. Fixed weights and empty bars are printed in the
    /// unit that is stamped on them. Sums of bar and plates are printed in the lifter's unit.
    #[must_use]
    pub fn printed_in(&self, weight: Weight, exercise: &Exercise) -> Unit {
        let stamp = |mass: Mass| {
            let is_whole = self.plates.is_none() || !self.takes_plates(exercise) || mass == self.bar(exercise);
            if is_whole { mass.stamped_in(self.units) } else { self.units }
        };
        let both = |range: Range<Mass>, unit: &dyn Fn(Mass) -> Unit| {
            let mut units = [range.low, range.high].into_iter().filter(|end| *end != Mass::ZERO).map(unit);
            let first = units.next().unwrap_or(self.units);
            units.next().filter(|last| *last != first).map_or(first, |_| self.units)
        };
        match weight {
            Weight::Open => self.units,
            Weight::Loaded(range) => both(range, &stamp),
            Weight::Bodyweight(range) => both(range, &|mass| mass.stamped_in(self.units)),
        }
    }

    /// Returns whether a weight that the author wrote is used without rounding. This is so if the lifter names no
    /// equipment for the exercise beyond that of a common gym.
    pub(super) fn takes_as_written(&self, range: Range<Mass>, exercise: &Exercise) -> bool {
        range.low > Mass::ZERO && range.low.is_written() && range.high.is_written() && self.is_unknown(exercise)
    }

    /// Returns whether a weight that the author wrote for a belt is used without rounding. This is so if the lifter names
    /// no equipment for the belt, no `step` and no multiple to round to.
    pub(super) fn hangs_as_written(&self, range: Range<Mass>, exercise: &Exercise) -> bool {
        range.low.is_written() && range.high.is_written() && self.is_belt_unknown(exercise)
    }

    pub(super) fn is_unknown(&self, exercise: &Exercise) -> bool {
        !self.takes_plates(exercise) && self.of_gear(exercise.gear).is_none() && self.is_free(exercise)
    }

    pub(super) fn is_belt_unknown(&self, exercise: &Exercise) -> bool {
        self.equipment.belt.is_none() && self.is_free(exercise)
    }

    /// Returns whether the lifter has no ladder for the exercise, no step for everything and no rounding multiple.
    fn is_free(&self, exercise: &Exercise) -> bool {
        let is_ruled = self.rounding.rule(&exercise.slug).to.is_some();
        self.own_ladder(exercise).is_none() && self.equipment.step.is_none() && !is_ruled
    }

    fn takes_plates(&self, exercise: &Exercise) -> bool {
        let Equipment { bars, ladders, .. } = &self.equipment;
        let on_bar = exercise.gear == Gear::Barbell || bars.contains_key(&exercise.slug);
        on_bar && !ladders.contains_key(&exercise.slug)
    }

    /// Returns the weight of the empty bar with its collars; `None` if the lifter does not name the bar.
    fn empty_bar(&self, exercise: &Exercise) -> Option<Mass> {
        let own = self.equipment.bars.get(&exercise.slug).map(|(bar, _)| bar.mass);
        own.or(self.equipment.bar).map(|bar| bar + self.equipment.collars)
    }

    fn own_ladder(&self, exercise: &Exercise) -> Option<Ladder<'_>> {
        self.equipment.ladders.get(&exercise.slug).map(|(ladder, _)| Ladder::of(ladder))
    }

    pub(super) fn ladder(&self, exercise: &Exercise) -> Ladder<'_> {
        if self.takes_plates(exercise) {
            return match &self.plates {
                Some(plates) => self.on_bar(plates, exercise, false),
                // If the lifter does not name the bar either, every weight is a multiple of the step.
                None => Ladder::multiples(self.step(), self.empty_bar(exercise).unwrap_or_default()),
            };
        }
        self.own_ladder(exercise)
            .or_else(|| self.of_gear(exercise.gear).map(Ladder::of))
            .unwrap_or_else(|| Ladder::multiples(self.step(), self.step()))
    }

    fn on_bar<'r>(&'r self, plates: &'r Plates, exercise: &Exercise, is_quick: bool) -> Ladder<'r> {
        let sleeves = self.sleeves(exercise);
        Ladder::bar(self.bar(exercise), plates.set(sleeves, is_quick), sleeves.weighed())
    }

    fn of_gear(&self, gear: Gear) -> Option<&model::Ladder> {
        match gear {
            Gear::Dumbbell => self.equipment.dumbbells.as_ref(),
            Gear::Kettlebell => self.equipment.kettlebells.as_ref(),
            Gear::Machine | Gear::Cable => self.equipment.machines.as_ref(),
            Gear::Bodyweight => self.equipment.belt.as_ref(),
            Gear::Barbell | Gear::Band | Gear::Other => None,
        }
    }

    /// Exports the loadable weights of an exercise, for other evaluators.
    pub(super) fn ladder_rule(&self, exercise: &Exercise) -> LadderRule {
        self.ladder(exercise).rule()
    }

    /// Exports the weights that can hang from a belt, for other evaluators.
    pub(super) fn belt_rule(&self, exercise: &Exercise) -> LadderRule {
        self.belt(exercise).rule()
    }

    /// Returns the rounding of an exercise's weights.
    pub(super) fn rounding(&self, exercise: &Exercise) -> RoundingRule {
        self.rounding.rule(&exercise.slug)
    }

    /// Returns the weights that can hang from a belt: the exercise's own weights, otherwise the lifter's belt weights,
    /// otherwise multiples of the step.
    fn belt(&self, exercise: &Exercise) -> Ladder<'_> {
        self.own_ladder(exercise)
            .or_else(|| self.equipment.belt.as_ref().map(Ladder::of))
            .unwrap_or_else(|| Ladder::multiples(self.step(), self.step()))
    }
}

fn common_bar(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(20, units),
        Unit::Lb => Mass::whole(45, units),
    }
}

fn common_step(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(5, units).half(),
        Unit::Lb => Mass::whole(5, units),
    }
}

fn common_plates(units: Unit) -> Vec<PlateStock> {
    let quarters: &[u16] = match units {
        Unit::Kg => &[100, 80, 60, 40, 20, 10, 5],
        Unit::Lb => &[180, 140, 100, 40, 20, 10],
    };
    quarters.iter().map(|&n| PlateStock { mass: Mass::whole(n, units).half().half(), pairs: None }).collect()
}

/// Returns the widest gap that is not reported: two steps of a common gym.
fn wide(units: Unit) -> Mass {
    common_step(units) + common_step(units)
}

#[cfg(test)]
mod tests;
