//! Which of a lifter's programs is meant, and when it is over.

use jiff::civil::Date;

use crate::model::{Assignment, Lifter, Program};
use crate::plan::Calendar;
use crate::source::Content;

/// A program that a lifter trains.
#[derive(Clone, Copy)]
pub(super) struct Running<'c> {
    /// Its position in the lifter's programs.
    pub(super) at: usize,
    pub(super) assignment: &'c Assignment,
    pub(super) program: &'c Program,
}

impl<'c> Running<'c> {
    /// Every program of the lifter that could be read, in the order in which they are written.
    pub(super) fn all(content: &'c Content, lifter: &'c Lifter) -> Vec<Self> {
        let find = |(at, assignment): (usize, &'c Assignment)| {
            let program = content.programs.iter().find(|program| program.slug == assignment.program)?;
            Some(Self { at, assignment, program })
        };
        lifter.programs.iter().enumerate().filter_map(find).collect()
    }

    /// Whether it is called so: by its own name, or by that of its program.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.program.slug.as_str() == name || self.assignment.name.as_str() == name
    }

    /// Whether that is the name of this one, and not of its program.
    pub(super) fn is_alone(&self, name: &str) -> bool {
        self.program.slug.as_str() != name && self.assignment.name.as_str() == name
    }

    /// The one that ends last, of that name if one is given; or why that is not to be said.
    pub(super) fn last(content: &'c Content, lifter: &'c Lifter, name: Option<&str>) -> Result<Self, String> {
        let all = Self::all(content, lifter);
        let named = || {
            let mut names: Vec<_> = all.iter().map(|running| running.program.slug.as_str()).collect();
            names.dedup();
            names.join(", ")
        };
        let meant = all.iter().filter(|running| name.is_none_or(|name| running.is_called(name)));
        let Some(last) = meant.copied().max_by_key(|running| (running.last_day(), running.at)) else {
            return Err(match name {
                Some(name) if !all.is_empty() => {
                    format!("`{}` does not train `{name}`; they train {}", lifter.slug, named())
                }
                _ => format!("`{}` trains no program that could be read; add one under `programs`", lifter.slug),
            });
        };
        let is_beside = |other: &&Self| {
            other.program.slug != last.program.slug
                && other.last_day() >= last.calendar().and_then(|dates| dates.week(1))
        };
        match all.iter().find(is_beside) {
            Some(_) if name.is_none() => {
                Err(format!("`{}` trains several programs at once; name one of {}", lifter.slug, named()))
            }
            _ => Ok(last),
        }
    }

    /// Its dates, if it has some.
    pub(super) fn calendar(&self) -> Option<Calendar> {
        Calendar::new(self.assignment.schedule.as_ref()?, self.program.weeks())
    }

    /// The last day of its last week; nothing of one without dates, which sorts before all others.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.calendar()?.week(self.program.weeks())?.checked_add(jiff::Span::new().days(6)).ok()
    }
}

/// What a lifter trains last; an error where that is nothing, or several programs at once.
pub fn latest<'c>(content: &'c Content, lifter: &'c Lifter) -> Result<&'c Assignment, String> {
    Running::last(content, lifter, None).map(|running| running.assignment)
}
