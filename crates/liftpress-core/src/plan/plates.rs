//! All weights that a stock of plates can make on one sleeve.
//!
//! Plates of one unit make few sums. All of them are multiples of the plates' greatest common divisor, so the sums are
//! calculated in advance. Kilogram and pound plates together make millions of sums, which are never listed. To find the
//! sum nearest to a weight, each sum of one unit is tried with the sum of the other unit that is nearest to the
//! remaining weight.

use crate::model::PlateStock;
use crate::units::{Mass, Rounding, Unit};

/// The greatest weight of plates of one unit on one sleeve.
const HEAVIEST: Mass = Mass::whole(500, Unit::Kg);

/// Plates, heaviest first, and their sums on one sleeve.
#[derive(Debug, Clone)]
pub(super) struct PlateSet {
    stock: Vec<PlateStock>,
    kg: Sums,
    lb: Sums,
}

/// The sums of the plates of one unit.
#[derive(Debug, Clone)]
struct Sums {
    /// Heaviest first.
    stock: Vec<PlateStock>,
    /// The greatest common divisor of the plates.
    step: Mass,
    /// `reach[i][n]`: whether the plates from index `i` on make a sum of `n` steps. `reach[stock.len()]` has no plates,
    /// so its only sum is zero.
    reach: Vec<Vec<bool>>,
}

impl PlateSet {
    pub(super) fn new(stock: Vec<PlateStock>) -> Self {
        let gram = Mass::of_count(Unit::Kg.count() / 1000);
        let written = |plate: PlateStock| {
            let mass =
                if plate.mass.is_written() { plate.mass } else { plate.mass.to_multiple_of(gram, Rounding::Nearest) };
            PlateStock { mass, ..plate }
        };
        let stock: Vec<_> = stock.into_iter().map(written).filter(|plate| plate.mass > Mass::ZERO).collect();
        let (kg, lb) = stock.iter().partition(|plate| plate.mass.is_written_in(Unit::Kg));
        Self { kg: Sums::new(kg), lb: Sums::new(lb), stock }
    }

    /// Returns the stock, heaviest first.
    pub(super) fn stock(&self) -> &[PlateStock] {
        &self.stock
    }

    /// Returns the heaviest sum not above `side`.
    pub(super) fn up_to(&self, side: Mass) -> Option<Mass> {
        let (few, many) = self.few_and_many();
        let best = |few: Mass| Some(few + many.up_to(side - few)?);
        few.all().take_while(|few| *few <= side).filter_map(best).max()
    }

    /// Returns the lightest sum not below `side`.
    pub(super) fn from(&self, side: Mass) -> Option<Mass> {
        let (few, many) = self.few_and_many();
        let best = |few: Mass| Some(few + many.from(side - few)?);
        few.all().take_while(|few| *few < side).filter_map(best).chain(few.from(side)).min()
    }

    /// Returns whether exactly `side` can be made.
    pub(super) fn makes(&self, side: Mass) -> bool {
        split(side).is_some_and(|[kg, lb]| self.kg.makes(0, kg) && self.lb.makes(0, lb))
    }

    /// Returns all sums up to `most`, lightest first, or `None` if there are more than `limit`.
    pub(super) fn all_up_to(&self, most: Mass, limit: usize) -> Option<Vec<Mass>> {
        let (few, many) = self.few_and_many();
        let mut all = Vec::new();
        for few in few.all().take_while(|few| *few <= most) {
            all.extend(many.all().map(|many| few + many).take_while(|sum| *sum <= most).take(limit + 1));
            if all.len() > limit {
                return None;
            }
        }
        all.sort_unstable();
        Some(all)
    }

    /// Returns the plates that make exactly `side`: as many as possible of the heaviest, then of the next.
    pub(super) fn per_side(&self, side: Mass) -> Option<Vec<Mass>> {
        let [kg, lb] = split(side)?;
        let mut plates = self.kg.plates(kg)?;
        plates.extend(self.lb.plates(lb)?);
        plates.sort_unstable_by(|a, b| b.cmp(a));
        Some(plates)
    }

    fn few_and_many(&self) -> (&Sums, &Sums) {
        let (kg, lb) = (&self.kg, &self.lb);
        if kg.reach[0].len() <= lb.reach[0].len() { (kg, lb) } else { (lb, kg) }
    }
}

