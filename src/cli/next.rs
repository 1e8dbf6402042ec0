use std::path::PathBuf;

use clap_complete::ArgValueCompleter;
use jiff::civil::Date;

use crate::progress::{NextRequest, next};
use crate::site::content_of;
use crate::source::{Content, Input};

use super::completions::{lifters, programs};
use super::progress::finish;
use super::{Ended, Voice};

/// Set up the next cycle of a lifter
///
/// Adds the program to the lifter's file once more, from the first training day after its last week on, and the maxes that the
/// program's own `progress` makes for it. What was trained before stays as it was, and its booklet too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress next sam-example                        the same program, from where the last one ends\n  \
    liftpress next sam-example 531 --from log.csv     with what the log of gym mode shows\n  \
    liftpress next sam-example --program meet-peak    another program\n  \
    liftpress next sam-example --start 2027-01-11     from another day on\n  \
    liftpress next sam-example --dry-run              only show what would change")]
pub(super) struct Args {
    /// The lifter, by the name of their file
    #[arg(add = ArgValueCompleter::new(lifters))]
    lifter: String,
    /// The program that is over, where the lifter trains several at once
    #[arg(value_name = "PROGRAM", add = ArgValueCompleter::new(programs))]
    over: Option<String>,
    /// Go on with another program
    #[arg(long, value_name = "PROGRAM", add = ArgValueCompleter::new(programs))]
    program: Option<String>,
    /// Its first day [default: the first training day after the last week, or the Monday]
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    /// A log of the program that is over: CSV or YAML
    #[arg(long, value_name = "LOG")]
    from: Option<PathBuf>,
    /// Write nothing, show what would change
    #[arg(long)]
    dry_run: bool,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let input = Input::folder(content_of(&args.site)?);
    let mut content = Content::read_input(&input);
    let request = NextRequest {
        lifter: &args.lifter,
        program: args.over.as_deref(),
        other: args.program.as_deref(),
        start: args.start,
        log: args.from.as_deref(),
    };
    let done = next(&mut content, &input, request);
    finish(done, &content, args.dry_run, voice)
}
