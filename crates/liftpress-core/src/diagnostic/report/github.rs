//! `--format github`: workflow commands, which become annotations of a pull request.

use std::fmt::Write as _;

use super::position::Positions;
use super::{Entry, Report, Severity};
use crate::text::{isolated_runs, logged};

impl Report<'_> {
    /// Returns a command for each diagnostic: `::error file=…,line=…::message`.
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
                // GitHub refuses columns for a range of several lines.
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

/// Escapes the text of a command.
fn data(text: &str) -> String {
    logged(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_the_end_of_a_command_and_of_a_property() {
        assert_eq!(data("85% of\r\nit: a, b"), "85%25 of%0D%0Ait: a, b");
        assert_eq!(property("a,b: 5%"), "a%2Cb%3A 5%25");
    }
}
