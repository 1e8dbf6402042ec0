use std::path::PathBuf;

use clap::ValueHint;

use crate::site::Shard;

use super::making::{Making, Target, make};
use super::{Ended, Voice};

/// Build every booklet and the site
///
/// Reads the programs, lifters and exercises of a site and writes a booklet for each lifter and program to
/// `output/booklets/` (private), and what may be published to `output/site/`. What is made of the same as before is not
/// made again.
///
/// The last good output stays as it is until the new one is complete. Files in the output folder that liftpress did
/// not write are never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress build                    the site in the current folder\n  \
    liftpress build ~/coaching         another one\n  \
    liftpress build -o /srv/booklets   to another place\n  \
    liftpress build --format html,pdf  booklets to read and to print\n  \
    liftpress build --layout sheet     a page a week as PDF\n  \
    liftpress build --rev spring -o spring   last season's booklets again, byte for byte\n  \
    liftpress build --shard 2/8        the second eighth of the lifters; `merge` puts the eighths together\n  \
    liftpress build --sync             every file is on the disk when it ends\n  \
    liftpress build --report json      what was written, for other programs")]
pub(super) struct Args {
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
    /// Where to build [default: `output` in the site's folder, of a shard `shards/2-of-8`]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    /// Only the lifters of one of several parts, which can be built apart from each other: `2/8`
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    #[command(flatten)]
    making: Making,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let Args { dir, output, shard, making } = args;
    make(making, &Target { site: dir, output: output.as_deref(), shard: *shard, built: &[] }, voice)
}
