//! What days and entries inherit from the levels above them.

use crate::diagnostic::Place;
use crate::model::Warmups;
use crate::units::Unit;

use super::yaml::Node;

/// What days inherit from their phase, and entries from their day.
pub(super) struct Context<'n> {
    /// The unit of weights without a unit.
    pub(super) units: Option<Unit>,
    /// The number of schemes in a list of schemes: one for each week.
    pub(super) weeks: u16,
    /// The place where the number of weeks is written; `None` if the file does not give the number.
    pub(super) weeks_place: Option<&'n Place>,
    /// The warm-up of the phase or the day. It applies to the parts that have no warm-up of their own.
    pub(super) warmup: Option<&'n Node<'n>>,
    /// The warm-ups of the site, by name.
    pub(super) warmups: &'n Warmups,
    /// The note of the day. It applies to the ranges of weeks that have no note of their own.
    pub(super) note: &'n str,
}
