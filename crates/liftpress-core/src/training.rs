//! The simplest way to use this crate: calculates one program for one lifter, from one text.

use std::fmt;

use crate::diagnostic::{Color, Diagnostic, Report};
use crate::model::{Lifter, Max, Program, Slug, parse_lifted};
use crate::plan::{Plan, expand};
use crate::source::{Content, Files};
use crate::units::Unit;

/// A program and the maxes of the lifter who trains it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use liftpress_core::Training;
///
/// let training = Training::of("{title: Bench, days: [{name: A, top: {bench: 5x3 @ 85%}, backoff: {bench: 4x6 @ top -20%}}]}")?;
/// let training = training.with_max("bench", "300 lb")?;
/// let plan = training.plan()?;
///
/// let weight = |line: &liftpress_core::plan::Line| line.weight.heaviest().map(|mass| mass.with_unit(plan.units));
/// let weights: Vec<_> = plan.lines().filter_map(|(_, line)| weight(line)).collect();
/// assert_eq!(weights, ["255 lb", "205 lb"]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Training {
    content: Content,
    lifter: Lifter,
}

/// A program or max that cannot be used, as the command reports it.
#[derive(Debug)]
pub struct Mistakes(String);

impl Training {
    /// Reads a program from YAML. It can use the built-in exercises. The lifter has no maxes yet.
    ///
    /// # Errors
    ///
    /// Returns every mistake in the text, with its line and column and the fix.
    pub fn of(text: &str) -> Result<Self, Mistakes> {
        let content = Content::of_text(text);
        let Some(program) = content.programs.first().filter(|_| !content.diagnostics.iter().any(Diagnostic::is_error))
        else {
            return Err(Mistakes::new(&content.diagnostics, &content.files));
        };
        let lifter = Lifter::unnamed(program, program.units.unwrap_or(Unit::Kg), [].into());
        Ok(Self { content, lifter })
    }

    /// Adds the 1RM of a lift: `("squat", "200 kg")`, `("pull-up", "bw + 20 kg")`. If the program sets no unit, the
    /// plan's weights are in the unit of the max that was added last.
    ///
    /// # Errors
    ///
    /// Returns the mistake if the name or the weight is invalid.
    pub fn with_max(mut self, lift: &str, max: &str) -> Result<Self, Mistakes> {
        let lift = Slug::new(lift).map_err(|error| Mistakes(error.to_string()))?;
        let (lifted, unit) = parse_lifted(max, None).map_err(|error| Mistakes(error.in_one_line()))?;
        let unit = unit.unwrap_or(self.lifter.units);
        self.lifter.units = self.program().units.unwrap_or(unit);
        self.lifter.maxes.insert(lift, Max::given(lifted, unit));
        Ok(self)
    }

    /// Returns the program as the author wrote it.
    #[must_use]
    pub fn program(&self) -> &Program {
        // `of` returns an error for a text without a program.
        &self.content.programs[0]
    }

    /// Calculates every set of every week.
    ///
    /// # Errors
    ///
    /// Returns every reason why the plan cannot be calculated, such as a missing max.
    pub fn plan(&self) -> Result<Plan<'_>, Mistakes> {
        let expansion = expand(self.program(), &self.lifter, None, self.content.basis());
        expansion.plan.ok_or_else(|| Mistakes::new(&expansion.diagnostics, &self.content.files))
    }
}

impl Mistakes {
    fn new(diagnostics: &[Diagnostic], files: &Files) -> Self {
        Self(Report::new(diagnostics, files).errors().text(Color::Plain))
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

impl std::error::Error for Mistakes {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_reported_with_its_place_and_its_fix() {
        let mistakes = Training::of("title: One\ndays: [{name: A, top: {sqaut: 5x}}]\n").unwrap_err().to_string();
        assert!(mistakes.contains("program.yaml:2:33"), "{mistakes}");
    }

    #[test]
    fn a_missing_max_keeps_a_program_from_being_calculated() {
        let training = Training::of("{title: One, days: [{name: A, top: {squat: 5x5 @ 80%}}]}").unwrap();
        let mistakes = training.plan().unwrap_err().to_string();
        assert!(mistakes.contains("squat"), "{mistakes}");
        assert_eq!(training.with_max("squat", "heavy").unwrap_err().to_string().lines().count(), 1);
    }
}
