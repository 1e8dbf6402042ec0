//! Every format that liftpress prints or writes, and for each command a row for each format that it offers. The formats of
//! booklets are [`model::Format`](crate::model::Format): a site's settings name them too.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::diagnostic::{Colour, Report};
use crate::progress::HistoryRow;
use crate::site::ProgramVersion;

use super::json::to_json;
use super::{diff, export, log, maxes, show};

/// A format. Its name is typed on the command line, and its files end in it.
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
    /// What makes the output.
    pub(super) make: M,
}

type ShowVersions = fn(&[ProgramVersion]) -> String;
type ShowHistory = fn(Vec<HistoryRow>) -> String;
type ShowReport = fn(Report<'_>) -> String;

const fn row<M>(format: Format, help: &'static str, make: M) -> Offer<M> {
    Offer { format, help, make }
}

/// What most commands print.
pub(super) const PRINTED: &[Offer<()>] =
    &[row(Format::Text, "For people", ()), row(Format::Json, "For other programs", ())];

/// What `show` prints of a plan.
pub(super) const SHOWN: &[Offer<show::Show>] = &[
    row(Format::Text, "For the terminal", |shown| Ok(show::text(shown))),
    row(Format::Md, "The booklet as Markdown", show::markdown),
    row(Format::Json, "The plan as JSON, one record a set", |shown| Ok(show::json(shown))),
    row(Format::Jsonl, "The same, for many lifters: one line of JSON for each", |shown| Ok(show::json(shown))),
];

/// What `export` makes of a plan.
pub(super) const EXPORTED: &[Offer<export::Export>] = &[
    row(Format::Xlsx, "A workbook for spreadsheet programs", export::xlsx),
    row(Format::Csv, "A row for each set", |of| Ok(export::csv(of))),
    row(Format::Ics, "A calendar, with an event for each day", export::ics),
    row(Format::Json, "The plan as JSON, one record a set", |of| Ok(export::json(of))),
];

/// What `diff` prints of a comparison.
pub(super) const COMPARED: &[Offer<diff::Show>] = &[
    row(
        Format::Text,
        "For the terminal; before and after beside each other where it is wide enough",
        |comparison, _| Ok(diff::text(comparison)),
    ),
    row(Format::Md, "Markdown, for the comment of a pull request", diff::markdown),
    row(Format::Html, "A page with both versions of each week beside each other", diff::html),
    row(Format::Json, "Everything, for programs", |comparison, versions| Ok(diff::json(comparison, versions))),
];

/// What `log` prints of a program's versions.
pub(super) const LOGGED: &[Offer<ShowVersions>] = &[
    row(Format::Text, "A line for each", log::text),
    row(Format::Json, "An array with an object for each", log::json),
];

/// What `maxes list` prints.
pub(super) const MAXES: &[Offer<ShowHistory>] = &[
    row(Format::Text, "A table", maxes::text),
    row(Format::Json, "An array with an object for each max", |rows| to_json(&rows)),
];

/// What `check` prints.
pub(super) const CHECKED: &[Offer<ShowReport>] = &[
    row(Format::Text, "For people", |report| report.text(Colour::Ansi)),
    row(Format::Json, "An array with an object for each diagnostic", |report| report.json()),
    row(Format::Github, "Workflow commands of GitHub Actions", |report| report.github()),
    row(Format::Sarif, "SARIF 2.1.0, for code scanning", |report| report.sarif()),
];

/// Takes the name of a format that has a row here.
pub(super) fn offered<M: Copy + Send + Sync>(rows: &'static [Offer<M>]) -> impl TypedValueParser<Value = Offer<M>> {
    let values = rows.iter().filter_map(|row| Some(row.format.to_possible_value()?.help(row.help)));
    let named = |name: &str| rows.iter().find(|row| Format::from_str(name, false).is_ok_and(|format| **row == format));
    PossibleValuesParser::new(values).try_map(move |name| named(&name).copied().ok_or("no format of the list"))
}

impl<M> Offer<M> {
    pub(super) fn is_json(&self) -> bool {
        *self == Format::Json
    }

    /// How its files end.
    pub(super) fn ending(&self) -> String {
        self.format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl<M> PartialEq<Format> for Offer<M> {
    fn eq(&self, format: &Format) -> bool {
        self.format == *format
    }
}
