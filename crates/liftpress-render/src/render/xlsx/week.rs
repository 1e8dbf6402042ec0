//! Writes the sheet of a week: its rows, with the formulas for the weights.

use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use crate::booklet::Wording;
use crate::model::Exercise;
use crate::plan::{Block, Day, DayRules, Hit, Item, ItemRules, LadderRule, Line, Plan, WarmupSet, Weight};
use crate::units::{Mass, Range};

use super::columns::{Cells, Column};
use super::day::{CountedTop, DayCompiler, DayFormulas};
use super::formula::{Ends, number};
use super::layout::{End, ItemAt, LineAt, Part, Rank, SheetRow, StripAt, Text};
use super::rules::{Compiler, Resolved};
use super::style::{Number, Style, hit_box, light_set, log_box, note, set_paper, title, words_of, wrapped};
use super::warmup::{WarmupFormula, WarmupRow, column};

/// The number of rows above the days. They have the title and the column headings.
pub(super) const HEAD: u32 = 2;
/// The width of the column for notes, in characters.
const NOTES: u16 = 30;

/// Writes the sheet of a week.
pub(super) struct WeekWriter<'w, 'b> {
    pub(super) sheet: Worksheet,
    pub(super) plan: &'w Plan<'w>,
    pub(super) words: Wording<'w>,
    pub(super) style: &'w Style,
    pub(super) compiler: &'w mut Compiler<'b>,
    pub(super) boxes: u16,
    /// The next row to write.
    pub(super) row: u32,
    /// Whether any weight in the week is a range.
    pub(super) has_ranges: bool,
}

