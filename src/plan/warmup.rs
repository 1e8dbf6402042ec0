//! The ramp from the empty bar to the first work set.

use crate::model::{Exercise, Gear, Reps};
use crate::units::{Mass, Percent, Range, Unit};

use super::{Rack, WarmupSet, Weight};

/// Share of the first work weight, and reps. After ssickman/barbell's 40-67-80-90 × 5, 3, 2, 1 and the common advice
/// to begin with the empty bar; without small plates, since nobody wants to change them for a warm-up.
const RAMP: [(u16, u16); 4] = [(40, 5), (60, 3), (80, 2), (90, 1)];
const BAR_REPS: u16 = 8;

/// At most five sets: the empty bar for eight, then 40, 60, 80 and 90% of `work` for 5, 3, 2 and 1, as far as each is
/// at least 10 kg (20 lb) above the one before and below the work. Nothing for work under one and a half empty bars,
/// or on other gear than a bar.
pub(super) fn ramp(work: Mass, exercise: &Exercise, rack: &Rack, units: Unit) -> Vec<WarmupSet> {
    let bar = rack.bar(exercise);
    if exercise.gear != Gear::Barbell || work + work < bar.repeated(3) {
        return Vec::new();
    }
    let jump = match units {
        Unit::Kg => Mass::whole(10, units),
        Unit::Lb => Mass::whole(20, units),
    };
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
