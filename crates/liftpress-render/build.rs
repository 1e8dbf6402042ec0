//! Rebuilds the crate when a file is added to `templates/`, which `include_dir!` does not notice.

fn main() {
    println!("cargo::rerun-if-changed=../../templates");
}
