use std::path::PathBuf;

use clap::ValueHint;

use super::making::{Making, Target, make};
use super::{Ended, Voice};

/// Put together what was built in shards
///
/// Takes from the output folders of shards what is made of the site as it is now, checks it, makes what is missing, and comes
/// to the same as one `build` of everything. A shard that was built again, or not at all, changes only how long it takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress merge shards/*               what `build --shard` built here\n  \
    liftpress merge /mnt/1 /mnt/2 -o out   what other machines built\n  \
    liftpress merge shards/* --format html,pdf   as `build --shard 1/4 --format html,pdf` and so on built it")]
pub(super) struct Args {
    /// Output folders of shards
    #[arg(required = true, value_name = "SHARD", value_hint = ValueHint::DirPath)]
    shards: Vec<PathBuf>,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    site: PathBuf,
    /// Where to put it [default: `output` in the site's folder]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let Args { shards, site, output, making } = args;
    make(making, &Target { site, output: output.as_deref(), shard: None, built: shards }, voice)
}
