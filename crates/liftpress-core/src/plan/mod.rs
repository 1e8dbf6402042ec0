//! Plans: a program and a lifter become concrete weeks, with every set's reps, exact weight and rule.
//!
//! [`expand`] is the entry point. A [`Plan`] has weeks of days. A [`Day`] has blocks (top sets and their back-off work) and
//! accessories. Each of their [`Item`]s has [`Line`]s of equal sets, and each line has a [`Weight`]. [`Plan::after`]
//! recalculates a day from the results of its top sets; [`Plan::volume`] counts the work.

mod assignment;
mod dates;
mod estimate;
mod expand;
mod expander;
mod faults;
mod fingerprint;
mod items;
mod ladder;
mod loading;
mod maxes;
mod measure;
mod planned_sets;
mod plates;
mod points;
mod report;
mod rules;
mod score;
mod strip;
mod volume;
mod warmup;
mod what_if;
mod when;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::model::{
    Assignment, Basis, Branch, Choice, Entry, Exercise, Formula, Group, GroupKind, Lifted, Lifter, Load, Phase,
    Program, ProgramOption, Reps, Role, Slug, Spanned,
};
use crate::units::{Mass, Percent, Range, Rpe, Seconds, Unit};

pub use dates::{Calendar, from_week};
pub use estimate::estimate_by_chart;
pub use expand::{Expansion, expand, expand_each};
pub use loading::{Fit, Problem, Rack};
pub use measure::{Measured, Measuring};
pub use points::{Points, points};
pub use rules::{
    BlockRules, Carried, DayRules, ExerciseRule, HitsRule, ItemRules, LadderRule, MassStep, MaxRule, Off, PercentOf,
    PlateRule, ReferenceRule, Rule, Rulebook, ShareOf, Shown, SlotRule, Strength, SubstituteRule, WarmupRule,
    WarmupSetRule, stepped,
};
pub use score::Score;
pub use volume::{Volume, Zone};
pub use warmup::{BAR_REPS, RAMP, jump};
pub use what_if::{BlockAfter, CameTo, DayAfter, ItemAfter, TopSetAt};

use rules::Tables;

/// Percentages above this value are reported to the author.
pub(crate) const HIGH: Percent = Percent::whole(120);

/// A program planned for one lifter: the input of every output format.
#[derive(Debug)]
#[non_exhaustive]
pub struct Plan<'a> {
    /// The program.
    pub program: &'a Program,
    /// The lifter. The lifter has no name if only numbers were given.
    pub lifter: &'a Lifter,
    /// The assignment with its dates and changes, if there is one.
    pub assignment: Option<&'a Assignment>,
    /// The site-wide inputs of the calculation.
    pub basis: Basis<'a>,
    /// The unit of everything printed.
    pub units: Unit,
    /// What the lifter can load.
    pub rack: Rack,
    /// The choice for each option: the lifter's choice, otherwise the default.
    pub choices: Vec<(&'a ProgramOption, &'a Choice)>,
    /// The maxes that weights are taken from, in the order of the lifts' names.
    pub maxes: Vec<UsedMax<'a>>,
    /// The points of the lifter's maxes on the site's scales.
    pub scores: Vec<Score>,
    /// The weeks, in order, over all phases and cycles.
    pub weeks: Vec<Week<'a>>,
    /// The tables that the rules of the days refer to.
    tables: Arc<Tables<'a>>,
}

impl Plan<'_> {
    /// Returns the plan's name in commands, files and events: `wave-2` if the lifter trains `wave` for the second time.
    #[must_use]
    pub fn name(&self) -> &Slug {
        self.assignment.map_or(&self.program.slug, |assignment| &assignment.name)
    }
}

impl<'a> Plan<'a> {
    /// Returns every line of sets with its item, in training order.
    pub fn lines(&self) -> impl Iterator<Item = (&Item<'a>, &Line<'a>)> {
        let items = self.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
        items.flat_map(|item| item.lines.iter().map(move |line| (item, line)))
    }
}

/// A max that weights are taken from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UsedMax<'a> {
    /// The lift.
    pub exercise: &'a Exercise,
    /// The lifter's 1RMs of the lift, in the order in which they start to count. Never empty.
    pub known: Vec<KnownMax>,
    /// Whether the program calculates weights from a training max of the lift.
    pub trains: bool,
    /// The base of percentages in each cycle: the training max, or the max itself if it grows. Empty if there is no
    /// training max and nothing grows.
    pub by_cycle: Vec<Mass>,
}

