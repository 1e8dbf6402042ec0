//! Program × lifter → concrete weeks: every set with its reps, its exact weight, and why.
//!
//! [`expand`] does it. A [`Plan`] has weeks of days, a [`Day`] has blocks (top sets and what follows from them) and accessories,
//! each [`Item`] of these has [`Line`]s of like sets, and a line has its [`Weight`]. [`Plan::after`] says what follows from a top set as it
//! really went, [`Plan::volume`] how much work it is.

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

/// Percentages above this are reported to the author.
pub(crate) const HIGH: Percent = Percent::whole(120);

/// A program worked out for one lifter: the one thing that all outputs read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Plan<'a> {
    /// The program.
    pub program: &'a Program,
    /// The lifter; without a name when only numbers were given.
    pub lifter: &'a Lifter,
    /// When it is trained and with what changes, if the lifter says so.
    pub assignment: Option<&'a Assignment>,
    /// What it was worked out with.
    pub basis: Basis<'a>,
    /// The unit of everything printed.
    pub units: Unit,
    /// What the lifter can load.
    pub rack: Rack,
    /// What was chosen, or is taken by default, of each option.
    pub choices: Vec<(&'a ProgramOption, &'a Choice)>,
    /// The maxes that weights were taken from, by name of the lift.
    pub maxes: Vec<UsedMax<'a>>,
    /// What the lifter's maxes are worth, on the scales that the site asks for.
    pub scores: Vec<Score>,
    /// The weeks, in order, over all phases and cycles.
    pub weeks: Vec<Week<'a>>,
    /// What the rules of the days refer to.
    tables: Arc<Tables<'a>>,
}

impl Plan<'_> {
    /// What commands, files and events call it: `wave-2` where a lifter trains `wave` for the second time.
    #[must_use]
    pub fn name(&self) -> &Slug {
        self.assignment.map_or(&self.program.slug, |assignment| &assignment.name)
    }
}

impl<'a> Plan<'a> {
    /// Every line of sets with the item that it belongs to, in the order in which they are trained.
    pub fn lines(&self) -> impl Iterator<Item = (&Item<'a>, &Line<'a>)> {
        let items = self.weeks.iter().flat_map(|week| &week.days).flat_map(Day::items);
        items.flat_map(|item| item.lines.iter().map(move |line| (item, line)))
    }
}

/// A max that weights were taken from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UsedMax<'a> {
    /// The lift.
    pub exercise: &'a Exercise,
    /// What was known of it, in the order in which it counted. Never empty.
    pub known: Vec<KnownMax>,
    /// Whether the program computes from a training max.
    pub trains: bool,
    /// What each cycle computes from: the training max, or else the max itself where it grows; empty where it does not.
    pub by_cycle: Vec<Mass>,
}

/// A 1RM, and since when and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownMax {
    /// The 1RM; with the lifter's own weight where that is lifted too.
    pub one_rep: Mass,
    /// From which week of the program on, counted from 1.
    pub from_week: u16,
    /// What it was taken from; nothing where it was given.
    pub estimated: Option<EstimatedFrom>,
}

/// What a 1RM that was not given was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstimatedFrom {
    /// A set.
    Set {
        /// How heavy it was.
        lifted: Lifted,
        /// How many reps.
        reps: u16,
        /// How hard.
        effort: Option<Rpe>,
        /// By which formula; `None`: by the RPE chart.
        formula: Option<Formula>,
    },
    /// A training max, of which it is known which share of the 1RM it is.
    Training(Lifted),
}

/// One week.
#[derive(Debug)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Day<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it stands.
    pub place: &'a Place,
    /// When, if the lifter said on which days they train.
    pub date: Option<Date>,
    /// A word to the lifter, in Markdown.
    pub note: &'a str,
    /// Top sets, each with its back-off work.
    pub blocks: Vec<Block<'a>>,
    /// Work that belongs to no top set.
    pub accessories: Vec<Item<'a>>,
    /// The rules that its weights follow from, in its shape.
    rules: DayRules,
}

/// One light set before the work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Block<'a> {
    /// Its name, where the day has several.
    pub name: &'a str,
    /// The day's heaviest work on a lift.
    pub top: Vec<Item<'a>>,
    /// What follows.
    pub backoff: Vec<Item<'a>>,
    /// What follows for each way the top set may go, where that is an estimate.
    pub strips: Vec<Strip<'a>>,
}

/// What a top set may come to, and the weights that follow.
#[derive(Debug)]
#[non_exhaustive]
pub struct Strip<'a> {
    /// The lift of the top set.
    pub exercise: &'a Exercise,
    /// What it may come to, from light, or few, to much.
    pub hits: Vec<Hit>,
    /// What follows, a weight for each of the hits.
    pub rows: Vec<StripRow<'a>>,
}

