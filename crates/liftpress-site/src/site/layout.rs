//! Finds the content, template and output folders of a site.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use super::output::{self, Place, Root};
use super::shard::Shard;

/// The folders of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The content folder: programs, lifters, exercises, pages.
    pub content: PathBuf,
    /// The folder of the site's own templates. It may not exist.
    pub templates: PathBuf,
    /// The output folder.
    pub output: PathBuf,
    /// The path of the output folder in the site's folder; `None` if the user named an output folder.
    own_output: Option<String>,
}

/// The subfolders of a content folder that are read.
pub(super) const SOURCES: [&str; 5] = ["programs", "lifters", "exercises", "pages", "assets"];

/// The reason why a folder cannot be used as a site.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LayoutError {
    /// The folder has no content.
    #[error("`{0}` is not a site: it has no folder `content` or `programs`, and no `liftpress.yaml`")]
    NoContent(String),
    /// A folder of the site is a link that leads out of it.
    #[error(
        "`{link}` is a link that leads out of the site, to `{target}`, so liftpress does not read it; \
         replace the link with the folder itself, or name the folder that it leads to as the site"
    )]
    LeadsOut {
        /// The link.
        link: String,
        /// The target of the link.
        target: String,
    },
    /// The output folder overlaps with a folder that is read.
    #[error("the output folder `{output}` overlaps with `{source_folder}`; choose another output folder with -o")]
    Overlap {
        /// The output folder.
        output: String,
        /// The folder that is read.
        source_folder: String,
    },
}

impl Layout {
    /// Finds the folders of the site in `folder`, which has a folder `content` or is itself a content folder. The output folder is
    /// `output/` in the site, unless `output` names another one.
    ///
    /// # Errors
    ///
    /// Fails if there is no content, if a folder is a link that leads out of the site, or if the output overlaps with the content.
    pub fn find(folder: &Path, output: Option<&Path>) -> Result<Self, LayoutError> {
        Self::within(folder, content_of(folder)?).built_into(output)
    }

    /// Returns the layout of the site in `folder` with this content folder.
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

    /// Returns the layout of a shard. It is built into `shards/` of the site, unless `output` names another folder.
    ///
    /// # Errors
    ///
    /// Fails if the output overlaps with the content.
    pub fn of_shard(self, shard: Shard, output: Option<&Path>) -> Result<Self, LayoutError> {
        self.built_inside(&format!("shards/{shard}")).built_into(output)
    }

    /// Returns the output folder, and how to write to it.
    pub(super) fn place(&self, is_synced: bool) -> Place<'_> {
        let root = match &self.own_output {
            Some(inside) => Root::Own { site: self.folder(), inside },
            None => Root::Named(&self.output),
        };
        Place { root, shown: &self.output, is_synced }
    }

    /// Returns the folder of the site. Paths in messages are relative to it.
    pub(super) fn folder(&self) -> &Path {
        let folder = self.templates.parent().unwrap_or(&self.content);
        if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
    }

    /// Changes the output folder to `output`, if it is given.
    ///
    /// # Errors
    ///
    /// Fails if the output overlaps with the content.
    pub fn built_into(mut self, output: Option<&Path>) -> Result<Self, LayoutError> {
        if let Some(output) = output {
            self.output = output.to_path_buf();
            self.own_output = None;
        }
        self.check_overlap()?;
        Ok(self)
    }

    /// Whether the output folder has anything besides the state of liftpress.
    #[must_use]
    pub fn has_output(&self) -> bool {
        let is_output =
            |entry: std::io::Result<std::fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() != output::FOLDER);
        std::fs::read_dir(&self.output).is_ok_and(|mut entries| entries.any(is_output))
    }

    /// Checks that the output folder does not overlap with a folder that is read.
    fn check_overlap(&self) -> Result<(), LayoutError> {
        let output = resolved(&self.output);
        let folders = SOURCES.map(|folder| self.content.join(folder));
        for source in folders.iter().chain([&self.templates]) {
            let source_path = resolved(source);
            if output.starts_with(&source_path) || source_path.starts_with(&output) {
                return Err(LayoutError::Overlap {
                    output: self.output.display().to_string(),
                    source_folder: source.display().to_string(),
                });
            }
        }
        Ok(())
    }
}

/// Finds the content folder of the site in `folder`.
///
/// # Errors
///
/// Fails if there is no content, or if a folder is a link that leads out of the site.
pub fn content_of(folder: &Path) -> Result<PathBuf, LayoutError> {
    let no_content = || LayoutError::NoContent(folder.display().to_string());
    let content = content_among(folder, Path::is_dir, Path::exists).ok_or_else(no_content)?;
    ["content", "templates"].iter().try_for_each(|name| refuse_link_out(folder, name)).map(|()| content)
}

/// Refuses a link that leads out of the site. With such a link, a site that someone else wrote could publish any folder of the
/// user.
fn refuse_link_out(folder: &Path, name: &str) -> Result<(), LayoutError> {
    let link = folder.join(name);
    let (Ok(site), Ok(target)) = (folder.canonicalize(), link.canonicalize()) else { return Ok(()) };
    if target.starts_with(site) {
        return Ok(());
    }
    let [link, target] = [link.strip_prefix(".").unwrap_or(&link), &target].map(|path| path.display().to_string());
    Err(LayoutError::LeadsOut { link, target })
}

/// Finds the content folder of a site on disk or in a revision. The functions say whether a folder, or anything, exists at a
/// path.
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

/// Makes a path absolute, and resolves the links in the part of the path that exists.
fn resolved(path: &Path) -> PathBuf {
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
    fn output_must_not_overlap_with_sources() {
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
