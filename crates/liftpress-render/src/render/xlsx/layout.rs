//! Lays out the rows of a week's sheet. This is done before any formula is compiled, because a formula may refer to a
//! row below it.

use crate::booklet::{DayPage, ItemRow, LineRow, Section, StripTable, WeekPage};
use crate::diagnostic::one_line;
use crate::model::Gear;
use crate::model::Labels;
use crate::plan::{Block, Day, Item, ItemRules, Line, WarmupRule, Week, Weight};
use crate::text::isolated;

/// A list of exercises of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The top sets of a block, by its index.
    Top(usize),
    /// The back-off work of a block, by its index.
    Backoff(usize),
    /// The accessories. They belong to no block.
    Accessories,
}

/// An exercise of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemAt {
    pub(super) part: Part,
    pub(super) item: usize,
}

/// A group of sets of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineAt {
    pub(super) item: ItemAt,
    pub(super) branch: Option<usize>,
    pub(super) line: usize,
}

/// A strip, by the index of its block and by its index in the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StripAt {
    pub(super) block: usize,
    pub(super) strip: usize,
}

/// A row of a day.
pub(super) enum SheetRow<'p> {
    /// The name of the day, and its date.
    Day(String),
    /// The note of the day.
    Note(String),
    /// The heading of a list of exercises.
    Section(String),
    /// The warm-up of an exercise.
    Warmup(ItemAt, &'p Item<'p>),
    /// A group of sets.
    Line(LineAt, &'p Line<'p>, Text),
    /// A branch in which no work is done.
    Nothing(Text),
    /// A substitute for one group of sets of an exercise.
    Substitute(ItemAt, usize, usize, Weight, Text),
    /// The possible results of a top set.
    Hits(StripAt, String),
    /// The weights that follow from each possible result: either the lighter or the heavier ends.
    Following(StripAt, usize, End, Text),
    /// An empty row.
    Space,
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

/// The words in a row.
#[derive(Default)]
pub(super) struct Text {
    pub(super) name: String,
    pub(super) dose: String,
    pub(super) rule: String,
    pub(super) rest: String,
    pub(super) notes: String,
    /// The words to print instead of a weight, if the weight has no number.
    pub(super) weight: String,
    /// How strongly the row is emphasized.
    pub(super) rank: Rank,
}

/// How strongly a row is emphasized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rank {
    /// The heaviest top set.
    Lead,
    #[default]
    Plain,
    /// A branch, a substitute, or a row of a strip.
    Aside,
}

/// Returns the rows of each day of a week.
pub(super) fn rows<'p>(week: &'p Week<'p>, page: &WeekPage, labels: &Labels) -> Vec<Vec<SheetRow<'p>>> {
    let days = week.days.iter().zip(&page.days);
    days.map(|(day, page)| Layout { labels, rows: Vec::new() }.day(day, page)).collect()
}

struct Layout<'p, 'l> {
    labels: &'l Labels,
    rows: Vec<SheetRow<'p>>,
}

