//! Names for the variants of the enums in programs and lifters.
//!
//! No `match` has a wildcard. So a new variant does not compile until it has a line here. The test then fails until the
//! random programs contain the variant.

use crate::model::{
    Amount, Anchor, Bound, Change, Condition, EffortScale, GroupKind, Ladder, Lifted, LoadRule, MaxKind, Measure, Reps,
    Scale, Sign, Since, Sleeves, Start, Step, Warmup, WeekSchemes,
};
use crate::plan::{Carried, HitsRule, LadderRule, MassStep, Off, Rule, ShareOf, WarmupRule, Weight};
use crate::units::{Rpe, Unit};

/// An enum with a name for each variant.
pub(super) trait Named {
    const TYPE: &'static str;
    fn name(&self) -> &'static str;
}

macro_rules! variants {
    ($($type:ty { $($pattern:pat,)+ })+) => {
        $(impl Named for $type {
            const TYPE: &'static str = stringify!($type);

            fn name(&self) -> &'static str {
                match self {
                    $($pattern => stringify!($pattern),)+
                }
            }
        })+

        /// All types with the names of their variants.
        pub(super) const VARIANTS: &[(&str, &[&str])] = &[$((stringify!($type), &[$(stringify!($pattern)),+]),)+];
    };
}

variants! {
    LoadRule {
        LoadRule::Percent { .. },
        LoadRule::Absolute(_),
        LoadRule::Bar,
        LoadRule::Bodyweight(_),
        LoadRule::Effort(_),
        LoadRule::Relative { .. },
    }
    MaxKind {
        MaxKind::OneRep,
        MaxKind::Training,
        MaxKind::Reps(_),
        MaxKind::Estimated,
    }
    Anchor {
        Anchor::Top,
        Anchor::Set(_),
        Anchor::Previous,
    }
    Change {
        Change::Percent(_),
        Change::Points(_),
        Change::Amount(_),
    }
    Sign {
        Sign::Plus,
        Sign::Minus,
    }
    Step {
        Step::Amount(_),
        Step::Points(_),
        Step::Factor(_),
    }
    EffortScale {
        EffortScale::Rpe,
        EffortScale::Rir,
    }
    Amount {
        Amount::One(..),
        Amount::Both { .. },
    }
    Unit {
        Unit::Kg,
        Unit::Lb,
    }
    GroupKind {
        GroupKind::Work { .. },
        GroupKind::Drop,
    }
    Reps {
        Reps::Count(_),
        Reps::AtLeast(_),
        Reps::Amrap,
        Reps::Time(_),
        Reps::Distance(_),
        Reps::Cluster(_),
        Reps::RestPause(_),
        Reps::Myo(_),
        Reps::Attempt(_),
    }
    Condition {
        Condition::Effort(_),
        Condition::Reps(_),
        Condition::Look(_),
    }
    Bound<Rpe> {
        Bound::AtMost(_),
        Bound::Below(_),
        Bound::AtLeast(_),
        Bound::Above(_),
        Bound::Between(_),
    }
    Bound<u16> {
        Bound::AtMost(_),
        Bound::Below(_),
        Bound::AtLeast(_),
        Bound::Above(_),
        Bound::Between(_),
    }
    WeekSchemes {
        WeekSchemes::Every(..),
        WeekSchemes::Each(_),
        WeekSchemes::Unread(_),
    }
    Warmup {
        Warmup::Off,
        Warmup::Ramp,
        Warmup::Sets(..),
    }
    Scale {
        Scale::Whole,
        Scale::Every(_),
        Scale::Each(_),
    }
    Measure {
        Measure::OneRep(_),
        Measure::Training(_),
        Measure::Set { .. },
    }
    Lifted {
        Lifted::Weight(_),
        Lifted::Bodyweight(_),
    }
    Since {
        Since::Always,
        Since::Date(_),
        Since::Week(_),
    }
    Start {
        Start::On(_),
        Start::EndingOn(_),
    }
    Sleeves {
        Sleeves::One,
        Sleeves::Two,
        Sleeves::Four,
    }
    Ladder {
        Ladder::Steps { .. },
        Ladder::Rungs(_),
    }
    Weight {
        Weight::Open,
        Weight::Loaded(_),
        Weight::Bodyweight(_),
    }
    Rule {
        Rule::Open,
        Rule::Weight { .. },
        Rule::Bar { .. },
        Rule::Belt { .. },
        Rule::Share { .. },
        Rule::Effort { .. },
        Rule::Off { .. },
        Rule::Drop { .. },
    }
    ShareOf {
        ShareOf::Reference(_),
        ShareOf::Shown(_),
    }
    Carried {
        Carried::Proportion { .. },
        Carried::Steps(_),
    }
    Off {
        Off::Percent(_),
        Off::Amount(_),
        Off::Points { .. },
    }
    MassStep {
        MassStep::Times(..),
        MassStep::Plus(_),
        MassStep::Ratio(..),
    }
    LadderRule {
        LadderRule::Steps { .. },
        LadderRule::Rungs { .. },
        LadderRule::Plates { .. },
    }
    WarmupRule {
        WarmupRule::Ramp,
        WarmupRule::Sets(_),
    }
    HitsRule {
        HitsRule::Weight,
        HitsRule::Reps(_),
        HitsRule::Effort(_),
    }
}
