use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use crate::diagnostic::Code;
use crate::model::Slug;
use crate::scaffold::TEMPLATES;
use crate::site::content_of;
use crate::source::Content;

use super::selection::program_slugs;
use super::{Outcome, print};

/// The environment variable that a shell's script sets to the name of the shell when it asks for completions.
const SHELL_VARIABLE: &str = "LIFTPRESS_COMPLETE";

/// The last line of the script for zsh. If the script is in a folder of `fpath`, zsh loads it at the first completion, and
/// expects it to complete at once.
const ZSH_AUTOLOADED: &str =
    "if [[ $funcstack[1] == _liftpress ]]; then _clap_dynamic_completer_liftpress \"$@\"; fi\n";

/// Print the script with which a shell completes liftpress commands
///
/// While you type, the script runs liftpress, which reads the site. So it also completes the names of programs, lifters and
/// booklets. Print the script again after an update of liftpress.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress completions bash > ~/.local/share/bash-completion/completions/liftpress\n  \
    liftpress completions zsh > ~/.zfunc/_liftpress\n  \
    liftpress completions fish > ~/.config/fish/completions/liftpress.fish\n  \
    liftpress completions powershell >> $PROFILE\n  \
    liftpress completions elvish >> ~/.config/elvish/rc.elv")]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    if let Some(shell) = Shells::builtins().completer(&args.shell.to_string()) {
        shell.write_registration(SHELL_VARIABLE, "liftpress", "liftpress", "liftpress", &mut script)?;
    }
    if args.shell == Shell::Zsh {
        script.extend_from_slice(ZSH_AUTOLOADED.as_bytes());
    }
    Ok(print(&String::from_utf8_lossy(&script))?)
}

/// If a shell's script started this process, prints completions and ends the process.
pub(super) fn answer(command: fn() -> Command) {
    CompleteEnv::with_factory(|| with_names(command())).var(SHELL_VARIABLE).complete();
}

/// Adds the codes of diagnostics and the names of templates as possible values. This is done only for completions. Otherwise
/// these values are plain text, so that the help does not list all of them, and the message for a wrong value suggests a similar
/// one.
fn with_names(command: Command) -> Command {
    let codes = PossibleValuesParser::new(Code::ALL.iter().map(|code| code.name()));
    let templates = PossibleValuesParser::new(TEMPLATES.map(|(name, _)| name));
    command
        .mut_subcommand("explain", |explain| explain.mut_arg("code", |code| code.value_parser(codes.clone())))
        .mut_subcommand("check", |check| check.mut_arg("explain", |code| code.value_parser(codes)))
        .mut_subcommand("theme", |theme| {
            theme.mut_subcommand("copy", |copy| copy.mut_arg("name", |name| name.value_parser(templates)))
        })
}

/// Completes the names of programs and booklets. If the command line names a lifter, only booklets of this lifter are completed.
pub(super) fn programs(typed: &OsStr) -> Vec<CompletionCandidate> {
    let CommandLine { content, lifter } = CommandLine::read();
    let lifters = content.lifters.iter().filter(|own| lifter.as_ref().is_none_or(|name| *name == *own.slug.as_str()));
    let cycles = lifters.flat_map(|lifter| &lifter.programs).map(|assigned| &assigned.name);
    starting_with(typed, program_slugs(&content).chain(cycles).map(Slug::as_str))
}

/// Completes the names of programs and booklets, and the paths of files.
pub(super) fn programs_and_files(typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = programs(typed);
    found.extend(PathCompleter::any().complete(typed));
    found
}

/// Completes the names of the site's lifters.
pub(super) fn lifters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let content = CommandLine::read().content;
    let lifters = content.lifters.iter().chain(&content.broken.lifters);
    starting_with(typed, lifters.map(|lifter| lifter.slug.as_str()))
}

/// Returns the names that start with the typed text, each once.
fn starting_with<'n>(typed: &OsStr, names: impl Iterator<Item = &'n str>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let names: BTreeSet<_> = names.filter(|name| name.starts_with(&*typed)).collect();
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// The site and the lifter of the command line that is being completed.
struct CommandLine {
    content: Content,
    lifter: Option<OsString>,
}

impl CommandLine {
    fn read() -> Self {
        // The script passes the command line after `--`.
        let words: Vec<_> = std::env::args_os().skip_while(|word| word != "--").skip(1).collect();
        let value = |names: [&str; 2]| {
            let at = words.iter().position(|word| names.iter().any(|name| word == name))?;
            words.get(at + 1).cloned()
        };
        let site = value(["-C", "--site"]).map_or_else(|| PathBuf::from("."), PathBuf::from);
        let content = content_of(&site).map(|folder| Content::read(&folder)).unwrap_or_default();
        Self { content, lifter: value(["-l", "--lifter"]) }
    }
}
