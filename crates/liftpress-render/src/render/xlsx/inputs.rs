//! The first sheet. It has the maxes and the training maxes from which weights are computed. Yellow cells are inputs.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use crate::booklet::Booklet;
use crate::model::{Gear, Labels};
use crate::plan::{MassStep, MaxRule, Plan, ReferenceRule, Rulebook};
use crate::text::isolated;
use crate::units::{Mass, Percent, Unit};

use super::formula::{number, value, with_steps};
use super::maxes::{BODYWEIGHT, Names, is_max, mass_of};
use super::style::{Style, input_box, note, plain, set_paper, title};
use super::tables::{Ranges, range};

/// Writes the sheet row by row.
struct Inputs<'p> {
    sheet: Worksheet,
    name: &'p str,
    row: u32,
    plan: &'p Plan<'p>,
    labels: &'p Labels,
    style: &'p Style,
    ranges: Ranges,
    /// The cells with the percentages of training maxes.
    shares: BTreeMap<(usize, Percent), String>,
}

/// The number format of percentages.
const SHARE: &str = "0.0%";

/// Writes the sheet, and returns it with the names that are defined for its cells.
pub(super) fn inputs_sheet(
    name: &str,
    plan: &Plan<'_>,
    pages: &Booklet,
    (book, names): (&Rulebook, &Names),
    (labels, style): (&Labels, &Style),
) -> Result<(Worksheet, Ranges), XlsxError> {
    let mut inputs = Inputs {
        sheet: Worksheet::new(),
        name,
        row: 0,
        plan,
        labels,
        style,
        ranges: Ranges::new(),
        shares: BTreeMap::new(),
    };
    inputs.sheet.set_name(name)?.set_print_fit_to_pages(1, 0);
    inputs.sheet.set_screen_gridlines(false).set_tab_color(style.accent());
    set_paper(&mut inputs.sheet, plan.basis.settings.theme.paper);
    for (column, width) in (0..).zip([30, 14, 14, 12, 34]) {
        inputs.sheet.set_column_width(column, width)?;
    }
    inputs.head(pages)?;
    inputs.maxes(book, names)?;
    inputs.references(book, names)?;
    inputs.about(pages)?;
    Ok((inputs.sheet, inputs.ranges))
}

