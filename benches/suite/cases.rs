//! Measurements of liftpress itself.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

use crate::content::{Content, Edition, Size};
use crate::measure::{Taken, liftpress, settle};
use crate::report::{FULL, Figure, Report};

/// The number of runs of commands that take only milliseconds.
const STARTS: usize = 21;

/// Measures start-up and the gallery.
pub(crate) fn gallery(report: &mut Report) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
    let path = output.path().join("output").display().to_string();
    let build = ["build", "-q", "-o", &path];
    Taken::by(&mut liftpress(repository, &build));
    for (case, arguments, starts) in [
        ("--version", ["--version"].as_slice(), STARTS),
        ("list", &["list"], STARTS),
        // This lays out every PDF of the gallery.
        ("check", &["check", "-q"], 3),
        ("nothing changed", &build, STARTS),
    ] {
        let since = SystemTime::now();
        let taken: Vec<_> = (0..starts).map(|_| Taken::by(&mut liftpress(repository, arguments))).collect();
        let size = if case == "nothing changed" { Size::of(output.path(), since) } else { Size::default() };
        report.add(Figure::new(case, (1, "gallery"), &taken, size));
    }
}

/// A site that is built many times into one output folder.
struct Site {
    folder: TempDir,
    content: Content,
    edition: Edition,
}

impl Site {
    fn new(content: Content) -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let edition = Edition(0);
        content.write(folder.path(), edition);
        fs::create_dir(folder.path().join("copy")).expect("a folder for the copy");
        Self { folder, content, edition }
    }

    fn build(&self) -> Taken {
        settle(self.folder.path());
        Taken::by(&mut liftpress(self.folder.path(), &["build", "-q"]))
    }

    /// Copies the booklets and the site over the last copy. Does not copy the state of liftpress.
    fn copy(&self) -> Taken {
        settle(self.folder.path());
        let mut command = Command::new("cp");
        Taken::by(command.args(["-r", "output/booklets", "output/site", "copy"]).current_dir(self.folder.path()))
    }

    fn change_all(&mut self) {
        self.edition = self.edition.next();
        self.content.write(self.folder.path(), self.edition);
    }

    fn size(&self, since: SystemTime) -> Size {
        let [booklets, site] =
            ["booklets", "site"].map(|part| Size::of(&self.folder.path().join("output").join(part), since));
        Size {
            files: booklets.files + site.files,
            bytes: booklets.bytes + site.bytes,
            written: booklets.written + site.written,
        }
    }
}

/// Measures all kinds of builds of a site.
pub(crate) fn builds(content: Content, rounds: usize, report: &mut Report) {
    let of = (content.size(), content.noun());
    let mut site = Site::new(content);
    site.build();
    site.copy();
    let [mut full, mut copies, mut same, mut one] = [const { Vec::new() }; 4];
    let [mut full_size, mut same_size, mut one_size] = [Size::default(); 3];
    for _ in 0..rounds {
        site.change_all();
        let since = SystemTime::now();
        full.push(site.build());
        full_size = site.size(since);
        copies.push(site.copy());

        let since = SystemTime::now();
        same.push(site.build());
        same_size = site.size(since);

        content.write_one(site.folder.path(), site.edition);
        let since = SystemTime::now();
        one.push(site.build());
        one_size = site.size(since);
    }
    report.add(Figure::new(FULL, of, &full, full_size).next_to(&copies));
    report.add(Figure::new("nothing changed", of, &same, same_size));
    report.add(Figure::new("one lifter changed", of, &one, one_size));
    let check: Vec<_> = (0..rounds).map(|_| Taken::by(&mut liftpress(site.folder.path(), &["check", "-q"]))).collect();
    report.add(Figure::new("check", of, &check, Size::default()));
    fresh(&site, rounds.min(3), of, report);
}

/// Measures builds into new folders. The times are noisy, because they depend on where the file system finds free space.
fn fresh(site: &Site, rounds: usize, of: (usize, &'static str), report: &mut Report) {
    let [mut builds, mut copies] = [const { Vec::new() }; 2];
    let mut size = Size::default();
    for _ in 0..rounds {
        for folder in ["output", "copy"] {
            fs::remove_dir_all(site.folder.path().join(folder)).expect("a folder to remove");
        }
        fs::create_dir(site.folder.path().join("copy")).expect("a folder for the copy");
        let since = SystemTime::now();
        builds.push(site.build());
        size = site.size(since);
        copies.push(site.copy());
    }
    report.add(Figure::new("fresh folders (noisy)", of, &builds, size).next_to(&copies));
}
