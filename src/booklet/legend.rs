//! How to read a booklet: only the notations that it uses.

use crate::model::{Anchor, Change, EffortScale, GroupKind, LoadRule, MaxKind, Reps, Role};
use crate::plan::{Day, Line, Plan, Weight};
use crate::units::Unit;

use super::Legend;
use super::words::is_training;

/// A notation, what shows that a line uses it, and its meaning.
struct Notation {
    sign: &'static str,
    used: fn(&Line<'_>, bool) -> bool,
    meaning: &'static str,
}

const NOTATIONS: &[Notation] = &[
    Notation { sign: "5 × 3", used: |_, _| true, meaning: "five sets of three reps" },
    Notation {
        sign: "3–5 × 5",
        used: |line, _| line.sets.low != line.sets.high && line.group.until.is_none(),
        meaning: "any number of sets from the first to the second",
    },
    Notation {
        sign: "until RPE 9",
        used: |line, _| line.group.until.is_some(),
        meaning: "do sets until one feels that hard, at least the first number of them and at most the second",
    },
    Notation {
        sign: "3–5",
        used: |line, _| matches!(line.group.reps, Reps::Count(reps) if reps.low != reps.high),
        meaning: "any number of reps from the first to the second; stop while they look good",
    },
    Notation {
        sign: "5+",
        used: |line, _| matches!(line.group.reps, Reps::AtLeast(_)),
        meaning: "at least five reps, then as many good ones as you can",
    },
    Notation {
        sign: "AMRAP",
        used: |line, _| line.group.reps == Reps::Amrap,
        meaning: "as many reps as possible with good form",
    },
    Notation {
        sign: "4 × (1+1+1)",
        used: |line, _| matches!(line.group.reps, Reps::Cluster(_)),
        meaning: "four sets, each with the bar racked for some seconds between its parts",
    },
    Notation {
        sign: "rest-pause",
        used: |line, _| matches!(line.group.reps, Reps::RestPause(_)),
        meaning: "one set in parts: to the limit, a few breaths, and on with the same weight",
    },
    Notation {
        sign: "myo 15 + 4 × 5",
        used: |line, _| matches!(line.group.reps, Reps::Myo(_)),
        meaning: "fifteen hard reps, then four times five at the same weight, a few breaths before each; stop when they no \
                  longer come",
    },
    Notation {
        sign: "opener",
        used: |line, _| matches!(line.group.reps, Reps::Attempt(_)),
        meaning: "the first attempt at the meet; second and third depend on how it went, and may be changed",
    },
    Notation {
        sign: "≈ 185",
        used: |line, _| line.estimate,
        meaning: "an estimate: what you really lift decides, and what follows from it stands in the table beside",
    },
    Notation {
        sign: "135–142.5",
        used: |line, _| matches!(line.weight, Weight::Loaded(range) if range.low != range.high),
        meaning: "any weight from the first to the second: go lighter when the top set was hard",
    },
    Notation {
        sign: "85%",
        used: |line, training| percent_of(line, |kind| !is_training(kind, training) && !is_derived(kind)),
        meaning: "that share of your max",
    },
    Notation {
        sign: "65% e1RM",
        used: |line, _| percent_of(line, |kind| kind == Some(MaxKind::Estimated)),
        meaning: "that share of the max that today's top set shows",
    },
    Notation {
        sign: "90% 5RM",
        used: |line, _| percent_of(line, |kind| matches!(kind, Some(MaxKind::Reps(_)))),
        meaning: "that share of the most you can do for so many reps",
    },
    Notation {
        sign: "85% TM",
        used: |line, training| percent_of(line, |kind| is_training(kind, training)),
        meaning: "that share of your training max, which is a share of your max",
    },
    Notation {
        sign: "off the top weight",
        used: |line, _| anchor_of(line) == Some(Anchor::Top) && !is_points(line),
        meaning: "less than what is on the bar for the top set, by that share or weight",
    },
    Notation {
        sign: "points of the max",
        used: |line, _| is_points(line),
        meaning: "percentage points: 10 points below 87.5% is 77.5% of your max",
    },
    Notation {
        sign: "RPE 8",
        used: |line, _| matches!(line.load().map(|load| &load.rule), Some(LoadRule::Effort(effort)) if effort.scale == EffortScale::Rpe),
        meaning: "as heavy as feels that hard: 10 is all you have, 8 leaves two good reps undone",
    },
    Notation {
        sign: "RIR 2",
        used: |line, _| matches!(line.load().map(|load| &load.rule), Some(LoadRule::Effort(effort)) if effort.scale == EffortScale::Rir),
        meaning: "as heavy as leaves so many good reps undone",
    },
    Notation {
        sign: "expect RPE 8",
        used: |line, _| line.load().is_some_and(|load| load.effort.is_some()),
        meaning: "how hard it should feel: 10 is all you have, 8 leaves two good reps undone",
    },
    Notation {
        sign: "drop",
        used: |line, _| line.group.kind == GroupKind::Drop,
        meaning: "at once, with less weight and without rest",
    },
    Notation {
        sign: "your choice",
        used: |line, _| line.weight == Weight::Open && line.role != Role::Drop,
        meaning: "pick a weight that leaves one to three good reps undone, and write it down for next time",
    },
    Notation {
        sign: "bodyweight +",
        used: |line, _| matches!(line.weight, Weight::Bodyweight(_)),
        meaning: "that much hung from a belt or held; nothing where it says only bodyweight",
    },
];

pub(super) fn legend(plan: &Plan<'_>) -> Vec<Legend> {
    let mut used = [false; NOTATIONS.len()];
    let (mut superset, mut tempo, mut plates, mut substitutes) = (false, false, false, false);
    for week in &plan.weeks {
        let training = plan.program.training_share(week.phase).is_some();
        for item in week.days.iter().flat_map(Day::items) {
            superset |= !item.entry.superset.is_empty();
            tempo |= !item.entry.tempo.is_empty();
            substitutes |= !item.substitutes.is_empty();
            let alternatives = item.alternatives.iter().flat_map(|alternative| &alternative.lines);
            for line in item.lines.iter().chain(alternatives) {
                for (used, sign) in used.iter_mut().zip(NOTATIONS) {
                    *used = *used || (sign.used)(line, training);
                }
                plates |= matches!(line.weight, Weight::Loaded(range)
                    if plan.rack.plates_per_side(range.low, item.exercise).is_some());
            }
        }
    }
    let entry = |sign: &str, meaning: &str| Legend { sign: sign.to_owned(), meaning: meaning.to_owned() };
    let mut legend: Vec<_> =
        NOTATIONS.iter().zip(used).filter(|(_, used)| *used).map(|(sign, _)| entry(sign.sign, sign.meaning)).collect();
    if plates {
        let example = match plan.units {
            Unit::Kg => "20 · 5 a side",
            Unit::Lb => "45 · 10 a side",
        };
        legend.push(entry(example, "the plates on each side of the bar"));
    }
    if superset {
        legend.push(entry("A", "exercises with the same letter are done in turn, set by set"));
    }
    if substitutes {
        legend.push(entry("or", "exercises that will do in its place, each with the weight from its own max"));
    }
    if tempo {
        legend.push(entry("3-1-0", "seconds down, paused, and up"));
    }
    legend
}

/// Whether a kind of max is neither the 1RM nor a training max.
fn is_derived(kind: Option<MaxKind>) -> bool {
    matches!(kind, Some(MaxKind::Estimated | MaxKind::Reps(_)))
}

fn percent_of(line: &Line<'_>, fits: impl Fn(Option<MaxKind>) -> bool) -> bool {
    matches!(line.load().map(|load| &load.rule), Some(LoadRule::Percent { of, .. }) if fits(of.kind))
}

fn anchor_of(line: &Line<'_>) -> Option<Anchor> {
    match line.load()?.rule {
        LoadRule::Relative { anchor, .. } => Some(anchor),
        _ => None,
    }
}

fn is_points(line: &Line<'_>) -> bool {
    matches!(line.load().map(|load| &load.rule),
        Some(LoadRule::Relative { change: Some(change), .. }) if matches!(change.by, Change::Points(_)))
}
