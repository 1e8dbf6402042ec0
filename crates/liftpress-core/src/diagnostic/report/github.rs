//! `--format github`: workflow commands, which become annotations of a pull request.

use std::fmt::Write as _;

use super::position::Positions;
use super::{Entry, Report, Severity};
use crate::text::{isolated_runs, logged};

impl Report<'_> {
    /// A command for each diagnostic: `::error file=…,line=…::message`.
    #[must_use]
    pub fn github(&self) -> String {
        let mut positions = Positions::default();
        let mut out = String::new();
        for Entry { at, diagnostic, message, .. } in &self.entries {
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "notice",
            };
            let _ = write!(out, "::{command} file={}", property(&at.path));
            if let Some(range) = positions.of(at) {
                let (start, end) = (range.start, range.end);
                let _ = write!(out, ",line={},endLine={}", start.line, end.line);
                // Columns are refused where a range goes over several lines.
                if start.line == end.line {
                    let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
                }
            }
            let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
            let message = data(&isolated_runs(&format!("{message}{help}")));
            let _ = writeln!(out, ",title={}::{message}", property(diagnostic.code.name()));
        }
        out
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    logged(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("85% of\r\nit: a, b"), "85%25 of%0D%0Ait: a, b");
        assert_eq!(property("a,b: 5%"), "a%2Cb%3A 5%25");
    }
}
