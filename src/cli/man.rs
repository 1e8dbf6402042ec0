use std::io;
use std::path::PathBuf;

use clap::{Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::diagnostic::count_of;
use crate::scaffold::{ManualError, Page, write_manual};

use super::{Ended, Stop, Voice, print};

/// Print the manual page of liftpress, or write those of all commands
///
/// With a folder, a page is written for liftpress and for each of its commands: `liftpress-build.1` and so on. Pages of another
/// version are replaced. A file of such a name that is no manual page of liftpress stays, and then nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress man | man -l -               read the first page\n  \
    liftpress man ~/.local/share/man/man1  then: man liftpress-build")]
pub(super) struct Args {
    /// Where to write the pages; it need not be there [default: print the first one]
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args, command: Command, voice: Voice) -> Ended {
    let pages = pages(command)?;
    let Some(folder) = &args.dir else {
        return Ok(print(pages.first().map_or("", |page| &page.text))?);
    };
    write_manual(folder, &pages).map_err(|error| match error {
        ManualError::NotOurs(_) => Stop::Usage(error.to_string()),
        _ => Stop::Failed(error.to_string()),
    })?;
    voice.say(&format!("wrote {} to {}", count_of(pages.len(), "page"), folder.display()));
    Ok(())
}

/// The page of a command, then those of its own.
fn pages(command: Command) -> io::Result<Vec<Page>> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands().cloned());
        pages.push(page(command)?);
    }
    Ok(pages)
}

fn page(command: Command) -> io::Result<Page> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let source = format!("liftpress {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.after_help(None::<&'static str>).subcommand_value_name("command"))
        .source(source)
        .manual("liftpress");
    let mut roff = Vec::new();
    man.render(&mut roff)?;
    after_help(&after).to_writer(&mut roff)?;
    Ok(Page { name: man.get_filename(), text: with_bold_code(&String::from_utf8_lossy(&roff)) })
}

/// What stands below the help, line by line.
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

/// Doc comments have Markdown's backticks, which roff takes for opening quotes.
fn with_bold_code(roff: &str) -> String {
    let fonts = [r"\fR", r"\fB"].into_iter().cycle();
    let line = |line: &str| {
        let mut parts = line.split('`');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.zip(fonts.clone().skip(1)).fold(first, |line, (part, font)| line + font + part) + "\n"
    };
    roff.lines().map(line).collect()
}
