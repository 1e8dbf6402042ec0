//! Computes a digest of the sources and compiles it into liftpress, so that pages in the cache of a different liftpress are
//! rebuilt. Also makes cargo compile the crate again after a file was added in `templates/` or `scaffold/`, which `include_dir!`
//! does not notice.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Everything that affects the bytes of an output, relative to the root of the repository.
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

/// Returns the contents of every file in a folder, by path.
fn read(root: &Path, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    if let Ok(bytes) = fs::read(path) {
        let inside = path.strip_prefix(root).unwrap_or(path);
        files.insert(inside.to_string_lossy().replace('\\', "/"), bytes);
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        read(root, &entry.path(), files);
    }
}
