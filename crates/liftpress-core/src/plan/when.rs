//! The current week of the calculation.

use crate::model::Phase;

/// A week, with its position in its phase and cycle.
#[derive(Clone, Copy)]
pub(super) struct When<'a> {
    pub(super) phase: &'a Phase,
    /// Weeks since the first week of the phase.
    pub(super) week: u16,
    pub(super) cycle: u16,
    /// The number of the week over the whole program, from 1.
    pub(super) number: u16,
}
