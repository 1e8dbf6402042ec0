//! Where a site's content, templates and output are.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::output;

/// The folders of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Programs, lifters, exercises, pages.
    pub content: PathBuf,
    /// The site's own templates; need not exist.
    pub templates: PathBuf,
    /// What is built.
    pub output: PathBuf,
}

/// The folders of a content folder that are read.
pub(super) const SOURCES: [&str; 5] = ["programs", "lifters", "exercises", "pages", "assets"];

/// Why a folder is no site.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// Nothing to read.
    #[error("no content in `{0}`: there is neither a folder `content` nor a `liftpress.yaml` or `programs` in it")]
    NoContent(String),
    /// Building would write into what is read, or read what is written.
    #[error("the output folder `{output}` and `{source_folder}` lie within each other; choose another with -o")]
    Overlap {
        /// The output folder.
        output: String,
        /// The folder that is read.
        source_folder: String,
    },
}

impl Layout {
    /// The layout of the site in `folder`: its `content/`, or the folder itself if it is one. Output goes to its
    /// `output/` unless `output` says otherwise.
    pub fn find(folder: &Path, output: Option<&Path>) -> Result<Self, LayoutError> {
        let content = content_of(folder)?;
        let templates = folder.join("templates");
        let here = folder.strip_prefix(".").unwrap_or(folder);
        Self { content, templates, output: here.join("output") }.built_into(output)
    }

    /// The folder of the whole site: what paths are told from.
    pub(super) fn folder(&self) -> &Path {
        self.templates.parent().unwrap_or(&self.content)
    }

    /// The same, built into another folder if one is given.
    pub fn built_into(mut self, output: Option<&Path>) -> Result<Self, LayoutError> {
        if let Some(output) = output {
            self.output = output.to_path_buf();
        }
        self.check_overlap()?;
        Ok(self)
    }

    /// Whether there is anything in the output folder besides what liftpress keeps there for itself.
    #[must_use]
    pub fn has_output(&self) -> bool {
        let is_output =
            |entry: std::io::Result<std::fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() != output::FOLDER);
        std::fs::read_dir(&self.output).is_ok_and(|mut entries| entries.any(is_output))
    }

    /// Output must not be among what is read, nor the other way round.
    fn check_overlap(&self) -> Result<(), LayoutError> {
        let output = plain(&self.output);
        let folders = SOURCES.map(|folder| self.content.join(folder));
        for source in folders.iter().chain([&self.templates]) {
            let inside = output.starts_with(plain(source));
            if inside || plain(source).starts_with(&output) {
                return Err(LayoutError::Overlap {
                    output: self.output.display().to_string(),
                    source_folder: source.display().to_string(),
                });
            }
        }
        Ok(())
    }
}

/// The content folder of the site in `folder`.
pub fn content_of(folder: &Path) -> Result<PathBuf, LayoutError> {
    let no_content = || LayoutError::NoContent(folder.display().to_string());
    content_among(folder, Path::is_dir, Path::exists).ok_or_else(no_content)
}

/// The same, where it is for others to say what there is.
pub(super) fn content_among(
    folder: &Path,
    is_folder: impl Fn(&Path) -> bool,
    is_there: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let inside = folder.join("content");
    if is_folder(&inside) {
        return Some(inside);
    }
    let is_content = ["liftpress.yaml", "liftpress.yml", "programs"].iter().any(|name| is_there(&folder.join(name)));
    is_content.then(|| folder.to_path_buf())
}

/// Absolute, links resolved as far as the path exists.
fn plain(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut existing = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                existing.pop();
            }
            component => {
                existing.push(component);
                existing = existing.canonicalize().unwrap_or(existing);
            }
        }
    }
    existing
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn output_and_sources_are_kept_apart() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/programs")).unwrap();
        let find = |output: &str| Layout::find(folder.path(), Some(&folder.path().join(output)));
        for bad in ["content", "content/programs", "content/programs/x", ".", "..", "templates", "x/../content/lifters"]
        {
            assert!(matches!(find(bad), Err(LayoutError::Overlap { .. })), "{bad}");
        }
        for good in ["output", "public", "content-out", "content/../o"] {
            assert!(find(good).is_ok(), "{good}");
        }
        assert!(matches!(Layout::find(&folder.path().join("content/programs"), None), Err(LayoutError::NoContent(_))));
    }
}
