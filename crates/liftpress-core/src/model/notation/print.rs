//! Prints schemes in the canonical form, which parses to the same scheme.

use std::fmt;

use crate::model::{
    Amount, Anchor, Change, Effort, EffortScale, Group, GroupKind, Load, LoadRule, MaxKind, Myo, Reference, Reps,
    Scheme, Signed, Step, Word,
};
use crate::units::{Percent, Range, Seconds, Unit};

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, group) in self.groups.iter().enumerate() {
            write!(f, "{}{group}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, &self.reps) {
            (GroupKind::Work { .. }, Reps::RestPause(_)) => write!(f, "rest-pause {}", self.reps)?,
            (GroupKind::Work { .. }, Reps::Myo(_)) => write!(f, "myo {}", self.reps)?,
            (GroupKind::Work { .. }, Reps::Attempt(_)) => self.reps.fmt(f)?,
            (GroupKind::Work { sets }, Reps::Cluster(_)) => write!(f, "{sets}x({})", self.reps)?,
            (GroupKind::Work { sets }, _) => write!(f, "{sets}x{}", self.reps)?,
            (GroupKind::Drop, _) => write!(f, "drop {}", self.reps)?,
        }
        if let Some(load) = &self.load {
            write!(f, " @ {}", load.value)?;
        }
        if let Some(until) = &self.until {
            write!(f, " until RPE {}", until.value)?;
        }
        if let Some(pause) = self.pause {
            write!(f, " pause {pause}")?;
        }
        match self.rest {
            Some(rest) => write!(f, " rest {rest}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Reps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(reps) => reps.fmt(f),
            Self::AtLeast(reps) => write!(f, "{reps}+"),
            Self::Amrap => f.write_str("AMRAP"),
            Self::Time(time) => match Seconds::whole_minutes(*time) {
                Some(minutes) => write!(f, "{minutes}min"),
                None => write!(f, "{}s", time.map(|Seconds(s)| s)),
            },
            Self::Distance(meters) => write!(f, "{meters}m"),
            Self::Cluster(parts) | Self::RestPause(parts) => {
                let parts: Vec<_> = parts.iter().map(u16::to_string).collect();
                f.write_str(&parts.join("+"))
            }
            Self::Myo(Myo { activation, mini, times }) => write!(f, "{activation}+{mini}x{times}"),
            Self::Attempt(attempt) => f.write_str(attempt.word()),
        }
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)?;
        match &self.step {
            None => {}
            Some(Step::Amount(Signed { sign, by })) => write!(f, " {sign}{by}/week")?,
            Some(Step::Points(Signed { sign, by })) => write!(f, " {sign}{by}/week")?,
            Some(Step::Factor(factor)) => write!(f, " x{}/week", factor.as_factor())?,
        }
        match &self.effort {
            Some(effort) => write!(f, " {effort}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for LoadRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent { percent, of, plus } => {
                write!(f, "{}{of}", percents(*percent))?;
                write_plus(f, plus.as_ref())
            }
            Self::Absolute(range) => f.write_str(&amounts(*range)),
            Self::Bar => f.write_str("bar"),
            Self::Bodyweight(plus) => {
                f.write_str("bw")?;
                write_plus(f, plus.as_ref())
            }
            Self::Effort(effort) => effort.fmt(f),
            Self::Relative { anchor, change, as_share } => {
                if let Some(share) = change.and_then(|change| change.share()).filter(|_| *as_share) {
                    return write!(f, "{} of {anchor}", percents(share));
                }
                anchor.fmt(f)?;
                let Some(Signed { sign, by }) = change else { return Ok(()) };
                write!(f, " {sign}{by}")
            }
        }
    }
}

fn write_plus(f: &mut fmt::Formatter<'_>, plus: Option<&Signed<Amount>>) -> fmt::Result {
    plus.map_or(Ok(()), |Signed { sign, by }| write!(f, " {sign} {by}"))
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = self.kind {
            write!(f, " {kind}")?;
        }
        match &self.exercise {
            Some(exercise) => write!(f, " of {exercise}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for MaxKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneRep => f.write_str("1RM"),
            Self::Training => f.write_str("TM"),
            Self::Reps(n) => write!(f, "{n}RM"),
            Self::Estimated => f.write_str("e1RM"),
        }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => f.write_str("top"),
            Self::Set(1) => f.write_str("first"),
            Self::Set(2) => f.write_str("second"),
            Self::Set(n) => write!(f, "set {n}"),
            Self::Previous => f.write_str("previous"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(range) => f.write_str(&percents(*range)),
            Self::Points(range) => write!(f, "{} pp", percents(*range).trim_end_matches('%')),
            Self::Amount(range) => f.write_str(&amounts(*range)),
        }
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scale {
            EffortScale::Rpe => write!(f, "RPE {}", self.range),
            EffortScale::Rir => {
                let (most, least) = (self.range.low.reps_in_reserve(), self.range.high.reps_in_reserve());
                if most == least { write!(f, "RIR {most}") } else { write!(f, "RIR {least}-{most}") }
            }
        }
    }
}

fn percents(range: Range<Percent>) -> String {
    match range.single() {
        Some(percent) => percent.to_string(),
        None => format!("{}-{}", range.low.number(), range.high),
    }
}

fn amounts(range: Range<Amount>) -> String {
    let numbers = |unit: Unit| {
        let of = |amount: Amount| amount.for_unit(unit).exactly_in(unit);
        if range.low == range.high { of(range.low) } else { format!("{}-{}", of(range.low), of(range.high)) }
    };
    match range.low {
        Amount::One(_, unit) => format!("{} {unit}", numbers(unit)),
        Amount::Both { .. } => format!("{} lb|{} kg", numbers(Unit::Lb), numbers(Unit::Kg)),
    }
}