impl WeekWriter<'_, '_> {
    /// Writes the title and the column headings, and sets up the page for printing.
    pub(super) fn set_up(&mut self, name: &str, heading: &str) -> Result<(), XlsxError> {
        let labels = self.words.labels;
        let unit = self.words.unit;
        let last = Column::Notes.number(self.boxes);
        self.sheet.set_name(name)?;
        self.sheet.write_string_with_format(0, 0, heading, &title())?.set_row_height(0, 24)?;
        let explained = labels.type_what_you_did();
        self.sheet.write_string_with_format(0, Column::Done.number(self.boxes), explained, &note())?;
        let sets = (0..self.boxes).map(|set| (Column::Set(set), (set + 1).to_string(), 7));
        let heads = [
            (Column::Name, labels.exercise().to_owned(), 30),
            (Column::Dose, labels.sets_by_reps().to_owned(), 13),
            (Column::Weight, format!("{} ({unit})", labels.weight()), 10),
            (Column::To, labels.to_weight().to_owned(), 7),
            (Column::Rule, labels.rule().to_owned(), 22),
            (Column::Plates, labels.plates().to_owned(), 23),
            (Column::Rest, labels.rest().to_owned(), 7),
            (Column::Done, format!("{} ({unit})", labels.done()), 9),
            (Column::Rpe, labels.gym_rpe().to_owned(), 6),
            (Column::Notes, String::new(), NOTES),
        ];
        for (column, head, width) in heads.into_iter().chain(sets) {
            let is_weight = matches!(column, Column::Weight | Column::To);
            let format = if is_weight { self.style.head().set_align(FormatAlign::Right) } else { self.style.head() };
            let column = column.number(self.boxes);
            self.sheet.write_string_with_format(1, column, head, &format)?.set_column_width(column, width)?;
        }
        let to = Some(Column::To).filter(|_| !self.has_ranges);
        for column in [Column::DoneLow, Column::DoneHigh, Column::ShownLow, Column::ShownHigh].into_iter().chain(to) {
            self.sheet.set_column_hidden(column.number(self.boxes))?;
        }
        let theme = &self.plan.basis.settings.theme;
        set_paper(&mut self.sheet, theme.paper);
        self.sheet.set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2);
        self.sheet.set_freeze_panes(HEAD, 1)?.set_repeat_rows(0, HEAD - 1)?.set_tab_color(self.style.accent());
        // The text has font size 8. The space after the size separates it from a text that starts with a number.
        let footer = [&self.plan.program.title, &theme.coach, &theme.contact].map(|text| text.replace('&', "&&"));
        let footer = footer.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ");
        // The file format limits the length of footers.
        let footer: String = footer.chars().take(100).collect();
        self.sheet
            .set_footer(format!("&L&8 {footer}&R&8 &A, &P/&N"))
            .set_print_gridlines(false)
            .set_screen_gridlines(false);
        self.sheet.set_print_area(0, 0, self.row.max(HEAD), last)?;
        Ok(())
    }

    /// Writes the rows of a day.
    pub(super) fn day(&mut self, day: &Day<'_>, rows: &[SheetRow<'_>]) -> Result<(), XlsxError> {
        let mut cells = Cells { boxes: self.boxes, ..Cells::default() };
        for (row, of) in (self.row..).zip(rows) {
            match of {
                SheetRow::Line(at, ..) => drop(cells.lines.insert(*at, row)),
                SheetRow::Hits(at, _) => drop(cells.hits.insert(*at, row)),
                _ => {}
            }
        }
        let compiler = DayCompiler { compiler: self.compiler, cells: &cells, formulas: DayFormulas::default() };
        let formulas = compiler.day(day);
        for row in rows {
            self.write(day, (&cells, &formulas), row)?;
            self.row += 1;
        }
        Ok(())
    }

    fn write(
        &mut self,
        day: &Day<'_>,
        (cells, formulas): (&Cells, &DayFormulas),
        row: &SheetRow<'_>,
    ) -> Result<(), XlsxError> {
        match row {
            SheetRow::Day(name) => {
                self.sheet.set_row_height(self.row, 21)?;
                self.banner(name, &self.style.day())
            }
            SheetRow::Section(name) => self.banner(name, &self.style.section()),
            SheetRow::Note(words) => self.text(Column::Name, words, &note()),
            SheetRow::Warmup(at, item) => {
                let rule = item_rules(day.rules(), *at).and_then(|rules| rules.warmup.as_ref());
                let first = LineAt { item: *at, branch: None, line: 0 };
                let Some((rule, work)) = rule.zip(formulas.lines.get(&first)) else { return Ok(()) };
                let is_one = work.weight().is_none_or(|weight| weight.ends.is_one());
                let work = &work.at(cells.ends(first, Column::Weight, Column::To, is_one));
                let before = WarmupRow { item, rack: &self.plan.rack, words: self.words, row: self.row, work };
                let sets = before.sets(self.compiler, rule);
                self.warmup(item, &sets)
            }
            SheetRow::Line(at, line, text) => self.line(*at, line, text, (cells, formulas), exercise_of(day, *at)),
            SheetRow::Nothing(text) => self.words(text),
            SheetRow::Substitute(at, index, line, weight, text) => {
                self.words(text)?;
                match formulas.substitutes.get(&(*at, *index, *line)) {
                    Some(ends) => self.ends(ends, *weight, text.rank, false),
                    None => Ok(()),
                }
            }
            SheetRow::Hits(at, label) => {
                self.text(Column::Name, label, &words_of(Rank::Aside))?;
                self.hits(formulas, *at, block_of(day, *at))
            }
            SheetRow::Following(at, row, end, text) => {
                self.words(text)?;
                self.following(formulas, *at, (*row, *end), block_of(day, *at))
            }
            SheetRow::Space => Ok(()),
        }
    }

    fn line(
        &mut self,
        at: LineAt,
        line: &Line<'_>,
        text: &Text,
        (cells, formulas): (&Cells, &DayFormulas),
        exercise: Option<&Exercise>,
    ) -> Result<(), XlsxError> {
        self.words(text)?;
        match (formulas.lines.get(&at), line.weight) {
            (Some(Resolved::Weight(weight)), _) => {
                self.ends(&weight.ends, line.weight, text.rank, line.estimate)?;
                if let Some(exercise) = exercise {
                    self.plates(cells, at, exercise, (line.weight, weight.ends.is_one()))?;
                }
            }
            // The lifter picks the weight, and writes it into this box.
            _ if text.weight.is_empty() => self.boxed(Column::Weight)?,
            _ => self.text(Column::Weight, &text.weight, &note())?,
        }
        self.boxed(Column::Done)?;
        for set in 0..line.most_sets().min(self.boxes) {
            self.boxed(Column::Set(set))?;
        }
        self.boxed(Column::Rpe)?;
        formulas.tops.get(&at).map_or(Ok(()), |counted| self.counts_as(counted))
    }

    /// Writes the hidden cells with the weight that a top set counts as, and with the 1RM that the top set shows.
    fn counts_as(&mut self, counted: &CountedTop) -> Result<(), XlsxError> {
        let cells = [
            (Column::DoneLow, Column::DoneHigh, Some(&counted.top.done.ends), Some(counted.done)),
            (Column::ShownLow, Column::ShownHigh, counted.top.shown.as_ref(), counted.shown),
        ];
        for (low, high, ends, range) in cells {
            let Some(ends) = ends else { continue };
            self.formula(low.number(self.boxes), &ends.low, range.map(|range| range.low), &note())?;
            self.formula(high.number(self.boxes), &ends.high, range.map(|range| range.high), &note())?;
        }
        Ok(())
    }

    /// Writes both ends of a weight.
    fn ends(&mut self, ends: &Ends, planned: Weight, rank: Rank, is_estimate: bool) -> Result<(), XlsxError> {
        let of = match planned {
            Weight::Bodyweight(_) => Number::Added,
            _ if is_estimate => Number::About,
            _ => Number::Plain,
        };
        let format = self.style.weight(rank, of);
        let range = range_of(planned);
        self.formula(Column::Weight.number(self.boxes), &ends.low, range.map(|range| range.low), &format)?;
        if !ends.is_one() {
            self.has_ranges = true;
            self.formula(Column::To.number(self.boxes), &ends.high, range.map(|range| range.high), &format)?;
        }
        Ok(())
    }

    /// Writes the plates for a weight. For a range of weights, writes the plates for both ends.
    fn plates(
        &mut self,
        cells: &Cells,
        at: LineAt,
        exercise: &Exercise,
        (planned, is_one): (Weight, bool),
    ) -> Result<(), XlsxError> {
        let rules = self.compiler.book.exercises.iter().find(|rules| rules.slug == exercise.slug);
        let Some((rules, Weight::Loaded(range))) = rules.map(|rules| (rules, planned)) else { return Ok(()) };
        let (rack, words) = (&self.plan.rack, self.words);
        // All cells for weights are in one unit. For equipment in the other unit, that unit is written here.
        let said = |mass: Mass| {
            if let Some(plates) = rack.plates_per_side(mass, exercise) {
                return Some(words.sides(&plates, rack.sleeves(exercise)));
            }
            let stamp = rack.printed_in(Weight::Loaded(Range::one(mass)), exercise);
            (stamp != words.unit).then(|| words.in_unit(stamp).mass_with_unit(mass))
        };
        let ladder = &self.compiler.book.ladders[rules.ladder];
        let is_stamped = |mass: &Mass| mass.stamped_in(words.unit) != words.unit;
        let has_words = match ladder {
            LadderRule::Plates { .. } => true,
            LadderRule::Rungs { rungs } => rungs.iter().any(is_stamped),
            LadderRule::Steps { .. } => false,
        };
        if !has_words {
            // The weight is written in the program, and does not depend on maxes.
            let stamp = said(range.high).unwrap_or_default();
            return self.text(Column::Plates, &stamp, &note());
        }
        let table = self.compiler.loadable.table(ladder, rules.rounding);
        self.compiler.loadable.set_sides(table, said);
        let of = |cell: &str| format!("INDEX(side_{table},MATCH({cell},load_{table},0))");
        let ends = cells.ends(at, Column::Weight, Column::To, is_one).map(of);
        let [low, high] = [range.low, range.high].map(|mass| said(mass).unwrap_or_default());
        let (formula, result) = match (is_one, low == high) {
            (true, _) => (ends.low, high),
            (false, is_same) => {
                let both = format!("{}&IF({1}={2},\"\",\" … \"&{2})", ends.low, ends.low, ends.high);
                (both, if is_same { low } else { format!("{low} … {high}") })
            }
        };
        let formula = Formula::new(format!("=IFERROR({formula},\"\")")).set_result(result);
        let column = Column::Plates.number(self.boxes);
        self.sheet.write_formula_with_format(self.row, column, formula, &note()).map(|_| ())
    }

    fn warmup(&mut self, item: &Item<'_>, sets: &[WarmupFormula]) -> Result<(), XlsxError> {
        self.text(Column::Name, self.words.labels.warmup(), &words_of(Rank::Aside))?;
        // A set that is left out would be lighter than the others, or too close to the set before it.
        let mut planned = item.warmup.iter().flat_map(|set| std::iter::repeat_n(set, set.sets.into())).peekable();
        let mut left = planned.clone().count();
        for (index, light) in sets.iter().enumerate() {
            let Some(column) = column(index, self.boxes) else { break };
            let is_it = |set: &&WarmupSet| self.words.reps(&set.reps) == light.reps;
            let is_certain = left >= sets.len() - index;
            let mass = planned.next_if(|set| is_certain || is_it(set)).and_then(|set| range_of(set.weight));
            left -= usize::from(mass.is_some() && left > 0);
            let format = light_set(&light.reps);
            self.formula(column, &light.formula, mass.map(|range| range.low), &format)?;
        }
        Ok(())
    }

    fn hits(&mut self, formulas: &DayFormulas, at: StripAt, block: Option<&Block<'_>>) -> Result<(), XlsxError> {
        let strip = block.and_then(|block| block.strips.get(at.strip));
        let Some((strip, (hits, _))) = strip.zip(formulas.strips.get(&at)) else { return Ok(()) };
        for (index, (hit, formula)) in strip.hits.iter().zip(hits).enumerate() {
            let column = Cells::hit_column(index);
            match hit {
                Hit::Weight(mass) => self.formula(column, formula, Some(*mass), &hit_box())?,
                Hit::Reps(_) | Hit::Effort(_) => {
                    let hit = formula.parse::<f64>().unwrap_or_default();
                    self.sheet.write_number_with_format(self.row, column, hit, &hit_box())?;
                }
            }
        }
        Ok(())
    }

    fn following(
        &mut self,
        formulas: &DayFormulas,
        at: StripAt,
        (row, end): (usize, End),
        block: Option<&Block<'_>>,
    ) -> Result<(), XlsxError> {
        let strip = block.and_then(|block| block.strips.get(at.strip));
        let planned = strip.and_then(|strip| strip.rows.get(row));
        let Some((planned, (_, columns))) = planned.zip(formulas.strips.get(&at)) else { return Ok(()) };
        for (index, (column, weight)) in columns.iter().zip(&planned.weights).enumerate() {
            let Some(Some(ends)) = column.get(row) else { continue };
            let range = range_of(*weight);
            let (formula, mass) = match end {
                End::Low => (&ends.low, range.map(|range| range.low)),
                End::High => (&ends.high, range.map(|range| range.high)),
            };
            self.formula(Cells::hit_column(index), formula, mass, &log_box())?;
        }
        Ok(())
    }

    /// Writes the words of a row.
    fn words(&mut self, text: &Text) -> Result<(), XlsxError> {
        // The row is high enough for handwriting, and for texts that take several lines.
        let lines = text.notes.chars().count().div_ceil(usize::from(NOTES)).max(text.rule.chars().count().div_ceil(26));
        let lines = u16::try_from(lines).unwrap_or(u16::MAX).clamp(1, 12);
        self.sheet.set_row_height(self.row, (12 * lines).max(18))?;
        let format = words_of(text.rank);
        self.text(Column::Name, &text.name, &format)?;
        self.text(Column::Dose, &text.dose, &words_of(text.rank).set_indent(0))?;
        self.text(Column::Rule, &text.rule, &wrapped().set_indent(1))?;
        self.text(Column::Rest, &text.rest, &note())?;
        self.text(Column::Notes, &text.notes, &wrapped().set_indent(1))
    }

    fn banner(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        for column in 0..=Column::Notes.number(self.boxes) {
            self.sheet.write_blank(self.row, column, format)?;
        }
        self.sheet.write_string_with_format(self.row, 0, text, format).map(|_| ())
    }

    fn text(&mut self, column: Column, text: &str, format: &Format) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        // A spreadsheet never reads a string cell as a formula.
        self.sheet.write_string_with_format(self.row, column.number(self.boxes), text, format).map(|_| ())
    }

    fn boxed(&mut self, column: Column) -> Result<(), XlsxError> {
        self.sheet.write_blank(self.row, column.number(self.boxes), &log_box()).map(|_| ())
    }

    /// Writes a formula together with its result, for programs that do not calculate formulas.
    fn formula(&mut self, column: u16, formula: &str, mass: Option<Mass>, format: &Format) -> Result<(), XlsxError> {
        let result = mass.map(|mass| number(mass, self.words.unit)).unwrap_or_default();
        let formula = Formula::new(format!("={formula}")).set_result(result);
        self.sheet.write_formula_with_format(self.row, column, formula, format).map(|_| ())
    }
}

