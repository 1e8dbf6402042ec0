#!/usr/bin/env bash
# Slurm: an array of jobs, one a shard, and a job that merges them when all have succeeded. Run it in the folder of the site:
#
#   bash slurm.sh [SHARDS]
#
# The folder has to be on a file system that all nodes share, and liftpress on their PATH. If they do not share your home folder, set the
# same LIFTPRESS_KEY on all of them. Run it again after a failure: what
# is built already is not built again.
set -euo pipefail
shards=${1:-8}

# What each job gets; liftpress uses all of its cores.
limits=(--cpus-per-task=4 --mem=1G --time=60)

array=$(sbatch --parsable --job-name=liftpress-shard --array="1-$shards" --requeue "${limits[@]}" \
    --wrap "liftpress build --quiet --shard \"\$SLURM_ARRAY_TASK_ID/$shards\"")
# With more than one cluster, the cluster's name stands behind the number of the job.
array=${array%%;*}
sbatch --job-name=liftpress-merge --dependency="afterok:$array" --kill-on-invalid-dep=yes "${limits[@]}" \
    --wrap "liftpress merge shards/*-of-$shards"
