//! `include_dir!` does not see new files by itself.
fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=content/exercises");
    println!("cargo::rerun-if-changed=src/scaffold/site");
}
