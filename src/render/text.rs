//! A plan in the terminal.

use std::fmt::Write as _;

use crate::booklet::{Booklet, DayPage, ItemRow, LineRow};
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
    let maxes: Vec<_> = booklet
        .maxes
        .iter()
        .map(|max| match max.by_cycle.join(" → ") {
            by_cycle if by_cycle.is_empty() => format!("{} {}", max.name, max.one_rep),
            by_cycle => format!("{} {} ({}{by_cycle})", max.name, max.one_rep, if max.trains { "TM " } else { "" }),
        })
        .collect();
    if !maxes.is_empty() {
        let _ = writeln!(out, "from {}; rounded {}", maxes.join(", "), booklet.rounding);
    }
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
        let heading = if first == &last { format!("Week {first}") } else { format!("Weeks {first}–{last}") };
        let heading = if phase.is_empty() { heading } else { format!("{heading} · {phase}") };
        let _ = write!(out, "\n{}\n{days}", bold(style, &heading));
    }
    out
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
        for item in days.flat_map(|day| &day.sections).flat_map(|section| &section.items) {
            widths.name = widths.name.max(name(item).chars().count());
            for line in &item.lines {
                widths.dose = widths.dose.max(line.dose.chars().count());
                widths.weight = widths.weight.max(weight(line).chars().count());
            }
        }
        widths
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
    for section in &day.sections {
        let _ = writeln!(out, "    {}", dim(style, &section.label));
        for item in &section.items {
            for (i, line) in item.lines.iter().enumerate() {
                let name = if i == 0 { name(item) } else { String::new() };
                let tempo =
                    if i == 0 && !item.tempo.is_empty() { format!("tempo {}", item.tempo) } else { String::new() };
                let rest = if line.rest.is_empty() { String::new() } else { format!("rest {}", line.rest) };
                let why = [&line.rule, &line.plates, &rest, &tempo].map(String::as_str);
                let why = why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
                let weight = bold(style, &format!("{:>width$}", weight(line), width = widths.weight));
                let row = format!(
                    "      {name:<n$}  {dose:<d$}  {weight}   {why}",
                    n = widths.name,
                    dose = line.dose,
                    d = widths.dose,
                    why = dim(style, &why)
                );
                let _ = writeln!(out, "{}", row.trim_end());
            }
        }
    }
    let _ = writeln!(out, "    {}", day.volume);
    out
}
