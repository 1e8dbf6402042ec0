//! Renders a booklet as text for the terminal.

use std::fmt::Write as _;

use crate::booklet::{Booklet, DayPage, Decision, ItemRow, LineRow, MaxRow, MuscleTable, StripTable, SubstituteRow};
use crate::diagnostic::Color;
use crate::model::Labels;
use crate::text::isolated;

fn bold(style: Color, text: &str) -> String {
    if style == Color::Ansi { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

fn dim(style: Color, text: &str) -> String {
    if style == Color::Ansi && !text.is_empty() { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
}

/// Renders a booklet for the terminal. Consecutive weeks that are equal are printed only once. `labels` must be the
/// labels of the booklet.
#[must_use]
pub fn booklet_text(booklet: &Booklet, labels: &Labels, style: Color) -> String {
    let printer = Printer { labels, style, widths: Widths::of(booklet, labels) };
    let mut out = String::new();
    let _ = writeln!(out, "{}", bold(style, &booklet.title));
    out += &head(booklet, labels);
    let weeks: Vec<_> = booklet
        .weeks
        .iter()
        .map(|week| {
            let days: String = week.days.iter().map(|day| printer.day(day)).collect();
            let days = if days.is_empty() { format!("\n  {}\n", labels.no_training_this_week()) } else { days };
            (week.number, week.phase.as_str(), days)
        })
        .collect();
    for same in weeks.chunk_by(|a, b| (&a.1, &a.2) == (&b.1, &b.2)) {
        let Some((first, phase, days)) = same.first() else { continue };
        let last = same.last().map_or(*first, |(number, ..)| *number);
        let heading = week_heading(*first, last, labels);
        let heading = if phase.is_empty() { heading } else { format!("{heading} · {phase}") };
        let _ = write!(out, "\n{}\n{days}", bold(style, &heading));
    }
    out
}

fn week_heading(first: u16, last: u16, labels: &Labels) -> String {
    if first == last { labels.week_number(first) } else { labels.weeks_from_to(first, last) }
}

/// Returns the maxes that weights were computed from, the chosen options and the points.
fn head(booklet: &Booklet, labels: &Labels) -> String {
    let max = |max: &MaxRow| {
        let MaxRow { name, one_rep, how, later, by_cycle, trains } = max;
        let name = isolated(name);
        let how = if how.is_empty() { String::new() } else { format!(" ({how})") };
        let later = later.iter().fold(String::new(), |text, later| text + ", " + later);
        let training = if *trains { "TM " } else { "" };
        match by_cycle.join(" → ") {
            by_cycle if by_cycle.is_empty() => format!("{name} {one_rep}{how}{later}"),
            by_cycle => format!("{name} {one_rep}{how} ({training}{by_cycle}){later}"),
        }
    };
    let maxes: Vec<_> = booklet.maxes.iter().map(max).collect();
    let mut out = String::new();
    if !maxes.is_empty() {
        // If any max has a source or later values, each max is on a line of its own.
        let has_details = booklet.maxes.iter().any(|max| !max.how.is_empty() || !max.later.is_empty());
        let separator = if has_details { ",\n     " } else { ", " };
        let _ = writeln!(out, "{}", labels.from_maxes_rounded(maxes.join(separator), &booklet.rounding));
    }
    let choices: Vec<_> =
        booklet.choices.iter().map(|row| format!("{}: {}", isolated(&row.option), isolated(&row.choice))).collect();
    if !choices.is_empty() {
        let _ = writeln!(out, "{}", choices.join("; "));
    }
    for scales in booklet.points.chunk_by(|row, next| row.from == next.from) {
        let points: Vec<_> = scales.iter().map(|row| format!("{} {}", row.name, row.points)).collect();
        let from = scales.first().map(|row| labels.points_from(&row.from)).unwrap_or_default();
        let _ = writeln!(out, "{} {from}", points.join(", "));
    }
    out
}

/// Renders the volume of each week, and the sets for each muscle group. Consecutive weeks that are equal are printed
/// only once.
#[must_use]
pub fn volume_text(booklet: &Booklet, labels: &Labels, style: Color) -> String {
    let mut out = format!("\n{}\n", bold(style, labels.volume()));
    let same = booklet.overview.chunk_by(|week, next| week.volume == next.volume);
    let lines: Vec<_> = same
        .filter_map(|weeks| {
            let (first, last) = (weeks.first()?, weeks.last()?);
            let volume = if first.volume.is_empty() { labels.no_training() } else { &first.volume };
            Some((week_heading(first.number, last.number, labels), volume))
        })
        .collect();
    let width = lines.iter().map(|(weeks, _)| weeks.chars().count()).max().unwrap_or(0);
    for (weeks, volume) in &lines {
        let _ = writeln!(out, "  {weeks:<width$}  {volume}");
    }
    for table in &booklet.muscles {
        out += &muscle_text(table, labels, style);
    }
    out
}

fn muscle_text(table: &MuscleTable, labels: &Labels, style: Color) -> String {
    let heading = labels.muscle_sets_short();
    let name = table.rows.iter().map(|row| row.muscle.chars().count()).fold(heading.chars().count(), usize::max);
    let cells = table.rows.iter().flat_map(|row| &row.sets).chain(&table.weeks);
    let width = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
    let line = |name_of: &str, cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:>width$}")).collect();
        format!("  {name_of:<name$}  {}\n", cells.join("  "))
    };
    let head = line(heading, &table.weeks);
    let rows = table.rows.iter().map(|row| line(&row.muscle, &row.sets));
    std::iter::once(dim(style, &head)).chain(rows).collect()
}

/// The widths of the columns in characters.
struct Widths {
    name: usize,
    dose: usize,
    weight: usize,
}

impl Widths {
    fn of(booklet: &Booklet, labels: &Labels) -> Self {
        let mut widths = Self { name: 0, dose: 0, weight: 0 };
        let days = booklet.weeks.iter().flat_map(|week| &week.days);
        for section in days.flat_map(|day| &day.sections) {
            for item in &section.items {
                widths.name = widths.name.max(name(item).chars().count());
                item.lines.iter().for_each(|line| widths.add(line, labels));
            }
            for branch in section.decisions.iter().flat_map(|decision| &decision.branches) {
                widths.name = widths.name.max(branch.name.chars().count());
                branch.lines.iter().for_each(|line| widths.add(line, labels));
            }
        }
        widths
    }

    fn add(&mut self, line: &LineRow, labels: &Labels) {
        self.dose = self.dose.max(line.dose.chars().count());
        self.weight = self.weight.max(weight(line, labels).chars().count());
    }
}

/// Returns the name of the exercise. If the exercise is in a superset, the letter of the superset comes first.
fn name(item: &ItemRow) -> String {
    if item.superset.is_empty() { item.name.clone() } else { format!("{} · {}", item.superset, item.name) }
}

fn weight(line: &LineRow, labels: &Labels) -> String {
    match (line.weight.as_str(), line.unit) {
        ("", _) => labels.your_choice().to_owned(),
        (weight, "") => weight.to_owned(),
        (weight, unit) => format!("{weight} {unit}"),
    }
}

/// Applies `say` to a text that is not empty. Returns an empty text for an empty text.
fn said(text: &str, say: impl FnOnce(&str) -> String) -> String {
    if text.is_empty() { String::new() } else { say(text) }
}

/// Prints the exercises of days in columns.
struct Printer<'l> {
    labels: &'l Labels,
    style: Color,
    widths: Widths,
}

