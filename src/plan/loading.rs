//! Which weights can be loaded, and with what.

use crate::model::{Dumbbells, Equipment, Gear, PlateStock};
use crate::units::{Mass, Rounding, Unit};

/// Plates of odd weights make sums without end. Where there are more, the heaviest that can be loaded is lighter.
const MOST_SUMS: usize = 20_000;
/// More than this is on no bar.
const HEAVIEST_KG: u16 = 1_000;

/// Everything a lifter can load, ready to be asked.
#[derive(Debug, Clone)]
pub struct Rack {
    bar: Mass,
    barbell: Ladder,
    /// The bar with plates that are quickly changed, for warm-ups.
    coarse: Ladder,
    plates: Option<PlateSet>,
    dumbbells: Ladder,
    /// Of everything else.
    step: Mass,
    rounding: Rounding,
}

/// A weight that can be loaded, and how it came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// What is loaded.
    pub mass: Mass,
    /// Whether the weight asked for was outside what can be loaded at all.
    pub outside: Option<Outside>,
}

/// Outside of what can be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Below the lightest.
    Below,
    /// Above the heaviest.
    Above,
}

/// The weights that can be loaded, from light to heavy.
#[derive(Debug, Clone)]
enum Ladder {
    /// Every multiple of a step from the lightest on.
    Steps { step: Mass, lightest: Mass },
    /// These. Never empty.
    Rungs(Vec<Mass>),
}

impl Ladder {
    fn fit(&self, mass: Mass, rounding: Rounding) -> Fit {
        let inside = |mass| Fit { mass, outside: None };
        match self {
            Self::Steps { lightest, .. } if mass < *lightest => Fit { mass: *lightest, outside: Some(Outside::Below) },
            Self::Steps { step, lightest } => inside(mass.to_multiple_of(*step, rounding).max(*lightest)),
            Self::Rungs(rungs) => {
                let above = rungs.partition_point(|rung| *rung < mass);
                match (above.checked_sub(1).map(|i| rungs[i]), rungs.get(above)) {
                    (_, Some(rung)) if *rung == mass => inside(mass),
                    (Some(below), Some(above)) => inside(rounding.choose(mass, below, *above)),
                    (Some(heaviest), None) => Fit { mass: heaviest, outside: Some(Outside::Above) },
                    (None, Some(lightest)) => Fit { mass: *lightest, outside: Some(Outside::Below) },
                    (None, None) => inside(mass),
                }
            }
        }
    }
}

impl Rack {
    /// What the lifter has; without equipment, a common gym: a bar of 20 kg or 45 lb, plates down to 1.25 kg or
    /// 2.5 lb, and steps of 2.5 kg or 5 lb for everything else.
    #[must_use]
    pub fn new(equipment: Option<&Equipment>, units: Unit, rounding: Rounding) -> Self {
        let none = Equipment::default();
        let equipment = equipment.unwrap_or(&none);
        let (common_bar, common_step) = match units {
            Unit::Kg => (Mass::whole(20, units), Mass::whole(5, units).half()),
            Unit::Lb => (Mass::whole(45, units), Mass::whole(5, units)),
        };
        let bar = equipment.bar.unwrap_or(common_bar);
        let empty = bar + equipment.collars;
        let step = equipment.step.unwrap_or(common_step);
        let steps_from = |lightest| Ladder::Steps { step, lightest };
        let dumbbells = match &equipment.dumbbells {
            Some(Dumbbells::Step(step)) => Ladder::Steps { step: *step, lightest: *step },
            Some(Dumbbells::List(list)) if !list.is_empty() => Ladder::Rungs(list.clone()),
            _ => steps_from(step),
        };
        let quick = |plate: &&PlateStock| plate.mass >= common_step;
        let (barbell, coarse, plates) = if equipment.plates.is_empty() && equipment.step.is_some() {
            let lightest = equipment.bar.map_or(Mass::ZERO, |bar| bar + equipment.collars);
            (steps_from(lightest), Ladder::Steps { step: step + step, lightest: empty }, None)
        } else {
            let stock = if equipment.plates.is_empty() { common_plates(units) } else { equipment.plates.clone() };
            let coarse = PlateSet::new(empty, stock.iter().filter(quick).copied().collect());
            let plates = PlateSet::new(empty, stock);
            (Ladder::Rungs(plates.totals()), Ladder::Rungs(coarse.totals()), Some(plates))
        };
        Self { bar: empty, barbell, coarse, plates, dumbbells, step, rounding }
    }

    /// The empty bar, with its collars.
    #[must_use]
    pub fn bar(&self) -> Mass {
        self.bar
    }

    /// The step of what is loaded without plates.
    #[must_use]
    pub fn step(&self) -> Mass {
        self.step
    }

