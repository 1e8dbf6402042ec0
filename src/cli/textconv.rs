use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::compare::{plan_lines, typical_lifter};
use crate::plan::expand;
use crate::site::content_of;
use crate::source::{Content, Input};
use crate::units::Unit;

use super::shared_args::SiteOption;
use super::{Failure, Outcome};

/// Print a program as weeks of sets, for `git diff`
///
/// Git runs this for each version of a file and compares the output. A file that is not a program, or has mistakes, is
/// printed unchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "In .gitattributes:   programs/**/*.yaml diff=liftpress\n\
    Then, once:          git config diff.liftpress.textconv 'liftpress textconv'")]
pub(super) struct Args {
    /// The file to print
    file: PathBuf,
    #[command(flatten)]
    site: SiteOption,
}

pub(super) fn run(args: &Args) -> Outcome {
    let text = match (weeks(&args.file, args.site.path()), fs::read(&args.file)) {
        (Some(text), _) => text.into_bytes(),
        (None, Ok(bytes)) => bytes,
        (None, Err(error)) => {
            return Err(Failure::Failed(format!("{}: {error}", args.file.display())));
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(&text)?;
    out.flush()?;
    Ok(())
}

/// Returns the weeks of a program, or `None` if the file is not a program or has mistakes. Uses the exercises and settings of the
/// site.
fn weeks(file: &Path, site: &Path) -> Option<String> {
    let folder = content_of(site).ok();
    let content = Content::read_input(&Input { folder, drafts: vec![file.to_path_buf()], ..Input::default() });
    let slug = file.file_stem()?.to_str()?;
    let program = content.programs.iter().find(|program| program.slug.as_str() == slug)?;
    let units = program.units.or(content.settings.units).unwrap_or(Unit::Kg);
    let lifter = typical_lifter(program, &content.library, units);
    let plan = expand(program, &lifter, None, content.basis()).plan?;
    Some(plan_lines(&plan))
}
