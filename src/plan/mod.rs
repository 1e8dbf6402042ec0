//! Program × lifter → concrete weeks: every set with its reps, its exact weight, and why.

mod anchors;
mod dates;
mod expand;
mod ladder;
mod loading;
mod maxes;
mod plates;
mod resolve;
mod rules;
mod warmup;

use jiff::civil::Date;

use crate::model::{Entry, Exercise, Group, GroupKind, Lifter, Load, Phase, Program, Reps, Role};
use crate::units::{Mass, Percent, Range, Seconds, Unit};

pub use expand::{Expansion, expand};
pub use loading::{Fit, Problem, Rack};
pub use rules::{off_percent, off_points, stepped};

/// A program worked out for one lifter: the one thing that all outputs read.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The program.
    pub program: &'a Program,
    /// The lifter; without a name when only numbers were given.
    pub lifter: &'a Lifter,
    /// The unit of everything printed.
    pub units: Unit,
    /// What the lifter can load.
    pub rack: Rack,
    /// The maxes that weights were taken from, by name of the lift.
    pub maxes: Vec<UsedMax<'a>>,
    /// The weeks, in order, over all phases and cycles.
    pub weeks: Vec<Week<'a>>,
}

/// A max that weights were taken from.
#[derive(Debug, Clone)]
pub struct UsedMax<'a> {
    /// The lift.
    pub exercise: &'a Exercise,
    /// The 1RM.
    pub one_rep: Mass,
    /// Whether the program computes from a training max.
    pub trains: bool,
    /// What each cycle computes from: the training max, or else the max itself where it grows; empty where it does not.
    pub by_cycle: Vec<Mass>,
}

/// One week.
#[derive(Debug)]
pub struct Week<'a> {
    /// From 1, over the whole program.
    pub number: u16,
    /// From 1.
    pub cycle: u16,
    /// The phase it belongs to.
    pub phase: &'a Phase,
    /// From 1, within the phase.
    pub in_phase: u16,
    /// The day on which it begins.
    pub starts: Option<Date>,
    /// The training days.
    pub days: Vec<Day<'a>>,
}

/// One training day.
#[derive(Debug)]
pub struct Day<'a> {
    /// Its name.
    pub name: &'a str,
    /// When, if the lifter said on which days they train.
    pub date: Option<Date>,
    /// A word to the lifter, in Markdown.
    pub note: &'a str,
    /// The sets before the first work set.
    pub warmup: Vec<WarmupSet>,
    /// Top sets, each with its back-off work.
    pub blocks: Vec<Block<'a>>,
    /// Work that belongs to no top set.
    pub accessories: Vec<Item<'a>>,
}

/// One light set before the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmupSet {
    /// Reps.
    pub reps: Reps,
    /// Weight.
    pub weight: Weight,
    /// How often.
    pub sets: u16,
}

/// A top set and what follows from it.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its name, where the day has several.
    pub name: &'a str,
    /// The day's heaviest work on a lift.
    pub top: Vec<Item<'a>>,
    /// What follows.
    pub backoff: Vec<Item<'a>>,
}

/// An exercise with its sets of the day.
#[derive(Debug)]
pub struct Item<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// What the author wrote.
    pub entry: &'a Entry,
    /// Its role; drops within it are drops all the same.
    pub role: Role,
    /// The groups of sets, in order.
    pub lines: Vec<Line<'a>>,
}

/// A group of sets, worked out.
#[derive(Debug)]
pub struct Line<'a> {
    /// What the author wrote.
    pub group: &'a Group,
    /// Top, back-off, accessory, or drop.
    pub role: Role,
    /// How heavy.
    pub weight: Weight,
    /// The percentage of its load in this week.
    pub percent: Option<Range<Percent>>,
    /// The share of the exercise's 1RM, before rounding, to a tenth of a percent.
    pub percent_of_max: Option<Range<Percent>>,
    /// Rest after each set; none after the last set before a drop.
    pub rest: Option<Seconds>,
}

/// What is on the bar, in the hands, or on the belt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The lifter picks.
    Open,
    /// That much; of a range both ends can be loaded.
    Loaded(Range<Mass>),
    /// The lifter's own weight and that much more (or, below nothing, less).
    Bodyweight(Range<Mass>),
}

impl Weight {
    /// The heavier end, to compare by; nothing where the lifter picks.
    #[must_use]
    pub fn heaviest(self) -> Option<Mass> {
        match self {
            Self::Open => None,
            Self::Loaded(range) | Self::Bodyweight(range) => Some(range.high),
        }
    }
}

/// How much work there is; a drop set counts as one set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Top sets.
    pub top: u32,
    /// Back-off sets.
    pub backoff: u32,
    /// Sets that belong to no top set.
    pub accessory: u32,
}

impl Line<'_> {
    /// How many sets; of a range, the most.
    #[must_use]
    pub fn sets(&self) -> u16 {
        sets_of(self.group)
    }

    /// The rule that decided the weight.
    #[must_use]
    pub fn load(&self) -> Option<&Load> {
        self.group.load.as_ref().map(|load| &load.value)
    }
}

pub(crate) fn sets_of(group: &Group) -> u16 {
    match group.kind {
        GroupKind::Work { sets } => sets.high,
        GroupKind::Drop => 1,
    }
}

impl<'a> Day<'a> {
    /// Every item, in the order they are done.
    pub fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&self.accessories)
    }

    /// How much work the day is.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in self.items() {
            let sets = item.lines.iter().map(|line| u32::from(line.sets())).sum::<u32>();
            match item.role {
                Role::Top => counts.top += sets,
                Role::Backoff => counts.backoff += sets,
                _ => counts.accessory += sets,
            }
        }
        counts
    }
}
