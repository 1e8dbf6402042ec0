//! How much work a plan is, and how heavy. `docs/pages/volume.md` has every definition with its source.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;
use std::ptr;

use crate::model::{Muscle, Role};
use crate::units::{Halves, Mass, Percent, Range};
use crate::words;

use super::{Day, Item, Line, Plan, Week, Weight};

words! {
    /// Intensity zones in tens of percent of the 1RM; those from 70% up are rows of A. S. Prilepin's table as it is
    /// commonly printed.
    Zone {
        /// Below 60%.
        Below60 => "0-59",
        /// From 60%, below 70%.
        From60 => "60-69",
        /// From 70%, below 80%.
        From70 => "70-79",
        /// From 80%, below 90%.
        From80 => "80-89",
        /// 90% and more.
        From90 => "90+",
    }
}

impl Zone {
    /// The zone of a share of the 1RM.
    #[must_use]
    pub const fn of(share: Percent) -> Self {
        match share.millionths() / Percent::whole(10).millionths() {
            ..=5 => Self::Below60,
            6 => Self::From60,
            7 => Self::From70,
            8 => Self::From80,
            _ => Self::From90,
        }
    }
}

/// Volume and intensity of some work; adds up over days, weeks and phases.
///
/// Counted is what is written: warm-ups, branches of a decision and substitutes are not. Of a range of sets the most
/// counts, of a range of reps or of weights the middle, of `5+` its five; a drop set is one set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Volume {
    /// Top sets.
    pub top: u32,
    /// Back-off sets.
    pub backoff: u32,
    /// Sets that belong to no top set.
    pub accessory: u32,
    /// Sets by what they train: one for what an exercise trains most, half a set for what it trains besides.
    pub muscles: BTreeMap<Muscle, Halves>,
    /// Weight × reps of all sets that have both; of dumbbells the weight of one, of bodyweight exercises all that is
    /// lifted.
    pub tonnage: Mass,
    /// How many sets the tonnage is of.
    pub weighed: u32,
    /// Whether some of that is only an estimate on paper.
    pub estimate: bool,
    /// Number of lifts: reps of all sets that say how many.
    pub lifts: Halves,
    /// Those of them whose share of the exercise's 1RM is known, by that share before rounding.
    pub zones: BTreeMap<Zone, Halves>,
    /// The highest such share of any set.
    pub peak: Option<Percent>,
    /// Share in millionths × lifts in halves, of what is in `zones`.
    rated: u64,
}

impl Volume {
    /// Work sets of all kinds.
    #[must_use]
    pub const fn sets(&self) -> u32 {
        self.top + self.backoff + self.accessory
    }

    /// Average relative intensity: the mean of the lifts' shares of their exercises' 1RM, to the nearest ten-thousandth of
    /// a percent. `None` where no share is known.
    #[must_use]
    pub fn mean_intensity(&self) -> Option<Percent> {
        let lifts = self.zones.values().copied().sum::<Halves>().count();
        let mean = self.rated.saturating_add(lifts / 2).checked_div(lifts)?;
        i64::try_from(mean).ok().map(Percent::of_millionths)
    }

    /// Adds the work of one exercise.
    fn add_item(&mut self, item: &Item<'_>, bodyweight: Option<Mass>) {
        item.lines.iter().for_each(|line| self.add_line(line, bodyweight));
        let sets: u32 = item.lines.iter().map(|line| u32::from(line.most_sets())).sum();
        *match item.role {
            Role::Top => &mut self.top,
            Role::Backoff => &mut self.backoff,
            _ => &mut self.accessory,
        } += sets;
        let (most, besides) = (&item.exercise.muscles, &item.exercise.secondary);
        // What is named twice counts once, and as trained most.
        let both = most.iter().map(|muscle| (muscle, Halves::whole(sets)));
        let both = both.chain(besides.iter().map(|muscle| (muscle, Halves::half_of(sets))));
        for (at, (muscle, halves)) in both.enumerate() {
            if !most.iter().chain(besides).take(at).any(|before| before == muscle) {
                add(&mut self.muscles, *muscle, halves);
            }
        }
    }

