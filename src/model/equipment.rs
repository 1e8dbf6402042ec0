//! What a lifter has to load.

use crate::units::Mass;

/// A lifter's bar, plates and dumbbells. What is left out is what a common gym has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equipment {
    /// The empty bar.
    pub bar: Option<Mass>,
    /// The plates, heaviest first; empty: a common gym's.
    pub plates: Vec<PlateStock>,
    /// Both collars together.
    pub collars: Mass,
    /// Only a step is known: multiples of it, nothing about plates.
    pub step: Option<Mass>,
    /// The dumbbells.
    pub dumbbells: Option<Dumbbells>,
}

/// One kind of plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlateStock {
    /// The weight of one.
    pub mass: Mass,
    /// How many pairs there are; `None`: as many as it takes.
    pub pairs: Option<u16>,
}

/// The dumbbells at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dumbbells {
    /// Every multiple of a step.
    Step(Mass),
    /// These, lightest first.
    List(Vec<Mass>),
}
