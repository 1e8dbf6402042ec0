#!/usr/bin/env bash
# Slurm: a job array builds the shards, and another job merges them when all have succeeded. Run the script in the folder of the
# site:
#
#   bash slurm.sh [SHARDS]
#
# The nodes need a shared file system with the site, and liftpress on their PATH. If the nodes do not share your home folder, set
# the same LIFTPRESS_KEY on all of them.
#
# After a failure, run the script again. It builds only the booklets and pages that are missing.
set -euo pipefail
shards=${1:-8}

# The resources of each job. liftpress uses all cores of a job.
limits=(--cpus-per-task=4 --mem=1G --time=60)

array=$(sbatch --parsable --job-name=liftpress-shard --array="1-$shards" --requeue "${limits[@]}" \
    --wrap "liftpress build --quiet --shard \"\$SLURM_ARRAY_TASK_ID/$shards\"")
# If there are several clusters, sbatch prints `JOB;CLUSTER`.
array=${array%%;*}
sbatch --job-name=liftpress-merge --dependency="afterok:$array" --kill-on-invalid-dep=yes "${limits[@]}" \
    --wrap "liftpress merge shards/*-of-$shards"