impl Sums {
    fn new(stock: Vec<PlateStock>) -> Self {
        let step = stock.iter().fold(0, |step, plate| common(step, plate.mass.count()));
        // Without plates, zero is the only sum.
        let steps = if step == 0 { 0 } else { HEAVIEST.count() / step };
        let nothing: Vec<bool> = (0..=steps).map(|n| n == 0).collect();
        let mut reach = vec![nothing];
        for plate in stock.iter().rev() {
            let mut more = reach.last().cloned().unwrap_or_default();
            add(&mut more, usize::try_from(plate.mass.count() / step).unwrap_or(usize::MAX), plate.pairs);
            reach.push(more);
        }
        reach.reverse();
        Self { stock, step: Mass::of_count(step.max(1)), reach }
    }

    /// Returns every sum, lightest first.
    fn all(&self) -> impl Iterator<Item = Mass> {
        let can = self.reach[0].iter().zip(0..).filter(|(can, _)| **can);
        can.map(|(_, n)| Mass::of_count(self.step.count() * n))
    }

    fn up_to(&self, side: Mass) -> Option<Mass> {
        let within = usize::try_from(side.count().div_euclid(self.step.count())).ok()?;
        let within = &self.reach[0][..=within.min(self.reach[0].len() - 1)];
        within.iter().rposition(|can| *can).map(|n| self.mass(n))
    }

    fn from(&self, side: Mass) -> Option<Mass> {
        let short = (side + self.step - Mass::of_count(1)).max(Mass::ZERO).steps_of(self.step);
        let short = usize::try_from(short).ok()?;
        let n = self.reach[0].get(short..)?.iter().position(|can| *can)?;
        Some(self.mass(short + n))
    }

    /// Returns whether the plates from index `from` on make exactly `side`.
    fn makes(&self, from: usize, side: Mass) -> bool {
        let n = usize::try_from(side.count() / self.step.count()).unwrap_or(usize::MAX);
        side.count() % self.step.count() == 0 && self.reach[from].get(n).is_some_and(|can| *can)
    }

    fn plates(&self, side: Mass) -> Option<Vec<Mass>> {
        let mut left = side;
        let mut plates = Vec::new();
        for (i, plate) in self.stock.iter().enumerate() {
            let rest = |k: u16| left - plate.mass.repeated(k);
            let k = (0..=count(plate, left)).rev().find(|k| self.makes(i + 1, rest(*k)))?;
            plates.extend((0..k).map(|_| plate.mass));
            left = rest(k);
        }
        (left == Mass::ZERO).then_some(plates)
    }

