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
use super::{Ended, Stop, Voice, ended, print, say_error, tell, typed};

/// Export a program to spreadsheets and calendars
///
/// `xlsx` is a workbook that works weights out by itself: change a max, or type the top set that was done, and what follows
/// from it changes. `csv` has a row for each set, with the columns of a log to fill in. `ics` has an event for each training
/// day. `json` is the plan.
///
/// Texts are printed where no file is named, of several cycles of a program the last. A workbook is written to `PROGRAM.xlsx`,
/// with the lifter's name behind it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress export bench-backoff --to xlsx --max bench=300lb\n  \
    liftpress export --lifter sam-example --to xlsx -o sheets/\n  \
    liftpress export 531 --lifter sam-example --to csv -o log.csv\n  \
    liftpress export 531 --lifter sam-example --to xlsx -o - | ssh gym 'cat > 531.xlsx'\n  \
    liftpress export 531 --lifter sam-example --to ics --at 18:00 --for 75min --zone Europe/Berlin -o 531.ics\n  \
    liftpress export 531 --max squat=180kg --to ics --start 2026-12-07 --days Mon,Tue,Thu,Fri")]
pub(super) struct Args {
    /// A program of the site, or a file; of a lifter also a cycle as its booklet is called: `wave-2`; without one, all that the
    /// lifter trains
    #[arg(add = ArgValueCompleter::new(programs_and_files), required_unless_present = "lifter")]
    program: Option<String>,
    /// What to make
    #[arg(short, long, value_parser = offered(EXPORTED))]
    to: Offer<Export>,
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    dates: Dates,
    /// Where to write: a file, or of several programs, or where there is one of that name, a folder; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Of rows: with the mark by which Excel knows that they are UTF-8
    #[arg(long)]
    excel: bool,
    /// Write over a file that is there already
    #[arg(long)]
    force: bool,
}

/// The name of a file that means standard output.
const STANDARD_OUTPUT: &str = "-";

/// The mark of UTF-8 before a text.
const MARK: &str = "\u{feff}";

/// When there is training: as the lifter says, unless it is said here.
#[derive(Debug, clap::Args)]
struct Dates {
    /// The first day on which training may fall: `2026-12-07`
    #[arg(long, value_name = "DATE", value_parser = date, requires = "days")]
    start: Option<Date>,
    /// The days of the week: `Mon,Wed,Fri`
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday, requires = "start")]
    days: Vec<Weekday>,
    /// Of a calendar: when training begins, `18:00`; without it, events take the whole day
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Time>,
    /// Of a calendar: how long it takes, `75min`
    #[arg(long = "for", value_name = "TIME", value_parser = length, default_value = "1h", requires = "at")]
    length: SignedDuration,
    /// Of a calendar: the time zone, `Europe/Berlin` [default: that of whoever looks at it]
    #[arg(long, value_name = "ZONE", requires = "at")]
    zone: Option<Zone>,
    /// Of a calendar: the number of this version, above that of the one that was imported [default: when what it is made of was
    /// last committed]
    #[arg(long, value_name = "N")]
    sequence: Option<u32>,
}

/// What is exported, and how.
pub(super) struct Exported<'e> {
    plan: &'e Plan<'e>,
    labels: &'e Labels,
    args: &'e Args,
    edition: Edition,
}

