//! Compares two versions of a lifter: the maxes, the equipment and the assignments.

use crate::model::{
    Assignment, Bar, Chosen, Equipment, Ladder, Lifted, Lifter, Max, MaxRecord, Measure, PlateStock, RoundingRule,
    Since, Slug, Start, Swap, Word,
};
use crate::units::{Mass, Rounding, Unit};

use super::facts::{Facts, attempts, share};
use super::volume::by;
use super::{Fact, LifterComparison, Sign};

/// Returns the differences between two versions of a lifter, except those in booklets; `None` if there are none.
/// `sites` has the rounding from the settings of each version of the site.
pub(super) fn compare_lifters(
    old: Option<&Lifter>,
    new: Option<&Lifter>,
    sites: [Rounding; 2],
) -> Option<LifterComparison> {
    let lifter = new.or(old)?;
    let (sign, facts) = match (old, new) {
        (Some(old), Some(new)) => (Sign::Changed, facts([(old, sites[0]), (new, sites[1])])),
        (None, _) => (Sign::Added, training(lifter, Sign::Added)),
        (_, None) => (Sign::Removed, training(lifter, Sign::Removed)),
    };
    let (slug, name) = (lifter.slug.to_string(), lifter.name.clone());
    (sign != Sign::Changed || !facts.is_empty()).then_some(LifterComparison {
        slug,
        name,
        sign,
        facts,
        booklets: Vec::new(),
    })
}

/// Returns the programs of a lifter who was added or removed, as facts.
fn training(lifter: &Lifter, sign: Sign) -> Vec<Fact> {
    let fact = |(name, how): (String, String)| {
        let (old, new) = if sign == Sign::Added { (String::new(), how) } else { (how, String::new()) };
        Fact { what: format!("program `{name}`"), old, new }
    };
    programs(lifter, start).into_iter().map(fact).collect()
}

fn facts(versions: [(&Lifter, Rounding); 2]) -> Vec<Fact> {
    let both @ [old, new] = versions.map(|(lifter, _)| lifter);
    let mut facts = Facts::default();
    facts.both("name", both.map(|lifter| lifter.name.clone()));
    facts.both("units", both.map(|lifter| lifter.units.to_string()));
    facts.both(
        "bodyweight",
        both.map(|lifter| lifter.bodyweight.map(|mass| mass.with_unit(lifter.units)).unwrap_or_default()),
    );
    facts.both("sex", both.map(|lifter| lifter.sex.map(|sex| sex.word().to_owned()).unwrap_or_default()));
    maxes(&mut facts, old, new);
    facts.both(
        "formula",
        both.map(|lifter| lifter.formula.map(|formula| formula.word().to_owned()).unwrap_or_default()),
    );
    facts.both("training max", both.map(|lifter| share(lifter.training_max.all)));
    facts.each(
        "training max",
        both.map(|lifter| {
            lifter.training_max.of.iter().map(|(lift, (percent, _))| (lift.to_string(), percent.to_string())).collect()
        }),
    );
    facts.both("attempts", both.map(|lifter| lifter.attempts.map(attempts).unwrap_or_default()));
    facts.both(
        "rounding",
        versions.map(|(lifter, site)| match lifter.rounding.all {
            RoundingRule { way, to: None } if way == site => "from the settings".to_owned(),
            rule => rounding(rule, lifter.units),
        }),
    );
    facts.each(
        "rounding",
        both.map(|lifter| {
            let of = |(exercise, (rule, _)): (&Slug, &(RoundingRule, _))| {
                (exercise.to_string(), rounding(*rule, lifter.units))
            };
            lifter.rounding.of.iter().map(of).collect()
        }),
    );
    equipment(&mut facts, old, new);
    for (what, how) in HOW {
        facts.each(what, both.map(|lifter| programs(lifter, how)));
    }
    facts.both("booklets", both.map(|lifter| if lifter.is_public { "published" } else { "private" }.to_owned()));
    facts.0
}

