//! The files that `check` and `fmt` work on. They are all files of a site, or some of its programs, lifters and files.

use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::diagnostic::{Diagnostic, FileId, Sources, closest};
use crate::model::Slug;
use crate::site::{LayoutError, content_of};
use crate::source::{Content, Input, is_yaml};

/// `[DIR] [PROGRAM|LIFTER|FILE]…`, or `-C DIR` as for all other commands.
#[derive(Debug, clap::Args)]
pub(super) struct SelectionArgs {
    /// The site [default: the current folder], then only these programs, lifters or files
    #[arg(value_name = "DIR|PROGRAM|LIFTER|FILE", value_hint = ValueHint::AnyPath)]
    names: Vec<String>,
    /// The site, if it is not the first argument
    #[arg(short = 'C', long, alias = "dir", value_name = "DIR", value_hint = ValueHint::DirPath, hide_short_help = true)]
    site: Option<PathBuf>,
}

/// The selected files.
pub(super) struct Selection {
    /// What to read.
    pub(super) input: Input,
    /// The folder of the site's own templates. It may not exist.
    pub(super) templates: PathBuf,
    names: Vec<String>,
}

/// The selected files among the files that were read.
pub(super) enum Only {
    All,
    Files(Vec<FileId>),
}

impl Selection {
    pub(super) fn new(args: &SelectionArgs) -> Result<Self, String> {
        let given = args.names.as_slice();
        let (site, names) = match (&args.site, given.split_first()) {
            (Some(site), _) => (site.as_path(), given),
            (None, Some((first, names))) if Path::new(first).is_dir() => (Path::new(first), names),
            _ => (Path::new("."), given),
        };
        let folder = content_of(site).map_err(|error| error.to_string());
        let is_draft =
            |name: &&String| is_program_file(name) && !folder.as_ref().is_ok_and(|folder| is_in(name, folder));
        let drafts: Vec<_> = names.iter().filter(is_draft).map(PathBuf::from).collect();
        let folder = match folder {
            Err(_) if !names.is_empty() && drafts.len() == names.len() => None,
            folder => Some(folder?),
        };
        let input = Input { folder, drafts, ..Input::default() };
        Ok(Self { input, templates: site.join("templates"), names: names.to_vec() })
    }

    /// Finds the selected files in the content that was read.
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

    /// Whether a diagnostic is about one of the selected files, or has its place in one of them.
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

/// Returns `: did you mean …?` with the program or lifter that is most like `name`, or an empty text.
pub(super) fn near(content: &Content, name: &str) -> String {
    let programs = content.programs.iter().map(|program| program.slug.as_str());
    let known = programs.chain(content.lifters.iter().map(|lifter| lifter.slug.as_str()));
    closest(name, known).map(|near| format!(": did you mean `{near}`?")).unwrap_or_default()
}

/// Returns the names of all programs, including those that could not be read.
pub(super) fn program_slugs(content: &Content) -> impl Iterator<Item = &Slug> {
    content.programs.iter().map(|program| &program.slug).chain(&content.broken.slugs)
}

/// Whether `name` is the path of a program's file, not the name of a program.
pub(super) fn is_program_file(name: &str) -> bool {
    is_yaml(Path::new(name)) && Path::new(name).is_file()
}

/// Returns the message for a file of another kind, or `None` if `name` is not such a file.
pub(super) fn other_file(name: &str) -> Option<String> {
    let path = Path::new(name);
    (path.is_file() && !is_yaml(path)).then(|| {
        format!("cannot read `{name}`: a program's file ends in .yaml or .yml, and other files belong in the folders of the site")
    })
}

/// Returns the message for a folder that is not a site. The message considers that people often type the name of a lifter or
/// program instead of a folder.
pub(super) fn no_site(folder: &Path, error: &LayoutError) -> String {
    let named = || {
        let name = folder.to_str().filter(|_| !folder.exists())?;
        let content = Content::read(&content_of(Path::new(".")).ok()?);
        if content.readable(name).is_some() {
            return Some(format!("is a program, not a folder: run `liftpress show {name}`"));
        }
        let lifter = content.lifter(name).ok()?;
        let program = lifter.programs.last().map_or("PROGRAM", |assigned| assigned.name.as_str());
        Some(format!(
            "is a lifter, not a folder: run `liftpress show {program} --lifter {name}`, or build the whole site"
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
