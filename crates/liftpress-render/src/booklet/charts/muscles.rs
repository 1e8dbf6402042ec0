//! Charts of the sets per week for each muscle group, averaged over each phase.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use crate::model::{Muscle, Phase};
use crate::plan::{Plan, Volume, Week};
use crate::units::fixed;

use super::super::naming::phase_name;
use super::super::words::{Wording, between, capital};
use super::{BarCell, BarColumn, BarRow, BarTable, Chart, Picture};

/// The largest number of columns that fit in a chart.
const COLUMNS: usize = 3;
/// The largest number of columns in all charts. With more phases, one average over the whole program is easier to read.
const MOST_COLUMNS: usize = 6;

/// Returns as many charts as the columns for the phases need, or none if the muscles of the exercises are unknown.
pub(super) fn muscles(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<Chart> {
    let labels = words.labels;
    let spans = spans(plan, volumes, words);
    let total = |muscle: &Muscle| spans.iter().map(|span| span.of(*muscle)).sum::<u64>();
    let trained: BTreeSet<_> = spans.iter().flat_map(|span| span.tenths.keys().copied()).collect();
    let mut muscles: Vec<_> = trained.into_iter().filter(|muscle| total(muscle) > 0).collect();
    muscles.sort_by_key(|muscle| Reverse(total(muscle)));
    let Some(largest) = spans.iter().flat_map(|span| span.tenths.values().copied()).max().filter(|most| *most > 0)
    else {
        return Vec::new();
    };
    let parts = spans.len().div_ceil(COLUMNS);
    let chart = |(index, spans): (usize, &[Span])| Chart {
        name: if index == 0 { "muscles".to_owned() } else { format!("muscles-{}", index + 1) },
        title: if parts == 1 { labels.muscles_chart().to_owned() } else { labels.muscles_chart_part(index + 1, parts) },
        description: spans.iter().map(|span| span.said(&muscles, words)).collect::<Vec<_>>().join(" "),
        picture: Picture::Table(BarTable {
            week: labels.week_unit().to_owned(),
            columns: spans.iter().map(|span| span.column.clone()).collect(),
            rows: muscles.iter().map(|muscle| row(*muscle, spans, words)).collect(),
            largest,
        }),
    };
    spans.chunks(spans.len().div_ceil(parts)).enumerate().map(chart).collect()
}

/// A set of weeks, and the average over them.
struct Span {
    column: BarColumn,
    tenths: BTreeMap<Muscle, u64>,
}

impl Span {
    fn of(&self, muscle: Muscle) -> u64 {
        self.tenths.get(&muscle).copied().unwrap_or_default()
    }

    /// Puts the average into words: `Volume, week 1–4: from 16 for chest to 2 for side delts.`
    fn said(&self, muscles: &[Muscle], words: Wording<'_>) -> String {
        let labels = words.labels;
        let sets = |muscle: &Muscle| labels.sets_for(text(self.of(*muscle), words), labels.muscle(*muscle));
        let most = muscles.iter().max_by_key(|muscle| (self.of(**muscle), Reverse(*muscle)));
        let least = muscles.iter().min_by_key(|muscle| (self.of(**muscle), *muscle));
        let (most, least) = (most.map(sets).unwrap_or_default(), least.map(sets).unwrap_or_default());
        let BarColumn { name, weeks } = &self.column;
        let phase = match (name.as_str(), weeks.as_str()) {
            ("", "") => labels.on_average().to_owned(),
            (name, "") => name.to_owned(),
            ("", weeks) => labels.in_weeks(weeks),
            (name, weeks) => labels.phase_in_weeks(name, weeks),
        };
        labels.sentence(phase, if most == least { most } else { labels.from_most_to_least(most, least) })
    }
}

/// Returns a column for each phase, averaged over all cycles, if there are few phases and they differ. Otherwise,
/// returns one column for all weeks.
fn spans(plan: &Plan<'_>, volumes: &[Volume], words: Wording<'_>) -> Vec<Span> {
    let mut phases: Vec<(&Phase, Vec<(&Week<'_>, &Volume)>)> = Vec::new();
    for week in plan.weeks.iter().zip(volumes) {
        match phases.iter_mut().find(|(phase, _)| ptr::eq(*phase, week.0.phase)) {
            Some((_, weeks)) => weeks.push(week),
            None => phases.push((week.0.phase, vec![week])),
        }
    }
    let spans: Vec<_> =
        phases.iter().map(|(_, weeks)| Span { column: column(weeks, words), tenths: average(weeks) }).collect();
    let differ = spans.windows(2).any(|two| two[0].tenths != two[1].tenths);
    if differ && spans.len() <= MOST_COLUMNS {
        return spans;
    }
    let all: Vec<_> = plan.weeks.iter().zip(volumes).collect();
    vec![Span { column: BarColumn { name: String::new(), weeks: String::new() }, tenths: average(&all) }]
}

fn column(weeks: &[(&Week<'_>, &Volume)], words: Wording<'_>) -> BarColumn {
    let (Some((first, _)), Some((last, _))) = (weeks.first(), weeks.last()) else {
        return BarColumn { name: String::new(), weeks: String::new() };
    };
    let in_a_row = usize::from(last.number - first.number) + 1 == weeks.len();
    BarColumn {
        name: phase_name(first, words.labels),
        weeks: if in_a_row { between(first.number.to_string(), &last.number.to_string()) } else { String::new() },
    }
}

/// Returns the average sets per week in tenths of a set, rounded to the nearest tenth.
fn average(weeks: &[(&Week<'_>, &Volume)]) -> BTreeMap<Muscle, u64> {
    let count = u64::try_from(weeks.len()).unwrap_or(u64::MAX).max(1);
    let mut halves = BTreeMap::<Muscle, u64>::new();
    for (muscle, sets) in weeks.iter().flat_map(|(_, volume)| &volume.muscles) {
        let sum = halves.entry(*muscle).or_default();
        *sum = sum.saturating_add(sets.count());
    }
    halves.into_iter().map(|(muscle, sum)| (muscle, (sum.saturating_mul(5) + count / 2) / count)).collect()
}

fn row(muscle: Muscle, spans: &[Span], words: Wording<'_>) -> BarRow {
    let cell = |span: &Span| BarCell { tenths: span.of(muscle), text: text(span.of(muscle), words) };
    BarRow { name: capital(words.labels.muscle(muscle)), cells: spans.iter().map(cell).collect() }
}

fn text(tenths: u64, words: Wording<'_>) -> String {
    words.number(fixed(i64::try_from(tenths).unwrap_or(i64::MAX), 1))
}
