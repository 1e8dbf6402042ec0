#!/usr/bin/env bash
# GNU parallel: builds shards on several machines over ssh, then merges them. Run the script in the folder of the site:
#
#   bash parallel.sh 8 --sshlogin host1,host2,:     on two machines and this one
#   bash parallel.sh 8                              one shard after another on this machine, to save memory
#
# The script passes all arguments after the number of shards to parallel.
#
# Each machine needs the site at the same path (over NFS, for example), and liftpress on its PATH. If the machines do not share
# your home folder, set the same LIFTPRESS_KEY on all of them.
#
# After a failure, run the script again. It builds only the booklets and pages that are missing.
set -euo pipefail
shards=${1:?the number of shards is missing: bash parallel.sh 8}
shift

# Each machine builds one shard at a time, because liftpress uses all cores. If a machine fails, parallel retries its shard on
# another machine.
seq "$shards" | parallel --jobs 1 --retries 3 --workdir "$PWD" "$@" liftpress build --quiet --shard "{}/$shards"
liftpress merge shards/*-of-"$shards"