fn maxes(facts: &mut Facts, old: &Lifter, new: &Lifter) {
    let lifts: std::collections::BTreeSet<_> = old.maxes.keys().chain(new.maxes.keys()).collect();
    for lift in lifts {
        let [before, after] = [old, new].map(|lifter| lifter.maxes.get(lift));
        let text = |max: Option<&Max>, units| max.map(|max| max_text(max, units)).unwrap_or_default();
        let (was, mut is) = (text(before, old.units), text(after, new.units));
        let single = |max: Option<&Max>| match max.and_then(|max| max.records.last()).map(|record| record.measure) {
            Some(Measure::OneRep(Lifted::Weight(mass))) => mass.count(),
            _ => 0,
        };
        let (low, high) = (single(before), single(after));
        let by = if low > 0 && high > 0 { by(low, high) } else { String::new() };
        if was != is && !by.is_empty() {
            is = format!("{is} ({by})");
        }
        facts.both(&format!("max `{lift}`"), [was, is]);
    }
}

fn max_text(max: &Max, units: Unit) -> String {
    max.records.iter().map(|record| record_text(record, units)).collect::<Vec<_>>().join(", ")
}

fn record_text(record: &MaxRecord, units: Unit) -> String {
    let weight = |lifted: Lifted| match lifted {
        Lifted::Weight(mass) => mass.with_unit(units),
        Lifted::Bodyweight(mass) => format!("bw + {}", mass.with_unit(units)),
    };
    let measure = match record.measure {
        Measure::OneRep(lifted) => weight(lifted),
        Measure::Training(lifted) => format!("training max {}", weight(lifted)),
        Measure::Set { lifted, reps, effort, .. } => {
            let effort = effort.map(|rpe| format!(" @ RPE {rpe}")).unwrap_or_default();
            format!("{} × {reps}{effort}", weight(lifted))
        }
    };
    match record.since {
        Since::Always => measure,
        Since::Date(date) => format!("{measure} from {date}"),
        Since::Week(week) => format!("{measure} from week {week}"),
    }
}

fn rounding(rule: RoundingRule, units: Unit) -> String {
    let to = rule.to.map(|to| format!(" to {}", to.with_unit(units))).unwrap_or_default();
    format!("{}{to}", rule.way.word())
}

fn equipment(facts: &mut Facts, old: &Lifter, new: &Lifter) {
    let both = [old, new].map(|lifter| (lifter.equipment.clone().unwrap_or_default(), lifter.units));
    let mass = |mass: Option<Mass>, units: Unit| mass.map(|mass| stamped(mass, units)).unwrap_or_default();
    let bar = |bar: &Bar, units: Unit| match bar.sleeves {
        None => stamped(bar.mass, units),
        Some(sleeves) => format!("{}, sleeves: {}", stamped(bar.mass, units), sleeves.count()),
    };
    facts.both("bar", both.each_ref().map(|(own, units)| mass(own.bar, *units)));
    facts.each(
        "bar",
        both.each_ref().map(|(own, units)| {
            own.bars.iter().map(|(exercise, (own, _))| (exercise.to_string(), bar(own, *units))).collect()
        }),
    );
    facts.both(
        "plates",
        both.each_ref().map(|(own, units)| {
            let plate = |plate: &PlateStock| {
                let pairs = plate.pairs.map(|pairs| format!(" ({pairs} pairs)")).unwrap_or_default();
                format!("{}{pairs}", stamp(plate.mass, *units))
            };
            own.plates.iter().map(plate).collect::<Vec<_>>().join(", ")
        }),
    );
    facts.both(
        "collars",
        both.each_ref().map(|(own, units)| mass(Some(own.collars).filter(|mass| *mass != Mass::ZERO), *units)),
    );
    facts.both("step", both.each_ref().map(|(own, units)| mass(own.step, *units)));
    let ladders = |own: &Equipment| {
        [
            ("dumbbells", &own.dumbbells),
            ("kettlebells", &own.kettlebells),
            ("machines", &own.machines),
            ("belt", &own.belt),
        ]
        .map(|(what, ladder)| (what, ladder.clone()))
    };
    let [(old, old_units), (new, new_units)] = &both;
    for ((what, before), (_, after)) in ladders(old).into_iter().zip(ladders(new)) {
        let text = |ladder: Option<Ladder>, units| ladder.map(|own| ladder_text(&own, units)).unwrap_or_default();
        facts.both(what, [text(before, *old_units), text(after, *new_units)]);
    }
    facts.each(
        "ladder",
        both.each_ref().map(|(own, units)| {
            own.ladders
                .iter()
                .map(|(exercise, (ladder, _))| (exercise.to_string(), ladder_text(ladder, *units)))
                .collect()
        }),
    );
}