impl<'p> Layout<'p, '_> {
    fn day(mut self, day: &'p Day<'p>, page: &DayPage) -> Vec<SheetRow<'p>> {
        let date = if page.date.is_empty() { String::new() } else { format!(" · {}", page.date) };
        self.rows.push(SheetRow::Day(format!("{}{date}", isolated(&page.name))));
        self.note(&page.note);
        let mut sections = page.sections.iter();
        let rules = day.rules();
        for (index, (block, rules)) in day.blocks.iter().zip(&rules.blocks).enumerate() {
            let top = sections.by_ref().take(usize::from(!block.top.is_empty()));
            for section in top {
                self.section(Part::Top(index), (&block.top, &rules.top), section);
                self.after_top(index, block, section);
            }
            for section in sections.by_ref().take(usize::from(!block.backoff.is_empty())) {
                self.section(Part::Backoff(index), (&block.backoff, &rules.backoff), section);
            }
        }
        for section in sections {
            self.section(Part::Accessories, (&day.accessories, &rules.accessories), section);
        }
        self.rows.push(SheetRow::Space);
        self.rows
    }

    fn note(&mut self, note: &str) {
        if !note.is_empty() {
            self.rows.push(SheetRow::Note(one_line(note)));
        }
    }

    fn section(&mut self, part: Part, (items, rules): (&'p [Item<'p>], &[ItemRules]), section: &Section) {
        self.rows.push(SheetRow::Section(section.label.clone()));
        for (index, ((item, rules), row)) in items.iter().zip(rules).zip(&section.items).enumerate() {
            let at = ItemAt { part, item: index };
            if is_warmed(part, item, rules) {
                self.rows.push(SheetRow::Warmup(at, item));
            }
            for (line, (planned, row_line)) in item.lines.iter().zip(&row.lines).enumerate() {
                let mut text = line_text(&name(row), row_line);
                if line == 0 {
                    text.notes = self.notes(row);
                }
                self.rows.push(SheetRow::Line(LineAt { item: at, branch: None, line }, planned, text));
            }
            self.substitutes(at, (item, rules), row);
        }
    }

    fn notes(&self, item: &ItemRow) -> String {
        let tempo = (!item.tempo.is_empty()).then(|| self.labels.tempo(&item.tempo));
        let with = (!item.accommodation.is_empty()).then(|| self.labels.with(&item.accommodation));
        let purpose = (!item.purpose.is_empty()).then(|| self.labels.for_purpose(&item.purpose));
        let note = (!item.note.is_empty()).then(|| one_line(&item.note));
        [tempo, with, purpose, note].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn substitutes(&mut self, at: ItemAt, (item, rules): (&Item<'_>, &ItemRules), row: &ItemRow) {
        for (index, (substitute, words)) in item.substitutes.iter().zip(&row.substitutes).enumerate() {
            let mut last = None;
            for (line, (weight, of)) in substitute.weights.iter().zip(&row.lines).enumerate() {
                // If a group has the same rule as the group before it, the substitute has the same weight in both.
                let rule = rules.slots.get(line).map(|slot| slot.rule);
                if last.replace(rule) != Some(rule) {
                    let (name, dose) = (self.labels.or(&words.name), of.dose.clone());
                    let text = Text { name, dose, rank: Rank::Aside, ..Text::default() };
                    self.rows.push(SheetRow::Substitute(at, index, line, *weight, text));
                }
            }
        }
    }

    /// Adds the decisions and the strips.
    fn after_top(&mut self, block: usize, of: &'p Block<'p>, section: &Section) {
        let deciding = of.backoff.iter().enumerate().filter(|(_, item)| !item.alternatives.is_empty());
        for ((index, item), decision) in deciding.zip(&section.decisions) {
            let at = ItemAt { part: Part::Backoff(block), item: index };
            for (branch, (way, words)) in item.alternatives.iter().zip(&decision.branches).enumerate() {
                let condition = self.labels.if_condition(&words.condition);
                for (line, (planned, row)) in way.lines.iter().zip(&words.lines).enumerate() {
                    let text = line_text(&format!("{condition}: {}", isolated(&words.name)), row);
                    let text = Text { rank: Rank::Aside, notes: words.note.clone(), ..text };
                    self.rows.push(SheetRow::Line(LineAt { item: at, branch: Some(branch), line }, planned, text));
                }
                if way.lines.is_empty() {
                    let name = format!("{condition}: {}", self.labels.leave_out(&decision.name));
                    self.rows.push(SheetRow::Nothing(Text { name, rank: Rank::Aside, ..Text::default() }));
                }
            }
        }
        for (strip, (planned, table)) in of.strips.iter().zip(&section.strips).enumerate() {
            let at = StripAt { block, strip };
            self.rows.push(SheetRow::Hits(at, table.label.clone()));
            for (row, following) in planned.rows.iter().enumerate() {
                let is_range = following.weights.iter().any(|weight| match weight {
                    Weight::Loaded(range) | Weight::Bodyweight(range) => range.low != range.high,
                    Weight::Open => false,
                });
                let ends: &[_] = if is_range { &[End::Low, End::High] } else { &[End::Low] };
                self.rows.extend(ends.iter().map(|end| SheetRow::Following(at, row, *end, following_text(table, row))));
            }
        }
    }
}

/// Returns whether an exercise may have a warm-up, depending on its weight. As in the plan, in later blocks only
/// barbell work has a warm-up.
fn is_warmed(part: Part, item: &Item<'_>, rules: &ItemRules) -> bool {
    let weight = item.lines.first().map(|line| line.weight);
    let is_on_a_bar = item.exercise.gear == Gear::Barbell && matches!(weight, Some(Weight::Loaded(_)));
    match &rules.warmup {
        None => false,
        Some(WarmupRule::Ramp) => is_on_a_bar,
        Some(WarmupRule::Sets(sets)) => {
            let is_first = matches!(part, Part::Top(0) | Part::Backoff(0) | Part::Accessories);
            !sets.is_empty() && (is_first || is_on_a_bar)
        }
    }
}

fn following_text(table: &StripTable, row: usize) -> Text {
    let Some(row) = table.rows.get(row) else { return Text::default() };
    let rule = if row.condition.is_empty() { &row.rule } else { &row.condition };
    Text { name: row.name.clone(), dose: row.dose.clone(), rule: rule.clone(), rank: Rank::Aside, ..Text::default() }
}

fn line_text(name: &str, line: &LineRow) -> Text {
    Text {
        name: name.to_owned(),
        dose: line.dose.clone(),
        rule: line.rule.clone(),
        rest: line.rest.clone(),
        // If the weight has a number, a formula in the sheet gives it.
        weight: if line.unit.is_empty() { line.weight.clone() } else { String::new() },
        rank: if line.lead { Rank::Lead } else { Rank::Plain },
        ..Text::default()
    }
}

/// Returns the name of the exercise. If the exercise is in a superset, the letter of the superset comes first.
fn name(item: &ItemRow) -> String {
    if item.superset.is_empty() { item.name.clone() } else { format!("{} {}", item.superset, item.name) }
}
