//! Volume and intensity of a plan. `docs/pages/volume.md` has every definition with its source.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;
use std::ptr;

use crate::model::{Muscle, Role};
use crate::units::{Halves, Mass, Percent, Range};
use crate::words;

use super::{Day, Item, Line, Plan, Week, Weight};

words! {
    /// Intensity zones in tens of percent of the 1RM. The zones from 70% up are the rows of A. S. Prilepin's table as
    /// it is commonly printed.
    Zone {
        /// Below 60%.
        Below60 => "0-59",
        /// From 60%, below 70%.
        From60 => "60-69",
        /// From 70%, below 80%.
        From70 => "70-79",
        /// From 80%, below 90%.
        From80 => "80-89",
        /// 90% and above.
        From90 => "90+",
    }
}

impl Zone {
    /// Returns the zone of a percentage of the 1RM.
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

/// Volume and intensity of some work. Volumes of days add up to weeks and phases.
///
/// A volume counts the written work without warm-ups, branches of `adjust` and alternatives. A range of sets counts as
/// its maximum, a range of reps or weights as its middle, `5+` as five reps, and a drop set as one set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Volume {
    /// The number of top sets.
    pub top: u32,
    /// The number of back-off sets.
    pub backoff: u32,
    /// The number of sets that do not depend on a top set.
    pub accessory: u32,
    /// Sets by muscle group. Each set of an exercise counts as one set for the groups that the exercise mainly trains,
    /// and as half a set for its other groups.
    pub muscles: BTreeMap<Muscle, Halves>,
    /// Weight × reps of all sets that have both. The weight of two dumbbells is that of one. Bodyweight exercises
    /// include the bodyweight.
    pub tonnage: Mass,
    /// The number of sets that the tonnage includes.
    pub weighed: u32,
    /// Whether part of the tonnage is only an estimate until the lifter trains.
    pub estimate: bool,
    /// The number of lifts: all reps of the sets with a rep count.
    pub lifts: Halves,
    /// Reps by zone. They include only reps whose weight, before rounding, is a known percentage of the exercise's 1RM.
    pub zones: BTreeMap<Zone, Halves>,
    /// The highest percentage of the 1RM of any set; `None` if none is known.
    pub peak: Option<Percent>,
    /// The sum of percentage × reps over all reps in `zones`, with percentages in millionths and reps in halves.
    rated: u64,
}

impl Volume {
    /// Returns the number of work sets of all kinds.
    #[must_use]
    pub const fn sets(&self) -> u32 {
        self.top + self.backoff + self.accessory
    }

    /// Returns the average relative intensity: the mean percentage of the 1RM over all reps for which it is known, to
    /// the nearest ten-thousandth of a percent. Returns `None` if it is known for no rep.
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
        // A muscle group that an exercise names twice counts once, as one that the exercise mainly trains.
        let both = most.iter().map(|muscle| (muscle, Halves::whole(sets)));
        let both = both.chain(besides.iter().map(|muscle| (muscle, Halves::half_of(sets))));
        for (at, (muscle, halves)) in both.enumerate() {
            if !most.iter().chain(besides).take(at).any(|before| before == muscle) {
                add(&mut self.muscles, *muscle, halves);
            }
        }
    }

    /// Adds the tonnage and intensity of a group of sets.
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

/// Returns twice the load: the sum of both ends of its range. Returns `None` if the load is unknown.
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
    /// Returns the volume of the day. If `bodyweight` is known, bodyweight sets count toward the tonnage.
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
    /// Returns the volume of the week; see [`Day::volume`].
    #[must_use]
    pub fn volume(&self, bodyweight: Option<Mass>) -> Volume {
        let mut volume = Volume::default();
        self.days.iter().for_each(|day| day.add_volume(&mut volume, bodyweight));
        volume
    }
}

impl<'a> Plan<'a> {
    /// Returns the weeks of each phase, separately for each cycle.
    pub fn phases(&self) -> impl Iterator<Item = &[Week<'a>]> {
        self.weeks.chunk_by(|week, next| week.cycle == next.cycle && ptr::eq(week.phase, next.phase))
    }

    /// Returns the volume of some or all weeks.
    #[must_use]
    pub fn volume(&self, weeks: &[Week<'_>]) -> Volume {
        weeks.iter().map(|week| week.volume(self.lifter.bodyweight)).sum()
    }
}

#[cfg(test)]
mod tests;
