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
    /// Its name in files and addresses.
    pub slug: Slug,
    /// Its name for people.
    pub title: String,
    /// Who wrote it down.
    pub author: String,
    /// Where the idea was published, in Markdown.
    pub source: String,
    /// What it is, in Markdown.
    pub summary: String,
    /// For whom.
    pub level: Option<Level>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What became of it since it was published, newest first.
    pub changes: Vec<ProgramChange>,
    /// Unit of its bare weights.
    pub units: Option<Unit>,
    /// Lifts whose max a lifter must bring; empty: found from the loads.
    pub lifts: Vec<ExerciseName>,
    /// Bare percentages are of this share of the max.
    pub training_max: Option<Percent>,
    /// How often all phases are done.
    pub cycles: u16,
    /// What each lift gains after each cycle.
    pub progress: Progress,
    /// What may be chosen, in the order it is written.
    pub options: Vec<ProgramOption>,
    /// The attempts at a meet, in shares of the 1RM.
    pub attempts: Attempts,
    /// Exercises only this program knows.
    pub exercises: BTreeMap<Slug, Exercise>,
    /// What of it is not told.
    pub allow: Vec<Allowed>,
    /// Its phases, in order. Never empty.
    pub phases: Vec<Phase>,
    /// Where it stands.
    pub place: Place,
}

/// What a lift's training max (its max, where there is none) gains after each cycle, and where that stands.
pub type Progress = BTreeMap<Slug, (Amount, Place)>;

/// The shares of the 1RM that the attempts at a meet are, in order.
///
/// The default, 91, 96 and 100.5%, is the usual advice in numbers: open with a weight you can do for three on a bad day
/// (the RTS chart has a triple at RPE 9.5 to 10 at 91–92%), take half of the way that is left, then a small best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts(pub [Percent; 3]);

impl Default for Attempts {
    fn default() -> Self {
        Self([Percent::whole(91), Percent::whole(96), Percent::tenths(1005)])
    }
}

impl Attempts {
    /// The share of one of them.
    #[must_use]
    pub const fn share(self, attempt: Attempt) -> Percent {
        let Self([opener, second, third]) = self;
        match attempt {
            Attempt::Opener => opener,
            Attempt::Second => second,
            Attempt::Third => third,
        }
    }

    /// The load of one of them that is written without a load.
    #[must_use]
    pub fn load(self, attempt: Attempt) -> Spanned<Load> {
        let of = Reference { kind: Some(MaxKind::OneRep), exercise: None };
        let rule = LoadRule::Percent { percent: Range::one(self.share(attempt)), of, plus: None };
        Spanned { value: Load { rule, step: None, effort: None }, span: 0..0 }
    }
}

/// Something that was changed in a program, or its first publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramChange {
    /// When.
    pub date: Date,
    /// What, in a few words.
    pub what: String,
}

words! {
    /// For whom a program is.
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
    /// What a phase is for.
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
    /// What a piece of back-off work is for.
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
    /// What a set is in its day.
    Role {
        /// Light sets up to the work.
        Warmup => "warmup",
        /// The day's heaviest work.
        Top => "top",
        /// Work that follows a top set.
        Backoff => "backoff",
        /// A set at once after another, with less weight.
        Drop => "drop",
        /// Work that belongs to no top set.
        Accessory => "accessory",
    }
}

/// Weeks with one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: Option<Goal>,
    /// How many weeks; at least 1.
    pub weeks: u16,
    /// Its own share of the max for bare percentages.
    pub training_max: Option<Percent>,
    /// How much of its back-off work is done: a share of the number of sets.
    pub backoff: Scale,
    /// How heavy its top sets are: a share of the weights that are written.
    pub top: Scale,
    /// How much of its accessory work is done: a share of the number of sets.
    pub accessories: Scale,
    /// A word to the lifter, in Markdown.
    pub note: String,
    /// Its days, in order.
    pub days: Vec<Day>,
    /// Where it stands.
    pub place: Place,
}

/// A share of what is written, by week of the phase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scale {
    /// All of it.
    #[default]
    Whole,
    /// The same share in every week.
    Every(Percent),
    /// Week by week.
    Each(Vec<Percent>),
}

impl Scale {
    /// The share of a week, counted from 0.
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
    /// Its name.
    pub name: String,
    /// For which choices.
    pub only: Only,
    /// What is done, and in which weeks. Weeks that are named nowhere have no such day.
    pub weeks: Vec<DayWeeks>,
    /// Whether it could be read, but for single schemes. Always so in programs that are not broken.
    pub is_read: bool,
    /// Where it stands.
    pub place: Place,
}

/// What a day is in some weeks of its phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayWeeks {
    /// Which weeks of the phase, from 1.
    pub weeks: Range<u16>,
    /// The week of the phase that the first scheme of a list is for.
    pub lists_from: u16,
    /// What is done.
    pub content: DayContent,
}

/// What is done on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayContent {
    /// A word to the lifter, in Markdown.
    pub note: String,
    /// The sets before the work.
    pub warmup: Warmup,
    /// Top sets, each with its back-off work.
    pub blocks: Vec<Block>,
    /// Work that belongs to no top set.
    pub accessories: Vec<Entry>,
}

/// The sets before the first work set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warmup {
    /// None are printed.
    Off,
    /// The ramp from the empty bar.
    Ramp,
    /// These.
    Sets(Scheme, Place),
}

