//! Checks from the lifter's equipment alone whether a weight can be loaded.

use liftpress::model::{Equipment, Exercise, Gear, Ladder};
use liftpress::plan::{Plan, Weight};
use liftpress::units::{Mass, Rounding, Unit};

/// Checks that a weight of a plan can be loaded for the exercise.
pub(crate) fn check(plan: &Plan<'_>, exercise: &Exercise, weight: Weight) {
    let common = Equipment::default();
    let equipment = plan.lifter.equipment.as_ref().unwrap_or(&common);
    let (range, hangs) = match weight {
        Weight::Open => return,
        Weight::Loaded(range) => (range, false),
        Weight::Bodyweight(range) => (range, true),
    };
    let fits = if hangs { on_a_belt } else { on_the_bar };
    assert!(range.low <= range.high, "{range:?}");
    for mass in [range.low, range.high] {
        assert!(fits(plan, equipment, exercise, mass), "{mass:?} for {} on {equipment:?}", exercise.slug);
    }
}

fn on_the_bar(plan: &Plan<'_>, equipment: &Equipment, exercise: &Exercise, mass: Mass) -> bool {
    let Equipment { bar, bars, plates, collars, .. } = equipment;
    let own_bar = bars.get(&exercise.slug).map(|(bar, _)| bar.mass);
    let ladder = equipment.ladders.get(&exercise.slug).map(|(ladder, _)| ladder);
    if ladder.is_some() || own_bar.is_none() && exercise.gear != Gear::Barbell {
        let of_gear = match exercise.gear {
            Gear::Dumbbell => equipment.dumbbells.as_ref(),
            Gear::Kettlebell => equipment.kettlebells.as_ref(),
            Gear::Machine | Gear::Cable => equipment.machines.as_ref(),
            Gear::Bodyweight => equipment.belt.as_ref(),
            _ => None,
        };
        let is_common = || mass > Mass::ZERO && (is_multiple(plan, mass) || is_as_written(equipment, mass));
        return ladder.or(of_gear).map_or_else(is_common, |ladder| holds(ladder, mass));
    }
    let empty = own_bar.or(*bar).map(|bar| bar + *collars);
    if plates.is_empty() && equipment.step.is_some() {
        return Some(mass) == empty || is_multiple(plan, mass) && mass >= empty.unwrap_or_default();
    }
    let sides = plan.rack.plates_per_side(mass, exercise).unwrap();
    let sleeves = plan.rack.sleeves(exercise);
    let within = |plate: &liftpress::model::PlateStock| {
        let used = sides.iter().filter(|side| **side == plate.mass).count() * usize::from(sleeves.count());
        plate.pairs.is_none_or(|pairs| used <= usize::from(pairs) * 2)
    };
    let known = plates.is_empty() || sides.iter().all(|side| plates.iter().any(|plate| plate.mass == *side));
    let common = if plan.units == Unit::Kg { 20 } else { 45 };
    let empty = empty.unwrap_or(Mass::whole(common, plan.units));
    known
        && plates.iter().all(within)
        && sides.iter().fold(empty, |sum, side| sum + side.repeated(sleeves.weighed())) == mass
}

/// Zero, an added weight on the belt, or assistance, which comes in steps.
fn on_a_belt(plan: &Plan<'_>, equipment: &Equipment, exercise: &Exercise, mass: Mass) -> bool {
    let ladder = equipment.ladders.get(&exercise.slug).map(|(ladder, _)| ladder).or(equipment.belt.as_ref());
    match ladder {
        Some(ladder) if mass > Mass::ZERO => holds(ladder, mass),
        _ => is_multiple(plan, mass) || is_as_written(equipment, mass),
    }
}

/// If nothing is known of the equipment, written weights are used unrounded.
fn is_as_written(equipment: &Equipment, mass: Mass) -> bool {
    equipment.step.is_none() && mass.is_written()
}

fn is_multiple(plan: &Plan<'_>, mass: Mass) -> bool {
    mass.to_multiple_of(plan.rack.step(), Rounding::Down) == mass
}

fn holds(ladder: &Ladder, mass: Mass) -> bool {
    match ladder {
        Ladder::Rungs(rungs) => rungs.contains(&mass),
        Ladder::Steps { step, from } => {
            mass >= *from && (mass - *from).to_multiple_of(*step, Rounding::Down) == mass - *from
        }
    }
}
