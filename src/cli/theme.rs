use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueHint};

use crate::scaffold::{self, ThemeError, copy};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::table::table;
use super::{Ended, Stop, Voice, print};

/// List the templates that pages are made from, and copy one to change it
///
/// A file in the site's `templates/` takes the place of the built-in one of the same name. `docs/pages/templates.md` says what each
/// is given, and how to change a little of one without copying it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress theme list               every template, and which of them the site has itself\n  \
    liftpress theme copy booklet.css   into templates/, to be changed")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every template, what it is for, and whether the site has its own
    List {
        /// The site: a folder with `content/` in it, or a content folder itself
        #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        /// What to print
        #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
        format: Offer<()>,
    },
    /// Copy built-in templates into the site's `templates/`, to be changed
    Copy {
        /// What `theme list` calls them
        #[arg(required = true)]
        name: Vec<String>,
        /// The site: a folder with `content/` in it, or a content folder itself
        #[arg(short = 'C', long, visible_alias = "dir", value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
        site: PathBuf,
    },
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    match &args.command {
        Command::List { dir, format } => list(dir, *format),
        Command::Copy { name, site } => copied(name, site, voice),
    }
}

impl From<ThemeError> for Stop {
    fn from(error: ThemeError) -> Self {
        match error {
            ThemeError::Write(_) => Self::Failed(error.to_string()),
            _ => Self::Usage(error.to_string()),
        }
    }
}

fn list(dir: &Path, format: Offer<()>) -> Ended {
    let templates = scaffold::list(dir)?;
    if format.is_json() {
        return Ok(print_json(&templates)?);
    }
    let rows = templates.into_iter().map(|template| {
        let own = if template.is_own { "yes" } else { "" };
        [template.name, own.to_owned(), template.purpose.unwrap_or("One of your own").to_owned()]
    });
    Ok(print(&table(["TEMPLATE", "YOURS", "WHAT IT IS"], rows.collect()))?)
}

fn copied(names: &[String], site: &Path, voice: Voice) -> Ended {
    for path in copy(names, site)? {
        voice.say(&format!("wrote {}: it takes the place of the built-in one", path.display()));
    }
    Ok(())
}
