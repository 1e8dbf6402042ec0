//! Which weights can be loaded for an exercise, and with what.

use std::sync::{Arc, OnceLock};

use crate::model::{Equipment, Exercise, Gear, PlateStock, RoundingRule, Roundings};
use crate::units::{Mass, Percent, Rounding, Unit};

use super::ladder::Ladder;
use super::plates::PlateSet;
use super::rulebook::{LadderRule, PlateRule};

/// Neighbours that `Rack::neighbours` gives are at least this share of the weight apart.
const APART: Percent = Percent::whole(1);

/// Everything a lifter can load, ready to be asked.
#[derive(Debug, Clone)]
pub struct Rack {
    units: Unit,
    equipment: Equipment,
    /// None where only a step is known.
    plates: Option<Arc<Plates>>,
    rounding: Roundings,
}

#[derive(Debug)]
struct Plates {
    all: PlateSet,
    /// Those that are quickly changed, for warm-ups.
    quick: PlateSet,
}

/// A weight that can be loaded, and what there is to tell about how it came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fit {
    /// What is loaded.
    pub mass: Mass,
    /// Why it is not, or not nearly, the weight asked for.
    pub problem: Option<Problem>,
}

/// Why a weight cannot be loaded, or nearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// It is below the lightest.
    Below {
        /// The lightest that can be loaded.
        lightest: Mass,
    },
    /// It is above the heaviest.
    Above {
        /// The heaviest that can be loaded.
        heaviest: Mass,
    },
    /// It lies between two that are more than 5 kg (10 lb) apart, and more than half of that from the one taken.
    Gap {
        /// The next lighter that can be loaded.
        below: Mass,
        /// The next heavier that can be loaded.
        above: Mass,
    },
}

impl Plates {
    fn new(stock: Vec<PlateStock>, units: Unit) -> Self {
        let quick = stock.iter().filter(|plate| plate.mass >= common_step(units)).copied().collect();
        Self { all: PlateSet::new(stock), quick: PlateSet::new(quick) }
    }

    /// Those of a common gym, whose sums nobody works out twice.
    fn common(units: Unit) -> Arc<Self> {
        static COMMON: [OnceLock<Arc<Plates>>; 2] = [OnceLock::new(), OnceLock::new()];
        let [kg, lb] = &COMMON;
        let common = if units == Unit::Kg { kg } else { lb };
        Arc::clone(common.get_or_init(|| Self::new(common_plates(units), units).into()))
    }
}

impl Rack {
    /// What the lifter has; without equipment, a common gym: a bar of 20 kg or 45 lb, plates down to 1.25 kg or
    /// 2.5 lb, and steps of 2.5 kg or 5 lb for everything else.
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

    /// The empty bar of an exercise, with its collars; of an exercise that has a ladder, the lightest of that.
    #[must_use]
    pub fn bar(&self, exercise: &Exercise) -> Mass {
        match self.own_ladder(exercise) {
            Some(ladder) => ladder.lightest(),
            None => self.empty_bar(exercise).unwrap_or(common_bar(self.units) + self.equipment.collars),
        }
    }

    /// The step of what is loaded without plates.
    #[must_use]
    pub fn step(&self) -> Mass {
        self.equipment.step.unwrap_or(common_step(self.units))
    }

    /// The weight to load for one that was computed.
    ///
    /// ```
    /// use liftpress::model::{Exercise, Roundings, Slug};
    /// use liftpress::plan::{Problem, Rack};
    /// use liftpress::units::{Mass, Unit};
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

    /// The weight to hang on a belt, which may be none. Below nothing it is help, and comes in steps.
    #[must_use]
    pub fn fit_added(&self, mass: Mass, exercise: &Exercise) -> Fit {
        let rule = self.rounding.rule(&exercise.slug);
        if mass + Mass::HAIR < Mass::ZERO {
            return Fit { mass: mass.to_multiple_of(self.step(), rule.way), problem: None };
        }
        self.belt(exercise).or_nothing().fit(mass, rule, wide(self.units))
    }

    /// The next weight above `mass` that can be loaded; the heaviest there is where none is.
    pub(super) fn above(&self, mass: Mass, exercise: &Exercise) -> Mass {
        let up = RoundingRule { way: Rounding::Up, ..self.rounding.rule(&exercise.slug) };
        self.ladder(exercise).fit(mass + Mass::ABOVE, up, wide(self.units)).mass
    }

    /// The same of what hangs on a belt.
    pub(super) fn added_above(&self, mass: Mass, exercise: &Exercise) -> Mass {
        let above = mass + Mass::ABOVE;
        if above + Mass::HAIR < Mass::ZERO {
            return above.to_multiple_of(self.step(), Rounding::Up);
        }
        let up = RoundingRule { way: Rounding::Up, ..self.rounding.rule(&exercise.slug) };
        self.belt(exercise).or_nothing().fit(above, up, wide(self.units)).mass
    }

    /// The nearest weight on the bar that needs no small plates.
    #[must_use]
    pub fn fit_coarse(&self, mass: Mass, exercise: &Exercise) -> Mass {
        self.coarse(exercise).fit(mass, Roundings::from(Rounding::Nearest).all, wide(self.units)).mass
    }

    /// What a warm-up on the bar is loaded with, for who has to find weights without us.
    #[must_use]
    pub fn coarse_rule(&self, exercise: &Exercise) -> LadderRule {
        let plates = self.plates.as_ref().map(|plates| &plates.quick);
        rule_of(self.coarse(exercise), plates)
    }

