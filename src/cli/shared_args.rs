//! Arguments that several commands have, with one name and one meaning: the site, and a lifter of the site.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use clap_complete::ArgValueCompleter;

use super::completions::lifters;

/// `-C DIR`, for commands whose arguments without a name mean something else.
#[derive(Debug, clap::Args)]
pub(super) struct SiteOption {
    /// The site: a folder that contains `content/`, or the content folder itself [default: the current folder]
    #[arg(short = 'C', long, alias = "dir", value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(default_value = ".", hide_default_value = true)]
    site: PathBuf,
}

impl SiteOption {
    pub(super) fn path(&self) -> &Path {
        &self.site
    }
}

/// `[DIR]`, or `-C DIR` as for all other commands.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArgument {
    /// The site: a folder that contains `content/`, or the content folder itself [default: the current folder]
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
    /// The same as DIR
    #[arg(short = 'C', long, alias = "dir", value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(conflicts_with = "dir", hide_short_help = true)]
    site: Option<PathBuf>,
}

impl SiteArgument {
    pub(super) fn path(&self) -> &Path {
        self.dir.as_deref().or(self.site.as_deref()).unwrap_or(Path::new("."))
    }
}

/// `LIFTER`, or `--lifter LIFTER` as for commands whose first argument is a program.
#[derive(Debug, clap::Args)]
pub(super) struct LifterArgument {
    /// The lifter, by the name that `liftpress list` prints
    #[arg(add = ArgValueCompleter::new(lifters), required_unless_present = "lifter_option")]
    lifter: Option<String>,
    /// Another way to give LIFTER
    #[arg(short = 'l', long = "lifter", value_name = "LIFTER", add = ArgValueCompleter::new(lifters))]
    #[arg(conflicts_with = "lifter", hide = true)]
    lifter_option: Option<String>,
}

impl LifterArgument {
    pub(super) fn name(&self) -> &str {
        self.lifter.as_deref().or(self.lifter_option.as_deref()).unwrap_or_default()
    }
}
