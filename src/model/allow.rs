//! `allow`: what an author has seen and wants to hear no more of.

use crate::diagnostic::{Code, Place};

/// A code whose warnings and advice are not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Which.
    pub code: Code,
    /// Where that stands.
    pub place: Place,
}
