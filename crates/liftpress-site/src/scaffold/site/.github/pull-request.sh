#!/usr/bin/env bash
# What a pull request means: its mistakes, what it changes in training, and the booklets that would come of it.
#
#   bash .github/pull-request.sh [BASE] [FOLDER]
#
# BASE is the branch that it is for (main), FOLDER where everything goes (pull-request). It runs on any machine that has
# liftpress, and exits with 1 where the content has errors.
#
# VISIBILITY says who can read the repository, and so what is printed here. Only where it is `private` are lifters named, with
# their maxes, and booklets built: VISIBILITY=private bash .github/pull-request.sh
set -u
base=${1:-main}
folder=${2:-pull-request}
status=0
lifters=--no-lifters
if [ "${VISIBILITY:-public}" = private ]; then lifters=; fi
mkdir -p "$folder"

# GitHub shows these beside the lines of the pull request.
liftpress check --format github $lifters || status=$?

# Since the branch left BASE. In the comment as text, as a page with both versions of each week beside each other.
liftpress diff "$base...HEAD" $lifters --format html > "$folder/comparison.html" || status=$?
liftpress diff "$base...HEAD" $lifters --format md > "$folder/all.md" || status=$?
{
    echo "## What this changes in training"
    echo
    # GitHub takes no comment of more than 65,536 characters.
    awk '{ length_so_far += length($0) + 1 } length_so_far > 60000 { cut = 1; exit } { print }
        END { if (cut) print "\nThere is more: `comparison.html`, among the artifacts, has all of it." }' "$folder/all.md"
} > "$folder/comment.md"
rm -f "$folder/all.md"

if [ -z "$lifters" ] && [ "$status" -eq 0 ]; then
    liftpress build --format html,md --output "$folder/output" || status=$?
fi
exit "$status"