    /// Adds tonnage and intensity of a group of sets.
    fn add_line(&mut self, line: &Line<'_>, bodyweight: Option<Mass>) {
        self.peak = self.peak.max(line.percent_of_max.map(|share| share.high));
        let Some(reps) = line.reps.counted() else { return };
        let sets = line.most_sets();
        let lifts = Halves::middle_of(reps).times(sets);
        self.lifts = self.lifts + lifts;
        if let Some(tonnage) = lifted(line.weight, bodyweight).and_then(|mass| mass.ratio(lifts.count(), 4)) {
            self.tonnage = self.tonnage + tonnage;
            self.weighed += u32::from(sets);
            self.estimate |= line.estimate;
        }
        if let Some(Range { low, high }) = line.percent_of_max {
            let middle = Percent::of_millionths(low.millionths().midpoint(high.millionths()));
            add(&mut self.zones, Zone::of(middle), lifts);
            self.rated = self.rated.saturating_add(middle.millionths().unsigned_abs().saturating_mul(lifts.count()));
        }
    }
}

/// Twice all that is lifted: both ends of a range; nothing where that is not known.
fn lifted(weight: Weight, bodyweight: Option<Mass>) -> Option<Mass> {
    match weight {
        Weight::Open => None,
        Weight::Loaded(Range { low, high }) => Some(low + high),
        Weight::Bodyweight(Range { low, high }) => bodyweight.map(|own| own + low + own + high),
    }
}

impl Add for Volume {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            top: self.top + other.top,
            backoff: self.backoff + other.backoff,
            accessory: self.accessory + other.accessory,
            muscles: merged(self.muscles, other.muscles),
            tonnage: self.tonnage + other.tonnage,
            weighed: self.weighed + other.weighed,
            estimate: self.estimate || other.estimate,
            lifts: self.lifts + other.lifts,
            zones: merged(self.zones, other.zones),
            peak: self.peak.max(other.peak),
            rated: self.rated.saturating_add(other.rated),
        }
    }
}

impl Sum for Volume {
    fn sum<I: Iterator<Item = Self>>(volumes: I) -> Self {
        volumes.fold(Self::default(), Add::add)
    }
}

fn merged<K: Ord>(mut into: BTreeMap<K, Halves>, from: BTreeMap<K, Halves>) -> BTreeMap<K, Halves> {
    for (key, halves) in from {
        add(&mut into, key, halves);
    }
    into
}

fn add<K: Ord>(into: &mut BTreeMap<K, Halves>, key: K, halves: Halves) {
    let sum = into.entry(key).or_default();
    *sum = *sum + halves;
}

impl Day<'_> {
    /// How much work the day is. With the lifter's `bodyweight`, what is lifted with it counts as tonnage.
    #[must_use]
    pub fn volume(&self, bodyweight: Option<Mass>) -> Volume {
        let mut volume = Volume::default();
        self.add_volume(&mut volume, bodyweight);
        volume
    }

    fn add_volume(&self, to: &mut Volume, bodyweight: Option<Mass>) {
        self.items().for_each(|item| to.add_item(item, bodyweight));
    }
}

impl Week<'_> {
    /// How much work the week is; see [`Day::volume`].
    #[must_use]
    pub fn volume(&self, bodyweight: Option<Mass>) -> Volume {
        let mut volume = Volume::default();
        self.days.iter().for_each(|day| day.add_volume(&mut volume, bodyweight));
        volume
    }
}

impl<'a> Plan<'a> {
    /// The weeks of each phase in turn, in each cycle anew.
    pub fn phases(&self) -> impl Iterator<Item = &[Week<'a>]> {
        self.weeks.chunk_by(|week, next| week.cycle == next.cycle && ptr::eq(week.phase, next.phase))
    }

    /// How much work some of its weeks are, or all of them.
    #[must_use]
    pub fn volume(&self, weeks: &[Week<'_>]) -> Volume {
        weeks.iter().map(|week| week.volume(self.lifter.bodyweight)).sum()
    }
}

#[cfg(test)]
mod tests;
