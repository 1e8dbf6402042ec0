//! The light sets before the work: the ramp from the empty bar to the first work set, or the author's own.

use crate::diagnostic::Place;
use crate::model::{Exercise, Gear, Reps, Role, Scheme, Slug, Warmup};
use crate::units::{Mass, Percent, Range, Unit};

use super::anchors::{Anchors, Done, TopSet};
use super::expander::Expander;
use super::maxes::Maxes;
use super::resolve::Resolver;
use super::slots::Part;
use super::when::When;
use super::{Block, Day, Item, Rack, WarmupSet, Weight};

/// Share of the first work weight, and reps. After ssickman/barbell's 40-67-80-90 × 5, 3, 2, 1 and the common advice
/// to begin with the empty bar; without small plates, since nobody wants to change them for a warm-up.
pub const RAMP: [(u16, u16); 4] = [(40, 5), (60, 3), (80, 2), (90, 1)];
/// With the empty bar.
pub const BAR_REPS: u16 = 8;

/// From one set of a ramp to the next it is at least that much.
#[must_use]
pub fn jump(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(10, units),
        Unit::Lb => Mass::whole(20, units),
    }
}

/// At most five sets: the empty bar for eight, then 40, 60, 80 and 90% of `work` for 5, 3, 2 and 1, as far as each is
/// at least 10 kg (20 lb) above the one before and below the work. Nothing for work under one and a half empty bars,
/// or on other gear than a bar.
fn ramp(work: Mass, exercise: &Exercise, rack: &Rack, units: Unit) -> Vec<WarmupSet> {
    let bar = rack.bar(exercise);
    if exercise.gear != Gear::Barbell || work + work < bar.repeated(3) {
        return Vec::new();
    }
    let jump = jump(units);
    let set = |reps, mass| WarmupSet {
        reps: Reps::Count(Range::one(reps)),
        weight: Weight::Loaded(Range::one(mass)),
        sets: 1,
    };
    let mut sets = vec![set(BAR_REPS, bar)];
    let mut last = bar;
    for (percent, reps) in RAMP {
        let mass = rack.fit_coarse(work.times(Percent::whole(percent)), exercise);
        if mass >= last + jump && mass < work {
            sets.push(set(reps, mass));
            last = mass;
        }
    }
    sets
}

impl<'a> Resolver<'a> {
    /// Before what there are light sets: before the first exercise of each block, by its position, unless its lift, or one it
    /// varies, was trained before; where there are no blocks, before the first accessory. `blocks` are the exercises of each,
    /// in order.
    pub(super) fn warmed(
        &self,
        blocks: &[(Vec<&'a Exercise>, &'a Warmup)],
        of_day: &'a Warmup,
    ) -> Vec<(Option<usize>, &'a Warmup)> {
        if blocks.is_empty() {
            return vec![(None, of_day)];
        }
        let Maxes { program, library, .. } = self.maxes;
        let mut warm: Vec<&Slug> = Vec::new();
        let mut warmed = Vec::new();
        for (index, (exercises, warmup)) in blocks.iter().enumerate() {
            let lifts = exercises.iter().map(|exercise| &library.source_of_max(program, exercise).slug);
            if lifts.clone().next().is_some_and(|lift| !warm.contains(&lift)) {
                warmed.push((Some(index), *warmup));
            }
            warm.extend(lifts);
        }
        warmed
    }
}

