//! Finds the revision of each booklet, which is the last commit that changed any source file of the booklet. So a commit that
//! changes only another program does not change the booklet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::diagnostic::FileId;
use crate::history::{CommittedFiles, FileStatus, HistoryError, Repository, Revision};
use crate::model::{Labels, Lifter, Program};
use crate::source::Content;
use crate::templates::Templates;

use super::layout::Layout;
use super::pages::Job;

/// The revision of each booklet, by the folder of the booklet. Empty if the site is not in Git.
#[derive(Debug, Default)]
pub(super) struct BookletRevisions(HashMap<String, BookletRevision>);

/// The revision of a booklet.
#[derive(Debug)]
struct BookletRevision {
    revision: Revision,
    /// Whether a source file of the booklet has changes that are not committed.
    is_changed: bool,
}

impl BookletRevisions {
    /// Finds the revisions of the booklets of a site that was read from disk, or from `revision`.
    pub(super) fn of(
        content: &Content,
        templates: &Templates,
        layout: &Layout,
        jobs: &[Job<'_>],
        revision: Option<&Revision>,
    ) -> Self {
        let own: Vec<_> = jobs.iter().map(|job| files_of(content, job.program, Some(job.lifter))).collect();
        // Without a readable history, booklets have no revision.
        let revisions = find(content, templates, layout.folder(), &own, revision).unwrap_or_default();
        Self(revisions.into_iter().map(|(job, revision)| (jobs[job].folder.clone(), revision)).collect())
    }

    /// Returns the words for the revision of a booklet; empty if the booklet has no revision.
    pub(super) fn words(&self, job: &Job<'_>, labels: &Labels) -> String {
        let Some(BookletRevision { revision, is_changed }) = self.0.get(&job.folder) else { return String::new() };
        let words = labels.revision_of(revision.short(), labels.date_in_words(revision.date));
        if *is_changed { labels.with_changes(words) } else { words }
    }
}

/// Returns the time of the last commit that changed the source files of a program's plan, in minutes since 1970. If these files
/// have changes that are not committed, the time is one minute later. Returns `None` if the revision cannot be found, for example
/// because the site is not in Git.
#[must_use]
pub fn last_changed(content: &Content, site: &Path, program: &Program, lifter: Option<&Lifter>) -> Option<u32> {
    let layout = Layout::find(site, None).ok()?;
    let own = [files_of(content, program, lifter)];
    let mut revisions = find(content, &Templates::default(), layout.folder(), &own, None).ok()?;
    let BookletRevision { revision, is_changed } = revisions.remove(&0)?;
    u32::try_from(revision.minutes() + i64::from(is_changed)).ok()
}

/// Finds the revision of each list of files. The key of the result is the position of the list, from 0.
fn find(
    content: &Content,
    templates: &Templates,
    folder: &Path,
    own: &[Vec<FileId>],
    revision: Option<&Revision>,
) -> Result<HashMap<usize, BookletRevision>, HistoryError> {
    let repository = Repository::of(folder)?;
    let head = revision.map_or_else(|| repository.head(), |revision| Ok(revision.clone()))?;
    let committed = repository.files(&head)?;
    if committed.files.is_empty() {
        // The site is in the folder of some repository, but is not committed there.
        return Ok(HashMap::new());
    }
    let Changed { changed, unknown } = match revision {
        Some(_) => Changed::default(),
        None => changed(&repository, &committed, &files(content, templates, folder), folder),
    };
    let mut waiting: BTreeMap<usize, BTreeSet<PathBuf>> =
        own.iter().map(|own| sources(content, own, folder, &committed)).enumerate().collect();
    let touches = |paths: &BTreeSet<PathBuf>, own: &BTreeSet<PathBuf>| {
        paths.iter().any(|path| is_shared(path) || own.contains(path))
    };
    // If a filter converts a file, the revision is not certain.
    waiting.retain(|_, own| !touches(&unknown, own));
    let dirty: HashMap<usize, bool> = waiting.iter().map(|(job, own)| (*job, touches(&changed, own))).collect();
    let mut found = HashMap::new();
    repository.walk_changes(&head, |revision, paths| {
        let is_shared_change = paths.iter().any(|path| is_shared(path));
        let is_touched = |own: &BTreeSet<PathBuf>| is_shared_change || paths.iter().any(|path| own.contains(path));
        waiting.retain(|job, own| {
            let is_found = is_touched(own);
            if is_found {
                found.insert(*job, revision.clone());
            }
            !is_found
        });
        if waiting.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let revision_of = |at: usize| {
        let is_changed = dirty.get(&at).copied().unwrap_or_default();
        // If files were never committed, the revision is the latest commit, with changes. If no commit is found for committed
        // files, the clone is shallow and lacks that commit.
        let revision = found.remove(&at).or_else(|| is_changed.then(|| head.clone()))?;
        Some((at, BookletRevision { revision, is_changed }))
    };
    Ok((0..own.len()).filter_map(revision_of).collect())
}

/// Whether a file of the site is a source of every booklet.
fn is_shared(path: &Path) -> bool {
    let path = path.strip_prefix("content").unwrap_or(path);
    let first = path.components().next().and_then(|first| first.as_os_str().to_str());
    matches!(first, Some("exercises" | "assets" | "templates" | "rpe-chart.csv" | "liftpress.yaml" | "liftpress.yml"))
}

/// Returns the files of a booklet's program, of the programs that it extends, and of the booklet's lifter.
fn files_of(content: &Content, program: &Program, lifter: Option<&Lifter>) -> Vec<FileId> {
    content.files_of(program).into_iter().chain(lifter.map(|lifter| lifter.place.file)).collect()
}

/// Returns the paths of files. For a file that is a link, also returns the path of the link's target.
fn sources(content: &Content, files: &[FileId], folder: &Path, committed: &CommittedFiles) -> BTreeSet<PathBuf> {
    let paths: BTreeSet<_> = files.iter().map(|file| inside(content.files.path(*file), folder)).collect();
    let targets: Vec<_> = paths.iter().filter_map(|path| committed.links.get(path).cloned()).collect();
    paths.into_iter().chain(targets).collect()
}

/// Makes a path relative to the site's folder.
fn inside(path: &str, folder: &Path) -> PathBuf {
    let folder = folder.strip_prefix(".").unwrap_or(folder);
    let path = Path::new(path);
    path.strip_prefix(folder).unwrap_or(path).to_path_buf()
}

/// Returns the bytes of every file that was read, by path in the site's folder.
fn files<'c>(content: &'c Content, templates: &'c Templates, folder: &Path) -> BTreeMap<PathBuf, &'c [u8]> {
    let texts = content.files.texts().map(|(path, text)| (inside(path, folder), text.as_bytes()));
    let pictures = content.pictures.values().map(|picture| (picture.file, picture.bytes.as_slice()));
    let fonts = templates.fonts.iter().map(|font| (font.file, font.bytes.as_slice()));
    let others = pictures.chain(fonts).map(|(file, bytes)| (inside(content.files.path(file), folder), bytes));
    texts.chain(others).collect()
}

/// How the files on disk differ from a revision.
#[derive(Default)]
struct Changed {
    /// Files that differ from the revision, and deleted files.
    changed: BTreeSet<PathBuf>,
    /// Files that cannot be compared, because a filter converts them.
    unknown: BTreeSet<PathBuf>,
}

fn changed(
    repository: &Repository,
    committed: &CommittedFiles,
    files: &BTreeMap<PathBuf, &[u8]>,
    folder: &Path,
) -> Changed {
    let mut found = Changed::default();
    for (path, bytes) in files {
        let status = match committed.files.get(path) {
            Some(file) => repository.file_status(path, *file, bytes),
            // Ignored files will never be committed.
            None if repository.is_ignored(path) => FileStatus::Same,
            None => FileStatus::Changed,
        };
        match status {
            FileStatus::Same => false,
            FileStatus::Changed => found.changed.insert(path.clone()),
            FileStatus::Unknown => found.unknown.insert(path.clone()),
        };
    }
    let is_gone = |path: &&PathBuf| is_shared(path) && !folder.join(path).exists() && !repository.is_left_out(path);
    found.changed.extend(committed.files.keys().filter(is_gone).cloned());
    found
}
