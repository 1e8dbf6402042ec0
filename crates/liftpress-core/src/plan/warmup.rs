//! Warm-up sets: the ramp from the empty bar to the first work set, or the author's own.

use crate::model::{Exercise, Gear, Reps, Role, Slug, Warmup};
use crate::units::{Mass, Percent, Range, Unit};

use super::expander::Expander;
use super::maxes::Maxes;
use super::planned_sets::{Part, PlannedGroup};
use super::rules::{Around, Done, TopSet, WarmupRule, WarmupSetRule};
use super::when::When;
use super::{Day, Item, Rack, WarmupSet, Weight};

/// Percentages of the first work weight, and reps, after ssickman/barbell's 40-67-80-90 × 5, 3, 2, 1. The ramp starts
/// with the empty bar, as commonly advised. It uses no small plates, because they take long to change.
pub const RAMP: [(u16, u16); 4] = [(40, 5), (60, 3), (80, 2), (90, 1)];
/// Reps with the empty bar.
pub const BAR_REPS: u16 = 8;

/// The least step between two sets of the ramp.
#[must_use]
pub fn jump(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(10, units),
        Unit::Lb => Mass::whole(20, units),
    }
}

/// Returns at most five sets: the empty bar for 8 reps, then 40, 60, 80 and 90% of `work` for 5, 3, 2 and 1 reps. A set
/// is left out if it is less than 10 kg (20 lb) above the set before it, or not below `work`. Returns no sets if `work`
/// is below one and a half empty bars, or if the exercise does not use a bar.
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

impl<'a> Expander<'a> {
    /// Adds the warm-up sets of a day. Each block uses its own of `warmups`. The accessories of a day without blocks
    /// use `of_day`.
    pub(super) fn warm_up(&mut self, day: &mut Day<'a>, warmups: &[&'a Warmup], of_day: &'a Warmup, when: When<'a>) {
        for (block, warmup) in self.warmed(day, warmups, of_day) {
            let (item, rules) = match block {
                Some(block) => {
                    let (block, rules) = (&mut day.blocks[block], &mut day.rules.blocks[block]);
                    let first = block.top.first_mut().or(block.backoff.first_mut());
                    (first, rules.top.first_mut().or(rules.backoff.first_mut()))
                }
                None => (day.accessories.first_mut(), day.rules.accessories.first_mut()),
            };
            let Some((item, rules)) = item.zip(rules) else { continue };
            // On machines, only the day's first exercise has a warm-up.
            let is_done = block.is_none_or(|block| block == 0) || is_on_a_bar(item);
            match warmup {
                Warmup::Off => {}
                Warmup::Ramp => {
                    rules.warmup = Some(WarmupRule::Ramp);
                    if let Some(Weight::Loaded(work)) = item.lines.first().map(|line| line.weight).filter(|_| is_done) {
                        item.warmup = ramp(work.low, item.exercise, &self.rack, self.maxes.units);
                    }
                }
                Warmup::Sets(scheme, place) => {
                    let part = Part { entry: item.entry, role: Role::Warmup, when, attempts: self.maxes.attempts() };
                    let groups = part.groups(item.exercise, scheme, place);
                    let sets = self.lowering(when).warmup(item.entry, item.exercise, &groups);
                    if is_done {
                        item.warmup = self.warmup_sets(&groups, &sets, item, when);
                    }
                    rules.warmup = Some(WarmupRule::Sets(sets));
                }
            }
        }
    }

    /// Returns the warm-ups of a day, each with the position of its block. A block has a warm-up if the lift of its
    /// first exercise (or the lift which that exercise varies) was not trained earlier that day. On a day without
    /// blocks, the first accessory has a warm-up.
    fn warmed(&self, day: &Day<'a>, warmups: &[&'a Warmup], of_day: &'a Warmup) -> Vec<(Option<usize>, &'a Warmup)> {
        if day.blocks.is_empty() {
            return vec![(None, of_day)];
        }
        let Maxes { program, library, .. } = self.maxes;
        let mut warm: Vec<&Slug> = Vec::new();
        let mut warmed = Vec::new();
        for (index, (block, warmup)) in day.blocks.iter().zip(warmups).enumerate() {
            let items = block.top.iter().chain(&block.backoff);
            let lifts = items.map(|item| &library.source_of_max(program, item.exercise).slug);
            if lifts.clone().next().is_some_and(|lift| !warm.contains(&lift)) {
                warmed.push((Some(index), *warmup));
            }
            warm.extend(lifts);
        }
        warmed
    }

    /// Returns the sets of the author's own warm-up. In these sets, `top` refers to the first work set.
    fn warmup_sets(
        &mut self,
        groups: &[PlannedGroup<'a>],
        rules: &[WarmupSetRule],
        item: &Item<'a>,
        when: When<'a>,
    ) -> Vec<WarmupSet> {
        let weight = item.lines.first().map_or(Weight::Open, |line| line.weight);
        let lightest = self.rack.bar(item.exercise);
        let mut evaluator = self.evaluator();
        let mut previous = None;
        let mut evaluated = Vec::with_capacity(rules.len());
        for WarmupSetRule { slot, .. } in rules {
            let work = TopSet { exercise: slot.exercise, done: Done::plain(weight) };
            let came = evaluator.group(slot, &Around::before(work, previous));
            previous = Some(came.outcome);
            evaluated.push(came);
        }
        let read = evaluator.into_read();
        self.note_used(&read, when);
        let mut sets = Vec::new();
        for (group, came) in groups.iter().zip(evaluated) {
            // Sets below the empty bar are dropped without a report, as in the ramp.
            let is_below = |done: &Done| done.target.is_some_and(|target| target.high < lightest);
            let reported = self.report.diagnostics.len();
            self.report_group(group, &came.notices, None, when);
            if is_on_a_bar(item) && came.outcome.as_ref().is_some_and(is_below) {
                self.report.diagnostics.truncate(reported);
                continue;
            }
            sets.extend(came.outcome.map(|done| WarmupSet {
                reps: group.reps.clone().into_owned(),
                weight: done.weight,
                sets: group.sets.high,
            }));
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