    /// The weight to load for one that was computed.
    #[must_use]
    pub fn fit(&self, mass: Mass, gear: Gear) -> Fit {
        match gear {
            Gear::Barbell => self.barbell.fit(mass, self.rounding),
            Gear::Dumbbell => self.dumbbells.fit(mass, self.rounding),
            _ => Ladder::Steps { step: self.step, lightest: self.step }.fit(mass, self.rounding),
        }
    }

    /// The weight to hang on a belt, or to take off with help: to the step, whatever it is.
    #[must_use]
    pub fn fit_added(&self, mass: Mass) -> Mass {
        mass.to_multiple_of(self.step, self.rounding)
    }

    /// The nearest weight on the bar that needs no small plates.
    #[must_use]
    pub fn fit_coarse(&self, mass: Mass) -> Mass {
        self.coarse.fit(mass, Rounding::Nearest).mass
    }

    /// The plates on each side, heaviest first; `None` where nothing is known of plates.
    #[must_use]
    pub fn plates_per_side(&self, mass: Mass, gear: Gear) -> Option<Vec<Mass>> {
        let plates = self.plates.as_ref().filter(|_| gear == Gear::Barbell)?;
        plates.per_side((mass - self.bar).half())
    }
}

fn common_plates(units: Unit) -> Vec<PlateStock> {
    let quarters: &[u16] = match units {
        Unit::Kg => &[100, 80, 60, 40, 20, 10, 5],
        Unit::Lb => &[180, 140, 100, 40, 20, 10],
    };
    quarters.iter().map(|&n| PlateStock { mass: Mass::whole(n, units).half().half(), pairs: None }).collect()
}

/// Plates, heaviest first, and every weight that they can make on one side.
#[derive(Debug, Clone)]
struct PlateSet {
    empty: Mass,
    stock: Vec<PlateStock>,
    /// `reach[i]`: what plates `i..` can make, from light to heavy. `reach[stock.len()]` is nothing at all.
    reach: Vec<Vec<Mass>>,
}

impl PlateSet {
    fn new(empty: Mass, stock: Vec<PlateStock>) -> Self {
        let most = (Mass::whole(HEAVIEST_KG, Unit::Kg) - empty).half();
        let mut reach = vec![vec![Mass::ZERO]];
        for plate in stock.iter().rev() {
            let without = reach.last().map_or(&[][..], Vec::as_slice);
            reach.push(with_plate(without, plate, most));
        }
        reach.reverse();
        Self { empty, stock, reach }
    }

    /// Every weight of the loaded bar, from light to heavy.
    fn totals(&self) -> Vec<Mass> {
        self.reach[0].iter().map(|side| self.empty + *side + *side).collect()
    }

    /// The plates that make exactly `side`: as many as possible of the heaviest, then of the next.
    fn per_side(&self, side: Mass) -> Option<Vec<Mass>> {
        let mut left = side;
        let mut plates = Vec::new();
        for (i, plate) in self.stock.iter().enumerate() {
            let makes = |left: Mass| self.reach[i + 1].binary_search(&left).is_ok();
            let k = (0..=count(plate, left)).rev().find(|k| makes(left - plate.mass.repeated(*k)))?;
            plates.extend((0..k).map(|_| plate.mass));
            left = left - plate.mass.repeated(k);
        }
        (left == Mass::ZERO).then_some(plates)
    }
}

/// Every sum that `sums` and some of `plate` make, up to `most`; both in order. Each new sum is one plate more than an
/// earlier one, and remembers the fewest plates it takes, so the work is linear in what comes out.
fn with_plate(sums: &[Mass], plate: &PlateStock, most: Mass) -> Vec<Mass> {
    let mut made: Vec<(Mass, u16)> = Vec::with_capacity(sums.len() * 2);
    let mut sums = sums.iter().copied().peekable();
    let mut earlier = 0;
    loop {
        // Sums that already hold all the plates there are cannot take another.
        while plate.pairs.is_some_and(|pairs| made.get(earlier).is_some_and(|(_, used)| *used >= pairs)) {
            earlier += 1;
        }
        let more = made.get(earlier).map(|(sum, used)| (*sum + plate.mass, used + 1));
        let next = match (sums.peek().copied(), more) {
            (Some(sum), Some((more, _))) if sum <= more => (sum, 0),
            (_, Some(more)) => more,
            (Some(sum), None) => (sum, 0),
            (None, None) => break,
        };
        sums.next_if_eq(&next.0);
        if more.is_some_and(|(more, _)| more == next.0) {
            earlier += 1;
        }
        if next.0 > most || made.len() >= MOST_SUMS {
            break;
        }
        made.push(next);
    }
    made.into_iter().map(|(sum, _)| sum).collect()
}

