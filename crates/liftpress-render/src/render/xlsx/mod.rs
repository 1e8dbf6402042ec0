//! Renders a plan as a workbook that calculates its weights. The first sheet has the maxes, each week has a sheet, and
//! the last sheets have lookup tables. `docs/pages/export.md` documents the sheets.
//!
//! Every weight is a formula, which is compiled from the rules of the plan (`plan::Rulebook`). The weight of the plan
//! is stored as the result of the formula, for programs that do not calculate formulas.
//!
//! `layout` decides on the rows, `day` and `rules` compile the formulas, `loading` rounds weights to what can be
//! loaded, and `week`, `inputs` and `tables` write the sheets.

mod columns;
mod day;
mod formula;
mod inputs;
mod layout;
mod loading;
mod long;
mod maxes;
mod rules;
mod shown;
mod strips;
mod style;
mod tables;
mod tops;
mod warmup;
mod week;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::booklet::{Wording, booklet};
use crate::model::Labels;
use crate::plan::{Day, Hit, Line, Plan, Weight};
use crate::text::isolated;
use crate::units::{Mass, Range};

use inputs::inputs_sheet;
use layout::rows;
use loading::Loadable;
pub use long::too_long_for_a_cell;
use maxes::Names;
use rules::Compiler;
use style::Style;
use tables::{chart_sheet, define, loadable_sheet};
use week::{HEAD, WeekWriter};

/// The smallest and the largest number of boxes for sets in a row.
const BOXES: std::ops::RangeInclusive<usize> = 5..=15;

/// Returns every loaded weight of the plan and of its strips, without duplicates.
fn loads(plan: &Plan<'_>) -> Vec<Mass> {
    let days = || plan.weeks.iter().flat_map(|week| &week.days);
    let of_items = days().flat_map(Day::items).flat_map(|item| {
        let lines = item.lines.iter().chain(item.alternatives.iter().flat_map(|other| &other.lines));
        let lines = lines.map(|line| line.weight).chain(item.warmup.iter().map(|set| set.weight));
        lines.chain(item.substitutes.iter().flat_map(|other| other.weights.iter().copied()))
    });
    let strips = days().flat_map(|day| &day.blocks).flat_map(|block| &block.strips).flat_map(|strip| &strip.rows);
    let hits = days().flat_map(|day| &day.blocks).flat_map(|block| &block.strips).flat_map(|strip| &strip.hits);
    let hits =
        hits.filter_map(|hit| if let Hit::Weight(mass) = hit { Some(Weight::Loaded(Range::one(*mass))) } else { None });
    let weights = of_items.chain(strips.flat_map(|row| row.weights.iter().copied())).chain(hits);
    let ends = weights.filter_map(|weight| match weight {
        Weight::Loaded(range) => Some([range.low, range.high]),
        Weight::Open | Weight::Bodyweight(_) => None,
    });
    let loads: BTreeSet<_> = ends.flatten().collect();
    loads.into_iter().collect()
}

/// Renders a plan as an XLSX workbook. Equal plans give equal bytes.
///
/// # Errors
///
/// Returns an error if a text is too long for a cell. [`too_long_for_a_cell`] finds these texts.
pub fn plan_xlsx(plan: &Plan<'_>, labels: &Labels) -> Result<Vec<u8>, XlsxError> {
    let pages = booklet(plan, labels);
    let style = Style::new(plan.basis.settings.theme.accent);
    let book = plan.rulebook();
    let names = Names::new(&book);
    let mut compiler = Compiler { book: &book, names: &names, loadable: Loadable::new(plan.units, loads(plan)) };
    let boxes = boxes(plan);
    let mut weeks = Vec::new();
    for (week, page) in plan.weeks.iter().zip(&pages.weeks) {
        let days = rows(week, page, labels);
        let mut writer = WeekWriter {
            sheet: Worksheet::new(),
            plan,
            words: Wording { labels, unit: plan.units },
            style: &style,
            compiler: &mut compiler,
            boxes,
            row: HEAD,
            has_ranges: false,
        };
        for (day, rows) in week.days.iter().zip(&days) {
            writer.day(day, rows)?;
        }
        let phase = if page.phase.is_empty() { String::new() } else { format!(" · {}", isolated(&page.phase)) };
        let number = labels.week_number(week.number);
        writer.set_up(&sheet_name(&number), &format!("{} · {number}{phase}", isolated(&pages.title)))?;
        weeks.push(writer.sheet);
    }
    let mut workbook = Workbook::new();
    let (inputs, cells) =
        inputs_sheet(&sheet_name(labels.maxes_sheet()), plan, &pages, (&book, &names), (labels, &style))?;
    workbook.push_worksheet(inputs);
    define(&mut workbook, &cells)?;
    for week in weeks {
        workbook.push_worksheet(week);
    }
    if !compiler.loadable.tables.is_empty() {
        let (sheet, ranges) = loadable_sheet(&sheet_name(labels.loadable_sheet()), &compiler.loadable, labels, &style)?;
        workbook.push_worksheet(sheet);
        define(&mut workbook, &ranges)?;
    }
    if let Some(chart) = &book.chart {
        let (sheet, ranges) = chart_sheet(&sheet_name(labels.chart_sheet()), chart, &style)?;
        workbook.push_worksheet(sheet);
        define(&mut workbook, &ranges)?;
    }
    workbook.set_properties(&properties(plan)?);
    workbook.save_to_buffer()
}

/// Returns the document properties. The creation date is constant, so that equal plans give equal bytes.
fn properties(plan: &Plan<'_>) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new().set_title(&plan.program.title).set_author(&plan.program.author);
    Ok(properties.set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

/// Returns the number of boxes in a row. It is enough for the sets of any group, the sets of any warm-up, and the
/// results of any strip.
fn boxes(plan: &Plan<'_>) -> u16 {
    let days = plan.weeks.iter().flat_map(|week| &week.days);
    let most = days.flat_map(|day: &Day<'_>| {
        let items = day.items();
        let strips = day.blocks.iter().flat_map(|block| &block.strips).map(|strip| strip.hits.len().saturating_sub(1));
        let of_items = items.map(|item| {
            let alternatives = item.alternatives.iter().flat_map(|way| &way.lines);
            let sets = item.lines.iter().chain(alternatives).map(Line::most_sets).max().unwrap_or_default();
            let light: u16 = item.warmup.iter().map(|set| set.sets).sum();
            usize::from(sets.max(light))
        });
        of_items.chain(strips).collect::<Vec<_>>()
    });
    let most = most.max().unwrap_or_default().clamp(*BOXES.start(), *BOXES.end());
    u16::try_from(most).unwrap_or(u16::MAX)
}

/// Makes a valid sheet name, which has at most 31 characters and none of `[]:*?/\`.
fn sheet_name(text: &str) -> String {
    let name: String = text.chars().filter(|sign| !"[]:*?/\\".contains(*sign)).take(31).collect();
    name.trim_matches('\'').to_owned()
}
