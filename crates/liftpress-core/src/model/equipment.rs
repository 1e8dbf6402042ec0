//! What a lifter has to load.

use crate::units::Mass;

use super::ByExercise;

/// A lifter's bars, plates, dumbbells, machines. What is left out is what a common gym has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equipment {
    /// The empty bar.
    pub bar: Option<Mass>,
    /// The empty bar, handle, or sled of a machine that takes plates, of single exercises.
    pub bars: ByExercise<Bar>,
    /// The plates, heaviest first; empty: a common gym's.
    pub plates: Vec<PlateStock>,
    /// Both collars together, on every bar.
    pub collars: Mass,
    /// Only a step is known: multiples of it, nothing about plates.
    pub step: Option<Mass>,
    /// The dumbbells.
    pub dumbbells: Option<Ladder>,
    /// The kettlebells.
    pub kettlebells: Option<Ladder>,
    /// The stacks of machines and cables.
    pub machines: Option<Ladder>,
    /// What can hang on a belt.
    pub belt: Option<Ladder>,
    /// What single exercises are loaded with, whatever holds for others.
    pub ladders: ByExercise<Ladder>,
}

/// What the plates of an exercise go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Its weight when it is empty; of a pair of handles, that of one.
    pub mass: Mass,
    /// Its sleeves, where they are not those of the exercise.
    pub sleeves: Option<Sleeves>,
}

impl From<Mass> for Bar {
    fn from(mass: Mass) -> Self {
        Self { mass, sleeves: None }
    }
}

/// How many sleeves share the plates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sleeves {
    /// One takes all of them: a landmine, a T-bar, a loading pin.
    One,
    /// The two of a bar, a sled, or a single dumbbell handle.
    Two,
    /// The four of two handles that are lifted at once; a weight is that of one handle.
    Four,
}

impl Sleeves {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Four];

    /// How many there are.
    #[must_use]
    pub const fn count(self) -> u16 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
        }
    }

    /// How many of them the printed weight is of.
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
    /// The weight of one, to the nearest gram where it is not a whole number of thousandths of a kilogram or pound.
    pub mass: Mass,
    /// How many pairs there are; `None`: as many as it takes.
    pub pairs: Option<u16>,
}

/// Weights that are taken as they are, such as dumbbells or the pins of a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ladder {
    /// A lightest one, and every step above it, without end.
    Steps {
        /// From one to the next.
        step: Mass,
        /// The lightest.
        from: Mass,
    },
    /// These, lightest first; at least one.
    Rungs(Vec<Mass>),
}
