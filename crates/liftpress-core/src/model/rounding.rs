//! How a lifter wants weights rounded.

use crate::units::{Mass, Rounding};

use super::{ByExercise, Slug, Word};

/// How the weights of an exercise become ones that can be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoundingRule {
    /// To which of two neighbours.
    pub way: Rounding,
    /// Only multiples of this are loaded, where the equipment has some around the weight asked for.
    pub to: Option<Mass>,
}

/// A lifter's rounding, which may be another one for single exercises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roundings {
    /// For exercises not named in `of`.
    pub all: RoundingRule,
    /// For single exercises.
    pub of: ByExercise<RoundingRule>,
}

impl Roundings {
    /// The rule for an exercise.
    #[must_use]
    pub fn rule(&self, exercise: &Slug) -> RoundingRule {
        self.of.get(exercise).map_or(self.all, |(rule, _)| *rule)
    }
}

impl From<Rounding> for Roundings {
    /// The same for all exercises.
    fn from(way: Rounding) -> Self {
        RoundingRule { way, to: None }.into()
    }
}

impl From<RoundingRule> for Roundings {
    /// The same for all exercises.
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
