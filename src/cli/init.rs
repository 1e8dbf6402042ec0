use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::diagnostic::count_of;
use crate::scaffold::{InitError, NewFiles, init};

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::{Failure, Outcome, Verbosity, shell_path};

/// Create a site with commented examples
///
/// Writes two programs, a lifter, an exercise, a page and settings, each with comments that explain it. Also writes schemas
/// for editors, and the files with which GitHub and GitLab check and publish the site. Existing files are not changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress init             in the current folder\n  \
    liftpress init coaching    in the folder `coaching`, which is created if necessary")]
pub(super) struct Args {
    /// The folder of the new site [default: the current folder]
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
    /// The same as DIR
    #[arg(short = 'C', long, alias = "dir", value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(conflicts_with = "dir", hide_short_help = true)]
    site: Option<PathBuf>,
    /// The output format
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let dir = args.dir.as_deref().or(args.site.as_deref()).unwrap_or(Path::new("."));
    let started = init(dir).map_err(|error| match error {
        InitError::Write(_) => Failure::Failed(error.to_string()),
        InitError::IsSite(_) | InitError::NoFolder(_) | InitError::LeadsOut(_) => Failure::Usage(error.to_string()),
    })?;
    verbosity.note(&summary(&started, dir));
    if args.format.is_json() {
        print_object(&started)?;
    }
    Ok(())
}

/// The lines of a new site's `.gitignore` for private files.
const PRIVATE: [&str; 3] = ["/output/", "/content/lifters/*", "!/content/lifters/README.md"];

/// Returns whether the folder had a `.gitignore` that does not mention lifters.
fn shows_lifters(left: &[PathBuf], dir: &Path) -> bool {
    let is_left = left.iter().any(|path| path.file_name() == Some(".gitignore".as_ref()));
    is_left && !fs::read_to_string(dir.join(".gitignore")).is_ok_and(|text| text.contains("content/lifters"))
}

fn summary(NewFiles { written, left }: &NewFiles, dir: &Path) -> String {
    let mut lines = vec![format!("wrote {}:", count_of(written.len(), "file"))];
    lines.extend(written.iter().map(|path| format!("  {}", path.display())));
    lines.extend(left.iter().map(|path| format!("already exists, unchanged: {}", path.display())));
    lines.extend([String::new(), "Next steps:".to_owned()]);
    if dir != Path::new(".") {
        lines.push(format!("  cd {}", shell_path(dir)));
    }
    if shows_lifters(left, dir) {
        lines.push("  keep lifters and booklets out of Git: add these lines to .gitignore".to_owned());
        lines.extend(PRIVATE.iter().map(|line| format!("    {line}")));
    }
    lines.push("  liftpress build            build the booklets, then open output/booklets/index.html".to_owned());
    lines.push("  liftpress serve --open     preview the site in your browser while you edit".to_owned());
    lines.push(String::new());
    lines.push("Comments in the files of content/ explain them.".to_owned());
    lines.join("\n")
}
