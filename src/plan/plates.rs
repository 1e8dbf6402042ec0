//! Every weight that a stock of plates can make on one side of a bar.

use crate::model::PlateStock;
use crate::units::{Mass, Unit};

/// Plates of odd weights make sums without end. Where there are more, the heaviest that can be loaded is lighter.
const MOST_SUMS: usize = 20_000;
/// More than this is on no side of a bar.
const HEAVIEST_SIDE: Mass = Mass::whole(500, Unit::Kg);

/// Plates, heaviest first, and every weight that they can make on one side.
#[derive(Debug, Clone)]
pub(super) struct PlateSet {
    stock: Vec<PlateStock>,
    /// `reach[i]`: what plates `i..` can make, from light to heavy. `reach[stock.len()]` is nothing at all.
    reach: Vec<Vec<Mass>>,
}

impl PlateSet {
    pub(super) fn new(stock: Vec<PlateStock>) -> Self {
        let mut reach = vec![vec![Mass::ZERO]];
        for plate in stock.iter().rev() {
            let without = reach.last().map_or(&[][..], Vec::as_slice);
            reach.push(with_plate(without, plate));
        }
        reach.reverse();
        Self { stock, reach }
    }

    /// The plates that there are, heaviest first.
    pub(super) fn stock(&self) -> &[PlateStock] {
        &self.stock
    }

    /// Every weight of one side, from light to heavy; the first is nothing.
    pub(super) fn sides(&self) -> &[Mass] {
        &self.reach[0]
    }

    /// The plates that make exactly `side`: as many as possible of the heaviest, then of the next.
    pub(super) fn per_side(&self, side: Mass) -> Option<Vec<Mass>> {
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

/// Every sum that `sums` and some of `plate` make, up to the heaviest side; both in order. Each new sum is one plate
/// more than an earlier one, and remembers the fewest plates it takes, so the work is linear in what comes out.
fn with_plate(sums: &[Mass], plate: &PlateStock) -> Vec<Mass> {
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
        if next.0 > HEAVIEST_SIDE || made.len() >= MOST_SUMS {
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

    /// Every sum of a small stock, by trying every number of every plate.
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

    proptest! {
        #[test]
        fn all_that_can_be_made_and_nothing_else(
            plates in prop::collection::btree_map(1_u16..60, 0_u16..4, 0..6),
            unit in prop::sample::select(vec![Unit::Kg, Unit::Lb]),
        ) {
            let stock: Vec<_> = plates.iter().rev()
                .map(|(quarters, pairs)| PlateStock { mass: Mass::whole(*quarters, unit).half().half(), pairs: Some(*pairs) })
                .collect();
            let set = PlateSet::new(stock.clone());
            prop_assert_eq!(set.sides(), brute(&stock));
            for side in set.sides() {
                let plates = set.per_side(*side).expect("it can be made");
                prop_assert_eq!(plates.iter().fold(Mass::ZERO, |sum, plate| sum + *plate), *side);
                for PlateStock { mass, pairs } in &stock {
                    let used = plates.iter().filter(|plate| *plate == mass).count();
                    prop_assert!(pairs.is_none_or(|pairs| used <= usize::from(pairs)));
                }
            }
        }
    }
}
