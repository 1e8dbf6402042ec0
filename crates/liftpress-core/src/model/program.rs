//! Programs: phases of weeks of days of work.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::units::{Percent, Range, Seconds, Unit};

use super::{
    Allowed, Amount, Attempt, Branch, Choices, Exercise, Load, LoadRule, MaxKind, Only, ProgramOption, Reference,
    Scheme, Slug, Spanned,
};
use crate::words;

/// A program as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The name in files and addresses.
    pub slug: Slug,
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
    /// Where the program or its idea was published, in Markdown.
    pub source: String,
    /// What the program is, in Markdown.
    pub summary: String,
    /// Who the program is for.
    pub level: Option<Level>,
    /// Words to find the program by.
    pub tags: Vec<String>,
    /// Changes since publication, newest first.
    pub changes: Vec<ProgramChange>,
    /// The unit of weights that are written without a unit; `None` if the program sets none.
    pub units: Option<Unit>,
    /// The lifts that need a max; if empty, they are taken from the loads.
    pub lifts: Vec<ExerciseName>,
    /// The training max, as a percentage of the 1RM. Percentages without a kind of max refer to it. `None` if the
    /// program has no training max.
    pub training_max: Option<Percent>,
    /// How many times all phases are done.
    pub cycles: u16,
    /// The gain of each lift after each cycle.
    pub progress: Progress,
    /// The options, in the written order.
    pub options: Vec<ProgramOption>,
    /// The attempts at a meet, as percentages of the 1RM.
    pub attempts: Attempts,
    /// Exercises that only this program uses.
    pub exercises: BTreeMap<Slug, Exercise>,
    /// Codes that are not reported for this program.
    pub allow: Vec<Allowed>,
    /// The phases, in order. Never empty.
    pub phases: Vec<Phase>,
    /// The place in the file.
    pub place: Place,
}

/// The gain of each lift after each cycle, with its place in the file. It is added to the training max, or to the max
/// itself if there is no training max.
pub type Progress = BTreeMap<Slug, (Amount, Place)>;

/// The attempts at a meet as percentages of the 1RM, in order.
///
/// The default, 91, 96 and 100.5%, puts the usual advice in numbers. The opener should be a weight for three reps on a
/// bad day: in the RTS chart, a triple at RPE 9.5 to 10 is at 91–92%. The third attempt is a small personal best, and
/// the second is about halfway between the other two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts(pub [Percent; 3]);

impl Default for Attempts {
    fn default() -> Self {
        Self([Percent::whole(91), Percent::whole(96), Percent::tenths(1005)])
    }
}

impl Attempts {
    /// Returns the percentage of the 1RM for an attempt.
    #[must_use]
    pub const fn share(self, attempt: Attempt) -> Percent {
        let Self([opener, second, third]) = self;
        match attempt {
            Attempt::Opener => opener,
            Attempt::Second => second,
            Attempt::Third => third,
        }
    }

    /// Returns the load of an attempt that is written without a load.
    #[must_use]
    pub fn load(self, attempt: Attempt) -> Spanned<Load> {
        let of = Reference { kind: Some(MaxKind::OneRep), exercise: None };
        let rule = LoadRule::Percent { percent: Range::one(self.share(attempt)), of, plus: None };
        Spanned { value: Load { rule, step: None, effort: None }, span: 0..0 }
    }
}

/// A change of a program, or its first publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramChange {
    /// The date.
    pub date: Date,
    /// The change, in a few words.
    pub what: String,
}

words! {
    /// Who a program is for.
    Level {
        /// First year.
        Beginner => "beginner",
        /// Progress comes by the week.
        Intermediate => "intermediate",
        /// Progress comes by the cycle.
        Advanced => "advanced",
    }
}

words! {
    /// The goal of a phase.
    Goal {
        /// Muscle.
        Hypertrophy => "hypertrophy",
        /// Force.
        Strength => "strength",
        /// Skill.
        Technique => "technique",
        /// Work capacity.
        Stamina => "stamina",
        /// A best on a day.
        Peaking => "peaking",
        /// Recovery.
        Deload => "deload",
    }
}

words! {
    /// The purpose of back-off work.
    Purpose {
        /// Skill in the lift.
        Technique => "technique",
        /// Muscle.
        Hypertrophy => "hypertrophy",
        /// Force.
        Strength => "strength",
        /// Work capacity.
        Stamina => "stamina",
        /// More activity, as for losing weight.
        Activity => "activity",
        /// Trying a method.
        Novelty => "novelty",
    }
}

words! {
    /// The role of a set in its day.
    Role {
        /// Light sets before the work.
        Warmup => "warmup",
        /// The day's heaviest work.
        Top => "top",
        /// Work that follows a top set.
        Backoff => "backoff",
        /// A set right after another, at a lower weight.
        Drop => "drop",
        /// Work that does not depend on a top set.
        Accessory => "accessory",
    }
}

