//! A plan in the terminal.

use std::fmt::Write as _;

use crate::booklet::{Booklet, DayPage, Decision, ItemRow, LineRow, MaxRow, MuscleTable, StripTable, SubstituteRow};
use crate::diagnostic::Colour;

fn bold(style: Colour, text: &str) -> String {
    if style == Colour::Ansi { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

fn dim(style: Colour, text: &str) -> String {
    if style == Colour::Ansi && !text.is_empty() { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() }
}

/// Every week, those that are the same together.
#[must_use]
pub fn booklet_text(booklet: &Booklet, style: Colour) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", bold(style, &booklet.title));
    out += &head(booklet);
    let widths = Widths::of(booklet);
    let weeks: Vec<_> = booklet
        .weeks
        .iter()
        .map(|week| {
            let days: String = week.days.iter().map(|day| day_text(day, &widths, style)).collect();
            let days = if days.is_empty() { "\n  no training this week\n".to_owned() } else { days };
            (week.number, week.phase.as_str(), days)
        })
        .collect();
    for same in weeks.chunk_by(|a, b| (&a.1, &a.2) == (&b.1, &b.2)) {
        let Some((first, phase, days)) = same.first() else { continue };
        let last = same.last().map_or(*first, |(number, ..)| *number);
        let heading = week_heading(*first, last);
        let heading = if phase.is_empty() { heading } else { format!("{heading} · {phase}") };
        let _ = write!(out, "\n{}\n{days}", bold(style, &heading));
    }
    out
}

fn week_heading(first: u16, last: u16) -> String {
    if first == last { format!("Week {first}") } else { format!("Weeks {first}–{last}") }
}

/// What the weights were computed from, and what was chosen.
fn head(booklet: &Booklet) -> String {
    let max = |max: &MaxRow| {
        let MaxRow { name, one_rep, how, later, by_cycle, trains } = max;
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
        // Maxes with a story take a line each.
        let told = booklet.maxes.iter().any(|max| !max.how.is_empty() || !max.later.is_empty());
        let separator = if told { ",\n     " } else { ", " };
        let _ = writeln!(out, "from {}; rounded {}", maxes.join(separator), booklet.rounding);
    }
    let choices: Vec<_> = booklet.choices.iter().map(|row| format!("{}: {}", row.option, row.choice)).collect();
    if !choices.is_empty() {
        let _ = writeln!(out, "{}", choices.join("; "));
    }
    for scales in booklet.points.chunk_by(|row, next| row.from == next.from) {
        let points: Vec<_> = scales.iter().map(|row| format!("{} {}", row.name, row.points)).collect();
        let from = scales.first().map_or("", |row| &row.from);
        let _ = writeln!(out, "{} from {from}", points.join(", "));
    }
    out
}

/// How much work each week is, those that are the same together, and for which muscles.
#[must_use]
pub fn volume_text(booklet: &Booklet, style: Colour) -> String {
    let mut out = format!("\n{}\n", bold(style, "Volume"));
    let same = booklet.overview.chunk_by(|week, next| week.volume == next.volume);
    let lines: Vec<_> = same
        .filter_map(|weeks| {
            let (first, last) = (weeks.first()?, weeks.last()?);
            let volume = if first.volume.is_empty() { "no training" } else { &first.volume };
            Some((week_heading(first.number, last.number), volume))
        })
        .collect();
    let width = lines.iter().map(|(weeks, _)| weeks.chars().count()).max().unwrap_or(0);
    for (weeks, volume) in &lines {
        let _ = writeln!(out, "  {weeks:<width$}  {volume}");
    }
    for table in &booklet.muscles {
        out += &muscle_text(table, style);
    }
    out
}

fn muscle_text(table: &MuscleTable, style: Colour) -> String {
    const HEADING: &str = "Sets a week for";
    let name = table.rows.iter().map(|row| row.muscle.chars().count()).fold(HEADING.len(), usize::max);
    let cells = table.rows.iter().flat_map(|row| &row.sets).chain(&table.weeks);
    let width = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
    let line = |name_of: &str, cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:>width$}")).collect();
        format!("  {name_of:<name$}  {}\n", cells.join("  "))
    };
    let head = line(HEADING, &table.weeks);
    let rows = table.rows.iter().map(|row| line(&row.muscle, &row.sets));
    std::iter::once(dim(style, &head)).chain(rows).collect()
}

/// How wide the columns have to be.
struct Widths {
    name: usize,
    dose: usize,
    weight: usize,
}

impl Widths {
    fn of(booklet: &Booklet) -> Self {
        let mut widths = Self { name: 0, dose: 0, weight: 0 };
        let days = booklet.weeks.iter().flat_map(|week| &week.days);
        for section in days.flat_map(|day| &day.sections) {
            for item in &section.items {
                widths.name = widths.name.max(name(item).chars().count());
                item.lines.iter().for_each(|line| widths.add(line));
            }
            for branch in section.decisions.iter().flat_map(|decision| &decision.branches) {
                widths.name = widths.name.max(branch.name.chars().count());
                branch.lines.iter().for_each(|line| widths.add(line));
            }
        }
        widths
    }

