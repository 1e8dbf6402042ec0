//! What is compiled in changes the program too: `include_dir!` does not see new files by itself. And what the program is made
//! of is known to it, so that nothing it remembers of another build of itself is taken for its own.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What decides the bytes of an output, from the root of the repository.
const PARTS: [&str; 5] = ["Cargo.lock", "Cargo.toml", "content/exercises", "crates", "templates"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let mut files = BTreeMap::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={}", root.join(part).display());
        read(&root, &root.join(part), &mut files);
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    env::var("CARGO_CFG_FEATURE").unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=LIFTPRESS_BUILD={:016x}", hasher.finish());
}

/// Every file in there, by its path.
fn read(root: &Path, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    if let Ok(bytes) = fs::read(path) {
        let inside = path.strip_prefix(root).unwrap_or(path);
        files.insert(inside.to_string_lossy().replace('\\', "/"), bytes);
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        read(root, &entry.path(), files);
    }
}
