//! How a lifter's weights are rounded.

use crate::units::{Mass, Rounding};

use super::{ByExercise, Slug, Word};

/// How the weights of an exercise are rounded to loadable ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoundingRule {
    /// The direction of rounding.
    pub way: Rounding,
    /// A weight whose multiples are preferred. If the equipment has multiples below and above the calculated weight,
    /// only multiples are loaded. `None` for no preference.
    pub to: Option<Mass>,
}

/// A lifter's rounding, with exceptions for certain exercises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roundings {
    /// The rule for exercises that are not in `of`.
    pub all: RoundingRule,
    /// The rules for certain exercises.
    pub of: ByExercise<RoundingRule>,
}

impl Roundings {
    /// Returns the rule for an exercise.
    #[must_use]
    pub fn rule(&self, exercise: &Slug) -> RoundingRule {
        self.of.get(exercise).map_or(self.all, |(rule, _)| *rule)
    }
}

impl From<Rounding> for Roundings {
    /// Returns a rule that rounds to loadable weights, without a preferred multiple.
    fn from(way: Rounding) -> Self {
        RoundingRule { way, to: None }.into()
    }
}

impl From<RoundingRule> for Roundings {
    /// Returns a lifter's rounding with the same rule for all exercises.
    fn from(all: RoundingRule) -> Self {
        Self { all, of: ByExercise::new() }
    }
}

impl Word for Rounding {
    const ALL: &'static [Self] = &[Self::Nearest, Self::Down, Self::Up];

    fn word(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Down => "down",
            Self::Up => "up",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Nearest => "The nearest weight that can be loaded; a tie goes up.",
            Self::Down => "The next lighter weight that can be loaded.",
            Self::Up => "The next heavier weight that can be loaded.",
        }
    }
}
