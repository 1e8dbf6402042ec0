# The tasks of this repository. `just` lists them. Without just, copy a command.

set positional-arguments

_list:
    @just --list --unsorted

# Build every booklet and the site of the gallery, into output/
build *args:
    cargo run --release -- build "$@"

# Preview the gallery and rebuild it at every change
serve *args:
    cargo run --release -- serve "$@"

# Run the command's tests whose names contain a word: `just test maxes`
test *args:
    cargo test --release --test it "$@"

# Run the unit tests of one crate: core, render or site
unit crate *args:
    cargo test --release -p liftpress-{{crate}} "${@:2}"

# Run every test, with a tenth of the random cases
test-all:
    cargo test --release --workspace

# Run every test, with all random cases
test-full:
    LIFTPRESS_FULL=1 cargo test --release --workspace

# Test pages in a headless Chromium
browser *args:
    cargo test --release -p liftpress-browser-tests "$@"

# Format, then lint Rust and scripts
lint:
    cargo fmt --all
    cargo clippy --release --workspace --all-targets -- -D warnings
    .ci/scripts

# Check that liftpress builds without PDF
without-pdf:
    cargo check --release --no-default-features

# Rewrite snapshots, messages and generated documents, then read the diff
bless:
    LIFTPRESS_BLESS=1 INSTA_UPDATE=always cargo test --release --workspace

# Try damaged input files for some minutes
fuzz minutes="10":
    LIFTPRESS_FUZZ_SECONDS=$(({{minutes}} * 60)) cargo test --release --test it fuzz

# Run one benchmark: suite, micro, diff, pdf, page or serve
bench name *args:
    cargo bench --bench {{name}} -- "${@:2}"

# Build the library's documentation
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps

# Build the documentation site into docs/output/, and its pictures
docs:
    cargo run --release -- build docs
    docs/pictures.sh

# Check the licenses, sources and advisories of dependencies
deny:
    .ci/dependencies

# Compare the output of two revisions, for the gallery and 2,000 random programs
compare base="HEAD":
    tests/compare {{base}}

# Run every check that a change must pass
ci:
    .ci/run