/// Returns a ladder in words: `steps of 2 kg from 4`, `12, 16, 20, 24`.
fn ladder_text(ladder: &Ladder, units: Unit) -> String {
    match ladder {
        Ladder::Steps { step, from } => format!("steps of {} from {}", stamped(*step, units), stamp(*from, units)),
        Ladder::Rungs(rungs) => rungs.iter().map(|rung| stamp(*rung, units)).collect::<Vec<_>>().join(", "),
    }
}

/// Returns the mass of a piece of equipment in the unit that is stamped on it. The unit is included only if it differs
/// from the lifter's unit.
fn stamp(mass: Mass, units: Unit) -> String {
    if mass.stamped_in(units) == units { mass.in_unit(units) } else { stamped(mass, units) }
}

/// Returns the mass in the unit that is stamped on the equipment, with the unit.
fn stamped(mass: Mass, units: Unit) -> String {
    mass.with_unit(mass.stamped_in(units))
}

/// A property of an assignment as text; empty if the assignment does not have the property.
type How = fn(&Assignment) -> String;

/// The properties of an assignment that are compared.
const HOW: [(&str, How); 5] =
    [("program", start), ("days of", weekdays), ("options of", options), ("swaps in", swaps), ("skips in", skips)];

/// Returns the program's name and the property, for each assignment that has the property.
fn programs(lifter: &Lifter, how: How) -> Vec<(String, String)> {
    let named = |assignment: &Assignment| (assignment.name.to_string(), how(assignment));
    let mut list: Vec<_> = lifter.programs.iter().map(named).collect();
    list.retain(|(_, how)| !how.is_empty());
    list
}

fn start(assignment: &Assignment) -> String {
    match assignment.schedule.as_ref().map(|schedule| schedule.start) {
        Some(Start::On(date)) => format!("from {date}"),
        Some(Start::EndingOn(date)) => format!("until {date}"),
        None => "undated".to_owned(),
    }
}

fn weekdays(assignment: &Assignment) -> String {
    let days = assignment.schedule.iter().flat_map(|schedule| &schedule.weekdays);
    days.map(|day| day_name(*day)).collect::<Vec<_>>().join(", ")
}

fn options(assignment: &Assignment) -> String {
    let of = |(option, chosen): (&Slug, &Chosen)| format!("{option}: {}", chosen.choice);
    assignment.options.iter().map(of).collect::<Vec<_>>().join(", ")
}

fn swaps(assignment: &Assignment) -> String {
    let of = |(out, swap): (&Slug, &Swap)| format!("{} for {out}", swap.exercise.slug);
    assignment.swap.iter().map(of).collect::<Vec<_>>().join(", ")
}

fn skips(assignment: &Assignment) -> String {
    assignment.skip.iter().map(|name| name.slug.as_str()).collect::<Vec<_>>().join(", ")
}

fn day_name(day: jiff::civil::Weekday) -> &'static str {
    use jiff::civil::Weekday;
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}
