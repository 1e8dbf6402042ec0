//! Reps, weights and rules in the words and signs that are printed.

use crate::model::{Amount, Anchor, Change, Effort, Load, LoadRule, MaxKind, Myo, Reps, Sign, Signed, Step, Word};
use crate::plan::{Line, Weight};
use crate::units::{Mass, Percent, Range, Seconds, Unit};

/// Two ends as people read them: `3–5`, or only one when they are the same.
pub(super) fn between(low: String, high: &str) -> String {
    if low == high { low } else { format!("{low}–{high}") }
}

/// The reps of one set: `3`, `3–5`, `5+`, `AMRAP`, `30 s`, `20 m`, `1+1+1`, `15 + 4 × 5`.
#[must_use]
pub fn reps_words(reps: &Reps) -> String {
    let range = |range: Range<u16>| between(range.low.to_string(), &range.high.to_string());
    match reps {
        Reps::Count(reps) => range(*reps),
        Reps::AtLeast(reps) => format!("{reps}+"),
        Reps::Amrap => "AMRAP".to_owned(),
        Reps::Time(time) => {
            let seconds = |Seconds(s)| s;
            format!("{} s", range(Range { low: seconds(time.low), high: seconds(time.high) }))
        }
        Reps::Distance(metres) => format!("{} m", range(*metres)),
        Reps::Cluster(_) | Reps::RestPause(_) => reps.to_string(),
        Reps::Myo(Myo { activation, mini, times }) => {
            format!("{} + {} × {}", range(*activation), range(*times), range(*mini))
        }
        Reps::Attempt(attempt) => attempt.word().to_owned(),
    }
}

/// Sets × reps; of `3x5+` only the last set is open: `3 × 5, last 5+`.
pub(super) fn dose(line: &Line<'_>) -> String {
    use crate::model::GroupKind;
    let reps = &line.group.reps;
    match line.group.kind {
        GroupKind::Drop => format!("drop × {}", reps_words(reps)),
        GroupKind::Work { .. } => {
            let count = between(line.sets.low.to_string(), &line.sets.high.to_string());
            match reps {
                Reps::AtLeast(n) if line.sets.high > 1 => format!("{count} × {n}, last {n}+"),
                Reps::Cluster(_) => format!("{count} × ({})", reps_words(reps)),
                Reps::RestPause(_) => format!("rest-pause {}", reps_words(reps)),
                Reps::Myo(_) => format!("myo {}", reps_words(reps)),
                Reps::Attempt(_) => reps_words(reps),
                _ => format!("{count} × {}", reps_words(reps)),
            }
        }
    }
}

