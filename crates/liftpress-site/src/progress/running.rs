//! Finds a lifter's program by name, and its dates.

use jiff::civil::Date;

use crate::model::{Assignment, Lifter, Program};
use crate::plan::Calendar;
use crate::source::Content;

/// A program that a lifter trains.
#[derive(Clone, Copy)]
pub(super) struct Running<'c> {
    /// The position in the list of the lifter's programs, from 0.
    pub(super) at: usize,
    pub(super) assignment: &'c Assignment,
    pub(super) program: &'c Program,
}

impl<'c> Running<'c> {
    /// Returns the lifter's programs in the order of the file, without programs that could not be read.
    pub(super) fn all(content: &'c Content, lifter: &'c Lifter) -> Vec<Self> {
        let find = |(at, assignment): (usize, &'c Assignment)| {
            let program = content.programs.iter().find(|program| program.slug == assignment.program)?;
            Some(Self { at, assignment, program })
        };
        lifter.programs.iter().enumerate().filter_map(find).collect()
    }

    /// Whether `name` is the lifter's name for this training of the program (`waves-2`), or the name of the program (`waves`).
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.program.slug.as_str() == name || self.assignment.name.as_str() == name
    }

    /// Whether `name` is the lifter's name for this training of the program, and is not the name of the program.
    pub(super) fn has_own_name(&self, name: &str) -> bool {
        self.program.slug.as_str() != name && self.assignment.name.as_str() == name
    }

    /// Finds the program of the lifter that ends last. If a name is given, only programs with this name are considered.
    ///
    /// # Errors
    ///
    /// Returns a message if no program is found, or if several programs overlap and no name is given.
    pub(super) fn last(content: &'c Content, lifter: &'c Lifter, name: Option<&str>) -> Result<Self, String> {
        let all = Self::all(content, lifter);
        let named = || {
            let mut names: Vec<_> = all.iter().map(|running| running.program.slug.as_str()).collect();
            names.dedup();
            names.join(", ")
        };
        let candidates = all.iter().filter(|running| name.is_none_or(|name| running.is_called(name)));
        let Some(last) = candidates.copied().max_by_key(|running| (running.last_day(), running.at)) else {
            return Err(match name {
                Some(name) if !all.is_empty() => {
                    format!("`{}` does not train `{name}`; name one of {}", lifter.slug, named())
                }
                _ => format!("`{}` trains no program that can be read; add one to `programs`", lifter.slug),
            });
        };
        let overlaps = |other: &&Self| {
            other.program.slug != last.program.slug
                && other.last_day() >= last.calendar().and_then(|dates| dates.week(1))
        };
        match all.iter().find(overlaps) {
            Some(_) if name.is_none() => {
                Err(format!("`{}` trains several programs at once; name one of {}", lifter.slug, named()))
            }
            _ => Ok(last),
        }
    }

    /// Returns the dates of the weeks; `None` if the lifter gave no start date.
    pub(super) fn calendar(&self) -> Option<Calendar> {
        Calendar::new(self.assignment.schedule.as_ref()?, self.program.weeks())
    }

    /// Returns the last day of the last week; `None` without dates. In comparisons, `None` is before every date.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.calendar()?.week(self.program.weeks())?.checked_add(jiff::Span::new().days(6)).ok()
    }
}

/// Returns the lifter's program that ends last.
///
/// # Errors
///
/// Returns a message if the lifter has no program, or has several programs that overlap.
pub fn latest<'c>(content: &'c Content, lifter: &'c Lifter) -> Result<&'c Assignment, String> {
    Running::last(content, lifter, None).map(|running| running.assignment)
}
