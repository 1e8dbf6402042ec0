use clap_complete::ArgValueCompleter;
use serde::Serialize;
use std::fmt::Write as _;

use crate::compare::ProgramComparison;
use crate::history::Repository;
use crate::model::Slug;
use crate::render::summary_line;
use crate::site::{ProgramVersion, content_of, versions};
use crate::source::Content;

use super::completions::programs;
use super::format::{LOGGED, Offer, offered};
use super::json::to_json;
use super::shared_args::SiteOption;
use super::subject::cycle;
use super::{Failure, Outcome, for_terminal, print};

/// List the versions of a program and their changes
///
/// Lists each Git revision that changed the plan, the newest first: changes to the program, to the program that it extends,
/// to exercises and to settings. Renames are followed. `liftpress diff REV~..REV PROGRAM` prints one change in full, and
/// `liftpress build --rev REV` builds the booklets of a revision.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress log 531        every version\n  \
    liftpress log 531 -n 1   the newest version")]
pub(super) struct Args {
    /// The program, or a lifter's booklet of it, as in `wave-2`
    #[arg(add = ArgValueCompleter::new(programs))]
    program: String,
    /// The output format
    #[arg(short, long, value_parser = offered(LOGGED), default_value = "text")]
    format: Offer<fn(&[ProgramVersion]) -> String>,
    /// List only the N newest versions
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_count: Option<u32>,
    #[command(flatten)]
    site: SiteOption,
}

pub(super) fn run(args: &Args) -> Outcome {
    let site = args.site.path();
    let repository = Repository::of(site)?;
    let slug = Slug::new(&args.program).map_err(|error| format!("`{}`: {error}", args.program))?;
    let most = args.max_count.map_or(usize::MAX, |most| most as usize);
    let versions_of = |slug: &Slug| versions(&repository, site, slug, most);
    let mut found = versions_of(&slug)?;
    if found.is_empty() {
        let content = content_of(site).map(|folder| Content::read(&folder)).unwrap_or_default();
        // The name may be that of a booklet, which differs from the program's name if the lifter trains the program several
        // times.
        let mut cycles = content.lifters.iter().filter_map(|lifter| cycle(&args.program, Some(lifter)));
        let program = match cycles.find(|assigned| assigned.program != slug) {
            Some(assigned) => &assigned.program,
            None => &content.program(&args.program)?.slug,
        };
        if *program != slug {
            found = versions_of(program)?;
        }
        if found.is_empty() {
            return Err(Failure::Usage(format!("no commit contains `{program}` yet")));
        }
    }
    Ok(print(&(args.format.make)(&found))?)
}

pub(super) fn text(found: &[ProgramVersion]) -> String {
    for_terminal(&found.iter().map(line).collect::<String>())
}

/// Returns the line of a version: `3f2a1c9b0d 2026-11-20 training max 90% → 85% (A lighter start)`.
fn line(version: &ProgramVersion) -> String {
    let ProgramVersion { revision, comparison } = version;
    let mut line = format!("\x1b[33m{}\x1b[0m  {}  {}", revision.short(), revision.date, what(comparison.as_ref()));
    let _ = writeln!(line, "  \x1b[2m({})\x1b[0m", revision.subject);
    line
}

fn what(comparison: Option<&ProgramComparison>) -> String {
    comparison.map_or_else(|| "first version".to_owned(), summary_line)
}

pub(super) fn json(found: &[ProgramVersion]) -> String {
    #[derive(Serialize)]
    struct Entry<'v> {
        revision: String,
        date: String,
        author: &'v str,
        subject: &'v str,
        summary: String,
        comparison: Option<&'v ProgramComparison>,
    }
    let entry = |ProgramVersion { revision, comparison }: &'_ ProgramVersion| -> serde_json::Value {
        let entry = Entry {
            revision: revision.short(),
            date: revision.date.to_string(),
            author: &revision.author,
            subject: &revision.subject,
            summary: what(comparison.as_ref()),
            comparison: comparison.as_ref(),
        };
        serde_json::to_value(&entry).unwrap_or_default()
    };
    let entries: Vec<_> = found.iter().map(entry).collect();
    to_json(&entries)
}