impl<'a> Expander<'a> {
    /// Works out the light sets of a day. Each block has its own of `warmups`; `of_day` is that of accessories where there
    /// is no block.
    pub(super) fn warm_up(&mut self, day: &mut Day<'a>, warmups: &[&'a Warmup], of_day: &'a Warmup, when: When<'a>) {
        let exercises = |block: &Block<'a>| block.top.iter().chain(&block.backoff).map(|item| item.exercise).collect();
        let blocks: Vec<_> = day.blocks.iter().map(exercises).zip(warmups.iter().copied()).collect();
        for (block, warmup) in self.resolver.warmed(&blocks, of_day) {
            let item = match block {
                Some(block) => {
                    let block = &mut day.blocks[block];
                    block.top.first_mut().or(block.backoff.first_mut())
                }
                None => day.accessories.first_mut(),
            };
            // Before work on a machine only the day's first exercise has a warm-up.
            if let Some(item) = item.filter(|item| block.is_none_or(|block| block == 0) || is_on_a_bar(item)) {
                item.warmup = self.warmup(warmup, item, when);
            }
        }
    }

    /// The sets before the first work set of an item.
    fn warmup(&mut self, warmup: &'a Warmup, item: &Item<'a>, when: When<'a>) -> Vec<WarmupSet> {
        match warmup {
            Warmup::Off => Vec::new(),
            Warmup::Ramp => match item.lines.first().map(|line| line.weight) {
                Some(Weight::Loaded(work)) => ramp(work.low, item.exercise, &self.resolver.rack, self.resolver.units),
                _ => Vec::new(),
            },
            Warmup::Sets(scheme, place) => self.warmup_sets(scheme, place, item, when),
        }
    }

    /// The author's own warm-up; `top` is the first work set.
    fn warmup_sets(&mut self, scheme: &'a Scheme, place: &'a Place, item: &Item<'a>, when: When<'a>) -> Vec<WarmupSet> {
        let weight = item.lines.first().map_or(Weight::Open, |line| line.weight);
        let work = TopSet { exercise: item.exercise, done: Done::plain(weight) };
        let part = Part { entry: item.entry, role: Role::Warmup, when, attempts: self.resolver.maxes.attempts() };
        let mut previous = None;
        let mut sets = Vec::new();
        let lightest = self.resolver.rack.bar(item.exercise);
        for slot in part.slots(item.exercise, scheme, place) {
            let told = self.resolver.diagnostics.len();
            let anchors = Anchors { top: Ok(work), tops: None, sets: None, previous, follows: false };
            let outcome = self.resolver.resolve(&slot, &anchors, when);
            previous = Some(outcome);
            let Some(done) = outcome else { continue };
            // As in the ramp, sets below the empty bar are left out, and nothing is told of them.
            if is_on_a_bar(item) && done.target.is_some_and(|target| target.high < lightest) {
                self.resolver.diagnostics.truncate(told);
                continue;
            }
            sets.push(WarmupSet { reps: slot.reps.clone().into_owned(), weight: done.weight, sets: slot.sets.high });
        }
        sets
    }
}

fn is_on_a_bar(item: &Item<'_>) -> bool {
    item.exercise.gear == Gear::Barbell && matches!(item.lines.first().map(|line| line.weight), Some(Weight::Loaded(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Roundings, Slug};

    fn of(work: &str, units: Unit) -> String {
        let squat = Exercise::new(Slug::new("squat").unwrap());
        let rack = Rack::new(None, units, &Roundings::default());
        let text = |set: &WarmupSet| match (set.weight, &set.reps) {
            (Weight::Loaded(mass), Reps::Count(reps)) => format!("{}x{}", mass.low.in_unit(units), reps.low),
            _ => "?".into(),
        };
        ramp(work.parse().unwrap(), &squat, &rack, units).iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ramps() {
        assert_eq!(of("255 lb", Unit::Lb), "45x8 105x5 155x3 205x2 225x1");
        assert_eq!(of("157.5 kg", Unit::Kg), "20x8 65x5 95x3 125x2 140x1");
        assert_eq!(of("100 kg", Unit::Kg), "20x8 40x5 60x3 80x2 90x1");
        assert_eq!(of("60 kg", Unit::Kg), "20x8 35x3 50x2");
        assert_eq!(of("40 kg", Unit::Kg), "20x8 30x2");
        assert_eq!(of("27.5 kg", Unit::Kg), "");
    }
}
