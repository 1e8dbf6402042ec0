use std::path::PathBuf;

use clap::ValueHint;
use serde::Serialize;

use crate::diagnostic::Report;
use crate::model::{Library, Lifter, Program, Word};
use crate::site::content_of;
use crate::source::Content;

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::select::no_site;
use super::table::table;
use super::{Ended, Voice, ended, print_text, tell};

/// List the programs and lifters of a site
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
    /// What to print
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
    /// What each of them is called.
    booklets: Vec<&'c str>,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let folder = content_of(&args.dir).map_err(|error| no_site(&args.dir, &error))?;
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
    ended(tell(Report::new(&content.diagnostics, &content.files), voice))
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
    /// A table of programs, and one of lifters.
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
