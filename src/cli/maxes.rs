use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap_complete::ArgValueCompleter;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Report;
use crate::progress::{HistoryRow, UpdateRequest, history, update};
use crate::site::content_of;
use crate::source::{Content, Input};

use super::completions::{lifters, programs};
use super::format::{MAXES, Offer, offered};
use super::progress::finish;
use super::table::table;
use super::{Ended, Voice, ended, for_people, print, tell};

/// Record new maxes of a lifter, and list those there are
///
/// A new max is written into the lifter's file with its date, beside those before it: weeks that are over stay as they were.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress maxes list sam-example                                   what they could do, and when\n  \
    liftpress maxes update sam-example --set squat=190kg               a new single, from today on\n  \
    liftpress maxes update sam-example --set bench=100x5@8 --dry-run   a set; only show what would change\n  \
    liftpress maxes update sam-example --from 531-log.csv              what a log of gym mode shows")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every max of a lifter, with the 1RM that each comes to
    List {
        /// The lifter, by the name of their file
        #[arg(add = ArgValueCompleter::new(lifters))]
        lifter: String,
        /// What to print
        #[arg(short, long, value_parser = offered(MAXES), default_value = "text")]
        format: Offer<fn(Vec<HistoryRow>) -> String>,
        /// The site: a folder with `content/` in it, or a content folder itself
        #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
        site: PathBuf,
    },
    /// Write new maxes into a lifter's file
    ///
    /// Comments, order and layout of the file stay as they are. A max of the same lift and the same date takes the place of the
    /// one before.
    #[command(group(clap::ArgGroup::new("new").required(true).multiple(true).args(["set", "from"])))]
    Update(Update),
}

#[derive(Debug, clap::Args)]
struct Update {
    /// The lifter, by the name of their file
    #[arg(add = ArgValueCompleter::new(lifters))]
    lifter: String,
    /// A single, a set, or a training max: `squat=190kg`, `bench=100kgx5@8`, `squat=TM 167.5`; may be given several times
    #[arg(short, long, value_name = "LIFT=MAX")]
    set: Vec<String>,
    /// A log of what was lifted, as the page of a booklet exports it: CSV or YAML
    #[arg(long, value_name = "LOG")]
    from: Option<PathBuf>,
    /// The program that the log is of, where it does not say and the lifter trains several
    #[arg(long, value_name = "PROGRAM", requires = "from", add = ArgValueCompleter::new(programs))]
    program: Option<String>,
    /// From when on they count [default: today; of a log, the day on which the set was done]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Write nothing, show what would change
    #[arg(long)]
    dry_run: bool,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    match &args.command {
        Command::List { lifter, format, site } => list(lifter, *format, site, voice),
        Command::Update(update) => record(update, voice),
    }
}

fn record(args: &Update, voice: Voice) -> Ended {
    let input = Input::folder(content_of(&args.site)?);
    let mut content = Content::read_input(&input);
    let request = UpdateRequest {
        lifter: &args.lifter,
        sets: &args.set,
        log: args.from.as_deref(),
        program: args.program.as_deref(),
        date: args.date,
        today: TimeZone::system().to_datetime(Timestamp::now()).date(),
    };
    let done = update(&mut content, &input, request);
    finish(done, &content, args.dry_run, voice)
}

fn list(name: &str, format: Offer<fn(Vec<HistoryRow>) -> String>, site: &Path, voice: Voice) -> Ended {
    let content = Content::read(&content_of(site)?);
    let lifter = content.lifter(name)?;
    print(&(format.make)(history(&content, lifter)))?;
    let of_lifter = content.diagnostics.iter().filter(|told| told.place.file == lifter.place.file);
    ended(tell(Report::new(of_lifter, &content.files), voice))
}

pub(super) fn text(rows: Vec<HistoryRow>) -> String {
    for_people(&table(["LIFT", "FROM", "MAX", "1RM", "HOW"], rows.into_iter().map(cells).collect()))
}

fn cells(row: HistoryRow) -> [String; 5] {
    let one_rep = row.one_rep.map(|one_rep| {
        let about = if row.how.is_empty() { "" } else { "≈" };
        format!("{about}{one_rep} {}", row.unit)
    });
    [row.lift, row.from, row.record, one_rep.unwrap_or_default(), row.how]
}