    fn add(&mut self, line: &LineRow) {
        self.dose = self.dose.max(line.dose.chars().count());
        self.weight = self.weight.max(weight(line).chars().count());
    }
}

/// The exercise, after the letter of its superset.
fn name(item: &ItemRow) -> String {
    if item.superset.is_empty() { item.name.clone() } else { format!("{} · {}", item.superset, item.name) }
}

fn weight(line: &LineRow) -> String {
    match (line.weight.as_str(), line.unit) {
        ("", _) => "your choice".to_owned(),
        (weight, "") => weight.to_owned(),
        (weight, unit) => format!("{weight} {unit}"),
    }
}

fn day_text(day: &DayPage, widths: &Widths, style: Colour) -> String {
    let mut out = String::new();
    let date = if day.date.is_empty() { String::new() } else { format!(" · {}", day.date) };
    let _ = writeln!(out, "\n  {}{date}", bold(style, &day.name));
    if !day.warmup.is_empty() {
        let _ = writeln!(out, "    {}", dim(style, &format!("Warm-up  {}", day.warmup.join("  "))));
    }
    let mut decisions: &[Decision] = &[];
    for section in &day.sections {
        if !section.warmup.is_empty() {
            let _ = writeln!(out, "    {}", dim(style, &format!("Warm-up  {}", section.warmup.join("  "))));
        }
        let _ = writeln!(out, "    {}", dim(style, &section.label));
        for item in &section.items {
            out += &item_text(item, widths, style);
        }
        for strip in &section.strips {
            out += &strip_text(strip, style);
        }
        // What is done instead stands behind what is planned.
        for decision in std::mem::replace(&mut decisions, &section.decisions) {
            out += &decision_text(decision, widths, style);
        }
    }
    let _ = writeln!(out, "    {}", day.volume);
    out
}

fn item_text(item: &ItemRow, widths: &Widths, style: Colour) -> String {
    let mut out = String::new();
    for (i, line) in item.lines.iter().enumerate() {
        let (name, tempo, with) = match i {
            0 => (name(item), item.tempo.as_str(), item.accommodation.as_str()),
            _ => (String::new(), "", ""),
        };
        let tempo = if tempo.is_empty() { String::new() } else { format!("tempo {tempo}") };
        let with = if with.is_empty() { String::new() } else { format!("with {with}") };
        let _ = writeln!(out, "      {}", row(&name, line, &[&with, &tempo], widths, style));
    }
    let substitute = |row: &SubstituteRow| match row.weight.as_str() {
        "" => row.name.clone(),
        weight => format!("{} {weight}", row.name),
    };
    let substitutes: Vec<_> = item.substitutes.iter().map(substitute).collect();
    if !substitutes.is_empty() {
        let _ = writeln!(out, "        {}", dim(style, &format!("or {}", substitutes.join(", or "))));
    }
    out
}

/// A group of sets, in columns.
fn row(name: &str, line: &LineRow, more: &[&str], widths: &Widths, style: Colour) -> String {
    let said = |what: &str, text: &str| if text.is_empty() { String::new() } else { format!("{what} {text}") };
    let (pause, rest) = (said("pause", &line.pause), said("rest", &line.rest));
    let why = [line.rule.as_str(), &line.plates, &pause, &rest];
    let why: Vec<_> = why.iter().chain(more).copied().filter(|part| !part.is_empty()).collect();
    let row = format!(
        "{name:<n$}  {dose:<d$}  {weight}   {why}",
        n = widths.name,
        dose = line.dose,
        d = widths.dose,
        weight = bold(style, &format!("{:>width$}", weight(line), width = widths.weight)),
        why = dim(style, &why.join(" · "))
    );
    row.trim_end().to_owned()
}

fn decision_text(decision: &Decision, widths: &Widths, style: Colour) -> String {
    let mut out = String::new();
    for branch in &decision.branches {
        let _ = writeln!(out, "      {}", dim(style, &format!("if {}", branch.condition)));
        for line in &branch.lines {
            let _ = writeln!(out, "        {}", row(&branch.name, line, &[], widths, style));
        }
        if branch.lines.is_empty() {
            let _ = writeln!(out, "        leave {} out", decision.name);
        }
        if !branch.note.is_empty() {
            let note = branch.note.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(out, "        {}", dim(style, &note));
        }
    }
    out
}

/// A line for each of what follows: `180 → 157.5`.
fn strip_text(strip: &StripTable, style: Colour) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "      {}", dim(style, &format!("{} → {}", strip.label, strip.unit)));
    for row in &strip.rows {
        let pairs: Vec<_> =
            strip.hits.iter().zip(&row.weights).map(|(hit, weight)| format!("{hit} → {weight}")).collect();
        let said = |what: &str, text: &str| if text.is_empty() { String::new() } else { format!(", {what}{text}") };
        let (rule, condition) = (said("", &row.rule), said("if ", &row.condition));
        let _ = writeln!(out, "        {} {}{rule}{condition}:  {}", row.name, row.dose, pairs.join("   "));
    }
    out
}