impl Inputs<'_> {
    fn unit(&self) -> Unit {
        self.plan.units
    }

    fn head(&mut self, pages: &Booklet) -> Result<(), XlsxError> {
        self.text(0, &pages.title, &title())?;
        self.sheet.set_row_height(0, 24)?;
        self.row += 1;
        let about = [&pages.lifter, &pages.dates].into_iter().filter(|text| !text.is_empty());
        self.text(0, &about.map(String::as_str).collect::<Vec<_>>().join(" · "), &plain())?;
        self.row += 1;
        self.text(0, self.labels.change_what_is_yellow(), &note())?;
        self.row += 2;
        Ok(())
    }

    /// Writes the maxes. Each max has a named cell, to which formulas refer.
    fn maxes(&mut self, book: &Rulebook, names: &Names) -> Result<(), XlsxError> {
        let later = book.strength.maxes.iter().any(|max| max.from_week > 1);
        let heads = [
            self.labels.lift().to_owned(),
            format!("{} ({})", self.labels.one_rep_max(), self.unit()),
            book.strength.own.map(|_| self.labels.with_bodyweight(self.unit())).unwrap_or_default(),
            if later { self.labels.week().to_owned() } else { String::new() },
        ];
        self.heads(&heads)?;
        if let Some(own) = book.strength.own {
            self.text(0, self.labels.your_bodyweight(), &plain())?;
            self.number(1, own, &input_box())?;
            self.named(BODYWEIGHT, 1);
            self.row += 1;
        }
        for (max, name) in book.strength.maxes.iter().zip(&names.maxes) {
            let (title, is_added) = self.lift(max);
            let title = if max.reps == 1 { title } else { format!("{title} · {}RM", max.reps) };
            self.text(0, &title, &plain())?;
            if let Some(own) = book.strength.own.filter(|_| is_added) {
                self.number(1, max.mass - own, &input_box())?;
                let added = row_col_to_cell(self.row, 1);
                self.formula(2, &format!("{BODYWEIGHT}+{added}"), max.mass)?;
                self.named(name, 2);
            } else {
                self.number(1, max.mass, &input_box())?;
                self.named(name, 1);
            }
            if max.from_week > 1 {
                self.sheet.write_number_with_format(self.row, 3, max.from_week, &note())?;
            }
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// Returns the name of the lift that a max is for, and whether the lift includes bodyweight.
    fn lift(&self, max: &MaxRule) -> (String, bool) {
        match self.plan.basis.library.find(self.plan.program, &max.lift) {
            Some(exercise) => (exercise.name.clone(), exercise.gear == Gear::Bodyweight),
            None => (max.lift.to_string(), false),
        }
    }

    /// Writes the masses that percentages are of: training maxes, percentages of other lifts, and their values in each
    /// cycle.
    fn references(&mut self, book: &Rulebook, names: &Names) -> Result<(), XlsxError> {
        let derived: Vec<_> =
            book.references.iter().zip(&names.references).filter(|(reference, _)| !is_max(reference)).collect();
        if derived.is_empty() {
            return Ok(());
        }
        let heads =
            [self.labels.computed_from().to_owned(), self.labels.share().to_owned(), self.labels.weight().to_owned()];
        self.heads(&heads)?;
        for (reference, name) in derived {
            let ReferenceRule { max, then, training, .. } = reference;
            let (rule, max_name) = (&book.strength.maxes[*max], &names.maxes[*max]);
            let title = self.lift(rule).0;
            let kind = if *training { self.labels.training_max() } else { "" };
            self.text(0, format!("{title} {kind}").trim_end(), &plain())?;
            let mass = mass_of(book, reference);
            let (start, rest) = match then.split_first() {
                Some((MassStep::Times(share, 1), rest)) => {
                    self.share(*max, *share, *training)?;
                    let cell = row_col_to_cell(self.row, 1);
                    (format!("{max_name}*{cell}"), rest)
                }
                _ => (max_name.clone(), then.as_slice()),
            };
            self.formula(2, &with_steps(&start, rest, self.unit()), mass)?;
            self.text(4, &steps(rest, self.unit()), &note())?;
            self.named(name, 2);
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes a percentage of a max. The percentage of a training max is an input, which is the same for all cycles.
    fn share(&mut self, max: usize, share: Percent, is_training: bool) -> Result<(), XlsxError> {
        let factor = share.as_factor();
        let known = self.shares.get(&(max, share)).filter(|_| is_training);
        if let Some(first) = known {
            let formula = Formula::new(format!("={first}")).set_result(factor);
            let format = plain().set_num_format(SHARE);
            return self.sheet.write_formula_with_format(self.row, 1, formula, &format).map(|_| ());
        }
        let format = if is_training { input_box() } else { plain() };
        let number = factor.parse::<f64>().unwrap_or_default();
        self.sheet.write_number_with_format(self.row, 1, number, &format.set_num_format(SHARE))?;
        if is_training {
            self.shares.insert((max, share), row_col_to_cell(self.row, 1));
        }
        Ok(())
    }

    /// Writes the rounding of weights, the chosen options, and the sources of estimated maxes.
    fn about(&mut self, pages: &Booklet) -> Result<(), XlsxError> {
        let rounded = self.labels.rounded_how(&pages.rounding);
        let choices = pages.choices.iter().map(|row| format!("{}: {}", isolated(&row.option), isolated(&row.choice)));
        let maxes = pages
            .maxes
            .iter()
            .filter(|max| !max.how.is_empty())
            .map(|max| format!("{}: {}", isolated(&max.name), max.how));
        for line in std::iter::once(rounded).chain(choices).chain(maxes) {
            self.text(0, &line, &note())?;
            self.row += 1;
        }
        Ok(())
    }

    fn heads(&mut self, heads: &[String]) -> Result<(), XlsxError> {
        for (column, head) in (0..).zip(heads) {
            self.text(column, head, &self.style.head())?;
        }
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, column, text, format).map(|_| ())
    }

    fn number(&mut self, column: u16, mass: Mass, format: &Format) -> Result<(), XlsxError> {
        let unit = self.unit();
        // An estimated max is shown with two decimals, but the cell has all its decimals.
        let is_whole = mass.in_unit(unit) == mass.exactly_in(unit);
        let format = if is_whole { format.clone() } else { format.clone().set_num_format("0.00") };
        self.sheet.write_number_with_format(self.row, column, value(mass, unit), &format).map(|_| ())
    }

    fn formula(&mut self, column: u16, formula: &str, mass: Mass) -> Result<(), XlsxError> {
        let formula = Formula::new(format!("={formula}")).set_result(number(mass, self.unit()));
        let format = plain().set_num_format("0.##");
        self.sheet.write_formula_with_format(self.row, column, formula, &format).map(|_| ())
    }

    fn named(&mut self, name: &str, column: u16) {
        let cell = (self.row, column);
        self.ranges.push((name.to_owned(), range(self.name, cell, cell)));
    }
}

/// Returns the calculation steps after the percentage in words: `+ 10 kg`, `× 0.8`.
fn steps(steps: &[MassStep], unit: Unit) -> String {
    let said = steps.iter().filter(|step| **step != MassStep::Plus(Mass::ZERO)).map(|step| match *step {
        MassStep::Times(share, 1) => format!("× {}", share.as_factor()),
        MassStep::Times(share, times) => format!("× {}^{times}", share.as_factor()),
        MassStep::Plus(more) if more < Mass::ZERO => format!("− {}", (Mass::ZERO - more).with_unit(unit)),
        MassStep::Plus(more) => format!("+ {}", more.with_unit(unit)),
        MassStep::Ratio(numerator, denominator) => format!("× {numerator}/{denominator}"),
    });
    said.collect::<Vec<_>>().join(" ")
}
