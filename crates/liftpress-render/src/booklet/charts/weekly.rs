//! Charts of sets, tonnage and intensity for each week.

use crate::plan::{Plan, Volume, Week};

use super::super::naming::phase_name;
use super::super::volume::{grouped, whole_units};
use super::super::words::Wording;
use super::trend::trend;
use super::{Band, Chart, Emphasis, Picture, Series, Weekly, said_percent, whole_percent};

/// Returns the chart of work sets by role.
pub(super) fn sets(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Option<Chart> {
    let labels = words.labels;
    let of = |count: fn(&Volume) -> u32| volumes.iter().map(|volume| count(volume).into()).collect::<Vec<u64>>();
    let kinds = [
        (labels.top_mark(), labels.top_sets(), Emphasis::Strong, of(|volume| volume.top)),
        (labels.backoff_mark(), labels.backoff_sets(), Emphasis::Medium, of(|volume| volume.backoff)),
        (labels.accessory_mark(), labels.accessory_sets(), Emphasis::Weak, of(|volume| volume.accessory)),
    ];
    let some = kinds.into_iter().filter(|(.., values)| values.iter().any(|sets| *sets > 0));
    let (sentences, series): (Vec<_>, Vec<_>) = some
        .map(|(name, what, emphasis, values)| {
            let sentence = labels.sentence(what, trend(labels, &points(plan, &values), u64::to_string));
            (sentence, Series { name: name.to_owned(), emphasis, values })
        })
        .unzip();
    let picture = Picture::Bars(weekly(plan, words, labels.sets_unit().to_owned(), series)?);
    Some(Chart { name: "sets".into(), title: labels.sets_a_week().into(), description: sentences.join(" "), picture })
}

/// Returns the chart of tonnage: weight × reps.
pub(super) fn tonnage(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Option<Chart> {
    let labels = words.labels;
    volumes.iter().any(|volume| volume.weighed > 0).then_some(())?;
    let values: Vec<_> = volumes.iter().map(|volume| whole_units(volume.tonnage, plan.units)).collect();
    let about = if volumes.iter().any(|volume| volume.estimate) { "≈" } else { "" };
    let text = |tonnage: &u64| format!("{about}{} {}", grouped(*tonnage), plan.units);
    let description = labels.sentence(labels.tonnage(), trend(labels, &points(plan, &values), text));
    let series = vec![Series { name: String::new(), emphasis: Emphasis::Medium, values }];
    let picture =
        Picture::Bars(weekly(plan, words, format!("{about} {}", plan.units).trim_start().to_owned(), series)?);
    Some(Chart { name: "tonnage".into(), title: labels.tonnage_a_week().into(), description, picture })
}

/// Returns the chart of the mean and the highest percentage of the 1RM.
pub(super) fn intensity(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Option<Chart> {
    let labels = words.labels;
    let lines = [
        (
            labels.mean_mark(),
            labels.mean_intensity(),
            Emphasis::Medium,
            volumes.iter().map(Volume::mean_intensity).collect::<Vec<_>>(),
        ),
        (
            labels.peak_mark(),
            labels.peak_intensity(),
            Emphasis::Strong,
            volumes.iter().map(|volume| volume.peak).collect(),
        ),
    ];
    let some = lines.into_iter().filter(|(.., values)| values.iter().any(Option::is_some));
    let (sentences, series): (Vec<_>, Vec<_>) = some
        .map(|(name, what, emphasis, values)| {
            let known = points(plan, &values).into_iter();
            let known: Vec<_> =
                known.filter_map(|(week, share)| share.map(|share| (week, whole_percent(share)))).collect();
            let sentence = labels.sentence(what, trend(labels, &known, |share| said_percent(*share, words)));
            (sentence, Series { name: name.to_owned(), emphasis, values })
        })
        .unzip();
    let picture = Picture::Dots(weekly(plan, words, labels.of_1rm().to_owned(), series)?);
    Some(Chart {
        name: "intensity".into(),
        title: labels.intensity().into(),
        description: sentences.join(" "),
        picture,
    })
}

/// Returns the series for the weeks of the plan; `None` if there are no series.
fn weekly<V>(plan: &Plan<'_>, words: Wording<'_>, unit: String, series: Vec<Series<V>>) -> Option<Weekly<V>> {
    (!series.is_empty()).then(|| Weekly {
        unit,
        week: words.labels.week_unit().to_owned(),
        weeks: plan.weeks.iter().map(|week| week.number).collect(),
        phases: bands(plan, words),
        series,
    })
}

fn bands(plan: &Plan<'_>, words: Wording<'_>) -> Vec<Band> {
    // If a program repeats its only phase, each cycle has a band of its own.
    let by_cycle = plan.program.phases.len() == 1;
    let band = |weeks: &[Week<'_>]| Band {
        name: weeks
            .first()
            .map(|week| if by_cycle { words.labels.cycle_heading(week.cycle) } else { phase_name(week, words.labels) })
            .unwrap_or_default(),
        weeks: weeks.len(),
    };
    let bands: Vec<_> = plan.phases().map(band).collect();
    if bands.len() > 1 { bands } else { Vec::new() }
}

/// Returns each value with the number of its week.
fn points<V: Clone>(plan: &Plan<'_>, values: &[V]) -> Vec<(u16, V)> {
    plan.weeks.iter().map(|week| week.number).zip(values.iter().cloned()).collect()
}
