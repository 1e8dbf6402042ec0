use std::io;
use std::path::PathBuf;

use clap::{Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::diagnostic::count_of;
use crate::scaffold::{ManualError, Page, write_manual};

use super::help::{GROUPS, commands_of, summary};
use super::{Failure, Outcome, Verbosity, print};

/// Print the manual page, or write the pages of all commands
///
/// With a folder, writes a page for liftpress and one for each command: `liftpress-build.1` and so on. Pages of another
/// version are replaced. If the folder has another file of such a name, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress man | man -l -               read the page of liftpress\n  \
    liftpress man ~/.local/share/man/man1  then: man liftpress-build")]
pub(super) struct Args {
    /// The folder for the pages, which is created if necessary [default: print the page of liftpress]
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args, command: Command, verbosity: Verbosity) -> Outcome {
    let pages = pages(command)?;
    let Some(folder) = &args.dir else {
        return Ok(print(pages.first().map_or("", |page| &page.text))?);
    };
    write_manual(folder, &pages).map_err(|error| match error {
        ManualError::NotOurs(_) => Failure::Usage(error.to_string()),
        _ => Failure::Failed(error.to_string()),
    })?;
    verbosity.note(&format!("wrote {} to {}", count_of(pages.len(), "page"), folder.display()));
    Ok(())
}

/// Returns the manual page of liftpress, followed by the pages of its commands.
fn pages(command: Command) -> io::Result<Vec<Page>> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let groups = commands_section(&command);
    let mut pages = vec![page(command.clone(), Some(groups))?];
    let mut commands: Vec<_> = command.get_subcommands().cloned().collect();
    while let Some(command) = commands.pop() {
        if !command.is_hide_set() {
            commands.extend(command.get_subcommands().cloned());
            pages.push(page(command, None)?);
        }
    }
    Ok(pages)
}

/// Returns the manual page of a command. If `commands` is given, it replaces the plain list of subcommands.
fn page(command: Command, commands: Option<Roff>) -> io::Result<Page> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let source = format!("liftpress {}", env!("CARGO_PKG_VERSION"));
    let has_commands = command.has_subcommands();
    let man = Man::new(command.subcommand_value_name("command")).source(source).manual("liftpress");
    let mut roff = Vec::new();
    man.render_title(&mut roff)?;
    man.render_name_section(&mut roff)?;
    man.render_synopsis_section(&mut roff)?;
    man.render_description_section(&mut roff)?;
    man.render_options_section(&mut roff)?;
    match commands {
        Some(commands) => commands.to_writer(&mut roff)?,
        None if has_commands => man.render_subcommands_section(&mut roff)?,
        None => {}
    }
    man.render_version_section(&mut roff)?;
    after_help(&after).to_writer(&mut roff)?;
    Ok(Page { name: man.get_filename(), text: with_bold_code(&String::from_utf8_lossy(&roff)) })
}

/// Returns the commands of liftpress, in the same groups as in the help.
fn commands_section(liftpress: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for (heading, names) in GROUPS {
        roff.control("SS", [*heading]);
        for command in commands_of(liftpress, names) {
            roff.control("TP", []);
            roff.text([roman(format!("liftpress-{}(1)", command.get_name()))]);
            roff.text([roman(summary(command))]);
        }
    }
    roff
}

/// Returns the text after the help, line by line.
fn after_help(text: &str) -> Roff {
    let mut roff = Roff::new();
    if let Some(lines) = text.strip_prefix("Examples:\n") {
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in lines.lines() {
            roff.text([roman(line.trim())]);
        }
        roff.control("fi", []);
    } else if !text.is_empty() {
        roff.control("SH", ["NOTES"]);
        for line in text.lines() {
            roff.text([roman(line)]).control("br", []);
        }
    }
    roff
}

/// Prints code between backticks in bold, because roff reads a backtick as an opening quote.
fn with_bold_code(roff: &str) -> String {
    let fonts = [r"\fR", r"\fB"].into_iter().cycle();
    let line = |line: &str| {
        let mut parts = line.split('`');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.zip(fonts.clone().skip(1)).fold(first, |line, (part, font)| line + font + part) + "\n"
    };
    roff.lines().map(line).collect()
}
