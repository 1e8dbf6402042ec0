//! The command line: one file for each command. It is not meant to be used by other crates.

mod build;
mod build_report;
mod building;
mod changed_files;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod fmt;
mod format;
mod help;
mod init;
mod json;
mod keywords;
mod lifter_file;
mod list;
mod log;
mod man;
mod maxes;
mod merge;
mod new;
mod next;
mod repository_paths;
mod roster;
mod schema;
mod selection;
mod serve;
mod shared_args;
mod show;
mod subject;
mod table;
mod textconv;
mod theme;
mod unknown;

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::diagnostic::{Color, Counts, Report};
use crate::history::HistoryError;
use crate::render::worker;
use crate::site::LayoutError;
use crate::source::Missing;
use crate::text::{inert, isolated_runs, logged};

/// Turn strength programs in plain text files into exact training booklets
#[derive(Debug, Parser)]
#[command(name = "liftpress", version, propagate_version = true, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Run `liftpress help COMMAND` for the options and examples of a command.\n\
    Exit codes: 0 success; 1 the content has errors, or a file cannot be written; 2 wrong usage.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print errors only: no warnings, advice or progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print timings
    #[arg(short, long, global = true)]
    verbose: bool,
}

/// The commands of liftpress. Their groups in the help are in `help.rs`.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    New(new::Args),
    Check(check::Args),
    Fmt(fmt::Args),
    Theme(theme::Args),
    Build(build::Args),
    Serve(serve::Args),
    Show(show::Args),
    Export(export::Args),
    List(list::Args),
    Maxes(maxes::Args),
    Diff(diff::Args),
    Log(log::Args),
    #[command(visible_alias = "why", alias = "rule")]
    Explain(explain::Args),
    Merge(merge::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
    Textconv(textconv::Args),
    /// The old name of `maxes next`.
    #[command(hide = true)]
    Next(next::Args),
}

/// The amount that a command prints to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

impl Verbosity {
    /// Prints a line to standard error, unless `--quiet` was given.
    fn note(self, text: &str) {
        if self != Self::Quiet {
            note(text);
        }
    }
}

/// The result of a command.
type Outcome = Result<(), Failure>;

/// The reason why a command failed.
enum Failure {
    /// The content has errors, or the output cannot be written. The reasons are already printed.
    Reported,
    /// The content has errors, or the output cannot be written. The text is the message to print.
    Failed(String),
    /// The command line is wrong. The text is the message to print.
    Usage(String),
    /// Standard output or another file cannot be written.
    Io(io::Error),
}

/// A text becomes [`Failure::Usage`], because such messages are about arguments, or about names that are given as arguments.
impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Usage(message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

macro_rules! usage {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::Usage(error.to_string())
            }
        })+
    };
}

usage!(LayoutError, HistoryError, Missing);

/// Returns the outcome of a command that has already printed its errors.
fn reported(is_success: bool) -> Outcome {
    if is_success { Ok(()) } else { Err(Failure::Reported) }
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    if env::args_os().skip(1).eq([worker::ARGUMENT]) {
        return worker::serve();
    }
    completions::answer(command);
    worker::isolate(this_program());
    let parsed = command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let outcome = match parsed {
        Ok(cli) => cli.run(),
        Err(error) => match unknown::message(&error, env::args_os().skip(1)) {
            Some(message) => Err(Failure::Usage(message)),
            None => error.exit(),
        },
    };
    let (message, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        // The program that reads the output has closed the pipe.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(Failure::Reported) => return ExitCode::from(1),
        Err(Failure::Failed(message)) => (message, 1),
        Err(Failure::Io(error)) => (error.to_string(), 1),
        Err(Failure::Usage(message)) => (message, 2),
    };
    print_error(&message);
    ExitCode::from(code)
}

/// Returns the description of the whole command line, with the commands in groups.
fn command() -> clap::Command {
    help::with_groups(Cli::command())
}

impl Cli {
    fn run(self) -> Outcome {
        let verbosity = match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        match self.command {
            Command::Init(args) => init::run(&args, verbosity),
            Command::New(args) => new::run(&args, verbosity),
            Command::Check(args) => check::run(&args, verbosity),
            Command::Fmt(args) => fmt::run(&args, verbosity),
            Command::Theme(args) => theme::run(&args, verbosity),
            Command::Build(args) => build::run(&args, verbosity),
            Command::Serve(args) => serve::run(&args, verbosity),
            Command::Show(args) => show::run(&args, verbosity),
            Command::Export(args) => export::run(&args, verbosity),
            Command::List(args) => list::run(&args, verbosity),
            Command::Maxes(args) => maxes::run(&args, verbosity),
            Command::Diff(args) => diff::run(&args, verbosity),
            Command::Log(args) => log::run(&args),
            Command::Explain(args) => explain::run(&args),
            Command::Merge(args) => merge::run(&args, verbosity),
            Command::Schema(args) => schema::run(&args),
            Command::Completions(args) => completions::run(&args),
            Command::Man(args) => man::run(&args, command(), verbosity),
            Command::Textconv(args) => textconv::run(&args),
            Command::Next(args) => next::run(&args, verbosity),
        }
    }
}

/// Returns the path of the program that this process runs. On Linux, the path works even if the file was replaced since the
/// process started.
fn this_program() -> PathBuf {
    let linux = Path::new("/proc/self/exe");
    if linux.exists() { linux.to_owned() } else { env::current_exe().unwrap_or_else(|_| "liftpress".into()) }
}

/// Prints text for other programs to standard output, with escape codes only on a terminal.
fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints text for people to standard output.
fn print_text(text: &str) -> io::Result<()> {
    print(&for_terminal(text))
}

/// Prints text for people to standard error. Ignores errors, because standard error may be closed.
fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", for_terminal(text));
}

/// Prints an error to standard error.
fn print_error(message: &str) {
    let lines: Vec<_> = message.split('\n').map(inert).collect();
    note(&format!("\x1b[1;31merror\x1b[0m: {}", lines.join("\n")));
}

/// Prints a warning to standard error.
fn print_warning(message: &str) {
    note(&format!("\x1b[1;33mwarning\x1b[0m: {message}"));
}

/// Makes text safe to print. After this, right-to-left words do not reorder the text around them, and no line is a command to a
/// CI service.
fn for_terminal(text: &str) -> String {
    logged(&isolated_runs(text)).into_owned()
}

/// Prints a report to standard error; with `--quiet`, prints only its errors. Returns whether the report has no error.
fn print_report(report: Report<'_>, verbosity: Verbosity) -> bool {
    let report = visible(report, verbosity);
    let counts = report.counts();
    if counts != Counts::default() {
        note(&format!("{}{counts}", report.text(Color::Ansi)));
    }
    counts.errors == 0
}

/// Returns the part of a report that is printed. With `--quiet`, these are the errors.
fn visible(report: Report<'_>, verbosity: Verbosity) -> Report<'_> {
    if verbosity == Verbosity::Quiet { report.errors() } else { report }
}

/// Quotes a path for a command line if necessary.
fn shell_path(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}

/// Whether standard error is a terminal.
fn is_terminal() -> bool {
    io::stderr().is_terminal()
}
