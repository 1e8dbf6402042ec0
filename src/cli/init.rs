use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::diagnostic::count_of;
use crate::scaffold::{InitError, NewFiles, init};

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::{Ended, Stop, Voice, typed};

/// Begin a site, with examples that explain themselves
///
/// Writes two programs, a lifter, an exercise, a page and settings, each with comments that say what is what; schemas for
/// editors; and what GitHub and GitLab need to check and publish the site. Files that are there stay as they are.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress init             in the current folder\n  \
    liftpress init coaching    in a folder of that name, which need not be there")]
pub(super) struct Args {
    /// The folder that is to be a site
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
    /// What to print
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let started = init(&args.dir).map_err(|error| match error {
        InitError::Write(_) => Stop::Failed(error.to_string()),
        InitError::IsSite(_) | InitError::NoFolder(_) | InitError::LeadsOut(_) => Stop::Usage(error.to_string()),
    })?;
    voice.say(&told(&started, &args.dir));
    if args.format.is_json() {
        print_object(&started)?;
    }
    Ok(())
}

fn told(NewFiles { written, left }: &NewFiles, dir: &Path) -> String {
    let mut lines = vec![format!("wrote {}:", count_of(written.len(), "file"))];
    lines.extend(written.iter().map(|path| format!("  {}", path.display())));
    lines.extend(left.iter().map(|path| format!("left as it was: {}", path.display())));
    lines.extend([String::new(), "Now:".to_owned()]);
    if dir != Path::new(".") {
        lines.push(format!("  cd {}", typed(dir)));
    }
    lines.push("  liftpress build            then open output/booklets/index.html".to_owned());
    lines.push("  liftpress serve --open     shows it in your browser while you change it".to_owned());
    lines.push(String::new());
    lines.push("The files in content/ say in comments what they are for.".to_owned());
    lines.join("\n")
}
