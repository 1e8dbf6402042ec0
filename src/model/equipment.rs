//! What a lifter has to load.

use crate::units::Mass;

use super::ByExercise;

/// A lifter's bars, plates, dumbbells, machines. What is left out is what a common gym has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equipment {
    /// The empty bar.
    pub bar: Option<Mass>,
    /// The empty bar, or the empty sled of a machine that takes plates, of single exercises.
    pub bars: ByExercise<Mass>,
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

/// One kind of plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlateStock {
    /// The weight of one.
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
