//! What days and entries inherit from what is around them.

use crate::units::Unit;

use super::yaml::{Map, Node, Reader};

/// What days inherit from their phase.
pub(super) struct Context<'n> {
    /// Unit of bare weights.
    pub(super) units: Option<Unit>,
    /// How many weeks a list of schemes has to be for.
    pub(super) weeks: u16,
    /// The warm-up of the phase, or of the day, for what says nothing itself.
    pub(super) warmup: Option<&'n Node<'n>>,
    /// The note of the day, for its weeks that say nothing themselves.
    pub(super) note: &'n str,
}

pub(super) fn only_is_not_yet(reader: &mut Reader<'_>, map: &mut Map<'_>) {
    if let Some(node) = map.get("only") {
        reader.not_yet(&node, "`only`");
    }
}
