//! The loadable weights of a lifter, as rules.

use serde::Serialize;

use crate::model::{PlateStock, RoundingRule};
use crate::plan::ladder::Ladder;
use crate::plan::plates::PlateSet;
use crate::units::Mass;

use super::json;

/// The loadable weights of some equipment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum LadderRule {
    /// The weight `lightest`, and `first` with every step above it.
    Steps {
        /// The lightest weight.
        #[serde(serialize_with = "json::mass")]
        lightest: Mass,
        /// The weight where the steps start.
        #[serde(serialize_with = "json::mass")]
        first: Mass,
        /// The distance from one weight to the next.
        #[serde(serialize_with = "json::mass")]
        step: Mass,
    },
    /// A list, lightest first.
    Rungs {
        /// The weights.
        #[serde(serialize_with = "json::masses")]
        rungs: Vec<Mass>,
    },
    /// A bar and plates for each of its sides.
    Plates {
        /// The bar with its collars.
        #[serde(serialize_with = "json::mass")]
        bar: Mass,
        /// The plates for one side, heaviest first.
        plates: Vec<PlateRule>,
        /// The number of equally loaded sleeves: two, or one for a landmine.
        #[serde(skip_serializing_if = "json::is_two")]
        sides: u16,
    },
}

impl LadderRule {
    /// Returns every weight up to `most`, lightest first, or `None` if there are more than `limit`.
    #[must_use]
    pub fn rungs(&self, most: Mass, limit: usize) -> Option<Vec<Mass>> {
        Ladder::of_rule(self, &self.plates()).all_up_to(most, limit)
    }

    /// Returns the weights to load for calculated weights.
    #[must_use]
    pub fn fitted(&self, masses: impl IntoIterator<Item = Mass>, rounding: RoundingRule) -> Vec<Mass> {
        let plates = self.plates();
        let ladder = Ladder::of_rule(self, &plates);
        masses.into_iter().map(|mass| ladder.fit(mass, rounding, mass).mass).collect()
    }

    fn plates(&self) -> PlateSet {
        let stock = |plate: &PlateRule| PlateStock { mass: plate.mass, pairs: plate.pairs };
        PlateSet::new(match self {
            Self::Plates { plates, .. } => plates.iter().map(stock).collect(),
            Self::Steps { .. } | Self::Rungs { .. } => Vec::new(),
        })
    }
}

/// A kind of plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlateRule {
    /// The weight of one plate.
    pub mass: Mass,
    /// The number of these plates for each side; `None` for unlimited.
    pub pairs: Option<u16>,
}
