use std::path::Path;

use crate::scaffold::{Created, NewError, NewFiles, Piece, new};

use super::format::{Offer, PRINTED, offered};
use super::json::print_object;
use super::keywords::keywords;
use super::shared_args::SiteOption;
use super::{Failure, Outcome, Verbosity, shell_path};

/// Add a program, a lifter or an exercise to the site
///
/// Writes a file with comments that explain what to fill in. The name of the file follows from the name: "Bench day" becomes
/// `bench-day.yaml`. If the exercise is built in, its file is copied so that you can change it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress new program Bench day\n  \
    liftpress new lifter \"Zoë O'Brien\"\n  \
    liftpress new exercise Belt squat\n  \
    liftpress new exercise squat       a copy of the built-in exercise, which it replaces")]
pub(super) struct Args {
    /// What to add
    #[arg(value_parser = keywords::<Piece>())]
    kind: Piece,
    /// The name, in one word or several
    #[arg(required = true)]
    name: Vec<String>,
    #[command(flatten)]
    site: SiteOption,
    /// The output format
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let added = new(args.kind, &args.name.join(" "), args.site.path()).map_err(|error| match error {
        NewError::Write(_) => Failure::Failed(error.to_string()),
        _ => Failure::Usage(error.to_string()),
    })?;
    verbosity.note(&next_step(args.kind, &added, args.site.path()));
    if args.format.is_json() {
        print_object(&NewFiles { written: vec![added.path], left: Vec::new() })?;
    }
    Ok(())
}

fn next_step(kind: Piece, Created { path, slug, replaces_builtin }: &Created, site: &Path) -> String {
    let next = match kind {
        Piece::Program => {
            let site = if site == Path::new(".") { String::new() } else { format!(" -C {}", shell_path(site)) };
            format!("edit it, then print its weights: liftpress show {slug} --max squat=100kg{site}")
        }
        Piece::Lifter => "add the lifter's maxes and programs, then build the booklets: liftpress build".to_owned(),
        Piece::Exercise if *replaces_builtin => {
            format!("this copy replaces the built-in exercise `{slug}`")
        }
        Piece::Exercise => format!("edit it, then use it in a program: `{slug}: 3x5`"),
    };
    format!("wrote {}\n{next}", path.display())
}
