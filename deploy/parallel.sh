#!/usr/bin/env bash
# GNU parallel: shards on several machines by ssh, then merged. Run it in the folder of the site:
#
#   bash parallel.sh 8 --sshlogin host1,host2,:     two machines, and this one
#   bash parallel.sh 8                              one shard after another, where memory is short
#
# The folder has to be at the same path on all of them (NFS, for instance), and so has liftpress on their PATH. If they do not share your
# home folder, set the same LIFTPRESS_KEY on all of them. What stands
# behind the number of shards goes to parallel. Run it again after a failure: what is built already is not built again.
set -euo pipefail
shards=${1:?say into how many shards: bash parallel.sh 8}
shift

# One shard at a time on each machine, for liftpress uses all of its cores. A machine that fails leaves its shard to another.
seq "$shards" | parallel --jobs 1 --retries 3 --workdir "$PWD" "$@" liftpress build --quiet --shard "{}/$shards"
liftpress merge shards/*-of-"$shards"
