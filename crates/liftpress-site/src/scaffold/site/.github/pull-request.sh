#!/usr/bin/env bash
# Checks a pull request: reports mistakes and the changes in training, and builds the booklets.
#
#   bash .github/pull-request.sh [BASE] [FOLDER]
#
# BASE is the branch that the pull request is for (default: main). FOLDER is where the results go (default: pull-request).
# The script runs on any machine that has liftpress. It exits with 1 if the content has errors.
#
# VISIBILITY says who can read the repository. The results name lifters with their maxes, and booklets are built, only if it is
# `private`. On your own machine, type: VISIBILITY=private bash .github/pull-request.sh
set -u
base=${1:-main}
folder=${2:-pull-request}
status=0
lifters=--no-lifters
if [ "${VISIBILITY:-public}" = private ]; then lifters=; fi
mkdir -p "$folder"

# GitHub shows these mistakes next to the lines of the pull request.
liftpress check --format github $lifters || status=$?

# Compare with the commit at which the branch left BASE. Write a page that shows both versions of each week side by side, and the
# text of the comment.
liftpress diff "$base...HEAD" $lifters --format html > "$folder/comparison.html" || status=$?
liftpress diff "$base...HEAD" $lifters --format md > "$folder/all.md" || status=$?
{
    echo "## What this changes in training"
    echo
    # GitHub rejects comments of more than 65,536 characters.
    awk '{ length_so_far += length($0) + 1 } length_so_far > 60000 { cut = 1; exit } { print }
        END { if (cut) print "\nThe comparison is cut off here. All of it is in `comparison.html`, among the artifacts." }' "$folder/all.md"
} > "$folder/comment.md"
rm -f "$folder/all.md"

if [ -z "$lifters" ] && [ "$status" -eq 0 ]; then
    liftpress build --format html,md --output "$folder/output" || status=$?
fi
exit "$status"
