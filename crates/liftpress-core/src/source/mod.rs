//! Reads a content folder into the model: finds the files, parses them, and records where each value is written.
//!
//! [`Content::read`] reads a folder, and [`Content::of_text`] a program from a text. [`Content::read_input`] reads what
//! an [`Input`] names, which may include drafts outside of a folder and texts that are not saved yet. Reading never
//! fails: mistakes are in [`Content::diagnostics`], and everything that could be read is there.

mod adjust;
mod amendment;
mod assignment;
mod builtin;
mod chart;
mod context;
mod day;
mod edit;
mod entry;
mod equipment;
mod exercise;
mod extends;
mod files;
mod folder;
mod lifter;
mod log;
mod lookup;
mod markdown;
mod maxes;
mod merge;
mod names;
mod options;
mod page;
mod phase;
mod pictures;
mod program;
mod record;
mod rewrite;
mod roster;
mod roster_cells;
mod rounding;
mod rows;
pub mod schema;
mod settings;
mod snapshot;
mod streamed;
mod table;
mod templates;
mod texts;
mod unmerged;
mod unseen;
mod values;
mod walk;
mod weeks;
mod yaml;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, FileId, Fix, Place};
use crate::model::{Basis, Folder, Library, Lifter, Page, Pictures, Program, Settings, Slug};
use crate::units::Unit;

pub use amendment::{AmendError, Amendment, NextProgram};
pub use builtin::{builtin_text, is_builtin};
pub use edit::{EditedFile, apply_edits};
use extends::Written;
pub use files::Files;
pub use folder::shown;
pub use lookup::Missing;
use names::{Names, Titles};
pub use rewrite::create_beside;
pub use rewrite::{RewriteError, rewrite};
use roster::RosterRow;
pub use rows::{Piece, Pieces};
pub use snapshot::{Snapshot, SnapshotFile};
pub use streamed::{PieceSources, StreamedRoster};
pub use templates::{is_font, site_templates};
pub use unseen::escaped;
pub use values::{Refusal, date, weekday};
pub use walk::is_yaml;
use walk::{Found, Kind, Unread};
#[cfg(test)]
pub(crate) use yaml::ASKED;
pub use yaml::written;
use yaml::{Node, Reader};

/// The contents of a content folder, and every mistake in how they are written.
#[derive(Debug, Default)]
pub struct Content {
    /// Settings of the site.
    pub settings: Settings,
    /// The site's own exercises and the built-in ones.
    pub library: Library,
    /// Programs that could be read, by slug.
    pub programs: Vec<Program>,
    /// Lifters that could be read, by slug.
    pub lifters: Vec<Lifter>,
    /// Pages that could be read, by slug.
    pub pages: Vec<Page>,
    /// Pictures for notes and covers.
    pub pictures: Pictures,
    /// Programs and lifters with mistakes in how they are written.
    pub broken: Broken,
    /// The texts of all files.
    pub files: Files,
    /// The mistakes.
    pub diagnostics: Vec<Diagnostic>,
    /// Notation that is not in its canonical form, with that form as the fix; `None` unless [`Input::spellings`] asks
    /// for it.
    pub spellings: Option<Vec<Fix>>,
    /// Whether a whole folder was read, and not only drafts.
    pub has_folder: bool,
    /// Programs that could not be merged with the program that they extend, each with the program that it extends.
    failed_bases: BTreeMap<Slug, Slug>,
    /// Every file that was found, readable or not, with its kind and name; sorted by kind and name.
    found: Vec<(FileId, Kind, String)>,
    /// For each lifter in a roster, the bytes of the header and of the lifter's row.
    rows: BTreeMap<Slug, [Range<usize>; 2]>,
}

/// Programs and lifters with mistakes in how they are written, as far as they could be read. The names in them are
/// still looked up, so that one run also reports the unknown names. A reference to a program or lifter with mistakes is
/// not reported as unknown.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Broken {
    /// The slugs of all programs with mistakes.
    pub slugs: Vec<Slug>,
    /// The programs with mistakes, as far as they could be read.
    pub programs: Vec<Program>,
    /// The lifters with mistakes, as far as they could be read.
    pub lifters: Vec<Lifter>,
}

