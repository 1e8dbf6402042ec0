//! Output formats, and tables of the formats that each command offers. The formats of booklets are not here but in
//! [`model::Format`](crate::model::Format), because the settings of a site also name them.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::diagnostic::{Color, Report};
use crate::progress::HistoryRow;
use crate::site::ProgramVersion;

use super::json::to_json;
use super::{diff, export, log, maxes, show};

/// An output format. Its name is both the value on the command line and the ending of file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    #[value(alias = "markdown")]
    Md,
    Html,
    Json,
    Jsonl,
    Csv,
    Xlsx,
    Ics,
    Github,
    Sarif,
}

/// A format that a command offers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer<M> {
    format: Format,
    help: &'static str,
    /// The function that makes the output.
    pub(super) make: M,
}

type ShowVersions = fn(&[ProgramVersion]) -> String;
type ShowHistory = fn(Vec<HistoryRow>) -> String;
type ShowReport = fn(Report<'_>) -> String;

const fn row<M>(format: Format, help: &'static str, make: M) -> Offer<M> {
    Offer { format, help, make }
}

/// The formats of most commands.
pub(super) const PRINTED: &[Offer<()>] =
    &[row(Format::Text, "Text for people", ()), row(Format::Json, "JSON for other programs", ())];

/// The formats of `show`.
pub(super) const SHOWN: &[Offer<show::Show>] = &[
    row(Format::Text, "Text for the terminal", |shown| Ok(show::text(shown))),
    row(Format::Md, "The booklet as Markdown", show::markdown),
    row(Format::Json, "The plan as JSON, with a record for each set", |shown| Ok(show::json(shown))),
    row(Format::Jsonl, "With --roster: the plan of each row, on a line of JSON", |shown| Ok(show::json(shown))),
];

/// The formats of `export`.
pub(super) const EXPORTED: &[Offer<export::Export>] = &[
    row(Format::Xlsx, "A workbook for spreadsheet programs", export::xlsx),
    row(Format::Csv, "A table with a row for each set", |of| Ok(export::csv(of))),
    row(Format::Ics, "A calendar, with an event for each day", export::ics),
    row(Format::Json, "The plan as JSON, with a record for each set", |of| Ok(export::json(of))),
];

/// The formats of `diff`.
pub(super) const COMPARED: &[Offer<diff::Show>] = &[
    row(
        Format::Text,
        "Text for the terminal, with before and after side by side if it is wide enough",
        |comparison, _| Ok(diff::text(comparison)),
    ),
    row(Format::Md, "Markdown, for a comment on a pull request", diff::markdown),
    row(Format::Html, "A page with both versions of each week side by side", diff::html),
    row(Format::Json, "JSON for other programs, with all details", |comparison, versions| {
        Ok(diff::json(comparison, versions))
    }),
];

/// The formats of `log`.
pub(super) const LOGGED: &[Offer<ShowVersions>] = &[
    row(Format::Text, "A line for each version", log::text),
    row(Format::Json, "An array with an object for each version", log::json),
];

/// The formats of `maxes list`.
pub(super) const MAXES: &[Offer<ShowHistory>] = &[
    row(Format::Text, "A table", maxes::text),
    row(Format::Json, "An array with an object for each max", |rows| to_json(&rows)),
];

/// The formats of `check`.
pub(super) const CHECKED: &[Offer<ShowReport>] = &[
    row(Format::Text, "Text for people", |report| report.text(Color::Ansi)),
    row(Format::Json, "An array with an object for each diagnostic", |report| report.json()),
    row(Format::Github, "Workflow commands of GitHub Actions, which become annotations", |report| report.github()),
    row(Format::Sarif, "SARIF 2.1.0, for code scanning", |report| report.sarif()),
];

/// Parses the name of a format in the table.
pub(super) fn offered<M: Copy + Send + Sync>(rows: &'static [Offer<M>]) -> impl TypedValueParser<Value = Offer<M>> {
    let values = rows.iter().filter_map(|row| Some(row.format.to_possible_value()?.help(row.help)));
    let named = |name: &str| rows.iter().find(|row| Format::from_str(name, false).is_ok_and(|format| **row == format));
    PossibleValuesParser::new(values).try_map(move |name| named(&name).copied().ok_or("not in the list"))
}

impl<M> Offer<M> {
    pub(super) fn is_json(&self) -> bool {
        *self == Format::Json
    }

    /// Returns the ending of file names in this format.
    pub(super) fn ending(&self) -> String {
        self.format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl<M> PartialEq<Format> for Offer<M> {
    fn eq(&self, format: &Format) -> bool {
        self.format == *format
    }
}
