use std::path::PathBuf;

use clap::ValueHint;

use crate::site::Shard;

use super::building::{BuildArgs, Target, build_site};
use super::shared_args::SiteArgument;
use super::{Outcome, Verbosity};

/// Build every booklet and the site
///
/// Writes a booklet for each lifter and program to `output/booklets/`, which is private. Writes the site, which you can
/// publish, to `output/site/`. Booklets and pages whose sources did not change are not rebuilt.
///
/// If the content has errors, all of them are reported and the previous output stays in place. The new output replaces it
/// only when it is complete. Files in the output folder that liftpress did not write are never changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress build                          the site in the current folder\n  \
    liftpress build ~/coaching               the site in another folder\n  \
    liftpress build -o /srv/booklets         write to another folder\n  \
    liftpress build --format html,pdf        booklets to read and to print\n  \
    liftpress build --layout sheet           PDFs with one page for each week\n  \
    liftpress build --rev spring -o spring   last season's booklets, byte for byte\n  \
    liftpress build --shard 2/8              the second of eight parts; `merge` joins them\n  \
    liftpress build --sync                   return when every file is on the disk\n  \
    liftpress build --report json            list the written files for other programs")]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgument,
    /// The output folder [default: `output` in the site's folder; with --shard 2/8, `shards/2-of-8`]
    #[arg(short, long, alias = "out", value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    /// Build only the lifters of one shard, as in `2/8`: the second of eight parts, which can be built on different machines
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    #[command(flatten)]
    build: BuildArgs,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let Args { site, output, shard, build } = args;
    let target = Target { site: site.path(), output: output.as_deref(), shard: *shard, shards: &[] };
    build_site(build, &target, verbosity)
}
