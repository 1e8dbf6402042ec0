//! What `check` and `fmt` are to look at: a site, or some programs, lifters and files of it.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, FileId, Sources, closest};
use crate::model::Slug;
use crate::site::{LayoutError, content_of};
use crate::source::{Content, Input, is_yaml};

/// What was asked for.
pub(super) struct Selection {
    /// What has to be read for it.
    pub(super) input: Input,
    /// Where the site's own templates would be.
    pub(super) templates: PathBuf,
    names: Vec<String>,
}

/// The files that were asked for.
pub(super) enum Only {
    All,
    Files(Vec<FileId>),
}

impl Selection {
    /// `[DIR] [PROGRAM|LIFTER|FILE]…`: without a folder, the one we are in.
    pub(super) fn new(given: &[String]) -> Result<Self, String> {
        let (site, names) = match given.split_first() {
            Some((first, names)) if Path::new(first).is_dir() => (first.as_str(), names),
            _ => (".", given),
        };
        let folder = content_of(Path::new(site)).map_err(|error| error.to_string());
        let is_draft =
            |name: &&String| is_program_file(name) && !folder.as_ref().is_ok_and(|folder| is_in(name, folder));
        let drafts: Vec<_> = names.iter().filter(is_draft).map(PathBuf::from).collect();
        let folder = match folder {
            Err(_) if !names.is_empty() && drafts.len() == names.len() => None,
            folder => Some(folder?),
        };
        let input = Input { folder, drafts, ..Input::default() };
        Ok(Self { input, templates: Path::new(site).join("templates"), names: names.to_vec() })
    }

    /// The files that were asked for, in what was read.
    pub(super) fn only(&self, content: &Content) -> Result<Only, String> {
        if self.names.is_empty() {
            return Ok(Only::All);
        }
        let file = |name: &String| {
            content.file_of(name).ok_or_else(|| {
                if let Some(other) = other_file(name) {
                    return other;
                }
                format!("there is no program, lifter or file `{name}`{}", near(content, name))
            })
        };
        self.names.iter().map(file).collect::<Result<_, _>>().map(Only::Files)
    }
}

impl Only {
    pub(super) fn has(&self, file: FileId) -> bool {
        match self {
            Self::All => true,
            Self::Files(files) => files.contains(&file),
        }
    }

    /// Whether a diagnostic is about one of the files, or stands in it.
    pub(super) fn concerns(&self, content: &Content, diagnostic: &Diagnostic) -> bool {
        self.has(diagnostic.place.file)
            || match self {
                Self::All => true,
                Self::Files(files) => {
                    let at = content.files.locate(&diagnostic.place).path;
                    files.iter().any(|file| content.files.path(*file) == at)
                }
            }
    }
}

/// The program or lifter that a name is near to, as a question.
pub(super) fn near(content: &Content, name: &str) -> String {
    let programs = content.programs.iter().map(|program| program.slug.as_str());
    let known = programs.chain(content.lifters.iter().map(|lifter| lifter.slug.as_str()));
    closest(name, known).map(|near| format!(": did you mean `{near}`?")).unwrap_or_default()
}

/// The names of all programs, with or without mistakes in how they are written.
pub(super) fn program_slugs(content: &Content) -> impl Iterator<Item = &Slug> {
    content.programs.iter().map(|program| &program.slug).chain(&content.broken.slugs)
}

/// Whether that is a file of a program, and not the name of one.
pub(super) fn is_program_file(name: &str) -> bool {
    is_yaml(Path::new(name)) && Path::new(name).is_file()
}

/// That a file is there, but of another kind than those that are read.
pub(super) fn other_file(name: &str) -> Option<String> {
    let path = Path::new(name);
    (path.is_file() && !is_yaml(path)).then(|| {
        format!("`{name}` is not a file that liftpress reads: programs end in .yaml or .yml, and the others belong into the folders of the site")
    })
}

/// Why a folder cannot be built. The name of a lifter or program is often given in its place.
pub(super) fn no_site(folder: &Path, error: &LayoutError) -> String {
    let named = || {
        let name = folder.to_str().filter(|_| !folder.exists())?;
        let content = Content::read(&content_of(Path::new(".")).ok()?);
        if content.readable(name).is_some() {
            return Some(format!("is the name of a program, and a folder is needed: write liftpress show {name}"));
        }
        let lifter = content.lifter(name).ok()?;
        let program = lifter.programs.last().map_or("PROGRAM", |assigned| assigned.name.as_str());
        Some(format!(
            "is the name of a lifter, and a folder is needed: write liftpress show {program} --lifter {name}, or build the whole site"
        ))
    };
    named().map_or_else(|| error.to_string(), |reason| format!("`{}` {reason}", folder.display()))
}

fn is_in(name: &str, folder: &Path) -> bool {
    match (Path::new(name).canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}