/// A 1RM, its source, and the week from which it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownMax {
    /// The 1RM. For bodyweight exercises, it includes the lifter's bodyweight.
    pub one_rep: Mass,
    /// The first week of the program in which the 1RM counts, from 1.
    pub from_week: u16,
    /// The source of an estimated 1RM; `None` if it was given.
    pub estimated: Option<EstimatedFrom>,
}

/// The source of an estimated 1RM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstimatedFrom {
    /// A set.
    Set {
        /// Its weight.
        lifted: Lifted,
        /// Its reps.
        reps: u16,
        /// Its effort.
        effort: Option<Rpe>,
        /// The formula; `None` for the RPE chart.
        formula: Option<Formula>,
    },
    /// A training max with a known share of the 1RM.
    Training(Lifted),
}

/// One week.
#[derive(Debug)]
#[non_exhaustive]
pub struct Week<'a> {
    /// Number over the whole program, from 1.
    pub number: u16,
    /// Number of the cycle, from 1.
    pub cycle: u16,
    /// The phase it belongs to.
    pub phase: &'a Phase,
    /// Number within the phase, from 1.
    pub in_phase: u16,
    /// The date of its first day.
    pub starts: Option<Date>,
    /// The training days.
    pub days: Vec<Day<'a>>,
}

/// One training day.
#[derive(Debug)]
#[non_exhaustive]
pub struct Day<'a> {
    /// Its name.
    pub name: &'a str,
    /// The day's place in the author's file.
    pub place: &'a Place,
    /// The date, if the lifter named training days.
    pub date: Option<Date>,
    /// Note to the lifter, in Markdown.
    pub note: &'a str,
    /// Top sets, each with its back-off work.
    pub blocks: Vec<Block<'a>>,
    /// Work without a top set.
    pub accessories: Vec<Item<'a>>,
    /// The rules that the day's weights follow from, in the same shape as the day.
    rules: DayRules,
}

/// One or several equal light sets before the work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WarmupSet {
    /// Reps.
    pub reps: Reps,
    /// Weight.
    pub weight: Weight,
    /// Number of sets.
    pub sets: u16,
}

/// A top set and its back-off work.
#[derive(Debug)]
#[non_exhaustive]
pub struct Block<'a> {
    /// Its name, if the day has several blocks.
    pub name: &'a str,
    /// The top sets: the day's heaviest work on a lift.
    pub top: Vec<Item<'a>>,
    /// The back-off sets.
    pub backoff: Vec<Item<'a>>,
    /// The back-off weights for each possible result of an estimated top set.
    pub strips: Vec<Strip<'a>>,
}

/// The possible results of a top set, and the back-off weights for each.
#[derive(Debug)]
#[non_exhaustive]
pub struct Strip<'a> {
    /// The lift of the top set.
    pub exercise: &'a Exercise,
    /// The results, from light to heavy, from few to many reps, or from low to high effort.
    pub hits: Vec<Hit>,
    /// The back-off groups, with one weight for each result.
    pub rows: Vec<StripRow<'a>>,
}

/// A result of a top set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// The weight.
    Weight(Mass),
    /// The reps.
    Reps(u16),
    /// The effort.
    Effort(Rpe),
}

/// A back-off group with one weight for each result of the top set.
#[derive(Debug)]
#[non_exhaustive]
pub struct StripRow<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its sets.
    pub line: Line<'a>,
    /// Its branch of `adjust`, if it belongs to one.
    pub branch: Option<&'a Branch>,
    /// One weight for each result.
    pub weights: Vec<Weight>,
}

/// An exercise with its sets of the day.
#[derive(Debug)]
#[non_exhaustive]
pub struct Item<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The author's entry.
    pub entry: &'a Entry,
    /// The role. A drop set among the lines still has the role of a drop set.
    pub role: Role,
    /// Light sets before the exercise.
    pub warmup: Vec<WarmupSet>,
    /// The groups of sets, in order.
    pub lines: Vec<Line<'a>>,
    /// The branches of `adjust`: replacements that depend on the top set.
    pub alternatives: Vec<Alternative<'a>>,
    /// Alternative exercises.
    pub substitutes: Vec<Substitute<'a>>,
}

