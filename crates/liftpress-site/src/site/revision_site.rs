//! Reads a site from a Git revision.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::history::{HistoryError, Reads, Repository, Revision};
use crate::model::Slug;
use crate::source::{Content, Input, Snapshot, SnapshotFile, is_yaml};

use super::layout::{Layout, content_among};

/// A site in a revision. It can be read and built like a site on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionSite {
    /// The folders that the site would have on disk.
    pub layout: Layout,
    snapshot: Arc<Snapshot>,
}

impl RevisionSite {
    /// Reads the site in `folder` from a revision.
    ///
    /// # Errors
    ///
    /// Fails if the revision has no site in the folder, or cannot be read.
    pub fn of(repository: &Repository, revision: &Revision, folder: &Path, reads: Reads) -> Result<Self, HistoryError> {
        let snapshot = repository.snapshot(revision, reads)?;
        let is_there = |path: &Path| snapshot.has(path);
        let content = content_among(folder, is_there, is_there).ok_or_else(|| HistoryError::NoContent {
            revision: revision.short(),
            folder: folder.display().to_string(),
        })?;
        Ok(Self { layout: Layout::within(folder, content), snapshot: Arc::new(snapshot) })
    }

    /// Reads the site in `folder` from a revision. Returns `None` if the revision has no site there.
    ///
    /// # Errors
    ///
    /// Fails if the revision cannot be read.
    pub fn find(
        repository: &Repository,
        revision: &Revision,
        folder: &Path,
        reads: Reads,
    ) -> Result<Option<Self>, HistoryError> {
        match Self::of(repository, revision, folder, reads) {
            Err(HistoryError::NoContent { .. }) => Ok(None),
            site => site.map(Some),
        }
    }

    /// Reads the content of the site.
    #[must_use]
    pub fn read(&self) -> Content {
        let (folder, snapshot) = (Some(self.layout.content.clone()), Some(Arc::clone(&self.snapshot)));
        Content::read_input(&Input { folder, snapshot, ..Input::default() })
    }

    /// Adds files. A file that the revision already has is not replaced.
    #[must_use]
    pub fn with(mut self, files: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        for (path, text) in files {
            if !snapshot.has(&path) {
                snapshot.insert(path, SnapshotFile::Bytes(text.into_bytes()));
            }
        }
        self
    }

    /// Whether the site has the program.
    pub(super) fn has_program(&self, slug: &Slug) -> bool {
        self.program_files().any(|path| is_of(path, slug))
    }

    /// Returns the site with only one program, the programs that it extends, and the files that all plans depend on.
    pub(super) fn only_with(&self, slug: &Slug) -> Self {
        let mut wanted = vec![slug.clone()];
        let mut at = 0;
        while let Some(slug) = wanted.get(at).cloned() {
            at += 1;
            for text in
                self.program_files().filter(|path| is_of(path, &slug)).filter_map(|path| self.snapshot.text(path))
            {
                match extended(text) {
                    Some(base) if !wanted.contains(&base) => wanted.push(base),
                    // The key `extends` may be written in a form that only the YAML parser understands, so all files are needed.
                    None if text.contains("extends") => return self.clone(),
                    _ => {}
                }
            }
        }
        let (programs, lifters) = (self.layout.content.join("programs"), self.layout.content.join("lifters"));
        let is_wanted = |path: &Path| {
            !path.starts_with(&lifters) && (!path.starts_with(&programs) || wanted.iter().any(|slug| is_of(path, slug)))
        };
        Self { layout: self.layout.clone(), snapshot: Arc::new(self.snapshot.only(is_wanted)) }
    }

    fn program_files(&self) -> impl Iterator<Item = &Path> {
        let programs = self.layout.content.join("programs");
        self.snapshot.paths().filter(move |path| path.starts_with(&programs))
    }
}

fn is_of(path: &Path, slug: &Slug) -> bool {
    is_yaml(path) && path.file_stem().is_some_and(|stem| stem == slug.as_str())
}

/// Returns the program that a program extends, if the key `extends` is at the beginning of a line.
fn extended(text: &str) -> Option<Slug> {
    let line = text.lines().find_map(|line| line.strip_prefix("extends:"))?;
    Slug::new(line.split('#').next()?.trim().trim_matches(['"', '\''])).ok()
}
