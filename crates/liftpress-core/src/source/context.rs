//! What days and entries inherit from what is around them.

use crate::diagnostic::Place;
use crate::model::Warmups;
use crate::units::Unit;

use super::yaml::Node;

/// What days inherit from their phase.
pub(super) struct Context<'n> {
    /// Unit of bare weights.
    pub(super) units: Option<Unit>,
    /// How many weeks a list of schemes has to be for.
    pub(super) weeks: u16,
    /// Where it says so; nowhere where there is one week because nothing is said.
    pub(super) weeks_place: Option<&'n Place>,
    /// The warm-up of the phase, or of the day, for what says nothing itself.
    pub(super) warmup: Option<&'n Node<'n>>,
    /// Warm-ups of the site, by name.
    pub(super) warmups: &'n Warmups,
    /// The note of the day, for its weeks that say nothing themselves.
    pub(super) note: &'n str,
}
