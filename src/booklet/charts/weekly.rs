//! Sets, tonnage and intensity, week by week.

use crate::plan::{Plan, Volume, Week};
use crate::units::Percent;

use super::super::build::phase_name;
use super::super::volume::{grouped, whole_units};
use super::trend::trend;
use super::words as say;
use super::{Band, Chart, Emphasis, Picture, Series, Weekly, whole_percent};

/// Work sets by what they are.
pub(super) fn sets(plan: &Plan<'_>, volumes: &[Volume]) -> Option<Chart> {
    let of = |count: fn(&Volume) -> u32| volumes.iter().map(|volume| count(volume).into()).collect::<Vec<u64>>();
    let kinds = [
        (say::TOP, say::TOP_SETS, Emphasis::Strong, of(|volume| volume.top)),
        (say::BACKOFF, say::BACKOFF_SETS, Emphasis::Medium, of(|volume| volume.backoff)),
        (say::ACCESSORY, say::ACCESSORY_SETS, Emphasis::Weak, of(|volume| volume.accessory)),
    ];
    let some = kinds.into_iter().filter(|(.., values)| values.iter().any(|sets| *sets > 0));
    let (sentences, series): (Vec<_>, Vec<_>) = some
        .map(|(name, what, emphasis, values)| {
            let sentence = say::sentence(what, &trend(&points(plan, &values), u64::to_string));
            (sentence, Series { name, emphasis, values })
        })
        .unzip();
    let picture = Picture::Bars(weekly(plan, say::SETS.to_owned(), series)?);
    Some(Chart { name: "sets".into(), title: say::SETS_A_WEEK.into(), description: sentences.join(" "), picture })
}

/// Weight × reps.
pub(super) fn tonnage(plan: &Plan<'_>, volumes: &[Volume]) -> Option<Chart> {
    volumes.iter().any(|volume| volume.weighed > 0).then_some(())?;
    let values: Vec<_> = volumes.iter().map(|volume| whole_units(volume.tonnage, plan.units)).collect();
    let about = if volumes.iter().any(|volume| volume.estimate) { "≈" } else { "" };
    let text = |tonnage: &u64| format!("{about}{} {}", grouped(*tonnage), plan.units);
    let description = say::sentence(say::TONNAGE, &trend(&points(plan, &values), text));
    let series = vec![Series { name: "", emphasis: Emphasis::Medium, values }];
    let picture = Picture::Bars(weekly(plan, format!("{about} {}", plan.units).trim_start().to_owned(), series)?);
    Some(Chart { name: "tonnage".into(), title: say::TONNAGE_A_WEEK.into(), description, picture })
}

/// Mean and highest share of the 1RM.
pub(super) fn intensity(plan: &Plan<'_>, volumes: &[Volume]) -> Option<Chart> {
    let lines = [
        (
            say::MEAN,
            say::MEAN_INTENSITY,
            Emphasis::Medium,
            volumes.iter().map(Volume::mean_intensity).collect::<Vec<_>>(),
        ),
        (say::PEAK, say::PEAK_INTENSITY, Emphasis::Strong, volumes.iter().map(|volume| volume.peak).collect()),
    ];
    let some = lines.into_iter().filter(|(.., values)| values.iter().any(Option::is_some));
    let (sentences, series): (Vec<_>, Vec<_>) = some
        .map(|(name, what, emphasis, values)| {
            let known = points(plan, &values).into_iter();
            let known: Vec<_> =
                known.filter_map(|(week, share)| share.map(|share| (week, whole_percent(share)))).collect();
            let sentence = say::sentence(what, &trend(&known, Percent::to_string));
            (sentence, Series { name, emphasis, values })
        })
        .unzip();
    let picture = Picture::Dots(weekly(plan, say::OF_1RM.to_owned(), series)?);
    Some(Chart { name: "intensity".into(), title: say::INTENSITY.into(), description: sentences.join(" "), picture })
}

/// The series over the plan's weeks; `None` where there is none.
fn weekly<V>(plan: &Plan<'_>, unit: String, series: Vec<Series<V>>) -> Option<Weekly<V>> {
    (!series.is_empty()).then(|| Weekly {
        unit,
        week: say::WEEK,
        weeks: plan.weeks.iter().map(|week| week.number).collect(),
        phases: bands(plan),
        series,
    })
}

fn bands(plan: &Plan<'_>) -> Vec<Band> {
    // Of a program of one phase that is repeated, its cycles are told apart.
    let by_cycle = plan.program.phases.len() == 1;
    let band = |weeks: &[Week<'_>]| Band {
        name: weeks
            .first()
            .map(|week| if by_cycle { say::cycle(week.cycle) } else { phase_name(week) })
            .unwrap_or_default(),
        weeks: weeks.len(),
    };
    let bands: Vec<_> = plan.phases().map(band).collect();
    if bands.len() > 1 { bands } else { Vec::new() }
}

/// Values with the numbers of their weeks.
fn points<V: Clone>(plan: &Plan<'_>, values: &[V]) -> Vec<(u16, V)> {
    plan.weeks.iter().map(|week| week.number).zip(values.iter().cloned()).collect()
}
