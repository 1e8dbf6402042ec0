//! The legend of a booklet: the notations in the booklet, with their meanings.

use crate::model::{Anchor, Change, EffortScale, GroupKind, Labels, LoadRule, MaxKind, Reps, Role};
use crate::plan::{Day, Line, Plan, Weight};
use crate::units::Unit;

use super::Legend;
use super::words::{Wording, is_training};

/// A notation: how it is printed, whether a group of sets uses it, and its meaning. The second argument of `used` says
/// whether percentages without a reference are of a training max.
struct Notation {
    sign: fn(Wording<'_>) -> String,
    used: fn(&Line<'_>, bool) -> bool,
    meaning: fn(&Labels) -> &str,
}

const NOTATIONS: &[Notation] = &[
    Notation { sign: |_| "5 × 3".to_owned(), used: |_, _| true, meaning: Labels::sets_by_reps_means },
    Notation {
        sign: |_| "3–5 × 5".to_owned(),
        used: |line, _| line.sets.low != line.sets.high && line.group.until.is_none(),
        meaning: Labels::sets_range_means,
    },
    Notation {
        sign: |words| words.labels.until("RPE 9"),
        used: |line, _| line.group.until.is_some(),
        meaning: Labels::until_means,
    },
    Notation {
        sign: |_| "3–5".to_owned(),
        used: |line, _| matches!(*line.reps, Reps::Count(reps) if reps.low != reps.high),
        meaning: Labels::reps_range_means,
    },
    Notation {
        sign: |_| "5+".to_owned(),
        used: |line, _| matches!(*line.reps, Reps::AtLeast(_)),
        meaning: Labels::open_set_means,
    },
    Notation { sign: |_| "AMRAP".to_owned(), used: |line, _| *line.reps == Reps::Amrap, meaning: Labels::amrap_means },
    Notation {
        sign: |_| "4 × (1+1+1)".to_owned(),
        used: |line, _| matches!(*line.reps, Reps::Cluster(_)),
        meaning: Labels::cluster_means,
    },
    Notation {
        sign: |words| words.labels.rest_pause().to_owned(),
        used: |line, _| matches!(*line.reps, Reps::RestPause(_)),
        meaning: Labels::rest_pause_means,
    },
    Notation {
        sign: |words| format!("{} 15 + 4 × 5", words.labels.myo()),
        used: |line, _| matches!(*line.reps, Reps::Myo(_)),
        meaning: Labels::myo_means,
    },
    Notation {
        sign: |words| words.labels.opener().to_owned(),
        used: |line, _| matches!(*line.reps, Reps::Attempt(_)),
        meaning: Labels::opener_means,
    },
    Notation { sign: |_| "≈ 185".to_owned(), used: |line, _| line.estimate, meaning: Labels::estimate_means },
    Notation {
        sign: |words| words.number("135–142.5".to_owned()),
        used: |line, _| matches!(line.weight, Weight::Loaded(range) if range.low != range.high),
        meaning: Labels::weight_range_means,
    },
    Notation {
        sign: |words| words.labels.percent(85),
        used: |line, training| percent_of(line, |kind| !is_training(kind, training) && !is_derived(kind)),
        meaning: Labels::percent_means,
    },
    Notation {
        sign: |words| format!("{} e1RM", words.labels.percent(65)),
        used: |line, _| percent_of(line, |kind| kind == Some(MaxKind::Estimated)),
        meaning: Labels::e1rm_means,
    },
    Notation {
        sign: |words| format!("{} 5RM", words.labels.percent(90)),
        used: |line, _| percent_of(line, |kind| matches!(kind, Some(MaxKind::Reps(_)))),
        meaning: Labels::rep_max_means,
    },
    Notation {
        sign: |words| format!("{} TM", words.labels.percent(85)),
        used: |line, training| percent_of(line, |kind| is_training(kind, training)),
        meaning: Labels::training_max_means,
    },
    Notation {
        sign: |words| words.labels.off_top_sign().to_owned(),
        used: |line, _| is_off_top(line),
        meaning: Labels::off_top_means,
    },
    Notation {
        sign: |words| words.labels.points_sign().to_owned(),
        used: |line, _| is_points(line),
        meaning: Labels::points_means,
    },
    Notation {
        sign: |_| "RPE 8".to_owned(),
        used: |line, _| matches!(line.load().map(|load| &load.rule), Some(LoadRule::Effort(effort)) if effort.scale == EffortScale::Rpe),
        meaning: Labels::rpe_means,
    },
    Notation {
        sign: |_| "RIR 2".to_owned(),
        used: |line, _| matches!(line.load().map(|load| &load.rule), Some(LoadRule::Effort(effort)) if effort.scale == EffortScale::Rir),
        meaning: Labels::rir_means,
    },
    Notation {
        sign: |words| words.labels.expect("RPE 8"),
        used: |line, _| line.load().is_some_and(|load| load.effort.is_some()),
        meaning: Labels::expect_means,
    },
    Notation {
        sign: |words| words.labels.drop().to_owned(),
        used: |line, _| line.group.kind == GroupKind::Drop,
        meaning: Labels::drop_means,
    },
    Notation {
        sign: |words| words.labels.your_choice().to_owned(),
        used: |line, _| line.weight == Weight::Open && line.role != Role::Drop,
        meaning: Labels::your_choice_means,
    },
    Notation {
        sign: |words| format!("{} +", words.labels.bodyweight()),
        used: |line, _| matches!(line.weight, Weight::Bodyweight(_)),
        meaning: Labels::bodyweight_means,
    },
];

pub(super) fn legend(plan: &Plan<'_>, words: Wording<'_>) -> Vec<Legend> {
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
                plates = plates
                    || matches!(line.weight, Weight::Loaded(range)
                        if plan.rack.plates_per_side(range.low, item.exercise).is_some());
            }
        }
    }
    let labels = words.labels;
    let entry = |sign: String, meaning: &str| Legend { sign, meaning: meaning.to_owned() };
    let used = NOTATIONS.iter().zip(used).filter(|(_, used)| *used);
    let mut legend: Vec<_> = used.map(|(sign, _)| entry((sign.sign)(words), (sign.meaning)(labels))).collect();
    if plates {
        let example = match plan.units {
            Unit::Kg => "20 · 5",
            Unit::Lb => "45 · 10",
        };
        legend.push(entry(labels.a_side(example), labels.plates_means()));
    }
    if superset {
        legend.push(entry("A".to_owned(), labels.superset_means()));
    }
    if substitutes {
        legend.push(entry(labels.or_sign().to_owned(), labels.or_means()));
    }
    if tempo {
        legend.push(entry("3-1-0".to_owned(), labels.tempo_means()));
    }
    legend
}

/// Returns whether a kind of max is neither the 1RM nor a training max.
fn is_derived(kind: Option<MaxKind>) -> bool {
    matches!(kind, Some(MaxKind::Estimated | MaxKind::Reps(_)))
}

fn percent_of(line: &Line<'_>, fits: impl Fn(Option<MaxKind>) -> bool) -> bool {
    matches!(line.load().map(|load| &load.rule), Some(LoadRule::Percent { of, .. }) if fits(of.kind))
}

/// Returns whether a load is written as a reduction of the top weight (`top -10%`) and not as a percentage of it (`90%
/// of top`).
fn is_off_top(line: &Line<'_>) -> bool {
    matches!(line.load().map(|load| &load.rule),
        Some(LoadRule::Relative { anchor: Anchor::Top, change: Some(change), as_share: false })
            if !matches!(change.by, Change::Points(_)))
}

fn is_points(line: &Line<'_>) -> bool {
    matches!(line.load().map(|load| &load.rule),
        Some(LoadRule::Relative { change: Some(change), .. }) if matches!(change.by, Change::Points(_)))
}
