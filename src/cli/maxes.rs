use std::path::PathBuf;

use clap::Subcommand;
use clap_complete::ArgValueCompleter;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Report;
use crate::progress::{HistoryRow, UpdateRequest, history, update};
use crate::site::content_of;
use crate::source::{Content, Input};

use super::completions::programs;
use super::format::{MAXES, Offer, offered};
use super::lifter_file::finish;
use super::shared_args::{LifterArgument, SiteOption};
use super::table::table;
use super::{Outcome, Verbosity, for_terminal, next, print, print_report, reported};

/// List and record a lifter's maxes, and start the next cycle
///
/// A new max is written into the lifter's file with its date, and earlier maxes stay there. Weeks before that date keep
/// their weights.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress maxes list sam-example                                   every max, with its date\n  \
    liftpress maxes update sam-example --set squat=190kg               a new single, from today on\n  \
    liftpress maxes update sam-example --set bench=100x5@8 --dry-run   a set; only print the changes\n  \
    liftpress maxes update sam-example --from 531-log.csv              the best sets of a log\n  \
    liftpress maxes next sam-example                                   the next cycle of the program")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every max of a lifter, with its 1RM
    #[command(override_usage = "liftpress maxes list [OPTIONS] <LIFTER>")]
    List(List),
    /// Write new maxes into a lifter's file
    ///
    /// Comments, order and layout of the file stay the same. A max replaces an earlier one of the same lift and date.
    #[command(group(clap::ArgGroup::new("new").required(true).multiple(true).args(["set", "from"])))]
    #[command(override_usage = "liftpress maxes update [OPTIONS] <LIFTER> <--set <LIFT=MAX>|--from <LOG>>")]
    Update(Update),
    Next(next::Args),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    lifter: LifterArgument,
    /// The output format
    #[arg(short, long, value_parser = offered(MAXES), default_value = "text")]
    format: Offer<fn(Vec<HistoryRow>) -> String>,
    #[command(flatten)]
    site: SiteOption,
}

#[derive(Debug, clap::Args)]
struct Update {
    #[command(flatten)]
    lifter: LifterArgument,
    /// A single, a set or a training max, as in `squat=190kg`, `bench=100kgx5@8`, `squat=TM 167.5`; repeat it for other lifts
    #[arg(short, long, short_alias = 'm', aliases = ["max", "maxes"], value_name = "LIFT=MAX")]
    set: Vec<String>,
    /// A log that was exported from the page of a booklet, as CSV or YAML
    #[arg(long, value_name = "LOG")]
    from: Option<PathBuf>,
    /// The program of the log, if the log does not name it and the lifter trains several
    #[arg(long, value_name = "PROGRAM", requires = "from", add = ArgValueCompleter::new(programs))]
    program: Option<String>,
    /// The day from which the maxes count, as in 2027-01-11 [default: today; with --from, the day of the set]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Write nothing, and print the changes as a diff
    #[arg(long, alias = "diff")]
    dry_run: bool,
    #[command(flatten)]
    site: SiteOption,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    match &args.command {
        Command::List(args) => list(args, verbosity),
        Command::Update(args) => record(args, verbosity),
        Command::Next(args) => next::run(args, verbosity),
    }
}

fn record(args: &Update, verbosity: Verbosity) -> Outcome {
    let input = Input::folder(content_of(args.site.path())?);
    let mut content = Content::read_input(&input);
    let request = UpdateRequest {
        lifter: args.lifter.name(),
        sets: &args.set,
        log: args.from.as_deref(),
        program: args.program.as_deref(),
        date: args.date,
        today: TimeZone::system().to_datetime(Timestamp::now()).date(),
    };
    let result = update(&mut content, &input, request);
    finish(result, &content, args.dry_run, verbosity)
}

fn list(args: &List, verbosity: Verbosity) -> Outcome {
    let content = Content::read(&content_of(args.site.path())?);
    let lifter = content.lifter(args.lifter.name())?;
    print(&(args.format.make)(history(&content, lifter)))?;
    let of_lifter = content.diagnostics.iter().filter(|diagnostic| diagnostic.place.file == lifter.place.file);
    reported(print_report(Report::new(of_lifter, &content.files), verbosity))
}

pub(super) fn text(rows: Vec<HistoryRow>) -> String {
    for_terminal(&table(["LIFT", "FROM", "MAX", "1RM", "HOW"], rows.into_iter().map(cells).collect()))
}

fn cells(row: HistoryRow) -> [String; 5] {
    let one_rep = row.one_rep.map(|one_rep| {
        let about = if row.how.is_empty() { "" } else { "≈" };
        format!("{about}{one_rep} {}", row.unit)
    });
    [row.lift, row.from, row.record, one_rep.unwrap_or_default(), row.how]
}
