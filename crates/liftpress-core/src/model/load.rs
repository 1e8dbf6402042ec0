//! Loads: the rules that decide how heavy a set is.

use std::fmt;

use crate::units::{Mass, Percent, Range, Rpe, Unit};

use super::Slug;

/// Everything after the `@` of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The rule that decides the weight.
    pub rule: LoadRule,
    /// The change in each further week of the phase.
    pub step: Option<Step>,
    /// The expected effort, printed next to the weight: `75% RPE 7`.
    pub effort: Option<Effort>,
}

impl Load {
    /// Returns the written effort: the rule itself, or the expected effort.
    #[must_use]
    pub const fn asked_effort(&self) -> Option<Effort> {
        match self.rule {
            LoadRule::Effort(effort) => Some(effort),
            _ => self.effort,
        }
    }

    /// Whether the weight of each set of a group at this load depends on the set before it: `3x8 @ previous -10%`.
    #[must_use]
    pub const fn compounds(&self) -> bool {
        match self.rule {
            LoadRule::Relative { anchor: Anchor::Previous, change, .. } => change.is_some() || self.step.is_some(),
            _ => false,
        }
    }
}

/// What decides the weight of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadRule {
    /// `85%`, `70-75% TM`, `60% of squat`, `70% + 10 lb`.
    ///
    /// Calgary Barbell's published weeks use 82% of the 1RM and then 70%. Candito's second week adds a constant weight
    /// (80% + 5 lb):
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: lb
    ///     days:
    ///       - name: Day
    ///         top: {squat: '3x3 @ 82%, 1x10 @ 80% + 5 lb'}
    ///         backoff: [{squat: '4x5 @ 70%'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "400 lb"), ["330", "325", "280"]);
    /// ```
    Percent {
        /// The percentage.
        percent: Range<Percent>,
        /// The max that the percentage refers to.
        of: Reference,
        /// A weight that is added to the result or taken off it.
        plus: Option<Signed<Amount>>,
    },
    /// `225 lb`, `100-110 kg`.
    Absolute(Range<Amount>),
    /// `bar`: the empty bar.
    Bar,
    /// `bw`, `bw + 20 kg`.
    Bodyweight(Option<Signed<Amount>>),
    /// `RPE 8`, `RIR 2`: a cell of the RPE chart for the group's reps.
    ///
    /// In a back-off, the percentage is of the 1RM that the top set shows. For example, 100 kg × 5 at RPE 8 shows a 1RM
    /// of 123.3 kg, and five reps at RPE 6 are then 94 kg (`SigmaLifting` CLI, 480 published rows). This example has
    /// steps of 2.5 kg:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {squat: '1x5 @ 100 kg RPE 8'}
    ///         backoff: [{squat: '3x5 @ RPE 6'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "200 kg"), ["100", "95"]);
    /// ```
    Effort(Effort),
    /// `top -10%`, `set 3`, `previous -5 lb`: a weight relative to another set. [`Anchor`] and [`Change`] have an
    /// example for each variant. An anchor and a change together make a load drop of Reactive Training Systems: 5% off
    /// 405 lb × 3 at RPE 9 is 385 lb (strengthscrolls.com, RPE for high volume programs):
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: lb
    ///     days:
    ///       - name: Day
    ///         top: {squat: '1x3 @ 405 lb RPE 9'}
    ///         backoff: [{squat: '2-6x3 @ top -5% until RPE 9'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "455 lb"), ["405", "385"]);
    /// ```
    Relative {
        /// The set that the load refers to.
        anchor: Anchor,
        /// The difference from that set.
        change: Option<Signed<Change>>,
        /// Whether the percentage is written as what remains: `90% of top` instead of `top -10%`.
        as_share: bool,
    },
}

/// The max that a percentage refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The kind of max; `None` if the program decides between the training max and the 1RM.
    pub kind: Option<MaxKind>,
    /// The lift, if it is not the exercise itself: `60% of squat`, `65% e1RM of squat`.
    pub exercise: Option<Slug>,
}

