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

use super::select::program_slugs;
use super::{Ended, print};

/// Scripts set it to the name of their shell when they ask for what may be typed.
const ASKED: &str = "LIFTPRESS_COMPLETE";

/// Zsh loads a script that is in a folder of `fpath` when it is first asked, and then takes it for the answer.
const ZSH_AUTOLOADED: &str =
    "if [[ $funcstack[1] == _liftpress ]]; then _clap_dynamic_completer_liftpress \"$@\"; fi\n";

/// Print what a shell needs to complete commands, options and their values
///
/// While you type, the script asks liftpress, which reads the site: programs, lifters and their cycles are offered, too. Print it anew
/// after an update.
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

pub(super) fn run(args: &Args) -> Ended {
    let mut script = Vec::new();
    if let Some(shell) = Shells::builtins().completer(&args.shell.to_string()) {
        shell.write_registration(ASKED, "liftpress", "liftpress", "liftpress", &mut script)?;
    }
    if args.shell == Shell::Zsh {
        script.extend_from_slice(ZSH_AUTOLOADED.as_bytes());
    }
    Ok(print(&String::from_utf8_lossy(&script))?)
}

/// Answers the script of a shell, if that is what this process was started for.
pub(super) fn answer(command: fn() -> Command) {
    CompleteEnv::with_factory(|| with_names(command())).var(ASKED).complete();
}

/// With the names that are the same in every site. The help does not list them, and a wrong one is told with what is near.
fn with_names(command: Command) -> Command {
    let codes = PossibleValuesParser::new(Code::ALL.iter().map(|code| code.name()));
    let templates = PossibleValuesParser::new(TEMPLATES.map(|(name, _)| name));
    command
        .mut_subcommand("explain", |explain| explain.mut_arg("code", |code| code.value_parser(codes)))
        .mut_subcommand("theme", |theme| {
            theme.mut_subcommand("copy", |copy| copy.mut_arg("name", |name| name.value_parser(templates)))
        })
}

/// Programs of the site, and the cycles of the lifter that is named, or of all.
pub(super) fn programs(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Asked { content, lifter } = Asked::read();
    let lifters = content.lifters.iter().filter(|own| lifter.as_ref().is_none_or(|name| *name == *own.slug.as_str()));
    let cycles = lifters.flat_map(|lifter| &lifter.programs).map(|assigned| &assigned.name);
    beginning(typed, program_slugs(&content).chain(cycles).map(Slug::as_str))
}

/// The same, and files.
pub(super) fn programs_and_files(typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = programs(typed);
    found.extend(PathCompleter::any().complete(typed));
    found
}

/// Lifters of the site.
pub(super) fn lifters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let content = Asked::read().content;
    let lifters = content.lifters.iter().chain(&content.broken.lifters);
    beginning(typed, lifters.map(|lifter| lifter.slug.as_str()))
}

/// Each name that begins as what is typed, once.
fn beginning<'n>(typed: &OsStr, names: impl Iterator<Item = &'n str>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let names: BTreeSet<_> = names.filter(|name| name.starts_with(&*typed)).collect();
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// What the command line that is being typed is about, as far as it says so.
struct Asked {
    content: Content,
    lifter: Option<OsString>,
}

impl Asked {
    fn read() -> Self {
        // Behind `--` is the line that is being typed.
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