impl Printer<'_> {
    fn dim(&self, text: &str) -> String {
        dim(self.style, text)
    }

    fn day(&self, day: &DayPage) -> String {
        let mut out = String::new();
        let date = said(&day.date, |date| format!(" · {date}"));
        let _ = writeln!(out, "\n  {}{date}", bold(self.style, &day.name));
        out += &self.warmup(&day.warmup);
        let mut decisions: &[Decision] = &[];
        for section in &day.sections {
            out += &self.warmup(&section.warmup);
            let _ = writeln!(out, "    {}", self.dim(&section.label));
            for item in &section.items {
                out += &self.item(item);
            }
            for strip in &section.strips {
                out += &self.strip(strip);
            }
            // The branches are printed after the planned back-off work.
            for decision in std::mem::replace(&mut decisions, &section.decisions) {
                out += &self.decision(decision);
            }
        }
        if day.sections.is_empty() {
            let note = day.note.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(out, "    {note}");
        } else {
            let _ = writeln!(out, "    {}", day.volume);
        }
        out
    }

    fn warmup(&self, sets: &[String]) -> String {
        let line = format!("{}  {}", self.labels.warmup(), sets.join("  "));
        if sets.is_empty() { String::new() } else { format!("    {}\n", self.dim(&line)) }
    }

    fn item(&self, item: &ItemRow) -> String {
        let mut out = String::new();
        for (i, line) in item.lines.iter().enumerate() {
            let (name, tempo, with) = match i {
                0 => (name(item), item.tempo.as_str(), item.accommodation.as_str()),
                _ => (String::new(), "", ""),
            };
            let tempo = said(tempo, |tempo| self.labels.tempo(tempo));
            let with = said(with, |with| self.labels.with(with));
            let _ = writeln!(out, "      {}", self.row(&name, line, &[&with, &tempo]));
        }
        let substitute = |row: &SubstituteRow| {
            let weight = said(&row.weight, |weight| format!(" {weight}"));
            self.labels.or(&row.name) + &weight
        };
        let substitutes: Vec<_> = item.substitutes.iter().map(substitute).collect();
        if !substitutes.is_empty() {
            let _ = writeln!(out, "        {}", self.dim(&substitutes.join(", ")));
        }
        out
    }

    /// Returns the line for a group of sets, in columns.
    fn row(&self, name: &str, line: &LineRow, more: &[&str]) -> String {
        let pause = said(&line.pause, |pause| self.labels.pause_for(pause));
        let rest = said(&line.rest, |rest| self.labels.rest_for(rest));
        let why = [line.rule.as_str(), &line.plates, &pause, &rest];
        let why: Vec<_> = why.iter().chain(more).copied().filter(|part| !part.is_empty()).collect();
        let weight = format!("{:>width$}", weight(line, self.labels), width = self.widths.weight);
        let row = format!(
            "{name:<n$}  {dose:<d$}  {weight}   {why}",
            n = self.widths.name,
            dose = line.dose,
            d = self.widths.dose,
            weight = bold(self.style, &weight),
            why = self.dim(&why.join(" · "))
        );
        row.trim_end().to_owned()
    }

    fn decision(&self, decision: &Decision) -> String {
        let mut out = String::new();
        for branch in &decision.branches {
            let condition = self.labels.if_condition(&branch.condition);
            let instead = match branch.lines.as_slice() {
                [_, ..] if decision.is_one_of_several => format!(", {}", self.labels.then_instead(&decision.name)),
                _ => String::new(),
            };
            let _ = writeln!(out, "      {}", self.dim(&format!("{condition}{instead}")));
            for line in &branch.lines {
                let _ = writeln!(out, "        {}", self.row(&branch.name, line, &[]));
            }
            if branch.lines.is_empty() {
                let _ = writeln!(out, "        {}", self.labels.leave_out(&decision.name));
            }
            if !branch.note.is_empty() {
                let note = branch.note.split_whitespace().collect::<Vec<_>>().join(" ");
                let _ = writeln!(out, "        {}", self.dim(&note));
            }
        }
        out
    }

    /// Prints a strip with one line for each group of sets: `180 → 157.5`.
    fn strip(&self, strip: &StripTable) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "      {}", self.dim(&format!("{} → {}", strip.label, strip.unit)));
        for row in &strip.rows {
            let pairs: Vec<_> =
                strip.hits.iter().zip(&row.weights).map(|(hit, weight)| format!("{hit} → {weight}")).collect();
            let rule = said(&row.rule, |rule| format!(", {rule}"));
            let condition = said(&row.condition, |condition| format!(", {}", self.labels.if_condition(condition)));
            let _ = writeln!(out, "        {} {}{rule}{condition}:  {}", row.name, row.dose, pairs.join("   "));
        }
        out
    }
}
