//! Renders a comparison as text for the terminal.

use std::fmt::Write as _;

use crate::compare::{Comparison, Finding, ProgramComparison, Sign};
use crate::diagnostic::Color;

use super::view::{ComparisonPage, LifterView, ProgramView, RowView, SectionView, program};

/// The width of a terminal in characters. A wide terminal has room for the old and the new texts side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns(pub u16);

impl Columns {
    /// The smallest width of a wide terminal. A narrower one has both texts in one line, as in `old → new`.
    const WIDE: u16 = 110;

    fn is_wide(self) -> bool {
        self.0 >= Self::WIDE
    }
}

/// Returns the differences between two versions of a site as text.
#[must_use]
pub fn comparison_text(comparison: &Comparison, columns: Columns, color: Color) -> String {
    let page = ComparisonPage::new(comparison, "", "");
    let printer = Printer { columns, color };
    let mut out = String::new();
    if !page.facts.is_empty() {
        out += &printer.heading("Site", "", "");
        out += &printer.rows(&page.facts);
        out.push('\n');
    }
    for program in &page.programs {
        out += &printer.program(program);
        out.push('\n');
    }
    for lifter in &page.lifters {
        out += &printer.lifter(lifter);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() { out } else { out + "\n" }
}

/// Returns the most important changes of a program in one line: `training max 90% → 85%; weeks 1–4 · Bench: Paused
/// bench press, back-off 5 × 4 → 5 × 5`.
#[must_use]
pub fn summary_line(comparison: &ProgramComparison) -> String {
    const MOST: usize = 4;
    let view = program(comparison);
    let row = |sign: Sign, finding: &Finding| RowView {
        sign,
        what: format!("{}:", finding.severity),
        old: finding.message.clone(),
        new: finding.message.clone(),
    };
    let reported = comparison.reported.iter().map(|one| row(Sign::Added, one));
    let findings = SectionView {
        heading: String::new(),
        follows: false,
        rows: reported.chain(comparison.resolved.iter().map(|one| row(Sign::Removed, one))).collect(),
    };
    // Changes that other changes cause are left out, unless there are no other changes.
    let is_all = view.sections.iter().all(|section| section.follows);
    let sections = view.sections.iter().filter(|section| is_all || !section.follows);
    let sections: Vec<_> = sections.chain([&findings]).collect();
    let mut left = MOST;
    let mut parts: Vec<String> = Some(view.became).filter(|became| !became.is_empty()).into_iter().collect();
    for section in &sections {
        let rows: Vec<_> = section.rows.iter().take(left).map(sentence).collect();
        left -= rows.len();
        if !rows.is_empty() {
            let place = if section.heading.is_empty() { String::new() } else { format!("{}: ", section.heading) };
            parts.push(format!("{place}{}", rows.join(", ")));
        }
    }
    let all: usize = sections.iter().map(|section| section.rows.len()).sum();
    if all > MOST {
        parts.push(format!("and {} more", all - MOST));
    }
    parts.join("; ")
}

/// Returns a row in one line: `Squat, back-off 3 × 5 → 4 × 5`, `+ Curl 3 × 10`.
fn sentence(row: &RowView) -> String {
    match row.sign {
        Sign::Added => format!("+ {} {}", row.what, row.new),
        Sign::Removed => format!("− {} {}", row.what, row.old),
        Sign::Moved | Sign::Changed => format!("{} {} → {}", row.what, row.old, row.new),
    }
}

struct Printer {
    columns: Columns,
    color: Color,
}

impl Printer {
    fn lifter(&self, lifter: &LifterView) -> String {
        let mut out = self.heading(&lifter.slug, &lifter.name, &lifter.became);
        out += &self.rows(&lifter.facts);
        for booklet in &lifter.booklets {
            out.push('\n');
            out += &self.program(booklet);
        }
        out
    }

    fn program(&self, program: &ProgramView) -> String {
        let mut out = self.heading(&program.slug, &program.title, &program.became);
        if !program.lead.is_empty() {
            let _ = writeln!(out, "  {}", self.painted("2", &program.lead));
        }
        for section in &program.sections {
            if !section.heading.is_empty() {
                let _ = writeln!(out, "\n  {}", self.painted("1", &section.heading));
            }
            out += &self.rows(&section.rows);
        }
        if !program.volume.is_empty() {
            let _ = writeln!(out, "\n  {}", self.painted("1", "volume"));
            let width = program.volume.iter().map(|volume| volume.weeks.chars().count()).max().unwrap_or(0);
            for volume in &program.volume {
                let _ = writeln!(out, "    {:<width$}  {}", volume.weeks, volume.figures.join(", "));
            }
        }
        if !program.reported.is_empty() || !program.resolved.is_empty() {
            let _ = writeln!(out, "\n  {}", self.painted("1", "reported by check"));
            let line = |sign: Sign, finding: &Finding| {
                let Finding { severity, code, message } = finding;
                format!("    {} {severity}[{code}]: {message}\n", self.mark(sign))
            };
            out.extend(program.reported.iter().map(|finding| line(Sign::Added, finding)));
            out.extend(program.resolved.iter().map(|finding| line(Sign::Removed, finding)));
        }
        out
    }

    fn heading(&self, slug: &str, title: &str, became: &str) -> String {
        let title = if title.is_empty() { String::new() } else { format!("  {title}") };
        let became = if became.is_empty() { String::new() } else { format!("  ({became})") };
        format!("{}{title}{became}\n", self.painted("1;4", slug))
    }

    fn rows(&self, rows: &[RowView]) -> String {
        let width = |text: fn(&RowView) -> &str| rows.iter().map(|row| text(row).chars().count()).max().unwrap_or(0);
        let (what, old) = (width(|row| &row.what), width(|row| &row.old));
        let room = usize::from(self.columns.0);
        // Columns are used only if all rows fit.
        let is_wide = self.columns.is_wide() && what + old + width(|row| &row.new) + 12 <= room;
        rows.iter().map(|row| if is_wide { self.columns_of(row, what, old) } else { self.line(row, what) }).collect()
    }

    fn line(&self, row: &RowView, what: usize) -> String {
        let text = match row.sign {
            Sign::Added => self.painted("32", &row.new),
            Sign::Removed => self.painted("31", &row.old),
            Sign::Moved | Sign::Changed => {
                format!("{} → {}", self.painted("31", &row.old), self.painted("32", &row.new))
            }
        };
        format!("    {} {:<what$}  {text}\n", self.mark(row.sign), row.what)
    }

    fn columns_of(&self, row: &RowView, what: usize, old: usize) -> String {
        let padding = " ".repeat(old - row.old.chars().count());
        let (before, after) = (self.painted("31", &row.old), self.painted("32", &row.new));
        let line = format!("    {} {:<what$}  {before}{padding}  │ {after}", self.mark(row.sign), row.what);
        format!("{}\n", line.trim_end())
    }

    fn mark(&self, sign: Sign) -> String {
        match sign {
            Sign::Added => self.painted("32", "+"),
            Sign::Removed => self.painted("31", "−"),
            Sign::Moved => self.painted("36", "↕"),
            Sign::Changed => self.painted("33", "~"),
        }
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.color == Color::Plain || text.is_empty() {
            return text.to_owned();
        }
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}
