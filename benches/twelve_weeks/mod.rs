//! Content for measurements: one program of 12 weeks × 4 days × 30 sets, without lifters.

mod program;

use std::fs;
use std::path::Path;

use program::program;

/// Writes a file, given by its path in the content folder.
pub(crate) fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join("content").join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder to write to");
    fs::write(path, text).expect("a file of the benchmark");
}

/// Writes the settings and the program, `twelve-weeks`.
pub(crate) fn write_program(folder: &Path) {
    write(folder, "liftpress.yaml", "title: Benchmark\nunits: kg\nformats: [html, md]\n");
    write(folder, "programs/twelve-weeks.yaml", &program());
}
