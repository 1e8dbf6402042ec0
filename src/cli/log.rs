use std::fmt::Write as _;
use std::path::PathBuf;

use clap_complete::ArgValueCompleter;
use serde::Serialize;

use crate::compare::ProgramComparison;
use crate::history::Repository;
use crate::model::Slug;
use crate::render::summary_line;
use crate::site::{ProgramVersion, content_of, versions};
use crate::source::Content;

use super::completions::programs;
use super::format::{LOGGED, Offer, offered};
use super::json::to_json;
use super::subject::cycle;
use super::{Ended, Stop, for_people, print};

/// List the versions of a program, with what each changed
///
/// Each revision in which the plan became another, the newest first: changes of the program itself, of what it extends, of
/// exercises and settings. Renames are followed. `liftpress diff REV~..REV PROGRAM` shows one in full, and
/// `liftpress build --rev REV` prints its booklets again.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The program, or a lifter's cycle of it: `wave-2`
    #[arg(add = ArgValueCompleter::new(programs))]
    program: String,
    /// What to print
    #[arg(short, long, value_parser = offered(LOGGED), default_value = "text")]
    format: Offer<fn(&[ProgramVersion]) -> String>,
    /// Only so many of the newest versions
    #[arg(short = 'n', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_count: Option<u32>,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

pub(super) fn run(args: &Args) -> Ended {
    let repository = Repository::of(&args.site)?;
    let slug = Slug::new(&args.program).map_err(|error| format!("`{}`: {error}", args.program))?;
    let most = args.max_count.map_or(usize::MAX, |most| most as usize);
    let of = |slug: &Slug| versions(&repository, &args.site, slug, most);
    let mut found = of(&slug)?;
    if found.is_empty() {
        let content = content_of(&args.site).map(|folder| Content::read(&folder)).unwrap_or_default();
        // A lifter's second cycle of a program.
        let mut named = content.lifters.iter().filter_map(|lifter| cycle(&args.program, Some(lifter)));
        let again = named.find(|assigned| assigned.program != slug);
        let program = match again {
            Some(again) => &again.program,
            None => &content.program(&args.program)?.slug,
        };
        if *program != slug {
            found = of(program)?;
        }
        if found.is_empty() {
            return Err(Stop::Usage(format!("`{program}` was not committed yet")));
        }
    }
    Ok(print(&(args.format.make)(&found))?)
}

pub(super) fn text(found: &[ProgramVersion]) -> String {
    for_people(&found.iter().map(line).collect::<String>())
}

/// `3f2a1c9b0d  2026-11-20  training max 90% → 85%  (A lighter start)`
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
