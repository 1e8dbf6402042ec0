//! Where a site's content, templates and output are.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::output::{self, Place, Root};
use super::shard::Shard;

/// The folders of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Programs, lifters, exercises, pages.
    pub content: PathBuf,
    /// The site's own templates; need not exist.
    pub templates: PathBuf,
    /// What is built.
    pub output: PathBuf,
    /// Where in the site's folder that is; nothing where it was named, and so may be anywhere.
    own_output: Option<String>,
}

/// The folders of a content folder that are read.
pub(super) const SOURCES: [&str; 5] = ["programs", "lifters", "exercises", "pages", "assets"];

/// Why a folder is no site.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayoutError {
    /// Nothing to read.
    #[error("no content in `{0}`: there is neither a folder `content` nor a `liftpress.yaml` or `programs` in it")]
    NoContent(String),
    /// A folder of the site is a link to what is not in it.
    #[error(
        "`{link}` is a link that leads out of the site, to `{target}`, so it is not read; \
         put the folder itself there, or name the folder that it leads to as the site"
    )]
    LeadsOut {
        /// The link.
        link: String,
        /// Where it leads.
        target: String,
    },
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
        Self::within(folder, content_of(folder)?).built_into(output)
    }

    /// The layout of the site in `folder` with its content in another one.
    pub(super) fn within(folder: &Path, content: PathBuf) -> Self {
        let (templates, output) = (folder.join("templates"), PathBuf::new());
        Self { content, templates, output, own_output: None }.built_inside("output")
    }

    fn built_inside(mut self, inside: &str) -> Self {
        let folder = self.folder();
        self.output = folder.strip_prefix(".").unwrap_or(folder).join(inside);
        self.own_output = Some(inside.to_owned());
        self
    }

    /// The same for a shard, which is built into a folder of its own unless `output` names one.
    pub fn of_shard(self, shard: Shard, output: Option<&Path>) -> Result<Self, LayoutError> {
        self.built_inside(&format!("shards/{shard}")).built_into(output)
    }

    /// The output folder, to be written to.
    pub(super) fn place(&self, is_synced: bool) -> Place<'_> {
        let root = match &self.own_output {
            Some(inside) => Root::Own { site: self.folder(), inside },
            None => Root::Named(&self.output),
        };
        Place { root, shown: &self.output, is_synced }
    }

    /// The folder of the whole site: what paths are told from.
    pub(super) fn folder(&self) -> &Path {
        let folder = self.templates.parent().unwrap_or(&self.content);
        if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
    }

    /// The same, built into another folder if one is given.
    pub fn built_into(mut self, output: Option<&Path>) -> Result<Self, LayoutError> {
        if let Some(output) = output {
            self.output = output.to_path_buf();
            self.own_output = None;
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
    let content = content_among(folder, Path::is_dir, Path::exists).ok_or_else(no_content)?;
    ["content", "templates"].iter().try_for_each(|name| refuse_link_out(folder, name)).map(|()| content)
}

/// Nobody sees what a link leads to when a site comes from somebody else: it could publish what is in any folder.
fn refuse_link_out(folder: &Path, name: &str) -> Result<(), LayoutError> {
    let link = folder.join(name);
    let (Ok(home), Ok(target)) = (folder.canonicalize(), link.canonicalize()) else { return Ok(()) };
    if target.starts_with(home) {
        return Ok(());
    }
    let [link, target] = [link.strip_prefix(".").unwrap_or(&link), &target].map(|path| path.display().to_string());
    Err(LayoutError::LeadsOut { link, target })
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
