//! Missing percent signs: `5x3 @ 80` instead of `5x3 @ 80%`.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place, Sources};
use crate::model::{Amount, Group, LoadRule, Program, Role, Slug};
use crate::source::Content;
use crate::units::{Mass, Range, Unit};

/// Numbers that are common both as percentages of a max and as weights.
const LIKELY: Range<u16> = Range { low: 50, high: 100 };
/// If the lift itself has no percentages, the program must have this many percentages for each number without a percent
/// sign.
const CLEARLY: usize = 3;

/// The top and back-off loads of one lift.
#[derive(Default)]
struct Loads<'c> {
    percentages: usize,
    /// Numbers without a percent sign and without a unit, with their places.
    bare: Vec<(Place, Bare<'c>)>,
}

/// A number without a percent sign and without a unit.
struct Bare<'c> {
    exercise: &'c Slug,
    number: &'c str,
    unit: Unit,
}

/// Warns of numbers without a percent sign in programs that load the lift by percentages. If the lift has no
/// percentages, a number is reported only if most other loads of the program are percentages and a lifter of the
/// program has a max of the lift.
pub(super) fn missing_percent(content: &Content, found: &mut Vec<Diagnostic>) {
    for program in &content.programs {
        let lifts = loads(program, content);
        let percentages: usize = lifts.values().map(|lift| lift.percentages).sum();
        let all: usize = lifts.values().map(|lift| lift.bare.len()).sum();
        for (lift, Loads { percentages: own, bare }) in &lifts {
            let is_of_lift = *own >= bare.len() && *own > 0;
            let is_of_program = *own == 0 && percentages >= all * CLEARLY && has_max(content, program, lift);
            if !is_of_lift && !is_of_program {
                continue;
            }
            found.extend(bare.iter().map(|(place, Bare { exercise, number, unit })| {
                let of = if is_of_lift { format!("`{lift}`") } else { "this program".to_owned() };
                let message =
                    format!("`{number}` for `{exercise}` has no percent sign, so it means {number} {unit}; other loads of {of} are percentages");
                let help = format!("write `{number}%`, or `{number} {unit}` if you mean the weight");
                Diagnostic::warning(Code::MissingPercent, place.clone(), message).help(help)
            }));
        }
    }
}

fn loads<'c>(program: &'c Program, content: &'c Content) -> BTreeMap<&'c Slug, Loads<'c>> {
    let mut lifts: BTreeMap<&Slug, Loads<'_>> = BTreeMap::new();
    for (_, entry, scheme, place) in program.schemes().filter(|(role, ..)| matches!(role, Role::Top | Role::Backoff)) {
        let exercise = &entry.exercise.slug;
        for group in &scheme.groups {
            let Some(load) = &group.load else { continue };
            let named = match &load.value.rule {
                LoadRule::Percent { of, .. } => of.exercise.as_ref(),
                _ => None,
            };
            let Some(lift) = content.library.find(program, named.unwrap_or(exercise)) else { continue };
            let loads = lifts.entry(&content.library.source_of_max(program, lift).slug).or_default();
            if matches!(load.value.rule, LoadRule::Percent { .. }) {
                loads.percentages += 1;
            }
            let place = place.clone().within(load.span.clone());
            if let Some((number, unit)) = likely_unit(group).and_then(|unit| Some((bare(content, &place)?, unit))) {
                loads.bare.push((place, Bare { exercise, number, unit }));
            }
        }
    }
    lifts
}

/// Returns the unit of a weight that the author may have meant as a percentage. Returns `None` for other loads. A load
/// with a weekly step is taken as a weight.
fn likely_unit(group: &Group) -> Option<Unit> {
    let load = &group.load.as_ref()?.value;
    let LoadRule::Absolute(Range { low: Amount::One(low, unit), high: Amount::One(high, _) }) = load.rule else {
        return None;
    };
    let likely = LIKELY.map(|number| Mass::whole(number, unit));
    (load.step.is_none() && likely.contains(low) && likely.contains(high)).then_some(unit)
}

/// Returns the number of a load that is written without a unit; `None` for other loads.
fn bare<'c>(content: &'c Content, place: &Place) -> Option<&'c str> {
    let located = content.files.locate(place);
    let text = located.text.get(located.span?)?;
    let number = &text[..text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(text.len())];
    let rest = text[number.len()..].trim_start();
    (!number.is_empty() && (rest.is_empty() || rest.starts_with(['R', 'r', '@']))).then_some(number)
}

/// Returns whether a lifter who trains the program has a max of the lift, so that a percentage is possible.
fn has_max(content: &Content, program: &Program, lift: &Slug) -> bool {
    let trains = content
        .lifters
        .iter()
        .filter(|lifter| lifter.programs.iter().any(|assignment| assignment.program == program.slug));
    trains.into_iter().any(|lifter| lifter.maxes.contains_key(lift))
}
