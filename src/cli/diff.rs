use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap_complete::ArgValueCompleter;

use crate::compare::{Comparison, Focus, Sides, Whose, compare_sites};
use crate::diagnostic::{Color, Diagnostic, Report};
use crate::history::{HistoryError, Reads, Repository, Revision, Span};
use crate::model::{Max, Slug};
use crate::render::{Columns, ComparisonPage, Materials, Renderer, comparison_json, comparison_text};
use crate::site::{RevisionSite, content_of};
use crate::source::{Content, Files, Input, is_yaml};
use crate::templates;
use crate::units::Unit;

use super::completions::lifters;
use super::format::{COMPARED, Offer, offered};
use super::selection::{is_program_file, near, program_slugs};
use super::shared_args::SiteOption;
use super::subject::{max_of, named_unit};
use super::{Failure, Outcome, Verbosity, for_terminal, print, print_report, reported};

/// Show what a change means in sets and weights
///
/// Calculates the programs before and after a change, and compares them set by set: what was added, removed, moved or
/// changed, the volume of each week, and diagnostics that are new or gone. Without revisions, compares the last commit with
/// the files in the folder. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress diff                            changes that are not committed\n  \
    liftpress diff HEAD~3                     changes since three commits ago\n  \
    liftpress diff spring..main 531           one program, between two revisions\n  \
    liftpress diff main...HEAD --format md    a branch since it left main, for a pull request\n  \
    liftpress diff sam-example                a lifter: maxes, choices, and every booklet\n  \
    liftpress diff 531 --lifter sam-example   a program, in the weights of a lifter\n  \
    liftpress diff old.yaml new.yaml          two files")]
pub(super) struct Args {
    /// Git revisions (`REV`, `OLD..NEW` or `OLD...NEW`), then a program or a lifter; or the files of two programs
    #[arg(value_name = "REV|OLD..NEW|PROGRAM|LIFTER|FILE", num_args = 0..=2)]
    what: Vec<String>,
    /// The output format
    #[arg(short, long, value_parser = offered(COMPARED), default_value = "text")]
    format: Offer<Show>,
    /// Exit with 1 if there are changes, and with 0 if there are none
    #[arg(long)]
    exit_code: bool,
    /// A lifter of the site, whose weights are compared [default: a lifter with a max of 100 kg or 200 lb in every lift]
    #[arg(short, long, add = ArgValueCompleter::new(lifters))]
    lifter: Option<String>,
    /// Leave lifters out: print no name and no max of a lifter, for output that others can read
    #[arg(long, conflicts_with = "lifter")]
    no_lifters: bool,
    /// A one-rep max, as in `bench=300lb`; repeat it for other lifts
    #[arg(short, long, alias = "maxes", value_name = "LIFT=WEIGHT", conflicts_with = "lifter")]
    max: Vec<String>,
    /// The unit of all weights [default: the unit of the first --max, or of the program]
    #[arg(short, long, alias = "unit", value_name = "kg|lb", conflicts_with = "lifter")]
    units: Option<Unit>,
    #[command(flatten)]
    site: SiteOption,
}

/// A function that returns a comparison in a format, or the errors in a template.
pub(super) type Show = fn(&Comparison, &Versions) -> Result<String, Vec<Diagnostic>>;

/// The two versions to compare, their names, and the part of the site to compare.
pub(super) struct Versions {
    old: Content,
    new: Content,
    names: [String; 2],
    target: Target,
}

enum Target {
    All,
    Program(Slug),
    Lifter(Slug),
    Pair(Slug, Slug),
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let (comparison, versions) = compare(args)?;
    let text = (args.format.make)(&comparison, &versions).map_err(|diagnostics| {
        print_report(Report::new(&diagnostics, &versions.new.files), verbosity);
        Failure::Reported
    })?;
    print(&text)?;
    reported(!args.exit_code || comparison.is_empty())
}