    fn coarse(&self, exercise: &Exercise) -> Ladder<'_> {
        self.own_ladder(exercise).unwrap_or_else(|| match &self.plates {
            Some(plates) => Ladder::bar(self.bar(exercise), plates.quick.sides()),
            None => Ladder::multiples(self.step() + self.step(), self.bar(exercise)),
        })
    }

    /// Up to `count` weights below `mass` and as many above it, nearest first, as the exercise can be loaded: each at
    /// least 1% of `mass` from the one before.
    ///
    /// ```
    /// use liftpress::model::{Exercise, Roundings, Slug};
    /// use liftpress::plan::Rack;
    /// use liftpress::units::{Mass, Unit};
    /// let squat = Exercise::new(Slug::new("squat").unwrap());
    /// let rack = Rack::new(None, Unit::Kg, &Roundings::default());
    /// let (below, above) = rack.neighbours("185 kg".parse().unwrap(), &squat, 2);
    /// let texts = |masses: Vec<Mass>| masses.iter().map(|mass| mass.in_unit(Unit::Kg)).collect::<Vec<_>>();
    /// assert_eq!((texts(below), texts(above)), (vec!["182.5".into(), "180".into()], vec!["187.5".into(), "190".into()]));
    /// ```
    #[must_use]
    pub fn neighbours(&self, mass: Mass, exercise: &Exercise, count: usize) -> (Vec<Mass>, Vec<Mass>) {
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

    /// The plates on each side, heaviest first; `None` where the exercise takes none, or nothing is known of them.
    #[must_use]
    pub fn plates_per_side(&self, mass: Mass, exercise: &Exercise) -> Option<Vec<Mass>> {
        let plates = self.plates.as_ref().filter(|_| self.takes_plates(exercise))?;
        plates.all.per_side((mass - self.bar(exercise)).half())
    }

    fn takes_plates(&self, exercise: &Exercise) -> bool {
        let Equipment { bars, ladders, .. } = &self.equipment;
        let on_bar = exercise.gear == Gear::Barbell || bars.contains_key(&exercise.slug);
        on_bar && !ladders.contains_key(&exercise.slug)
    }

    /// The empty bar with its collars, where the lifter says what it weighs.
    fn empty_bar(&self, exercise: &Exercise) -> Option<Mass> {
        let own = self.equipment.bars.get(&exercise.slug).map(|(bar, _)| *bar);
        own.or(self.equipment.bar).map(|bar| bar + self.equipment.collars)
    }

    fn own_ladder(&self, exercise: &Exercise) -> Option<Ladder<'_>> {
        self.equipment.ladders.get(&exercise.slug).map(|(ladder, _)| Ladder::of(ladder))
    }

    pub(super) fn ladder(&self, exercise: &Exercise) -> Ladder<'_> {
        if self.takes_plates(exercise) {
            return match &self.plates {
                Some(plates) => Ladder::bar(self.bar(exercise), plates.all.sides()),
                // Where the bar is unknown too, everything is a multiple of the step.
                None => Ladder::multiples(self.step(), self.empty_bar(exercise).unwrap_or_default()),
            };
        }
        let of_gear = match exercise.gear {
            Gear::Dumbbell => &self.equipment.dumbbells,
            Gear::Kettlebell => &self.equipment.kettlebells,
            Gear::Machine | Gear::Cable => &self.equipment.machines,
            Gear::Bodyweight => &self.equipment.belt,
            Gear::Barbell | Gear::Band | Gear::Other => &None,
        };
        self.own_ladder(exercise)
            .or_else(|| of_gear.as_ref().map(Ladder::of))
            .unwrap_or_else(|| Ladder::multiples(self.step(), self.step()))
    }

    /// What an exercise is loaded with, for who has to find weights without us.
    pub(super) fn ladder_rule(&self, exercise: &Exercise) -> LadderRule {
        rule_of(self.ladder(exercise), self.plates.as_ref().map(|plates| &plates.all))
    }

    /// What can hang on a belt, for who has to find weights without us.
    pub(super) fn belt_rule(&self, exercise: &Exercise) -> Option<LadderRule> {
        self.belt(exercise).rule()
    }

    /// How the weights of an exercise are rounded.
    pub(super) fn rounding(&self, exercise: &Exercise) -> RoundingRule {
        self.rounding.rule(&exercise.slug)
    }

    /// What can hang on a belt, whatever else the exercise is done with.
    fn belt(&self, exercise: &Exercise) -> Ladder<'_> {
        self.own_ladder(exercise)
            .or_else(|| self.equipment.belt.as_ref().map(Ladder::of))
            .unwrap_or_else(|| Ladder::multiples(self.step(), self.step()))
    }
}

/// A ladder as it is told; of a bar, with the plates that go on it.
fn rule_of(ladder: Ladder<'_>, plates: Option<&PlateSet>) -> LadderRule {
    let plate = |stock: &PlateStock| PlateRule { mass: stock.mass, pairs: stock.pairs };
    let plates = || plates.map(|plates| plates.stock().iter().map(plate).collect()).unwrap_or_default();
    ladder.rule().unwrap_or_else(|| LadderRule::Plates { bar: ladder.lightest(), plates: plates() })
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

/// Weights further apart than this leave a gap: two of the steps that a common gym has.
fn wide(units: Unit) -> Mass {
    common_step(units) + common_step(units)
}

#[cfg(test)]
mod tests;
