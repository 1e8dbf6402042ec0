//! The week that is worked out.

use crate::model::Phase;

/// A week, and where it stands in its phase and its cycle.
#[derive(Clone, Copy)]
pub(super) struct When<'a> {
    pub(super) phase: &'a Phase,
    /// Weeks since the phase's first.
    pub(super) week: u16,
    pub(super) cycle: u16,
    /// Over the whole program, from 1.
    pub(super) number: u16,
}