fn compare(args: &Args) -> Result<(Comparison, Versions), Failure> {
    let versions = match args.what.as_slice() {
        [old, new] if is_program_file(old) && is_program_file(new) => of_files(args, old, new)?,
        what => of_revisions(args, what)?,
    };
    let Versions { old, new, target, .. } = &versions;
    let whose = whose(args, new)?;
    let focus = match target {
        Target::All => Focus::All,
        Target::Program(slug) => Focus::Program(slug),
        Target::Lifter(slug) => Focus::Lifter(slug),
        Target::Pair(old, new) => Focus::Pair(old, new),
    };
    let comparison = compare_sites(Sides { old, new, whose: &whose }, focus);
    Ok((comparison, versions))
}

/// Reads two programs from files, with the exercises of the site if there is one.
fn of_files(args: &Args, old: &str, new: &str) -> Result<Versions, String> {
    let folder = content_of(args.site.path()).ok();
    let read = |file: &str| {
        let input = Input { folder: folder.clone(), drafts: vec![PathBuf::from(file)], ..Input::default() };
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
        let slug = Slug::new(&stem).map_err(|error| format!("{file}: {error}"))?;
        Ok::<_, String>((Content::read_input(&input), slug))
    };
    let ((before, old_slug), (after, new_slug)) = (read(old)?, read(new)?);
    let names = [old, new].map(str::to_owned);
    Ok(Versions { old: before, new: after, names, target: Target::Pair(old_slug, new_slug) })
}

/// Reads two revisions, or one revision and the files in the folder.
fn of_revisions(args: &Args, what: &[String]) -> Result<Versions, Failure> {
    let repository = Repository::of(args.site.path())?;
    let read_here = || {
        let folder = content_of(args.site.path()).ok();
        let read = |folder| {
            let input = Input { without_lifters: args.no_lifters, ..Input::folder(folder) };
            Content::read_input(&input)
        };
        folder.map_or_else(Content::builtin, read)
    };
    // The files in the folder, which are read once, and only if they are needed.
    let here = OnceCell::new();
    let is_ours = |name: &str| target(here.get_or_init(read_here), name).is_some();
    let last = || repository.head();
    let since = |old| Span { old, new: None };
    let (span, name) = match what {
        [] => (since(last()?), None),
        [span, name] => {
            let read = repository.span(span)?;
            if repository.revision(name).is_ok() && !is_ours(name) {
                return Err(Failure::Usage(format!("`{name}` is a second revision: write `{span}..{name}`")));
            }
            (read, Some(name))
        }
        // If a branch has the same name as a program or lifter, the program or lifter is meant. The branch can be written as
        // `heads/NAME`.
        [only, ..] => match repository.span(only) {
            Ok(span) if only.contains("..") || !is_ours(only) => (span, None),
            // With these characters, the argument cannot be the name of a program or lifter.
            Err(error) if only.contains("..") || only.contains(['~', '^', '@', ':']) => return Err(error.into()),
            _ => (since(last()?), Some(only)),
        },
    };
    let Span { old, new } = span;
    let reads = if args.no_lifters { Reads::Programs } else { Reads::Plans };
    let site = |revision: &Revision| RevisionSite::find(&repository, revision, args.site.path(), reads);
    let read = |site: &Option<RevisionSite>| site.as_ref().map_or_else(Content::builtin, RevisionSite::read);
    // Files that Git ignores are treated as a part of every revision. So they do not appear as changes, and `--lifter` can name a
    // lifter whose file is ignored.
    let ignored = || ignored(&repository, args.site.path(), here.get_or_init(read_here));
    let old_site = site(&old)?;
    let (before, after, after_name) = if let Some(new) = &new {
        let (old_site, new_site) = if args.lifter.is_some() || name.is_some() {
            let files = ignored();
            (old_site.map(|site| site.with(files.clone())), site(new)?.map(|site| site.with(files)))
        } else {
            (old_site, site(new)?)
        };
        let (before, after) = rayon::join(|| read(&old_site), || read(&new_site));
        (before, after, new.short())
    } else {
        repository.check_whole(reads)?;
        let old_site = old_site.map(|site| site.with(ignored()));
        let before = read(&old_site);
        let after = here.into_inner().unwrap_or_else(read_here);
        (before, after, "files as they are".to_owned())
    };
    if !before.has_folder && !after.has_folder {
        return Err(
            HistoryError::NoContent { revision: old.short(), folder: args.site.path().display().to_string() }.into()
        );
    }
    let found = |name: &String| target(&after, name).or_else(|| target(&before, name));
    let missing = |name: &String| match what {
        [_] => format!("there is no revision, program or lifter `{name}`{}", near(&after, name)),
        _ => format!("there is no program or lifter `{name}` in either version{}", near(&after, name)),
    };
    let target = match name {
        None => Target::All,
        Some(name) => found(name).ok_or_else(|| missing(name))?,
    };
    Ok(Versions { old: before, new: after, names: [old.short(), after_name], target })
}