/// What a top set came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// So heavy.
    Weight(Mass),
    /// So many reps.
    Reps(u16),
    /// So hard.
    Effort(Rpe),
}

/// A group of sets whose weight follows from what the top set came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct StripRow<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its sets.
    pub line: Line<'a>,
    /// The branch of the decision it belongs to, if any.
    pub branch: Option<&'a Branch>,
    /// One for each of the hits.
    pub weights: Vec<Weight>,
}

/// An exercise with its sets of the day.
#[derive(Debug)]
#[non_exhaustive]
pub struct Item<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// What the author wrote.
    pub entry: &'a Entry,
    /// Its role; drops within it are drops all the same.
    pub role: Role,
    /// Light sets before it.
    pub warmup: Vec<WarmupSet>,
    /// The groups of sets, in order.
    pub lines: Vec<Line<'a>>,
    /// What is done instead, depending on how the top set went.
    pub alternatives: Vec<Alternative<'a>>,
    /// Exercises that will do in its place.
    pub substitutes: Vec<Substitute<'a>>,
}

/// A branch of a decision, worked out.
#[derive(Debug)]
#[non_exhaustive]
pub struct Alternative<'a> {
    /// What the author wrote.
    pub branch: &'a Branch,
    /// The exercise that is done.
    pub exercise: &'a Exercise,
    /// Its groups of sets; none where there is no back-off work then.
    pub lines: Vec<Line<'a>>,
}

/// An exercise that will do in the place of another.
#[derive(Debug)]
#[non_exhaustive]
pub struct Substitute<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its weight for each of the other's lines: the same share of its own max.
    pub weights: Vec<Weight>,
}

/// A group of sets, worked out.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Line<'a> {
    /// What the author wrote.
    pub group: &'a Group,
    /// Where the scheme stands that it is of.
    pub place: &'a Place,
    /// Top, back-off, accessory, or drop.
    pub role: Role,
    /// Reps of each set. The last set of back-off work that the phase cuts down is not open.
    pub reps: Cow<'a, Reps>,
    /// The rule that decided the weight.
    load: Option<Cow<'a, Spanned<Load>>>,
    /// How many sets, after the phase's share of them; of a single set that may be left out, none or one.
    pub sets: Range<u16>,
    /// Which of the group's sets it is, where each of them is a line of its own.
    pub single: Option<Single>,
    /// How heavy.
    pub weight: Weight,
    /// Whether the weight is only an estimate on paper.
    pub estimate: bool,
    /// The percentage of its load in this week.
    pub percent: Option<Range<Percent>>,
    /// The share of the exercise's 1RM, before rounding, to a tenth of a percent.
    pub percent_of_max: Option<Range<Percent>>,
    /// Rest after each set; none after the last set before a drop.
    pub rest: Option<Seconds>,
}

/// One set of a group in which each set follows from the one before it: `3x8 @ previous -10%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Single {
    /// Which of the sets, from 0.
    pub index: u16,
    /// Of how many; those beyond the least may be left out.
    pub of: Range<u16>,
}

/// What is on the bar, in the hands, or on the belt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

impl Line<'_> {
    /// How many sets; of a range, the most.
    #[must_use]
    pub fn most_sets(&self) -> u16 {
        self.sets.high
    }

    /// Whether all of it may be left out, as the later sets of `1-4x1 @ previous +5% until RPE 9`.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        self.sets.low == 0
    }

    /// Whether it is of the very sets that another line is of.
    #[must_use]
    pub fn is_of(&self, other: &Line<'_>) -> bool {
        std::ptr::eq(self.group, other.group) && self.single == other.single
    }

    /// The rule that decided the weight, after the phase's share of it.
    #[must_use]
    pub fn load(&self) -> Option<&Load> {
        self.load.as_ref().map(|load| &load.value)
    }

    /// The effort that is written: what decides the weight, or what is expected of it.
    #[must_use]
    pub fn effort(&self) -> Option<Range<Rpe>> {
        self.load()?.asked_effort().map(|effort| effort.range)
    }
}

/// How many sets a group is written as; a drop is one.
pub(crate) fn sets_of(group: &Group) -> Range<u16> {
    match group.kind {
        GroupKind::Work { sets } => sets,
        GroupKind::Drop => Range::one(1),
    }
}

impl<'a> Day<'a> {
    /// Every item, in the order they are done.
    pub fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.blocks.iter().flat_map(|block| block.top.iter().chain(&block.backoff)).chain(&self.accessories)
    }

    /// Whether it is only a note, and nothing is trained.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.blocks.is_empty() && self.accessories.is_empty()
    }

    /// Whether attempts are made: a meet is a test, and no part of the training around it.
    #[must_use]
    pub fn is_meet(&self) -> bool {
        self.items().flat_map(|item| &item.lines).any(|line| line.group.is_attempt())
    }
}
