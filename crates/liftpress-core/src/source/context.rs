//! What days and entries inherit from the levels above them.

use crate::diagnostic::Place;
use crate::model::Warmups;
use crate::units::Unit;

use super::yaml::Node;

/// What days inherit from their phase, and entries from their day.
pub(super) struct Context<'n> {
    /// The unit of weights without a unit.
    pub(super) units: Option<Unit>,
    /// The number of weeks that a list of schemes must cover.
    pub(super) weeks: u16,
    /// Where this number is written; `None` if it is one by default.
    pub(super) weeks_place: Option<&'n Place>,
    /// The warm-up of the phase or the day, for parts without their own.
    pub(super) warmup: Option<&'n Node<'n>>,
    /// The warm-ups of the site, by name.
    pub(super) warmups: &'n Warmups,
    /// The note of the day, for its ranges of weeks without their own.
    pub(super) note: &'n str,
}