/// How many of a plate fit into `mass` on one side.
fn count(plate: &PlateStock, mass: Mass) -> u16 {
    let fit = u16::try_from(mass.steps_of(plate.mass)).unwrap_or(u16::MAX);
    plate.pairs.map_or(fit, |pairs| pairs.min(fit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kg(text: &str) -> Mass {
        format!("{text} kg").parse().unwrap()
    }

    fn stock(plates: &[(&str, Option<u16>)]) -> Vec<PlateStock> {
        plates.iter().map(|(mass, pairs)| PlateStock { mass: kg(mass), pairs: *pairs }).collect()
    }

    fn with(plates: Vec<PlateStock>) -> Rack {
        let equipment = Equipment { bar: Some(kg("20")), plates, ..Equipment::default() };
        Rack::new(Some(&equipment), Unit::Kg, Rounding::Nearest)
    }

    fn loaded(rack: &Rack, mass: &str) -> String {
        rack.fit(kg(mass), Gear::Barbell).mass.in_unit(Unit::Kg)
    }

    #[test]
    fn finite_plates_bound_what_can_be_loaded() {
        let rack = with(stock(&[("20", Some(2)), ("5", Some(1)), ("1.25", Some(1))]));
        assert_eq!(rack.fit(kg("200"), Gear::Barbell), Fit { mass: kg("112.5"), outside: Some(Outside::Above) });
        assert_eq!(rack.fit(kg("10"), Gear::Barbell), Fit { mass: kg("20"), outside: Some(Outside::Below) });
        // Between 72.5 (20 + 5 + 1.25) and 100 (20 + 20) there is nothing.
        assert_eq!(
            (loaded(&rack, "86.2"), loaded(&rack, "86.25"), loaded(&rack, "72.6")),
            ("72.5".into(), "100".into(), "72.5".into())
        );
    }

    #[test]
    fn greedy_would_miss_what_exact_search_finds() {
        // 30 a side: 25 first leaves 5, which cannot be made; 15 + 15 can.
        let rack = with(stock(&[("25", Some(1)), ("15", Some(2))]));
        assert_eq!(rack.plates_per_side(kg("80"), Gear::Barbell), Some(vec![kg("15"), kg("15")]));
    }

    #[test]
    fn a_common_gym() {
        let rack = Rack::new(None, Unit::Lb, Rounding::Nearest);
        let plates = rack.plates_per_side("255 lb".parse().unwrap(), Gear::Barbell).unwrap();
        assert_eq!(plates.iter().map(|p| p.in_unit(Unit::Lb)).collect::<Vec<_>>(), ["45", "45", "10", "5"]);
        assert_eq!(rack.fit("2 lb".parse().unwrap(), Gear::Dumbbell).mass.in_unit(Unit::Lb), "5");
    }

    #[test]
    fn only_a_step() {
        let equipment = Equipment { step: Some(kg("1")), ..Equipment::default() };
        let rack = Rack::new(Some(&equipment), Unit::Kg, Rounding::Down);
        assert_eq!(loaded(&rack, "57.9"), "57");
        assert_eq!(rack.plates_per_side(kg("57"), Gear::Barbell), None);
    }

    proptest! {
        #[test]
        fn what_is_rounded_can_be_loaded(
            plates in prop::collection::btree_map(1_u16..100, prop::option::of(0_u16..5), 1..6),
            grams in 0_u32..400_000,
            rounding in prop::sample::select(vec![Rounding::Nearest, Rounding::Down, Rounding::Up]),
        ) {
            let stock: Vec<_> = plates.iter().rev()
                .map(|(quarters, pairs)| PlateStock { mass: Mass::whole(*quarters, Unit::Kg).half().half(), pairs: *pairs })
                .collect();
            let equipment = Equipment { plates: stock.clone(), ..Equipment::default() };
            let rack = Rack::new(Some(&equipment), Unit::Kg, rounding);
            let asked = kg(&format!("{}.{:03}", grams / 1000, grams % 1000));
            let Fit { mass, outside } = rack.fit(asked, Gear::Barbell);
            let side = rack.plates_per_side(mass, Gear::Barbell).expect("loadable");
            prop_assert_eq!(side.iter().fold(rack.bar(), |sum, plate| sum + *plate + *plate), mass);
            for PlateStock { mass, pairs } in stock {
                let used = side.iter().filter(|plate| **plate == mass).count();
                prop_assert!(pairs.is_none_or(|pairs| used <= usize::from(pairs)));
            }
            if outside.is_none() {
                prop_assert!(rounding != Rounding::Down || mass <= asked);
                prop_assert!(rounding != Rounding::Up || mass >= asked);
            }
        }
    }
}
