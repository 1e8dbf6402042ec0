use std::path::Path;

use clap::Subcommand;

use crate::scaffold::{self, ThemeError, copy};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::shared_args::{SiteArgument, SiteOption};
use super::table::table;
use super::{Failure, Outcome, Verbosity, print};

/// List the templates of pages, or copy one to change it
///
/// A file in the site's `templates/` replaces the built-in template of the same name. `docs/pages/templates.md` documents
/// the data that each template gets, and how to change a part of one without a copy.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress theme list               every template, and whether the site has its own\n  \
    liftpress theme copy booklet.css   copy a template into templates/")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every template, its purpose, and whether the site has its own
    List {
        #[command(flatten)]
        site: SiteArgument,
        /// The output format
        #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
        format: Offer<()>,
    },
    /// Copy built-in templates into the site's `templates/`
    Copy {
        /// The templates, by the names that `theme list` prints
        #[arg(required = true)]
        name: Vec<String>,
        #[command(flatten)]
        site: SiteOption,
    },
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    match &args.command {
        Command::List { site, format } => list(site.path(), *format),
        Command::Copy { name, site } => copy_templates(name, site.path(), verbosity),
    }
}

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Self {
        match error {
            ThemeError::Write(_) => Self::Failed(error.to_string()),
            _ => Self::Usage(error.to_string()),
        }
    }
}

fn list(dir: &Path, format: Offer<()>) -> Outcome {
    let templates = scaffold::list(dir)?;
    if format.is_json() {
        return Ok(print_json(&templates)?);
    }
    let rows = templates.into_iter().map(|template| {
        let own = if template.is_own { "yes" } else { "" };
        [template.name, own.to_owned(), template.purpose.unwrap_or("Your own template").to_owned()]
    });
    Ok(print(&table(["TEMPLATE", "YOURS", "WHAT IT IS"], rows.collect()))?)
}

fn copy_templates(names: &[String], site: &Path, verbosity: Verbosity) -> Outcome {
    for path in copy(names, site)? {
        verbosity.note(&format!("wrote {}, which replaces the built-in template", path.display()));
    }
    Ok(())
}
