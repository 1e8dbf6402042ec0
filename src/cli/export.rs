use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap_complete::ArgValueCompleter;
use jiff::SignedDuration;
use jiff::civil::{Date, Time, Weekday};

use crate::diagnostic::Report;
use crate::model::{Labels, Schedule, Start};
use crate::plan::Plan;
use crate::render::{Edition, Hours, Zone, plan_calendar, plan_csv, plan_json, plan_xlsx, too_long_for_a_cell};
use crate::site::{SingleError, last_changed, write_single};
use crate::source::{self, Content};

use super::completions::programs_and_files;
use super::format::{EXPORTED, Format, Offer, offered};
use super::subject::Subject;
use super::{Failure, Outcome, Verbosity, print, print_error, print_report, reported, shell_path};

/// Export a program as a spreadsheet, CSV, calendar or JSON
///
/// `xlsx` is a workbook whose formulas calculate the weights: if you change a max, or type the top set as it was done, the
/// weights that depend on it change. `csv` has a row for each set, with empty columns for a log. `ics` has an event for each
/// training day. `json` is the plan.
///
/// Without -o, a workbook is written to `PROGRAM-LIFTER.xlsx`, and the other formats are printed. If the lifter has several
/// cycles of the program, the latest one is printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress export bench-backoff --format xlsx --max bench=300lb\n  \
    liftpress export --lifter sam-example --format xlsx -o sheets/\n  \
    liftpress export 531 --lifter sam-example --format csv -o log.csv\n  \
    liftpress export 531 --lifter sam-example --format xlsx -o - | ssh gym 'cat > 531.xlsx'\n  \
    liftpress export 531 --lifter sam-example --format ics --at 18:00 --for 75min -o 531.ics\n  \
    liftpress export 531 --max squat=180kg --format ics --start 2026-12-07 --days Mon,Tue,Thu,Fri")]
pub(super) struct Args {
    /// A program of the site, a file, or with --lifter a booklet of theirs, as in `wave-2`
    /// [default: every booklet of the lifter]
    #[arg(add = ArgValueCompleter::new(programs_and_files), required_unless_present = "lifter")]
    program: Option<String>,
    /// The output format
    #[arg(short, long, short_alias = 't', alias = "to", value_parser = offered(EXPORTED))]
    format: Offer<Export>,
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    dates: Dates,
    /// The file to write, a folder (for several programs, or if it exists), or `-` for standard output
    #[arg(short, long, alias = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// csv: start with a byte order mark, so that Excel reads the file as UTF-8
    #[arg(long)]
    excel: bool,
    /// Replace an existing file
    #[arg(long)]
    force: bool,
}

/// The file name that means standard output.
const STANDARD_OUTPUT: &str = "-";

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The dates and the time of training. They replace the dates in the lifter's file.
#[derive(Debug, clap::Args)]
struct Dates {
    /// The earliest day of training, as in `2026-12-07`
    #[arg(long, value_name = "DATE", value_parser = date, requires = "days")]
    start: Option<Date>,
    /// The training days, as in `Mon,Wed,Fri`
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday, requires = "start")]
    days: Vec<Weekday>,
    /// ics: the time at which training starts, as in `18:00` [default: events take the whole day]
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Time>,
    /// ics: the length of the training, as in `75min`
    #[arg(long = "for", value_name = "TIME", value_parser = length, default_value = "1h", requires = "at")]
    length: SignedDuration,
    /// ics: the time zone of --at, as in `Europe/Berlin` [default: the time zone of the reader]
    #[arg(long, value_name = "ZONE", requires = "at")]
    zone: Option<Zone>,
    /// ics: the version number, which must be higher than that of an earlier import [default: the time of the last
    /// commit that changed the program, its sources or the lifter]
    #[arg(long, value_name = "N")]
    sequence: Option<u32>,
}

/// The plan to export, and its options.
pub(super) struct Exported<'e> {
    plan: &'e Plan<'e>,
    labels: &'e Labels,
    args: &'e Args,
    edition: Edition,
}