/// Makes the bytes of a format; or why they cannot be made.
pub(super) type Export = fn(&Exported<'_>) -> Result<Vec<u8>, String>;

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let subject = &args.subject;
    let content = subject.read(args.program.as_deref().unwrap_or_default())?;
    let mut programs = match &args.program {
        Some(program) => vec![program.clone()],
        None => subject.programs(&content)?,
    };
    if args.excel && args.to != Format::Csv {
        return Err(Stop::Usage("--excel marks rows for Excel: give it with --to csv".to_owned()));
    }
    let is_printed = match &args.output {
        Some(path) => path == Path::new(STANDARD_OUTPUT),
        None => args.to != Format::Xlsx,
    };
    if is_printed && args.to == Format::Xlsx && io::stdout().is_terminal() {
        let message = "a workbook is not text for a terminal: send it to a file or another program";
        return Err(Stop::Usage(message.to_owned()));
    }
    if programs.len() > 1 && is_printed {
        // Only one text can be printed: of several cycles of a program the last.
        let latest = subject.latest_cycle(&content)?;
        programs = vec![latest.ok_or_else(|| {
            format!("the lifter trains {}: name one of them, or a folder with -o", programs.join(", "))
        })?];
    }
    let folder = args.output.as_deref().filter(|path| programs.len() > 1 || path.is_dir());
    let labels = &content.settings.labels;
    let mut exported = Vec::new();
    for program in &programs {
        subject.check(&content, program, voice)?;
        let mut training = subject.training(&content, program)?;
        if let Some(start) = args.dates.start {
            training.assignment.schedule =
                Some(Schedule { start: Start::On(start), weekdays: args.dates.days.clone() });
        }
        let plan = training.plan(&content, voice)?;
        let edition = edition(&plan, &content, args)?;
        let made = (args.to.make)(&Exported { plan: &plan, labels, args, edition });
        let bytes = made.map_err(|why| match too_long_for_a_cell(&plan).filter(|_| args.to == Format::Xlsx) {
            Some(told) => {
                tell(Report::new([&told], &content.files), voice);
                Stop::Reported
            }
            None => Stop::Failed(why),
        })?;
        let path = match (folder, &args.output) {
            _ if is_printed => None,
            (Some(folder), _) => Some(folder.join(file_name(&plan, args.to))),
            (None, Some(path)) => Some(path.clone()),
            (None, None) => Some(PathBuf::from(file_name(&plan, args.to))),
        };
        exported.push((path, bytes));
    }
    // Nothing is written until all of it is there.
    let mut is_written = true;
    for (path, bytes) in &exported {
        match path {
            None if args.to == Format::Xlsx => io::stdout().write_all(bytes)?,
            None => print(&String::from_utf8_lossy(bytes))?,
            Some(path) => is_written &= write(path, bytes, args.force, voice),
        }
    }
    ended(is_written)
}

/// Which version of a calendar it is.
fn edition(plan: &Plan<'_>, content: &Content, args: &Args) -> Result<Edition, String> {
    if args.to != Format::Ics {
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
    format!("{}{}", if of.args.excel { MARK } else { "" }, plan_csv(of.plan)).into_bytes()
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

/// `bench-backoff-sam-example.xlsx`; without a lifter `bench-backoff.xlsx`.
fn file_name(plan: &Plan<'_>, to: Offer<Export>) -> String {
    let (name, ending) = (plan.name(), to.ending());
    if plan.lifter.name.is_empty() {
        format!("{name}.{ending}")
    } else {
        format!("{name}-{}.{ending}", plan.lifter.slug)
    }
}

fn write(path: &Path, bytes: &[u8], force: bool, voice: Voice) -> bool {
    match write_single(path, bytes, force) {
        Ok(()) => {
            voice.say(&format!("wrote {}", typed(path)));
            true
        }
        // Whoever reads from the pipe has heard enough.
        Err(SingleError::Io { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => true,
        Err(error) => {
            say_error(&error.to_string());
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

/// `18:00`, `6:30`.
fn time(text: &str) -> Result<Time, String> {
    let time = text.parse().or_else(|_| format!("0{text}").parse());
    time.map_err(|_| format!("`{text}` is no time of the day; write 18:00"))
}

/// `75min`, up to a day.
fn length(text: &str) -> Result<SignedDuration, String> {
    let day = SignedDuration::from_hours(24);
    let length = text.parse().ok().filter(|length| *length > SignedDuration::ZERO && *length <= day);
    length.ok_or_else(|| format!("`{text}` is no length of a training; write 75min or 1h30m"))
}
