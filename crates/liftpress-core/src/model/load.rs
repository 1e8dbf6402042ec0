//! How heavy a set is: the rules an author can give.

use std::fmt;

use crate::units::{Mass, Percent, Range, Rpe, Unit};

use super::Slug;

/// Everything behind the `@` of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// What decides the weight.
    pub rule: LoadRule,
    /// What each further week of the phase adds.
    pub step: Option<Step>,
    /// The effort expected of the load, printed beside it: `75% RPE 7`.
    pub effort: Option<Effort>,
}

impl Load {
    /// The effort that is written: what decides the weight, or what is expected of it.
    #[must_use]
    pub const fn asked_effort(&self) -> Option<Effort> {
        match self.rule {
            LoadRule::Effort(effort) => Some(effort),
            _ => self.effort,
        }
    }

    /// Whether each set of a group at this load differs from the set before it: `3x8 @ previous -10%`.
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
    /// Of the 1RM, as in the published Calgary Barbell weeks of 82% and then 70% of the max; with a constant, as Candito's
    /// second week has it (80% and 5 lb more):
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
        /// How much.
        percent: Range<Percent>,
        /// Of what.
        of: Reference,
        /// That much more or less.
        plus: Option<Signed<Amount>>,
    },
    /// `225 lb`, `100-110 kg`.
    Absolute(Range<Amount>),
    /// `bar`: the empty bar.
    Bar,
    /// `bw`, `bw + 20 kg`.
    Bodyweight(Option<Signed<Amount>>),
    /// `RPE 8`, `RIR 2`: from the RPE chart at the group's reps.
    ///
    /// In a back-off, of the 1RM that the top set shows: 100 kg × 5 at RPE 8 is a 1RM of 123.3, and five at RPE 6 are 94
    /// (`SigmaLifting` CLI, 480 published rows; here in steps of 2.5 kg):
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
    /// `top -10%`, `set 3`, `previous -5 lb`: from a set that is loaded already. [`Anchor`] and [`Change`] have an example
    /// each; together they make a load drop of Reactive Training Systems, 5% off 405 × 3 at RPE 9 being 385
    /// (strengthscrolls.com, RPE for high volume programs):
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
        /// Which set.
        anchor: Anchor,
        /// How far from it.
        change: Option<Signed<Change>>,
        /// Whether a percentage is written as what is left: `90% of top` for `top -10%`.
        as_share: bool,
    },
}

/// The max that a percentage is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Which kind of max; bare percentages leave it to the program.
    pub kind: Option<MaxKind>,
    /// Whose, when not the exercise's own: `60% of squat`, `65% e1RM of squat`.
    pub exercise: Option<Slug>,
}

/// Kinds of max.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaxKind {
    /// `1RM`: the heaviest single today.
    OneRep,
    /// `TM`: the training max.
    Training,
    /// `5RM`: the most for so many reps; the lifter's own where it is known, else from the 1RM by the formula: by Epley's, a
    /// 1RM of 350 lb is 300 for five.
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
    /// `e1RM`: the exercise's 1RM as the block's top set shows it; of a named lift, what its top set shows as it is.
    ///
    /// Calgary Barbell's 16 weeks take 65, 68, 72 and 76% of it, of neither the top weight nor the max. After a single of 185 kg
    /// at RPE 8 (92.2%) it is 200.65 kg, also where the max is 210:
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

/// A set that a load is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The heaviest set of the block's `top`.
    ///
    /// A reverse pyramid that steps off the first set does not compound: 100, 90, 80 kg (natural-testosterone-coaching, RPT):
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
    /// Madcow's Friday has eight reps at the third ramp set (the `StrongLifts` sheet: 70 kg under a top of 92.5); First Set Last
    /// goes back to the first:
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
    /// The set before, in the order of the day; within a group, the set of it before.
    ///
    /// A reverse pyramid that steps off the set before compounds: 100, 90, 81, of which 80 can be loaded (strongliftwear.com, RPT):
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

/// How far a relative load is from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A share of the loaded weight: `-10-15%`.
    ///
    /// The classic back-off: 10% off 150 kg (calculaterpe.com), 15% off for more reps (irongymlog.com gives 100 → 85):
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
    /// Percentage points of the max: `-10 pp`. nSuns descends by five points of the training max a set, 95, 90, 85, and never
    /// from the weight before:
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
    /// So much: `-20 lb`. Candito's second week takes 10 lb off the weight of the all-out set:
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

/// More or less.
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
    /// Up or down.
    pub sign: Sign,
    /// By how much.
    pub by: T,
}

impl Signed<Change> {
    /// The share of a weight that a percentage leaves: 90% of `-10%`. Nothing for amounts and points.
    #[must_use]
    pub fn share(&self) -> Option<Range<Percent>> {
        let Change::Percent(by) = self.by else { return None };
        Some(by.map(|by| match self.sign {
            Sign::Plus => Percent::WHOLE.plus(by),
            Sign::Minus => by.rest(),
        }))
    }
}

/// What each week of the phase after its first changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `+5 lb/week`
    Amount(Signed<Amount>),
    /// `+2.5%/week`, in percentage points of the max.
    Points(Signed<Percent>),
    /// `x1.025/week`, from the unrounded start.
    Factor(Percent),
}

/// A target or expectation of effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// As the author said it.
    pub scale: EffortScale,
    /// From easy to hard.
    pub range: Range<Rpe>,
}

/// How an author speaks of effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffortScale {
    /// Rating of perceived exertion.
    Rpe,
    /// Reps in reserve.
    Rir,
}

/// An absolute weight, in one unit or given for both: `10 lb|5 kg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// In one unit; in the other it is converted exactly.
    One(Mass, Unit),
    /// One for lifters in pounds and one for lifters in kilograms.
    Both {
        /// For lifters in pounds.
        lb: Mass,
        /// For lifters in kilograms.
        kg: Mass,
    },
}

impl Amount {
    /// The one for a lifter who trains in `unit`.
    #[must_use]
    pub const fn for_unit(self, unit: Unit) -> Mass {
        match (self, unit) {
            (Self::One(mass, _), _)
            | (Self::Both { lb: mass, .. }, Unit::Lb)
            | (Self::Both { kg: mass, .. }, Unit::Kg) => mass,
        }
    }

    /// As a lifter who trains in `unit` reads it: never two units at once.
    #[must_use]
    pub fn text_for(self, unit: Unit) -> String {
        match self {
            Self::One(mass, own) => mass.with_unit(own),
            Self::Both { .. } => self.for_unit(unit).with_unit(unit),
        }
    }
}

/// By the weight in kilograms; only used to tell low from high.
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