/// A kind of max.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaxKind {
    /// `1RM`: the heaviest single today.
    OneRep,
    /// `TM`: the training max.
    Training,
    /// `5RM`: the most weight for a number of reps. It is the lifter's own record if there is one; otherwise the
    /// formula calculates it from the 1RM. By Epley's formula, a 1RM of 350 lb is a 5RM of 300 lb:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: lb
    ///     days:
    ///       - name: Day
    ///         top: {bench: '3x5 @ 90% 5RM'}
    /// ";
    /// assert_eq!(weights(program, "bench", "350 lb"), ["270"]);
    /// ```
    Reps(u16),
    /// `e1RM`: the exercise's 1RM as the block's top set shows it. With the name of a lift (`e1RM of squat`), it is the
    /// 1RM that this lift's top set shows, without conversion to the exercise.
    ///
    /// Calgary Barbell's 16 weeks use 65, 68, 72 and 76% of the e1RM, and not of the top weight or the max. After a
    /// single of 185 kg at RPE 8 (92.2%), the e1RM is 200.65 kg, even if the max is 210 kg:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {squat: '1x1 @ 185 kg RPE 8'}
    ///         backoff: [{squat: '6x5 @ 65% e1RM, 4x4 @ 72% e1RM'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "210 kg"), ["185", "130", "145"]);
    /// ```
    Estimated,
}

/// The set that a load refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The heaviest set of the block's `top`.
    ///
    /// In a reverse pyramid in which all sets are relative to the first set, the reductions do not compound: 100, 90,
    /// 80 kg (natural-testosterone-coaching, RPT):
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {bench: '1x4 @ 100 kg'}
    ///         backoff: [{bench: '1x6 @ top -10%, 1x8 @ top -20%'}]
    /// ";
    /// assert_eq!(weights(program, "bench", "120 kg"), ["100", "90", "80"]);
    /// ```
    Top,
    /// Set n of the block's `top`, from 1: `first`, `second`, `set 3`.
    ///
    /// On Madcow's Friday, the set of eight reps uses the weight of the third ramp set (in the `StrongLifts` sheet, 70
    /// kg with a top set of 92.5 kg). First Set Last uses the weight of the first set:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {squat: '1x5 @ top -50%, 1x5 @ top -37.5%, 1x5 @ top -25%, 1x5 @ top -12.5%, 1x5 @ 92.5 kg'}
    ///         backoff: [{squat: '1x8 @ set 3, 5x5 @ first'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "120 kg"), ["47.5", "57.5", "70", "80", "92.5", "70", "47.5"]);
    /// ```
    Set(u16),
    /// The set before this one, in the order of the day. Within a group, it is the set before this one in the group.
    ///
    /// In a reverse pyramid in which each set is relative to the set before it, the reductions compound: 100, 90, 81
    /// kg. 81 kg is loaded as 80 kg (strongliftwear.com, RPT):
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {bench: '1x6 @ 100 kg'}
    ///         backoff: [{bench: '1x8 @ previous -10%, 1x10 @ previous -10%'}]
    /// ";
    /// assert_eq!(weights(program, "bench", "120 kg"), ["100", "90", "80"]);
    /// ```
    Previous,
}