/// What to read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The content folder.
    pub folder: Option<PathBuf>,
    /// Program files, in the folder or outside of it. A draft replaces the folder's program of the same name.
    pub drafts: Vec<PathBuf>,
    /// Texts to read instead of files, by path in the form that [`shown`] returns.
    pub texts: BTreeMap<String, String>,
    /// Files to read instead of those on disk.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Whether to collect notation that is not in its canonical form.
    pub spellings: bool,
    /// Whether to leave out all lifters.
    pub without_lifters: bool,
}

impl Input {
    /// Returns an input that reads a content folder and nothing else.
    #[must_use]
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), ..Self::default() }
    }
}

impl Content {
    /// Reads a whole content folder. The mistakes in it are among the diagnostics.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        Self::read_input(&Input::folder(folder))
    }

    /// Reads a content folder, drafts of programs, or both. A draft may be outside of the folder.
    #[must_use]
    pub fn read_input(input: &Input) -> Self {
        let Input { folder, drafts, texts, snapshot, spellings, without_lifters } = input;
        let mut content = Self {
            files: Files::new(texts.clone(), snapshot.clone()),
            spellings: spellings.then(Vec::new),
            has_folder: folder.is_some(),
            ..Self::default()
        };
        let (mut found, mut unread) =
            folder.as_ref().map(|folder| content.find(folder, *without_lifters)).unwrap_or_default();
        for file in drafts {
            let draft = walk::one(file, Kind::Program, &mut content.files, &mut content.diagnostics)
                .map_err(|id| unread.push(Unread { file: id, kind: Kind::Program, name: walk::stem(file) }))
                .ok();
            // A draft replaces a program of the same name.
            let is_other = |found: &Found, draft: &Found| found.kind != Kind::Program || draft.slug != found.slug;
            found.retain(|found| draft.as_ref().is_none_or(|draft| is_other(found, draft)));
            found.extend(draft);
        }
        // Built-in exercises that the site replaces are not read.
        let of_site: HashSet<_> =
            found.iter().filter(|found| found.kind == Kind::Exercise).map(|found| found.slug.as_str()).collect();
        content.library = builtin::library_but(|slug| of_site.contains(slug));
        drop(of_site);
        content.read_found(found, unread);
        content
    }

    /// Returns the settings and the exercises, which all programs are calculated with.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        Basis { library: &self.library, settings: &self.settings }
    }

    /// Returns the built-in library, and nothing else.
    #[must_use]
    pub fn builtin() -> Self {
        Self { library: builtin::library(), ..Self::default() }
    }

    /// Reads one program from a text, with the built-in library and nothing else.
    ///
    /// ```
    /// use liftpress_core::source::Content;
    /// let content = Content::of_text("title: One\nunits: kg\ndays: [{name: A, top: {squat: 5x5 @ 80%}}]\n");
    /// assert_eq!((content.programs[0].title.as_str(), content.diagnostics.len()), ("One", 0));
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let mut content = Self::builtin();
        let file = content.files.add("program.yaml".to_owned(), text.to_owned(), 0..text.len());
        let slug = Slug::new("program").ok();
        let found = slug.map(|slug| Found { kind: Kind::Program, slug, file, text: 0..0 });
        content.read_found(found.into_iter().collect(), Vec::new());
        content
    }

    fn find(&mut self, folder: &Path, without_lifters: bool) -> (Vec<Found>, Vec<Unread>) {
        self.pictures = pictures::pictures(folder, &mut self.files, &mut self.diagnostics);
        walk::find(folder, without_lifters, &mut self.files, &mut self.diagnostics)
    }

    /// Returns the file of the program or lifter with the slug `name`, or else the file at the path `name`.
    #[must_use]
    pub fn file_of(&self, name: &str) -> Option<FileId> {
        let of_roster = || self.lifters.iter().find(|lifter| lifter.slug.as_str() == name);
        let at = || self.files.at(Path::new(name));
        self.named(Kind::Program, name)
            .or_else(|| self.named(Kind::Lifter, name))
            .or_else(|| Some(of_roster()?.place.file))
            .or_else(at)
    }

    /// Returns the first file of a kind with this name.
    fn named(&self, kind: Kind, name: &str) -> Option<FileId> {
        let at = self.found.partition_point(|(_, known, slug)| (*known, slug.as_str()) < (kind, name));
        let is_it = |(_, known, slug): &&(FileId, Kind, String)| (*known, slug.as_str()) == (kind, name);
        self.found.get(at).filter(is_it).map(|(file, ..)| *file)
    }

    /// Returns the path of the file with this kind and slug; for a lifter in a roster, the path of the roster.
    #[must_use]
    pub fn path_of(&self, kind: schema::FileKind, slug: &Slug) -> Option<&str> {
        let in_roster = || self.lifters.iter().chain(&self.broken.lifters).find(|lifter| lifter.slug == *slug);
        let kinds = [Kind::Settings, Kind::Exercise, Kind::Program, Kind::Lifter, Kind::Page];
        let of_kind = kinds.into_iter().find(|found| found.schema() == Some(kind));
        let file = of_kind.and_then(|kind| self.named(kind, slug.as_str())).or_else(|| match kind {
            schema::FileKind::Lifter => in_roster().map(|lifter| lifter.place.file),
            _ => None,
        })?;
        Some(self.files.path(file))
    }

    /// Returns the program with this slug; `None` if it could not be read.
    pub fn readable(&self, slug: &str) -> Option<&Program> {
        // Programs are sorted by slug.
        let at = self.programs.binary_search_by(|program| program.slug.as_str().cmp(slug)).ok()?;
        self.programs.get(at)
    }

    /// Returns whether a folder has a file with this name, readable or not.
    #[must_use]
    pub fn has_file(&self, folder: Folder, slug: &Slug) -> bool {
        let kind = match folder {
            Folder::Pages => Kind::Page,
            Folder::Exercises => Kind::Exercise,
            Folder::Programs => Kind::Program,
        };
        self.named(kind, slug.as_str()).is_some()
    }

    /// Returns the file of a lifter, readable or not; `None` if the lifter has no file of their own.
    pub fn file_of_lifter(&self, name: &str) -> Option<FileId> {
        self.named(Kind::Lifter, name)
    }

    /// Returns the diagnostics that concern a program and, if given, a lifter. Diagnostics in files that neither of
    /// them needs are left out.
    pub fn concerning<'d>(
        &'d self,
        diagnostics: &'d [Diagnostic],
        program: &'d str,
        lifter: Option<&'d Lifter>,
    ) -> impl Iterator<Item = &'d Diagnostic> {
        let found: HashMap<_, _> =
            self.found.iter().map(|(file, kind, slug)| (*file, (*kind, slug.as_str()))).collect();
        let needed = self.needed(program, lifter);
        diagnostics.iter().filter(move |diagnostic| {
            let file = diagnostic.place.file;
            match found.get(&file) {
                Some((Kind::Program, slug)) => self.depends_on(program, slug),
                Some((Kind::Lifter | Kind::Roster, _)) => lifter.is_some_and(|lifter| lifter.place.file == file),
                Some((Kind::Exercise, slug)) => needed.as_ref().is_none_or(|needed| needed.contains(slug)),
                Some((Kind::Page, _)) => false,
                Some((Kind::Settings | Kind::Chart, _)) | None => true,
            }
        })
    }

    /// Returns the exercises that a program and a lifter name, and the exercises from whose maxes the maxes of these
    /// are calculated; `None` if the program cannot be read.
    fn needed<'d>(&'d self, program: &'d str, lifter: Option<&'d Lifter>) -> Option<HashSet<&'d str>> {
        let program = self.readable(program)?;
        let of_lifter = lifter.into_iter().flat_map(|lifter| {
            let swaps = lifter.programs.iter().flat_map(|assigned| assigned.swap.values());
            swaps.map(|swap| &swap.exercise.slug).chain(lifter.maxes.keys())
        });
        let named: HashSet<_> = program.named_exercises().chain(of_lifter).collect();
        let sources = |slug: &'d Slug| {
            let exercise = self.library.find(program, slug);
            let sources = exercise.into_iter().flat_map(|exercise| self.library.sources_of_max(program, exercise));
            [slug.as_str()].into_iter().chain(sources.map(|exercise| exercise.slug.as_str()))
        };
        Some(named.into_iter().flat_map(sources).collect())
    }

    /// Returns whether `program` is `other`, or cannot be read because of `other`.
    fn depends_on(&self, program: &str, other: &str) -> bool {
        std::iter::successors(Some(program), |slug| self.failed_bases.get(*slug).map(Slug::as_str))
            .any(|slug| slug == other)
    }

    /// Reads the settings first, then the files that lifters and programs refer to. Programs are decoded last and
    /// together, because one program may extend another.
    fn read_found(&mut self, mut found: Vec<Found>, unread: Vec<Unread>) {
        found.sort_by_key(|found| found.kind);
        let mut slugs: BTreeMap<(Kind, Slug), Place> = BTreeMap::new();
        self.broken.slugs =
            unread.iter().filter(|unread| unread.kind == Kind::Program).filter_map(Unread::slug).collect();
        self.found = found.iter().map(|found| (found.file, found.kind, found.slug.to_string())).collect();
        self.found.extend(unread.into_iter().map(|Unread { file, kind, name }| (file, kind, name)));
        self.found.sort_by(|a, b| (a.1, &a.2).cmp(&(b.1, &b.2)));
        let (mut programs, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.kind == Kind::Program);
        programs.retain(|program| self.is_first(program, &mut slugs));
        let parsed = self.parsed(programs);
        // If a lifter names a program by its title, the right name is suggested.
        let titles: Titles = parsed.iter().map(Written::title).collect();
        for found in others {
            match found.kind {
                Kind::Roster => self.read_roster(found.file, &titles, &mut slugs),
                Kind::Chart => self.read_chart(found.file),
                _ if self.is_first(&found, &mut slugs) => self.read_one(found, &titles),
                _ => {}
            }
        }
        self.read_programs(parsed);
        self.programs.sort_by(|a, b| a.slug.cmp(&b.slug));
        self.lifters.sort_by(|a, b| a.slug.cmp(&b.slug));
    }

    /// Returns whether this is the first file of its kind with this name. Reports every later file with the same name.
    fn is_first(&mut self, found: &Found, slugs: &mut BTreeMap<(Kind, Slug), Place>) -> bool {
        let Found { kind, ref slug, file, .. } = *found;
        let Some(first) = slugs.insert((kind, slug.clone()), Place::file(file)) else { return true };
        let message = format!("two files are named `{slug}`: this one and {}", self.files.path(first.file));
        let diagnostic =
            Diagnostic::error(Code::DuplicateSlug, Place::file(file), message).also(first, "the first file");
        self.diagnostics.push(diagnostic.help("rename one of them"));
        false
    }

    /// Parses programs to values. The diagnostics are in the order of the files.
    fn parsed(&mut self, programs: Vec<Found>) -> Vec<Written> {
        let files = &self.files;
        let parsed = programs.into_par_iter().map(|Found { slug, file, .. }| {
            let mut diagnostics = Vec::new();
            let value = yaml::parse(files, file, &mut diagnostics);
            (Written { slug, file, value, is_whole: true }, diagnostics)
        });
        let (written, diagnostics): (Vec<_>, Vec<_>) = parsed.unzip();
        self.diagnostics.extend(diagnostics.into_iter().flatten());
        written
    }

    fn read_one(&mut self, Found { kind, slug, file, text }: Found, titles: &Titles) {
        let before = self.diagnostics.len();
        let value = yaml::parse(&self.files, file, &mut self.diagnostics);
        let names = Names { library: Some(&self.library), titles: Some(titles), ..Names::default() };
        let mut reader = Reader { diagnostics: &mut self.diagnostics, spellings: self.spellings.as_mut(), names };
        let root = value.as_ref().map(|value| Node::root(value, file));
        let place = Place::file(file);
        match (kind, &root) {
            (Kind::Settings, Some(root)) if !root.is_null() => {
                // The RPE chart is read next, and replaces the chart in these settings.
                self.settings = settings::settings(&mut reader, root).unwrap_or_default();
            }
            (Kind::Exercise, root) => {
                let builtin = slug.clone();
                let text = &self.files.text(file)[text];
                let own = root.as_ref().and_then(|root| exercise::exercise(&mut reader, root, slug, &place, text));
                // If the file cannot be read, the built-in exercise of the same name is used.
                if let Some(exercise) = own.or_else(|| builtin::builtin_exercise(&builtin)) {
                    self.library.insert(exercise);
                }
            }
            (Kind::Page, Some(root)) => {
                self.pages.extend(page::page(&mut reader, root, slug, place, &self.files.text(file)[text]));
            }
            (Kind::Lifter, Some(root)) => {
                let lifter = lifter::lifter(&mut reader, root, slug, place, &self.settings);
                let fine = reader.diagnostics.len() == before;
                let list = if fine { &mut self.lifters } else { &mut self.broken.lifters };
                list.extend(lifter);
            }
            _ => {}
        }
    }

    fn read_chart(&mut self, file: FileId) {
        let mut reader = Reader::new(&mut self.diagnostics);
        if let Some(chart) = chart::chart(&self.files, file, &mut reader) {
            self.settings.rpe_chart = chart;
        }
    }

    fn read_programs(&mut self, mut written: Vec<Written>) {
        let unread = self.broken.slugs.clone();
        self.failed_bases =
            extends::derive(&mut written, &unread, &mut self.files, self.settings.units, &mut self.diagnostics);
        // A missing base could give the unit and describe exercises. So a unit is assumed, and its lack is not reported.
        let alone = Settings { units: self.settings.units.or(Some(Unit::Kg)), ..self.settings.clone() };
        let wants_spellings = self.spellings.is_some();
        let decoded = written.into_par_iter().map(|Written { slug, file, value, is_whole }| {
            let (mut diagnostics, mut spellings) = (Vec::new(), wants_spellings.then(Vec::new));
            let names = Names { library: Some(&self.library), ..Names::default() };
            let mut reader = Reader { diagnostics: &mut diagnostics, spellings: spellings.as_mut(), names };
            let site = if is_whole { &self.settings } else { &alone };
            let root = value.as_ref().map(|value| Node::root(value, file));
            let program =
                root.and_then(|root| program::program(&mut reader, &root, slug.clone(), &Place::file(file), site));
            if !is_whole {
                diagnostics.retain(extends::is_certain);
            }
            (slug, program.filter(|_| is_whole), is_whole && diagnostics.is_empty(), diagnostics, spellings)
        });
        for (slug, program, is_fine, mut diagnostics, spellings) in decoded.collect::<Vec<_>>() {
            if program.is_some() && is_fine {
                self.programs.extend(program);
            } else {
                self.broken.slugs.push(slug);
                self.broken.programs.extend(program);
            }
            self.diagnostics.append(&mut diagnostics);
            if let Some(all) = &mut self.spellings {
                all.extend(spellings.into_iter().flatten());
            }
        }
    }

    fn read_roster(&mut self, file: FileId, titles: &Titles, slugs: &mut BTreeMap<(Kind, Slug), Place>) {
        let names = Names { library: Some(&self.library), titles: Some(titles), ..Names::default() };
        let mut reader = Reader { names, ..Reader::new(&mut self.diagnostics) };
        for RosterRow { lifter, is_fine, bytes } in roster::roster(&self.files, file, &self.settings, &mut reader) {
            match slugs.insert((Kind::Lifter, lifter.slug.clone()), lifter.place.clone()) {
                None if is_fine => {
                    self.rows.insert(lifter.slug.clone(), bytes);
                    self.lifters.push(lifter);
                }
                None => self.broken.lifters.push(lifter),
                Some(first) => {
                    let message = format!("`{}` is already a lifter, in {}", lifter.slug, self.files.path(first.file));
                    let diagnostic =
                        Diagnostic::error(Code::DuplicateSlug, lifter.place, message).also(first, "the first one");
                    let help = "write several programs of one lifter in one row, with spaces between them; give two lifters of the same name a column `slug`";
                    self.diagnostics.push(diagnostic.help(help));
                }
            }
        }
    }
}
