use std::path::PathBuf;

use clap_complete::ArgValueCompleter;
use jiff::civil::Date;

use crate::progress::{NextRequest, next};
use crate::site::content_of;
use crate::source::{Content, Input};

use super::completions::programs;
use super::lifter_file::finish;
use super::shared_args::{LifterArgument, SiteOption};
use super::{Outcome, Verbosity};

/// Start the next cycle of a lifter's program
///
/// Adds the program to the lifter's file once more. It starts on the first training day after the last week, with the
/// maxes that the program's `progress` gives. Earlier cycles and their booklets stay the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress maxes next sam-example                       the same program again\n  \
    liftpress maxes next sam-example 531 --from log.csv    calculate the maxes from a log of gym mode\n  \
    liftpress maxes next sam-example --program meet-peak   continue with another program\n  \
    liftpress maxes next sam-example --start 2027-01-11    start on another day\n  \
    liftpress maxes next sam-example --dry-run             write nothing, and print the changes")]
#[command(override_usage = "liftpress maxes next [OPTIONS] <LIFTER> [PROGRAM]")]
pub(super) struct Args {
    #[command(flatten)]
    lifter: LifterArgument,
    /// The program that ends, if the lifter trains several at once
    #[arg(value_name = "PROGRAM", add = ArgValueCompleter::new(programs))]
    ended: Option<String>,
    /// Continue with another program
    #[arg(long, value_name = "PROGRAM", add = ArgValueCompleter::new(programs))]
    program: Option<String>,
    /// The first day, as in 2027-01-11 [default: the first training day after the last week; without training days, the Monday]
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    /// A log of the program that ends, as CSV or YAML
    #[arg(long, value_name = "LOG")]
    from: Option<PathBuf>,
    /// Write nothing, and print the changes as a diff
    #[arg(long, alias = "diff")]
    dry_run: bool,
    #[command(flatten)]
    site: SiteOption,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let input = Input::folder(content_of(args.site.path())?);
    let mut content = Content::read_input(&input);
    let request = NextRequest {
        lifter: args.lifter.name(),
        program: args.ended.as_deref(),
        other: args.program.as_deref(),
        start: args.start,
        log: args.from.as_deref(),
    };
    let result = next(&mut content, &input, request);
    finish(result, &content, args.dry_run, verbosity)
}
