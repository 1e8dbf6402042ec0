use std::io;
use std::path::PathBuf;

use crate::diagnostic::Report;
use crate::model::Choices;
use crate::site::content_of;
use crate::source::Content;

use super::table::table;
use super::{Outcome, print, tell};

/// List the programs and lifters of a site
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(default_value = ".")]
    dir: PathBuf,
}

pub(super) fn run(args: &Args) -> io::Result<Outcome> {
    let folder = match content_of(&args.dir) {
        Ok(folder) => folder,
        Err(error) => return Ok(Outcome::Usage(error.to_string())),
    };
    let content = Content::read(&folder);
    let mut rows = Vec::new();
    for program in &content.programs {
        let lifts: Vec<_> = content.library.lifts_of(program).iter().map(|lift| lift.slug.as_str()).collect();
        let weeks = program.weeks();
        let days = program.days_per_week(&Choices::new());
        rows.push([program.slug.to_string(), program.title.clone(), format!("{weeks} × {days}"), lifts.join(", ")]);
    }
    let mut out = table(["PROGRAM", "TITLE", "WEEKS × DAYS", "LIFTS"], rows);
    let rows = content.lifters.iter().map(|lifter| {
        let programs: Vec<_> = lifter.programs.iter().map(|assignment| assignment.program.as_str()).collect();
        [lifter.slug.to_string(), lifter.name.clone(), lifter.units.to_string(), programs.join(", ")]
    });
    let lifters = table(["LIFTER", "NAME", "UNITS", "PROGRAMS"], rows.collect());
    if !out.is_empty() && !lifters.is_empty() {
        out.push('\n');
    }
    print(&(out + &lifters))?;
    Ok(if tell(&Report::new(&content.diagnostics, &content.files)) { Outcome::Fine } else { Outcome::Failed })
}