/// A function that returns the bytes of a format, or the reason why they cannot be made.
pub(super) type Export = fn(&Exported<'_>) -> Result<Vec<u8>, String>;

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let subject = &args.subject;
    let content = subject.read(args.program.as_deref().unwrap_or_default())?;
    let mut programs = match &args.program {
        Some(program) => vec![program.clone()],
        None => subject.programs(&content)?,
    };
    if args.excel && args.format != Format::Csv {
        return Err(Failure::Usage("--excel works only with `--format csv`".to_owned()));
    }
    let is_printed = match &args.output {
        Some(path) => path == Path::new(STANDARD_OUTPUT),
        None => args.format != Format::Xlsx,
    };
    if is_printed && args.format == Format::Xlsx && io::stdout().is_terminal() {
        let message = "cannot print a workbook in a terminal: name a file with `-o`, or send it to another program";
        return Err(Failure::Usage(message.to_owned()));
    }
    if programs.len() > 1 && is_printed {
        // Only one plan can be printed. If all booklets of the lifter are cycles of one program, it is that of the latest cycle.
        let latest = subject.latest_cycle(&content)?;
        programs = vec![latest.ok_or_else(|| {
            format!("the lifter trains {}: name one of them, or a folder with `-o`", programs.join(", "))
        })?];
    }
    let folder = args.output.as_deref().filter(|path| programs.len() > 1 || path.is_dir());
    let labels = &content.settings.labels;
    let mut exported = Vec::new();
    for program in &programs {
        subject.check(&content, program, verbosity)?;
        let mut training = subject.training(&content, program)?;
        if let Some(start) = args.dates.start {
            training.assignment.schedule =
                Some(Schedule { start: Start::On(start), weekdays: args.dates.days.clone() });
        }
        let plan = training.plan(&content, verbosity)?;
        let edition = edition(&plan, &content, args)?;
        let made = (args.format.make)(&Exported { plan: &plan, labels, args, edition });
        let bytes = made.map_err(|why| match too_long_for_a_cell(&plan).filter(|_| args.format == Format::Xlsx) {
            Some(diagnostic) => {
                print_report(Report::new([&diagnostic], &content.files), verbosity);
                Failure::Reported
            }
            None => Failure::Failed(why),
        })?;
        let path = match (folder, &args.output) {
            _ if is_printed => None,
            (Some(folder), _) => Some(folder.join(file_name(&plan, args.format))),
            (None, Some(path)) => Some(path.clone()),
            (None, None) => Some(PathBuf::from(file_name(&plan, args.format))),
        };
        exported.push((path, bytes));
    }
    // Files are written only after everything has been calculated.
    let mut is_written = true;
    for (path, bytes) in &exported {
        match path {
            None if args.format == Format::Xlsx => io::stdout().write_all(bytes)?,
            None => print(&String::from_utf8_lossy(bytes))?,
            Some(path) => is_written &= write(path, bytes, args.force, verbosity),
        }
    }
    reported(is_written)
}

/// Returns the version of a calendar.
fn edition(plan: &Plan<'_>, content: &Content, args: &Args) -> Result<Edition, String> {
    if args.format != Format::Ics {
        return Ok(Edition::default());
    }
    let lifter = args.subject.lifter(content)?;
    let since = last_changed(content, args.subject.site(), plan.program, lifter);
    Ok(Edition { sequence: args.dates.sequence.or(since).unwrap_or_default(), since })
}

pub(super) fn xlsx(of: &Exported<'_>) -> Result<Vec<u8>, String> {
    plan_xlsx(of.plan, of.labels).map_err(|error| error.to_string())
}

pub(super) fn csv(of: &Exported<'_>) -> Vec<u8> {
    format!("{}{}", if of.args.excel { BYTE_ORDER_MARK } else { "" }, plan_csv(of.plan)).into_bytes()
}

pub(super) fn json(of: &Exported<'_>) -> Vec<u8> {
    plan_json(of.plan).into_bytes()
}

pub(super) fn ics(of: &Exported<'_>) -> Result<Vec<u8>, String> {
    let Dates { at, length, zone, .. } = &of.args.dates;
    let hours = at.map(|at| Hours { at, length: *length, zone: zone.clone() });
    let calendar = plan_calendar(of.plan, of.labels, hours.as_ref(), of.edition);
    calendar.map(String::into_bytes).map_err(|error| error.to_string())
}

/// Returns the name of the file: `bench-backoff-sam-example.xlsx`, or `bench-backoff.xlsx` without a lifter.
fn file_name(plan: &Plan<'_>, format: Offer<Export>) -> String {
    let (name, ending) = (plan.name(), format.ending());
    if plan.lifter.name.is_empty() {
        format!("{name}.{ending}")
    } else {
        format!("{name}-{}.{ending}", plan.lifter.slug)
    }
}

fn write(path: &Path, bytes: &[u8], force: bool, verbosity: Verbosity) -> bool {
    match write_single(path, bytes, force) {
        Ok(()) => {
            verbosity.note(&format!("wrote {}", shell_path(path)));
            true
        }
        // The program that reads the pipe has closed it, which is not an error.
        Err(SingleError::Io { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => true,
        Err(error) => {
            print_error(&error.to_string());
            false
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    source::date(text).map_err(|refusal| refusal.in_one_line())
}

fn weekday(text: &str) -> Result<Weekday, String> {
    source::weekday(text).map_err(|refusal| refusal.in_one_line())
}

/// Parses a time, such as `18:00` or `6:30`.
fn time(text: &str) -> Result<Time, String> {
    let time = text.parse().or_else(|_| format!("0{text}").parse());
    time.map_err(|_| format!("`{text}` is not a time of day: write `18:00`"))
}

/// Parses a length of time of up to a day, such as `75min`.
fn length(text: &str) -> Result<SignedDuration, String> {
    let day = SignedDuration::from_hours(24);
    let length = text.parse().ok().filter(|length| *length > SignedDuration::ZERO && *length <= day);
    length.ok_or_else(|| format!("`{text}` is not a duration of up to a day: write `75min` or `1h30m`"))
}
