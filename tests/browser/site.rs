//! Sites built into temporary folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use liftpress::model::{Format, Paper, Settings};
use liftpress::site::{BuildOptions, Layout, build};
use liftpress::source::Content;
use tempfile::TempDir;

/// The repository's root.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A site in a temporary folder, removed when dropped.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a file, by its path within the site.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Builds it, without any diagnostics.
    pub(crate) fn built(self) -> Built {
        let site = self.folder.path().to_path_buf();
        build_from(&site, site.join("output"), self.folder, |_| {})
    }
}

/// The output of a build.
pub(crate) struct Built {
    output: PathBuf,
    _folder: TempDir,
}

impl Built {
    /// Reads a file of the output: `booklets/sam-example/madcow/booklet.html`.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.output.join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        let path = self.path(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns every booklet as a page, by its path in the output.
    pub(crate) fn booklets(&self) -> Vec<String> {
        let folders = |path: PathBuf| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        let lifters = folders(self.path("booklets")).filter(|path| path.is_dir());
        let files = lifters.flat_map(folders).map(|folder| folder.join("booklet.html"));
        let inside = |file: PathBuf| file.strip_prefix(&self.output).unwrap().to_string_lossy().into_owned();
        let mut booklets: Vec<_> = files.map(inside).collect();
        booklets.sort();
        booklets
    }
}

/// The gallery, built once for all tests.
pub(crate) fn gallery() -> &'static Built {
    static GALLERY: OnceLock<Built> = OnceLock::new();
    GALLERY.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let pages_only = |settings: &mut Settings| settings.formats = vec![Format::Html];
        build_from(&repository(), folder.path().join("output"), folder, pages_only)
    })
}

/// The gallery as pages and as PDF, on some paper.
pub(crate) fn gallery_on(paper: Paper) -> Built {
    let folder = tempfile::tempdir().unwrap();
    build_from(&repository(), folder.path().join("output"), folder, |settings| {
        settings.formats = vec![Format::Html, Format::Pdf];
        settings.theme.paper = paper;
    })
}

fn build_from(site: &Path, output: PathBuf, folder: TempDir, settle: impl FnOnce(&mut Settings)) -> Built {
    let layout = Layout::find(site, Some(&output)).unwrap();
    let mut content = Content::read(&layout.content);
    settle(&mut content.settings);
    let built = build(&mut content, &layout, &BuildOptions::default(), &()).unwrap();
    assert!(!built.booklets.is_empty());
    Built { output, _folder: folder }
}