/// A calculated branch of `adjust`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Alternative<'a> {
    /// The author's branch.
    pub branch: &'a Branch,
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its groups of sets. Empty if the branch drops the back-off work.
    pub lines: Vec<Line<'a>>,
}

/// An alternative exercise.
#[derive(Debug)]
#[non_exhaustive]
pub struct Substitute<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The weight for each line: the same percentage of the alternative's own max as the line's weight is of its max.
    pub weights: Vec<Weight>,
}

/// A calculated group of sets.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The author's group.
    pub group: &'a Group,
    /// The place of the scheme in the author's file.
    pub place: &'a Place,
    /// Top, back-off, accessory, or drop.
    pub role: Role,
    /// The reps of each set. If a phase reduces the back-off work, its last set is not open (`5+`).
    pub reps: Cow<'a, Reps>,
    /// The rule that decided the weight.
    load: Option<Cow<'a, Spanned<Load>>>,
    /// The number of sets after the phase's percentage is applied. An optional single set is a range from zero to one.
    pub sets: Range<u16>,
    /// Which set of the group this is, if each set has a line of its own.
    pub single: Option<Single>,
    /// The weight.
    pub weight: Weight,
    /// Whether the weight is only an estimate until the lifter trains: it follows from an effort, or from a result of
    /// the day.
    pub estimate: bool,
    /// The percentage from which the weight is calculated in this week; `None` if the weight is not a percentage.
    pub percent: Option<Range<Percent>>,
    /// The weight before rounding as a percentage of the exercise's 1RM, to a tenth of a percent; `None` if one of the
    /// two is unknown.
    pub percent_of_max: Option<Range<Percent>>,
    /// Rest after each set. `None` after the last set before a drop set.
    pub rest: Option<Seconds>,
}

/// One set of a group in which each set refers to the one before it: `3x8 @ previous -10%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Single {
    /// Position in the group, from 0.
    pub index: u16,
    /// Number of sets in the group. Sets beyond the minimum are optional.
    pub of: Range<u16>,
}

/// The weight on the bar, in the hands or on the belt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// A weight that the lifter chooses.
    Open,
    /// A weight. Both ends of the range can be loaded.
    Loaded(Range<Mass>),
    /// Bodyweight with an added weight. A negative added weight is assistance.
    Bodyweight(Range<Mass>),
}

impl Weight {
    /// Returns the heavier end of the range, for comparisons. Returns `None` if the lifter chooses the weight.
    #[must_use]
    pub fn heaviest(self) -> Option<Mass> {
        match self {
            Self::Open => None,
            Self::Loaded(range) | Self::Bodyweight(range) => Some(range.high),
        }
    }
}

impl Line<'_> {
    /// Returns the number of sets; for a range, the highest number.
    #[must_use]
    pub fn most_sets(&self) -> u16 {
        self.sets.high
    }

    /// Returns whether the whole line is optional, like the later sets of `1-4x1 @ previous +5% until RPE 9`.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        self.sets.low == 0
    }

    /// Returns whether both lines come from the same group.
    #[must_use]
    pub fn is_of(&self, other: &Line<'_>) -> bool {
        std::ptr::eq(self.group, other.group) && self.single == other.single
    }

    /// Returns the rule that decided the weight, after the phase's percentage is applied.
    #[must_use]
    pub fn load(&self) -> Option<&Load> {
        self.load.as_ref().map(|load| &load.value)
    }

    /// Returns the written effort: the one that decides the weight, or the expected one.
    #[must_use]
    pub fn effort(&self) -> Option<Range<Rpe>> {
        self.load()?.asked_effort().map(|effort| effort.range)
    }
}

/// Returns the number of sets that the author wrote for a group. A drop set counts as one set.
pub(crate) fn sets_of(group: &Group) -> Range<u16> {
    match group.kind {
        GroupKind::Work { sets } => sets,
        GroupKind::Drop => Range::one(1),
    }
}

impl<'a> Day<'a> {
    /// Returns every item in training order.
    pub fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&self.accessories)
    }

    /// Returns whether the day is only a note without training.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.blocks.is_empty() && self.accessories.is_empty()
    }

    /// Returns whether this is a day of attempts. A meet is a test and not part of the training around it.
    #[must_use]
    pub fn is_meet(&self) -> bool {
        self.items().flat_map(|item| &item.lines).any(|line| line.group.is_attempt())
    }
}