fn range_of(weight: Weight) -> Option<Range<Mass>> {
    match weight {
        Weight::Open => None,
        Weight::Loaded(range) | Weight::Bodyweight(range) => Some(range),
    }
}

fn items_of<'d>(day: &'d Day<'_>, part: Part) -> Option<&'d [Item<'d>]> {
    match part {
        Part::Top(block) => day.blocks.get(block).map(|block| block.top.as_slice()),
        Part::Backoff(block) => day.blocks.get(block).map(|block| block.backoff.as_slice()),
        Part::Accessories => Some(&day.accessories),
    }
}

fn exercise_of<'d>(day: &'d Day<'_>, at: LineAt) -> Option<&'d Exercise> {
    let item = items_of(day, at.item.part)?.get(at.item.item)?;
    match at.branch {
        None => Some(item.exercise),
        Some(branch) => item.alternatives.get(branch).map(|way| way.exercise),
    }
}

fn item_rules(rules: &DayRules, at: ItemAt) -> Option<&ItemRules> {
    match at.part {
        Part::Top(block) => rules.blocks.get(block)?.top.get(at.item),
        Part::Backoff(block) => rules.blocks.get(block)?.backoff.get(at.item),
        Part::Accessories => rules.accessories.get(at.item),
    }
}

fn block_of<'d>(day: &'d Day<'_>, at: StripAt) -> Option<&'d Block<'d>> {
    day.blocks.get(at.block)
}
