//! The equipment that a lifter can load.

use crate::units::Mass;

use super::ByExercise;

/// A lifter's bars, plates, dumbbells and machines. For a field without a value, the lifter uses the equipment of a
/// common gym.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equipment {
    /// The empty bar.
    pub bar: Option<Mass>,
    /// The empty bar, handle, or sled of a plate-loaded machine, for certain exercises.
    pub bars: ByExercise<Bar>,
    /// The plates, heaviest first; empty for those of a common gym.
    pub plates: Vec<PlateStock>,
    /// The weight of both collars together. Every bar has collars.
    pub collars: Mass,
    /// The step between the weights of everything that has no key of its own. Without `plates`, the step also replaces
    /// the plates.
    pub step: Option<Mass>,
    /// The dumbbells.
    pub dumbbells: Option<Ladder>,
    /// The kettlebells.
    pub kettlebells: Option<Ladder>,
    /// The stacks of machines and cables.
    pub machines: Option<Ladder>,
    /// The weights that can hang on a belt.
    pub belt: Option<Ladder>,
    /// The weights of certain exercises. They override all other fields.
    pub ladders: ByExercise<Ladder>,
}

/// A bar, handle or sled that plates go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The empty weight; for a pair of handles, that of one.
    pub mass: Mass,
    /// The number of sleeves, if it differs from the exercise's.
    pub sleeves: Option<Sleeves>,
}

impl From<Mass> for Bar {
    fn from(mass: Mass) -> Self {
        Self { mass, sleeves: None }
    }
}

/// How many sleeves share the plates of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sleeves {
    /// One sleeve takes all plates: a landmine, a T-bar, a loading pin.
    One,
    /// The two sleeves of a bar, a sled, or a single dumbbell handle.
    Two,
    /// The four sleeves of two handles that are lifted together. The printed weight is that of one handle.
    Four,
}

impl Sleeves {
    /// All variants.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Four];

    /// Returns the number of sleeves.
    #[must_use]
    pub const fn count(self) -> u16 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
        }
    }

    /// Returns how many sleeves the printed weight includes.
    #[must_use]
    pub const fn weighed(self) -> u16 {
        match self {
            Self::One => 1,
            Self::Two | Self::Four => 2,
        }
    }
}

/// One kind of plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlateStock {
    /// The weight of one plate. If it is not a whole number of thousandths of a kilogram or pound, it is rounded to the
    /// nearest gram.
    pub mass: Mass,
    /// The number of pairs; `None` for unlimited.
    pub pairs: Option<u16>,
}

/// A set of fixed weights, such as dumbbells or the pins of a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ladder {
    /// A lightest weight and every step above it, without end.
    Steps {
        /// The step from one weight to the next.
        step: Mass,
        /// The lightest.
        from: Mass,
    },
    /// These weights, lightest first; at least one.
    Rungs(Vec<Mass>),
}
