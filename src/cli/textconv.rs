use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::compare::{plan_lines, typical_lifter};
use crate::plan::expand;
use crate::site::content_of;
use crate::source::{Content, Input};
use crate::units::Unit;

use super::{Ended, Stop};

/// Print a file as `git diff` is to compare it: a program as the weeks it comes to
///
/// For git, which calls it once for each version of a file. What is no program, or cannot be worked out, is printed as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "In .gitattributes:   programs/**/*.yaml diff=liftpress\n\
    Then, once:          git config diff.liftpress.textconv 'liftpress textconv'")]
pub(super) struct Args {
    /// The file
    file: PathBuf,
    /// The site whose exercises and settings hold: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

pub(super) fn run(args: &Args) -> Ended {
    let text = match (weeks(&args.file, &args.site), fs::read(&args.file)) {
        (Some(text), _) => text.into_bytes(),
        (None, Ok(bytes)) => bytes,
        (None, Err(error)) => {
            return Err(Stop::Failed(format!("{}: {error}", args.file.display())));
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(&text)?;
    out.flush()?;
    Ok(())
}

/// The weeks that a program comes to; nothing where the file is none, or has mistakes.
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
