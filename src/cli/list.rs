use serde::Serialize;

use crate::diagnostic::Report;
use crate::model::{Library, Lifter, Program, Word};
use crate::site::content_of;
use crate::source::Content;

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::selection::no_site;
use super::shared_args::SiteArgument;
use super::table::table;
use super::{Outcome, Verbosity, print_report, print_text, reported};

/// List the programs and lifters of a site
///
/// The names in the first column are those that other commands take.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress list           the site in the current folder\n  \
    liftpress list -f json   for other programs")]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgument,
    /// The output format
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

#[derive(Serialize)]
struct List<'c> {
    programs: Vec<ProgramRow<'c>>,
    lifters: Vec<LifterRow<'c>>,
}

#[derive(Serialize)]
struct ProgramRow<'c> {
    program: &'c str,
    title: &'c str,
    weeks: u16,
    days_per_week: usize,
    lifts: Vec<&'c str>,
    tags: &'c [String],
    level: Option<&'static str>,
}

#[derive(Serialize)]
struct LifterRow<'c> {
    lifter: &'c str,
    name: &'c str,
    units: String,
    programs: Vec<&'c str>,
    /// The names of the lifter's booklets.
    booklets: Vec<&'c str>,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let folder = content_of(args.site.path()).map_err(|error| no_site(args.site.path(), &error))?;
    let content = Content::read(&folder);
    let list = List {
        programs: content.programs.iter().map(|program| ProgramRow::of(program, &content.library)).collect(),
        lifters: content.lifters.iter().map(LifterRow::of).collect(),
    };
    if args.format.is_json() {
        print_object(&list)?;
    } else {
        print_text(&list.text())?;
    }
    reported(print_report(Report::new(&content.diagnostics, &content.files), verbosity))
}

impl<'c> ProgramRow<'c> {
    fn of(program: &'c Program, library: &'c Library) -> Self {
        Self {
            program: program.slug.as_str(),
            title: &program.title,
            weeks: program.weeks(),
            days_per_week: program.training_days_per_week(),
            lifts: library.lifts_of(program).iter().map(|lift| lift.slug.as_str()).collect(),
            tags: &program.tags,
            level: program.level.map(Word::word),
        }
    }
}

impl<'c> LifterRow<'c> {
    fn of(lifter: &'c Lifter) -> Self {
        let programs = lifter.programs.iter().map(|assignment| assignment.program.as_str()).collect();
        let booklets = lifter.programs.iter().map(|assignment| assignment.name.as_str()).collect();
        Self { lifter: lifter.slug.as_str(), name: &lifter.name, units: lifter.units.to_string(), programs, booklets }
    }
}

impl List<'_> {
    /// Returns a table of programs and a table of lifters.
    fn text(&self) -> String {
        let rows = self.programs.iter().map(|row| {
            let ProgramRow { program, title, weeks, days_per_week, lifts, .. } = row;
            [(*program).to_owned(), (*title).to_owned(), format!("{weeks} × {days_per_week}"), lifts.join(", ")]
        });
        let mut out = table(["PROGRAM", "TITLE", "WEEKS × DAYS", "LIFTS"], rows.collect());
        let rows = self.lifters.iter().map(|LifterRow { lifter, name, units, booklets, .. }| {
            [(*lifter).to_owned(), (*name).to_owned(), units.clone(), booklets.join(", ")]
        });
        let lifters = table(["LIFTER", "NAME", "UNITS", "PROGRAMS"], rows.collect());
        if !out.is_empty() && !lifters.is_empty() {
            out.push('\n');
        }
        out + &lifters
    }
}