/// Why the weight of a line is what it is, and when to stop.
pub(super) fn rule_words(line: &Line<'_>, training: bool, unit: Unit) -> String {
    let load = match (line.load(), &line.group.reps) {
        (Some(load), _) => load_words(load, line.percent, training, unit),
        // The program says which share an attempt is.
        (None, Reps::Attempt(_)) => line.percent.map(percents).unwrap_or_default(),
        (None, _) => String::new(),
    };
    let until = line.group.until.as_ref().map(|until| format!("until RPE {}", until.value)).unwrap_or_default();
    [load, until].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A weight and its unit; the weight is empty where the lifter picks, the unit where words stand.
#[must_use]
pub fn weight_words(weight: Weight, unit: Unit) -> (String, &'static str) {
    let name = match unit {
        Unit::Kg => "kg",
        Unit::Lb => "lb",
    };
    match weight {
        Weight::Open => (String::new(), ""),
        Weight::Loaded(range) => (masses(range, unit), name),
        Weight::Bodyweight(range) if range == Range::one(Mass::ZERO) => ("bodyweight".to_owned(), ""),
        Weight::Bodyweight(range) if range.high < Mass::ZERO => {
            let less = Range { low: Mass::ZERO - range.high, high: Mass::ZERO - range.low };
            (format!("bodyweight − {}", masses(less, unit)), name)
        }
        Weight::Bodyweight(range) if range.low < Mass::ZERO => {
            let less = (Mass::ZERO - range.low).in_unit(unit);
            (format!("bodyweight − {less} to + {}", range.high.in_unit(unit)), name)
        }
        Weight::Bodyweight(range) => (format!("bodyweight + {}", masses(range, unit)), name),
    }
}

pub(super) fn masses(range: Range<Mass>, unit: Unit) -> String {
    between(range.low.in_unit(unit), &range.high.in_unit(unit))
}

fn percents(range: Range<Percent>) -> String {
    format!("{}%", between(range.low.number(), &range.high.number()))
}

fn amounts(range: Range<Amount>, unit: Unit) -> String {
    if range.low == range.high {
        return range.low.text_for(unit);
    }
    match range.low {
        Amount::One(_, own) => {
            format!("{} {own}", between(range.low.for_unit(own).in_unit(own), &range.high.for_unit(own).in_unit(own)))
        }
        Amount::Both { .. } => {
            format!(
                "{} {unit}",
                between(range.low.for_unit(unit).in_unit(unit), &range.high.for_unit(unit).in_unit(unit))
            )
        }
    }
}

/// Why the weight is what it is: `87.5%`, `10–15% off the top weight`. `percent` is the percentage of this week;
/// `training`: bare percentages are of a training max. Empty where the weight says it all.
#[must_use]
pub fn load_words(load: &Load, percent: Option<Range<Percent>>, training: bool, unit: Unit) -> String {
    let rule = match &load.rule {
        LoadRule::Percent { percent: written, of, plus } => {
            let kind = match of.kind {
                None if training => " TM".to_owned(),
                None => String::new(),
                Some(kind) => format!(" {kind}"),
            };
            let whose = of.exercise.as_ref().map(|lift| format!(" of {}", lift.as_str().replace('-', " ")));
            let more = plus.map(|Signed { sign, by }| format!(" {} {}", sign_of(sign), by.text_for(unit)));
            let percent = percents(percent.unwrap_or(*written));
            [percent, kind, whose.unwrap_or_default(), more.unwrap_or_default()].concat()
        }
        // The weight, or the plates, say it all.
        LoadRule::Absolute(_) | LoadRule::Bodyweight(_) | LoadRule::Bar => String::new(),
        LoadRule::Effort(effort) => effort_words(*effort),
        LoadRule::Relative { anchor, change } => relative(*anchor, change.as_ref(), unit),
    };
    let step = match load.step {
        None | Some(Step::Points(_)) => String::new(),
        Some(Step::Amount(Signed { sign, by })) => format!("{} {} a week", sign_of(sign), by.text_for(unit)),
        Some(Step::Factor(factor)) => format!("× {} a week", factor.as_factor()),
    };
    let effort = load.effort.map(|effort| format!("expect {}", effort_words(effort))).unwrap_or_default();
    let parts: Vec<_> =
        [[rule, step].join(" ").trim().to_owned(), effort].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// `RPE 7–8`
fn effort_words(effort: Effort) -> String {
    effort.to_string().replace('-', "–")
}

fn relative(anchor: Anchor, change: Option<&Signed<Change>>, unit: Unit) -> String {
    let of = match anchor {
        Anchor::Top => "the top weight".to_owned(),
        Anchor::Set(1) => "the first set".to_owned(),
        Anchor::Set(2) => "the second set".to_owned(),
        Anchor::Set(3) => "the third set".to_owned(),
        Anchor::Set(n) => format!("set {n}"),
        Anchor::Previous => "the set before".to_owned(),
    };
    let Some(Signed { sign, by }) = change else { return format!("as {of}") };
    let way = match sign {
        Sign::Plus => "above",
        Sign::Minus => "off",
    };
    match by {
        Change::Percent(range) => format!("{} {way} {of}", percents(*range)),
        Change::Amount(range) => format!("{} {way} {of}", amounts(*range, unit)),
        Change::Points(range) => {
            let percents = percents(*range);
            let below = if *sign == Sign::Minus { "below" } else { "above" };
            format!("{} points of the max {below} {}", percents.trim_end_matches('%'), of.replace("weight", "set"))
        }
    }
}

fn sign_of(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "+",
        Sign::Minus => "−",
    }
}

/// Whether bare percentages of a kind mean a training max.
pub(super) fn is_training(kind: Option<MaxKind>, training: bool) -> bool {
    matches!(kind, Some(MaxKind::Training)) || (kind.is_none() && training)
}

pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
