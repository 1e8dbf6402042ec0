//! The command line: one file a subcommand. Nothing of it is meant to be built on.

mod build;
mod built;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod fmt;
mod format;
mod init;
mod json;
mod list;
mod log;
mod making;
mod man;
mod maxes;
mod mended;
mod merge;
mod new;
mod next;
mod progress;
mod rooted;
mod roster;
mod schema;
mod select;
mod serve;
mod show;
mod subject;
mod table;
mod textconv;
mod theme;
mod words;

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};

use crate::diagnostic::{Colour, Counts, Report};
use crate::history::HistoryError;
use crate::render::worker;
use crate::site::LayoutError;
use crate::source::Missing;
use crate::text::{inert, isolated_runs, logged};

/// Strength programs as plain files: back-off rules in, exact training booklets out.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 all is well, 1 the content has errors or cannot be written, 2 wrong usage.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print errors only: no warnings, advice or progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say what took how long
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Build(build::Args),
    Merge(merge::Args),
    Serve(serve::Args),
    Check(check::Args),
    Explain(explain::Args),
    Fmt(fmt::Args),
    Show(show::Args),
    Diff(diff::Args),
    Log(log::Args),
    Textconv(textconv::Args),
    Export(export::Args),
    List(list::Args),
    Maxes(maxes::Args),
    Next(next::Args),
    Schema(schema::Args),
    Theme(theme::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Quiet,
    Normal,
    Verbose,
}

impl Voice {
    /// Says something, unless it is to be quiet.
    fn say(self, text: &str) {
        if self != Self::Quiet {
            say(text);
        }
    }
}

/// How a command ended.
type Ended = Result<(), Stop>;

/// Why a command did not end well.
enum Stop {
    /// The content has errors, or the output cannot be written; reported already.
    Reported,
    /// The same, and why.
    Failed(String),
    /// Wrong usage, and why.
    Usage(String),
    /// What is printed cannot be written.
    Io(io::Error),
}

/// Messages of arguments and of what they name.
impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self::Usage(message)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

macro_rules! usage {
    ($($error:ty),+) => {
        $(impl From<$error> for Stop {
            fn from(error: $error) -> Self {
                Self::Usage(error.to_string())
            }
        })+
    };
}

usage!(LayoutError, HistoryError, Missing);

/// Ends a command whose errors are reported already.
fn ended(is_fine: bool) -> Ended {
    if is_fine { Ok(()) } else { Err(Stop::Reported) }
}

/// Runs the command line that this process was given.
#[must_use]
pub fn run() -> ExitCode {
    if env::args_os().skip(1).eq([worker::ARGUMENT]) {
        return worker::serve();
    }
    completions::answer(Cli::command);
    worker::isolate(this_program());
    let Cli { command, quiet, verbose } = Cli::try_parse().unwrap_or_else(|error| with_synonym(error).exit());
    let voice = match (quiet, verbose) {
        (true, _) => Voice::Quiet,
        (_, true) => Voice::Verbose,
        _ => Voice::Normal,
    };
    let ended = match command {
        Command::Init(args) => init::run(&args, voice),
        Command::New(args) => new::run(&args, voice),
        Command::Build(args) => build::run(&args, voice),
        Command::Merge(args) => merge::run(&args, voice),
        Command::Serve(args) => serve::run(&args, voice),
        Command::Check(args) => check::run(&args, voice),
        Command::Explain(args) => explain::run(&args),
        Command::Fmt(args) => fmt::run(&args, voice),
        Command::Show(args) => show::run(&args, voice),
        Command::Diff(args) => diff::run(&args, voice),
        Command::Log(args) => log::run(&args),
        Command::Textconv(args) => textconv::run(&args),
        Command::Export(args) => export::run(&args, voice),
        Command::List(args) => list::run(&args, voice),
        Command::Maxes(args) => maxes::run(&args, voice),
        Command::Next(args) => next::run(&args, voice),
        Command::Schema(args) => schema::run(&args),
        Command::Theme(args) => theme::run(&args, voice),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args, Cli::command(), voice),
    };
    let (message, code) = match ended {
        Ok(()) => return ExitCode::SUCCESS,
        // The reader of our output has closed it.
        Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Stop::Reported) => return ExitCode::from(1),
        Err(Stop::Failed(message)) => (message, 1),
        Err(Stop::Io(error)) => (error.to_string(), 1),
        Err(Stop::Usage(message)) => (message, 2),
    };
    say_error(&message);
    ExitCode::from(code)
}

/// The program of this process, even if another one has taken its place on disk meanwhile.
fn this_program() -> PathBuf {
    let linux = Path::new("/proc/self/exe");
    if linux.exists() { linux.to_owned() } else { env::current_exe().unwrap_or_else(|_| "liftpress".into()) }
}

/// What people call our commands who know other tools.
const SYNONYMS: [(&[&str], &str); 6] = [
    (&["validate", "lint", "test", "verify"], "check"),
    (&["compile", "generate", "make", "render"], "build"),
    (&["start", "dev", "watch", "preview"], "serve"),
    (&["create", "add"], "new"),
    (&["format"], "fmt"),
    (&["print", "view"], "show"),
];

/// An unknown command with the one of ours that does it, in place of one that is only spelled alike.
fn with_synonym(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let own = SYNONYMS.iter().find(|(words, _)| words.contains(&given.as_str())).map(|(_, own)| *own);
    if let Some(own) = own {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![own.to_owned()]));
    }
    error
}

/// Text for programs, to standard output; escape codes only on a terminal.
fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Text for people, to standard output.
fn print_text(text: &str) -> io::Result<()> {
    print(&for_people(text))
}

/// Text for people, to standard error, which may be closed.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", for_people(text));
}

fn say_error(message: &str) {
    let lines: Vec<_> = message.split('\n').map(inert).collect();
    say(&format!("\x1b[1;31merror\x1b[0m: {}", lines.join("\n")));
}

/// Lines as they may be printed: words from right to left turn nothing round, and no line is a command to a CI service.
fn for_people(text: &str) -> String {
    logged(&isolated_runs(text)).into_owned()
}

/// Reports everything that was found, or the errors alone; true where nothing of it is an error.
fn tell(report: Report<'_>, voice: Voice) -> bool {
    let report = heard(report, voice);
    let counts = report.counts();
    if counts != Counts::default() {
        say(&format!("{}{counts}", report.text(Colour::Ansi)));
    }
    counts.errors == 0
}

/// The part of a report that a voice lets through: with `-q` the errors.
fn heard(report: Report<'_>, voice: Voice) -> Report<'_> {
    if voice == Voice::Quiet { report.errors() } else { report }
}

/// A path as it is typed behind a command.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}

/// Whether a person watches standard error.
fn is_watched() -> bool {
    io::stderr().is_terminal()
}