/// The difference of a relative load from the set that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A percentage of that set's loaded weight: `-10-15%`.
    ///
    /// The classic back-off is 10% off 150 kg (calculaterpe.com), or 15% off for more reps (irongymlog.com: 100 → 85):
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {bench: '1x3 @ 150 kg'}
    ///         backoff: [{bench: '2x3 @ 90% of top, 2x8 @ top -15%'}]
    /// ";
    /// assert_eq!(weights(program, "bench", "170 kg"), ["150", "135", "127.5"]);
    /// ```
    Percent(Range<Percent>),
    /// Percentage points of the max: `-10 pp`. In nSuns, each set is five points of the training max lower than the set
    /// before it (95, 90, 85%). The change never depends on the weight of that set:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: kg
    ///     days:
    ///       - name: Day
    ///         top: {bench: '1x1+ @ 95%'}
    ///         backoff: [{bench: '1x3 @ top -5 pp, 1x3 @ top -10 pp'}]
    /// ";
    /// assert_eq!(weights(program, "bench", "100 kg"), ["95", "90", "85"]);
    /// ```
    Points(Range<Percent>),
    /// A weight: `-20 lb`. Candito's second week takes 10 lb off the weight of the all-out set:
    ///
    /// ```
    /// # fn weights(program: &str, lift: &str, max: &str) -> Vec<String> {
    /// #     let training = liftpress_core::Training::of(program).and_then(|read| read.with_max(lift, max)).unwrap();
    /// #     let plan = training.plan().unwrap();
    /// #     plan.lines().filter_map(|(_, line)| line.weight.heaviest()).map(|mass| mass.in_unit(plan.units)).collect()
    /// # }
    /// let program = "
    ///     title: Example
    ///     units: lb
    ///     days:
    ///       - name: Day
    ///         top: {squat: '1x10+ @ 80% + 5 lb'}
    ///         backoff: [{squat: '8x3 @ top -10 lb'}]
    /// ";
    /// assert_eq!(weights(program, "squat", "400 lb"), ["325", "315"]);
    /// ```
    Amount(Range<Amount>),
}

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// A change up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed<T> {
    /// The direction.
    pub sign: Sign,
    /// The size.
    pub by: T,
}

impl Signed<Change> {
    /// Returns the percentage of a weight that remains after a percentage is taken off: 90% for `-10%`. Returns `None`
    /// for weights and points.
    #[must_use]
    pub fn share(&self) -> Option<Range<Percent>> {
        let Change::Percent(by) = self.by else { return None };
        Some(by.map(|by| match self.sign {
            Sign::Plus => Percent::WHOLE.plus(by),
            Sign::Minus => by.rest(),
        }))
    }
}

/// The change in each week of the phase after the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `+5 lb/week`
    Amount(Signed<Amount>),
    /// `+2.5%/week`, in percentage points of the max.
    Points(Signed<Percent>),
    /// `x1.025/week`, applied to the unrounded weight of the first week.
    Factor(Percent),
}

/// An effort, as a target or as an expectation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// The scale that the author uses.
    pub scale: EffortScale,
    /// From easy to hard.
    pub range: Range<Rpe>,
}

/// The scale of an effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffortScale {
    /// Rating of perceived exertion.
    Rpe,
    /// Reps in reserve.
    Rir,
}

/// A weight in one unit, or one weight for each unit: `10 lb|5 kg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A weight in one unit, which is converted exactly to the other.
    One(Mass, Unit),
    /// One weight for lifters in pounds and one for lifters in kilograms.
    Both {
        /// The weight for lifters in pounds.
        lb: Mass,
        /// The weight for lifters in kilograms.
        kg: Mass,
    },
}

impl Amount {
    /// Returns the weight for a lifter who trains in `unit`.
    #[must_use]
    pub const fn for_unit(self, unit: Unit) -> Mass {
        match (self, unit) {
            (Self::One(mass, _), _)
            | (Self::Both { lb: mass, .. }, Unit::Lb)
            | (Self::Both { kg: mass, .. }, Unit::Kg) => mass,
        }
    }

    /// Returns the weight as text, in one unit, for a lifter who trains in `unit`.
    #[must_use]
    pub fn text_for(self, unit: Unit) -> String {
        match self {
            Self::One(mass, own) => mass.with_unit(own),
            Self::Both { .. } => self.for_unit(unit).with_unit(unit),
        }
    }
}

/// Compares weights in kilograms; used only to order the ends of a range.
impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.for_unit(Unit::Kg).partial_cmp(&other.for_unit(Unit::Kg))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::One(mass, unit) => write!(f, "{} {unit}", mass.exactly_in(unit)),
            Self::Both { lb, kg } => write!(f, "{} lb|{} kg", lb.exactly_in(Unit::Lb), kg.exactly_in(Unit::Kg)),
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
        })
    }
}
