use std::io;

use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::{Shell, generate};

use crate::diagnostic::Code;
use crate::scaffold::TEMPLATES;

use super::{Outcome, print};

/// Print what a shell needs to complete commands, options and their values
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

pub(super) fn run(args: &Args, command: Command) -> io::Result<Outcome> {
    let mut script = Vec::new();
    generate(args.shell, &mut with_names(command), "liftpress", &mut script);
    print(&String::from_utf8_lossy(&script)).map(|()| Outcome::Fine)
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
