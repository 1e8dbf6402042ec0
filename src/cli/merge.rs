use std::path::PathBuf;

use clap::ValueHint;

use super::building::{BuildArgs, Target, build_site};
use super::shared_args::SiteOption;
use super::{Outcome, Verbosity};

/// Merge shards into one output
///
/// Takes every current booklet and page from the output folders of `build --shard`, checks them, and builds what is missing
/// or out of date. The output is the same as that of one `build`. A shard that is missing or was built twice changes only
/// the time that this takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress merge shards/*                     shards that were built here\n  \
    liftpress merge /mnt/1 /mnt/2 -o out         shards from other machines\n  \
    liftpress merge shards/* --format html,pdf   shards that were built with --format html,pdf")]
pub(super) struct Args {
    /// Output folders of shards
    #[arg(required = true, value_name = "SHARD", value_hint = ValueHint::DirPath)]
    shards: Vec<PathBuf>,
    #[command(flatten)]
    site: SiteOption,
    /// The output folder [default: `output` in the site's folder]
    #[arg(short, long, alias = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    #[command(flatten)]
    build: BuildArgs,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let Args { shards, site, output, build } = args;
    let target = Target { site: site.path(), output: output.as_deref(), shard: None, shards };
    build_site(build, &target, verbosity)
}