/// A top set and the work that follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name, where a day has several.
    pub name: String,
    /// For which choices.
    pub only: Only,
    /// The sets before its work, where they are not as the day says.
    pub warmup: Option<Warmup>,
    /// The day's heaviest work on a lift.
    pub top: Vec<Entry>,
    /// What follows.
    pub backoff: Vec<Entry>,
}

/// An exercise and its sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which exercise.
    pub exercise: ExerciseName,
    /// The sets, by week.
    pub sets: WeekSchemes,
    /// What it is for.
    pub purpose: Option<Purpose>,
    /// A word to the lifter, in Markdown.
    pub note: String,
    /// Rest after each of its sets, where a group gives none.
    pub rest: Option<Seconds>,
    /// Seconds down – pause – up: `3-1-0`.
    pub tempo: String,
    /// Entries of one letter are done in turn.
    pub superset: String,
    /// Bands, chains: what is on the bar besides its weight.
    pub accommodation: String,
    /// What to do instead, depending on how the top set went; the first that fits.
    pub adjust: Vec<Branch>,
    /// Exercises that will do in its place.
    pub substitutes: Vec<ExerciseName>,
    /// For which choices.
    pub only: Only,
}

/// The name of an exercise and where it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseName {
    /// The name.
    pub slug: Slug,
    /// Where.
    pub place: Place,
}

/// One scheme for every week, or one for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekSchemes {
    /// The same rule in every week.
    Every(Scheme, Place),
    /// Week by week; `None`: not this week.
    Each(Vec<Option<(Scheme, Place)>>),
    /// Not all of it could be read, which is reported; the schemes that could. Only in programs that are broken.
    Unread(Vec<(Scheme, Place)>),
}

impl WeekSchemes {
    /// The scheme of a week, counted from 0 within the weeks that the list is for.
    #[must_use]
    pub fn of_week(&self, index: u16) -> Option<(&Scheme, &Place)> {
        match self {
            Self::Every(scheme, place) => Some((scheme, place)),
            Self::Each(list) => list.get(usize::from(index))?.as_ref().map(|(scheme, place)| (scheme, place)),
            Self::Unread(_) => None,
        }
    }

    /// Whether not all of it could be read: what its sets are is unknown.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        matches!(self, Self::Unread(_))
    }

    /// The most groups of any week.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.iter().map(|(scheme, _)| scheme.groups.len()).max().unwrap_or(0)
    }

    /// All schemes there are.
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
    /// Weeks of one cycle.
    #[must_use]
    pub fn weeks_per_cycle(&self) -> u16 {
        self.phases.iter().fold(0, |sum, phase| sum.saturating_add(phase.weeks))
    }

    /// Weeks from the first day to the last.
    #[must_use]
    pub fn weeks(&self) -> u16 {
        self.weeks_per_cycle().saturating_mul(self.cycles)
    }

    /// The share of the max that bare percentages are of in a phase, if they are of a training max.
    #[must_use]
    pub fn training_share(&self, phase: &Phase) -> Option<Percent> {
        phase.training_max.or(self.training_max)
    }

    /// The most days of any week, with these choices; those too that are only a note.
    #[must_use]
    pub fn days_per_week(&self, choices: &Choices) -> usize {
        self.most_days(choices, |_| true)
    }

    /// The most training days of any week, with the default choices.
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

    /// Every scheme there is, with its role and place: of entries and of their branches.
    pub fn schemes(&self) -> impl Iterator<Item = (Role, &Entry, &Scheme, &Place)> {
        self.entries().flat_map(|(role, entry)| {
            let branches = entry.adjust.iter().filter_map(|branch| branch.sets.as_ref()).flat_map(WeekSchemes::iter);
            entry.sets.iter().chain(branches).map(move |(scheme, place)| (role, entry, scheme, place))
        })
    }

    /// Every exercise that is named as work: in entries, in branches of decisions, as a substitute.
    pub fn named_exercises(&self) -> impl Iterator<Item = &Slug> {
        self.entries().flat_map(|(_, entry)| {
            let branches = entry.adjust.iter().filter_map(|branch| branch.exercise.as_ref());
            [&entry.exercise].into_iter().chain(branches).chain(&entry.substitutes).map(|name| &name.slug)
        })
    }

    /// Every entry, with its role, in the order they are written.
    pub fn entries(&self) -> impl Iterator<Item = (Role, &Entry)> {
        self.phases
            .iter()
            .flat_map(|phase| &phase.days)
            .flat_map(|day| &day.weeks)
            .flat_map(|weeks| weeks.content.entries())
    }
}

impl Day {
    /// What the day is in a week of its phase, counted from 1; nothing where there is no such day in it.
    #[must_use]
    pub fn of_week(&self, week: u16) -> Option<&DayWeeks> {
        self.weeks.iter().find(|weeks| weeks.weeks.contains(week))
    }
}

impl DayContent {
    /// Whether it is only a note: a day of rest, or a walk.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.blocks.is_empty() && self.accessories.is_empty() && !self.note.is_empty()
    }

    /// The day's warm-up, and those that blocks have in its place.
    pub fn warmups(&self) -> impl Iterator<Item = &Warmup> {
        self.blocks.iter().filter_map(|block| block.warmup.as_ref()).chain([&self.warmup])
    }

    /// Every entry, with its role, in the order they are done.
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