/// A number of weeks with one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The name.
    pub name: String,
    /// The goal.
    pub goal: Option<Goal>,
    /// The number of weeks; at least 1.
    pub weeks: u16,
    /// The phase's own training max, as a percentage of the 1RM; `None` for the program's.
    pub training_max: Option<Percent>,
    /// The percentage of the written back-off sets that are done.
    pub backoff: Scale,
    /// The percentage of the written weights that top sets use.
    pub top: Scale,
    /// The percentage of the written accessory sets that are done.
    pub accessories: Scale,
    /// A note to the lifter, in Markdown.
    pub note: String,
    /// The days, in order.
    pub days: Vec<Day>,
    /// The place in the file.
    pub place: Place,
}

/// A percentage for each week of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scale {
    /// 100% in every week.
    #[default]
    Whole,
    /// The same percentage in every week.
    Every(Percent),
    /// One percentage for each week.
    Each(Vec<Percent>),
}

impl Scale {
    /// Returns the percentage for a week. Weeks are counted from 0.
    #[must_use]
    pub fn of_week(&self, week: u16) -> Percent {
        match self {
            Self::Whole => Percent::WHOLE,
            Self::Every(share) => *share,
            Self::Each(list) => list.get(usize::from(week)).copied().unwrap_or(Percent::WHOLE),
        }
    }
}

/// A training day of each week of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The name.
    pub name: String,
    /// The choices for which this day is part of the program.
    pub only: Only,
    /// The content, by weeks. The day does not occur in weeks that are not listed.
    pub weeks: Vec<DayWeeks>,
    /// Whether the day could be read, except for single schemes. Always true in valid programs.
    pub is_read: bool,
    /// The place in the file.
    pub place: Place,
}

/// A day's content in some weeks of its phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayWeeks {
    /// The weeks of the phase, from 1.
    pub weeks: Range<u16>,
    /// The week of the phase for which the first item of a list is. Lists have one item for each week.
    pub lists_from: u16,
    /// The content.
    pub content: DayContent,
}

/// The content of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayContent {
    /// A note to the lifter, in Markdown.
    pub note: String,
    /// The warm-up.
    pub warmup: Warmup,
    /// The blocks: top sets, each with back-off work.
    pub blocks: Vec<Block>,
    /// Work that does not depend on a top set.
    pub accessories: Vec<Entry>,
}

/// The warm-up before the first work set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warmup {
    /// No warm-up sets.
    Off,
    /// The ramp from the empty bar.
    Ramp,
    /// The author's own sets.
    Sets(Scheme, Place),
}

/// Top sets and the back-off work that follows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The name, if a day has several blocks.
    pub name: String,
    /// The choices for which this block is part of the program.
    pub only: Only,
    /// The block's own warm-up, which replaces the day's; `None` for the day's.
    pub warmup: Option<Warmup>,
    /// The top sets: the heaviest work on a lift.
    pub top: Vec<Entry>,
    /// The back-off sets.
    pub backoff: Vec<Entry>,
}

/// An exercise and its sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The exercise.
    pub exercise: ExerciseName,
    /// The sets, by week.
    pub sets: WeekSchemes,
    /// The purpose.
    pub purpose: Option<Purpose>,
    /// A note to the lifter, in Markdown.
    pub note: String,
    /// The rest after each set. A group's own rest overrides it.
    pub rest: Option<Seconds>,
    /// The tempo in seconds: down, pause and up, as in `3-1-0`.
    pub tempo: String,
    /// The superset letter. Entries with the same letter are done in turn.
    pub superset: String,
    /// Bands or chains, in addition to the weight on the bar.
    pub accommodation: String,
    /// What to do instead of `sets`, depending on how the top set went. The first branch whose condition is true
    /// applies.
    pub adjust: Vec<Branch>,
    /// Exercises that can replace this one.
    pub substitutes: Vec<ExerciseName>,
    /// The choices for which this entry is part of the program.
    pub only: Only,
}

/// The name of an exercise, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseName {
    /// The name.
    pub slug: Slug,
    /// The place in the file.
    pub place: Place,
}

/// One scheme for all weeks, or one for each week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekSchemes {
    /// The same scheme in every week.
    Every(Scheme, Place),
    /// One scheme for each week; `None` for a week without sets.
    Each(Vec<Option<(Scheme, Place)>>),
    /// The readable schemes of an entry in which a mistake was reported. Occurs only in invalid programs.
    Unread(Vec<(Scheme, Place)>),
}

impl WeekSchemes {
    /// Returns the scheme of a week. Weeks are counted from 0, within the weeks that the list is for. Returns `None`
    /// for a week without sets.
    #[must_use]
    pub fn of_week(&self, index: u16) -> Option<(&Scheme, &Place)> {
        match self {
            Self::Every(scheme, place) => Some((scheme, place)),
            Self::Each(list) => list.get(usize::from(index))?.as_ref().map(|(scheme, place)| (scheme, place)),
            Self::Unread(_) => None,
        }
    }

