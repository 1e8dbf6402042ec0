# The tasks of this repository: `just` lists them. Without just, copy the command.

set positional-arguments

_list:
    @just --list --unsorted

# Build every booklet and the site of the gallery, into output/
build *args:
    cargo run --release -- build "$@"

# Preview the gallery and rebuild it at every change
serve *args:
    cargo run --release -- serve "$@"

# Run the tests whose names contain something, of the command: `just test maxes`
test *args:
    cargo test --release --test it "$@"

# Run the unit tests of one crate: core, render or site
unit crate *args:
    cargo test --release -p liftpress-{{crate}} "${@:2}"

# Run every test, a tenth of the random cases of each
test-all:
    cargo test --release --workspace

# Run every test with all random cases
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

# Check that it builds without PDF
without-pdf:
    cargo check --release --no-default-features

# Write snapshots, corpus messages and documents anew; read the diff afterwards
bless:
    LIFTPRESS_BLESS=1 INSTA_UPDATE=always cargo test --release --workspace

# Try spoiled inputs for some minutes
fuzz minutes="10":
    LIFTPRESS_FUZZ_SECONDS=$(({{minutes}} * 60)) cargo test --release --test it fuzz

# Run one benchmark: suite, micro, diff, pdf, page or serve
bench name *args:
    cargo bench --bench {{name}} -- "${@:2}"

# Make the library's documentation
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps

# Make the documents as a site, into docs/output/, and the pictures in them
docs:
    cargo run --release -- build docs
    docs/pictures.sh

# Check licenses, sources and advisories of dependencies
deny:
    .ci/dependencies

# Compare what two revisions print: the gallery and 2,000 random programs
compare base="HEAD":
    tests/compare {{base}}

# Check everything, as it is checked before a change lands
ci:
    .ci/run
