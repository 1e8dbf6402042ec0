use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::scaffold::{Created, NewError, NewFiles, Piece, new};

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::words::words;
use super::{Ended, Stop, Voice, typed};

/// Begin a program, a lifter or an exercise of the site
///
/// Writes a file with that name in it, and with comments that say how to go on. The name of the file is made from the name:
/// "Bench day" becomes `bench-day.yaml`. An exercise that is built in is copied, to be described in your own words.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress new program Bench day\n  \
    liftpress new lifter \"Zoë O'Brien\"\n  \
    liftpress new exercise Belt squat\n  \
    liftpress new exercise squat       a copy of the built-in one, which it takes the place of")]
pub(super) struct Args {
    /// What to begin
    #[arg(value_parser = words::<Piece>())]
    kind: Piece,
    /// Its name for people, of one word or several
    #[arg(required = true)]
    name: Vec<String>,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, visible_alias = "dir", value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    site: PathBuf,
    /// What to print
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let begun = new(args.kind, &args.name.join(" "), &args.site).map_err(|error| match error {
        NewError::Write(_) => Stop::Failed(error.to_string()),
        _ => Stop::Usage(error.to_string()),
    })?;
    voice.say(&told(args.kind, &begun, &args.site));
    if args.format.is_json() {
        print_object(&NewFiles { written: vec![begun.path], left: Vec::new() })?;
    }
    Ok(())
}

fn told(kind: Piece, Created { path, slug, replaces_builtin }: &Created, site: &Path) -> String {
    let next = match kind {
        Piece::Program => {
            let site = if site == Path::new(".") { String::new() } else { format!(" -C {}", typed(site)) };
            format!("open it, and see what comes of it: liftpress show {slug} --max squat=100kg{site}")
        }
        Piece::Lifter => "open it, and write what they can lift and what they train; then: liftpress build".to_owned(),
        Piece::Exercise if *replaces_builtin => {
            format!("`{slug}` is built in: this is a copy, and takes its place from now on")
        }
        Piece::Exercise => format!("open it, and ask for it in a program: `{slug}: 3x5`"),
    };
    format!("wrote {}\n{next}", path.display())
}