    fn mass(&self, n: usize) -> Mass {
        Mass::of_count(self.step.count() * i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// Splits the weight of a side into its kilogram plates and its pound plates. There is only one way to split it: a
/// weight that is a whole number of thousandths of both units is zero, or more than 45 tonnes.
fn split(side: Mass) -> Option<[Mass; 2]> {
    /// The inverse of a thousandth of a pound modulo a thousandth of a kilogram. It turns the remainder of a side into the
    /// number of thousandths of a pound in it.
    const INVERSE: i64 = 35_396_173;
    let [kg, lb] = [Unit::Kg, Unit::Lb].map(|unit| unit.count() / 1000);
    let lb = Mass::of_count(side.count().rem_euclid(kg) * INVERSE % kg * lb);
    (lb <= side).then_some([side - lb, lb])
}

/// Adds the sums with up to `pairs` more plates. Each of these plates weighs `steps` steps.
fn add(reach: &mut [bool], steps: usize, pairs: Option<u16>) {
    let most = (reach.len() - 1) / steps;
    let mut left = pairs.map_or(most, |pairs| most.min(pairs.into()));
    // Plates are added in batches of 1, 2, 4 and so on, and a rest. Together, these batches make every number up to the
    // total.
    let mut at_once = 1;
    while left > 0 {
        let taken = at_once.min(left);
        for n in (taken * steps..reach.len()).rev() {
            reach[n] |= reach[n - taken * steps];
        }
        (left, at_once) = (left - taken, at_once * 2);
    }
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}

/// Returns how many plates of one kind fit into `mass`.
fn count(plate: &PlateStock, mass: Mass) -> u16 {
    let fit = u16::try_from(mass.steps_of(plate.mass)).unwrap_or(u16::MAX);
    plate.pairs.map_or(fit, |pairs| pairs.min(fit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns every sum of a small stock, by trying every number of each plate.
    fn brute(stock: &[PlateStock]) -> Vec<Mass> {
        let Some((plate, others)) = stock.split_first() else { return vec![Mass::ZERO] };
        let mut sums = Vec::new();
        for sum in brute(others) {
            sums.extend((0..=plate.pairs.unwrap()).map(|n| sum + plate.mass.repeated(n)));
        }
        sums.sort();
        sums.dedup();
        sums
    }

    fn mass(text: &str) -> Mass {
        text.parse().unwrap()
    }

    fn endless(plates: &[&str]) -> PlateSet {
        PlateSet::new(plates.iter().map(|plate| PlateStock { mass: mass(plate), pairs: None }).collect())
    }

    /// `/work/shared/cases/attack/mixed-plates`: kilogram and pound plates of one gym make more than a million sums.
    #[test]
    fn plates_of_both_units_reach_every_weight() {
        let kg = ["25 kg", "20 kg", "15 kg", "10 kg", "5 kg", "2.5 kg", "1.25 kg", "0.5 kg"];
        let lb = ["45 lb", "35 lb", "25 lb", "10 lb", "5 lb", "2.5 lb", "1.25 lb"];
        let set = endless(&[&kg[..], &lb[..]].concat());
        let side = mass("90 kg");
        assert_eq!((set.up_to(side), set.from(side)), (Some(side), Some(side)));
        assert_eq!(set.per_side(side), Some(["25 kg", "25 kg", "25 kg", "15 kg"].map(mass).to_vec()));
        let side = mass("45 lb") + mass("2.5 kg");
        assert_eq!(set.per_side(side), Some(["45 lb", "2.5 kg"].map(mass).to_vec()));
        assert_eq!(set.all_up_to(mass("500 kg"), 20_000), None);
        // Every side to 400 kg has one within ten grams below it and above it: none is out of reach.
        let near = mass("0.01 kg");
        for tenths in (500..4000).step_by(7) {
            let side = mass("0.1 kg").repeated(tenths) + mass("0.033 kg");
            assert!(side - set.up_to(side).unwrap() < near && set.from(side).unwrap() - side < near, "{tenths}");
        }
    }

    #[test]
    fn weighed_plates_reach_every_weight() {
        let set = endless(&["20.031 kg", "10.007 kg", "4.988 kg", "2.497 kg", "1.254 kg"]);
        let side = mass("20.031 kg").repeated(4) + mass("1.254 kg");
        assert_eq!(set.per_side(side).map(|plates| plates.len()), Some(5));
        assert_eq!((set.up_to(side), set.from(side)), (Some(side), Some(side)));
    }

    proptest! {
        #[test]
        fn all_that_can_be_made_and_nothing_else(
            plates in prop::collection::btree_map((1_u16..60, any::<bool>()), 0_u16..4, 0..6),
            asked in 0_u16..400,
        ) {
            let mut stock: Vec<_> = plates.iter()
                .map(|((quarters, kg), pairs)| {
                    let unit = if *kg { Unit::Kg } else { Unit::Lb };
                    PlateStock { mass: Mass::whole(*quarters, unit).half().half(), pairs: Some(*pairs) }
                })
                .collect();
            stock.sort_by_key(|plate| std::cmp::Reverse(plate.mass));
            let set = PlateSet::new(stock.clone());
            let all = brute(&stock);
            prop_assert_eq!(set.all_up_to(HEAVIEST, usize::MAX - 1), Some(all.clone()));
            let asked = Mass::whole(asked, Unit::Kg).half();
            prop_assert_eq!(set.up_to(asked), all.iter().copied().filter(|side| *side <= asked).max());
            prop_assert_eq!(set.from(asked), all.iter().copied().find(|side| *side >= asked));
            prop_assert_eq!(set.makes(asked), all.contains(&asked));
            for side in all {
                prop_assert!(set.makes(side) && set.up_to(side) == Some(side) && set.from(side) == Some(side));
                let plates = set.per_side(side).expect("it can be made");
                prop_assert_eq!(plates.iter().fold(Mass::ZERO, |sum, plate| sum + *plate), side);
                for PlateStock { mass, pairs } in &stock {
                    let used = plates.iter().filter(|plate| *plate == mass).count();
                    prop_assert!(pairs.is_none_or(|pairs| used <= usize::from(pairs)));
                }
            }
        }
    }
}