    /// Whether some schemes could not be read, so that the sets are not known.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        matches!(self, Self::Unread(_))
    }

    /// Returns the number of groups in the week that has the most.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.iter().map(|(scheme, _)| scheme.groups.len()).max().unwrap_or(0)
    }

    /// Iterates over all schemes.
    pub fn iter(&self) -> impl Iterator<Item = (&Scheme, &Place)> {
        let (every, each, read): (_, &[_], &[_]) = match self {
            Self::Every(scheme, place) => (Some((scheme, place)), &[], &[]),
            Self::Each(list) => (None, list, &[]),
            Self::Unread(list) => (None, &[], list),
        };
        let each = each.iter().flatten().chain(read).map(|(scheme, place)| (scheme, place));
        every.into_iter().chain(each)
    }
}

impl Program {
    /// Returns the number of weeks of one cycle.
    #[must_use]
    pub fn weeks_per_cycle(&self) -> u16 {
        self.phases.iter().fold(0, |sum, phase| sum.saturating_add(phase.weeks))
    }

    /// Returns the number of weeks of all cycles.
    #[must_use]
    pub fn weeks(&self) -> u16 {
        self.weeks_per_cycle().saturating_mul(self.cycles)
    }

    /// Returns the training max of a phase as a percentage of the 1RM; `None` without a training max.
    #[must_use]
    pub fn training_share(&self, phase: &Phase) -> Option<Percent> {
        phase.training_max.or(self.training_max)
    }

    /// Returns the highest number of days in a week with these choices, including days that are only a note.
    #[must_use]
    pub fn days_per_week(&self, choices: &Choices) -> usize {
        self.most_days(choices, |_| true)
    }

    /// Returns the highest number of training days in a week, with the default choices.
    #[must_use]
    pub fn training_days_per_week(&self) -> usize {
        self.most_days(&Choices::new(), |content| !content.is_note())
    }

    fn most_days(&self, choices: &Choices, counts: impl Fn(&DayContent) -> bool) -> usize {
        let is_done = |day: &Day, week| {
            day.of_week(week).is_some_and(|weeks| counts(&weeks.content)) && day.only.holds(&self.options, choices)
        };
        let in_week = |phase: &Phase, week| phase.days.iter().filter(|day| is_done(day, week)).count();
        let weeks = self.phases.iter().flat_map(|phase| (1..=phase.weeks).map(move |week| in_week(phase, week)));
        weeks.max().unwrap_or(0)
    }

    /// Iterates over all schemes of entries and their branches, each with its role and place.
    pub fn schemes(&self) -> impl Iterator<Item = (Role, &Entry, &Scheme, &Place)> {
        self.entries().flat_map(|(role, entry)| {
            let branches = entry.adjust.iter().filter_map(|branch| branch.sets.as_ref()).flat_map(WeekSchemes::iter);
            entry.sets.iter().chain(branches).map(move |(scheme, place)| (role, entry, scheme, place))
        })
    }

    /// Iterates over all exercises that entries, branches of decisions and substitutes name.
    pub fn named_exercises(&self) -> impl Iterator<Item = &Slug> {
        self.entries().flat_map(|(_, entry)| {
            let branches = entry.adjust.iter().filter_map(|branch| branch.exercise.as_ref());
            [&entry.exercise].into_iter().chain(branches).chain(&entry.substitutes).map(|name| &name.slug)
        })
    }

    /// Iterates over all entries with their roles, in the written order.
    pub fn entries(&self) -> impl Iterator<Item = (Role, &Entry)> {
        self.phases
            .iter()
            .flat_map(|phase| &phase.days)
            .flat_map(|day| &day.weeks)
            .flat_map(|weeks| weeks.content.entries())
    }
}

impl Day {
    /// Returns the day's content in a week of its phase, counted from 1; `None` if the day does not occur in it.
    #[must_use]
    pub fn of_week(&self, week: u16) -> Option<&DayWeeks> {
        self.weeks.iter().find(|weeks| weeks.weeks.contains(week))
    }
}

impl DayContent {
    /// Whether the day is only a note: a rest day, or a walk.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.blocks.is_empty() && self.accessories.is_empty() && !self.note.is_empty()
    }

    /// Iterates over the day's warm-up and the blocks' own.
    pub fn warmups(&self) -> impl Iterator<Item = &Warmup> {
        self.blocks.iter().filter_map(|block| block.warmup.as_ref()).chain([&self.warmup])
    }

    /// Iterates over all entries with their roles, in the order they are done.
    pub fn entries(&self) -> impl Iterator<Item = (Role, &Entry)> {
        let of = |role| move |entry| (role, entry);
        self.blocks
            .iter()
            .flat_map(move |block| {
                block.top.iter().map(of(Role::Top)).chain(block.backoff.iter().map(of(Role::Backoff)))
            })
            .chain(self.accessories.iter().map(of(Role::Accessory)))
    }
}