/// Returns the text files of the site that Git ignores, with the paths that they would have in a revision.
fn ignored(repository: &Repository, site: &Path, here: &Content) -> Vec<(PathBuf, String)> {
    let folder = site.strip_prefix(".").unwrap_or(site);
    let inside = |path: &str| Some(Path::new(path).strip_prefix(folder).ok()?.to_path_buf());
    let texts = here.files.texts().filter_map(|(path, text)| Some((inside(path)?, text)));
    let ignored = texts.filter(|(path, _)| repository.is_ignored(path));
    ignored.map(|(path, text)| (site.join(path), text.to_owned())).collect()
}

/// Finds the program or lifter with this name, or in the file with this path.
fn target(content: &Content, name: &str) -> Option<Target> {
    // The path of a file means the program or lifter in the file.
    let path = Path::new(name);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_yaml(path));
    let slug = Slug::new(stem.unwrap_or(name)).ok()?;
    if program_slugs(content).any(|known| *known == slug) {
        return Some(Target::Program(slug));
    }
    content.lifters.iter().any(|lifter| lifter.slug == slug).then_some(Target::Lifter(slug))
}

/// Returns the lifter whose weights are compared.
fn whose(args: &Args, content: &Content) -> Result<Whose, String> {
    if let Some(name) = &args.lifter {
        return Ok(Whose::Lifter(Box::new(content.lifter(name).map_err(|missing| missing.to_string())?.clone())));
    }
    let units = args.units.or_else(|| named_unit(&args.max));
    let max = |given: &String| {
        let (slug, lifted, unit) = max_of(content, None, given, units.unwrap_or(Unit::Kg))?;
        Ok((slug, Max::given(lifted, unit)))
    };
    Ok(Whose::Anybody(args.max.iter().map(max).collect::<Result<BTreeMap<_, _>, String>>()?, units))
}

impl Versions {
    fn page(&self, comparison: &Comparison) -> ComparisonPage {
        let [old, new] = &self.names;
        ComparisonPage::new(comparison, old, new)
    }

    fn renderer(&self) -> Result<Renderer, Vec<Diagnostic>> {
        Renderer::new(&Materials::plain(&templates::builtin(&mut Files::default()), &self.new.settings))
    }
}

pub(super) fn text(comparison: &Comparison) -> String {
    for_terminal(&comparison_text(comparison, columns(), Color::Ansi))
}

pub(super) fn markdown(comparison: &Comparison, versions: &Versions) -> Result<String, Vec<Diagnostic>> {
    versions.renderer()?.comparison_markdown(&versions.page(comparison)).map_err(|error| vec![error])
}

pub(super) fn html(comparison: &Comparison, versions: &Versions) -> Result<String, Vec<Diagnostic>> {
    versions.renderer()?.comparison_html(&versions.page(comparison)).map_err(|error| vec![error])
}

pub(super) fn json(comparison: &Comparison, versions: &Versions) -> String {
    let [old, new] = &versions.names;
    comparison_json(comparison, old, new)
}

/// Returns the width of the terminal, or 80 columns without a terminal.
fn columns() -> Columns {
    const NARROW: u16 = 80;
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = || terminal_size::terminal_size().map(|(width, _)| width.0);
    Columns(given.or_else(size).unwrap_or(NARROW))
}
