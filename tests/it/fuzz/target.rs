//! The targets of fuzzing and their properties.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use liftpress::diagnostic::{Color, Diagnostic, Report, Severity, Sources};
use liftpress::model::{Labels, Lifter, NotationError, Settings};
use liftpress::render::{Materials, Renderer, booklet_text, plan_json};
use liftpress::source::{Content, Files, Input, apply_edits};
use liftpress::templates;
use liftpress::units::Unit;
use liftpress::{booklet, check, model, plan};

use crate::harness::Site;

/// The number of booklets from an input, or the violated property.
pub(super) type Outcome = Result<usize, String>;

/// A kind of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Notation,
    Program,
    Lifter,
    Roster,
    Page,
    Exercise,
    Chart,
    Settings,
}

impl Target {
    pub(super) const ALL: [Self; 8] = [
        Self::Notation,
        Self::Program,
        Self::Lifter,
        Self::Roster,
        Self::Page,
        Self::Exercise,
        Self::Chart,
        Self::Settings,
    ];

    /// Returns the place of such a file in a site. Notation has no file.
    fn path(self) -> &'static str {
        match self {
            Self::Notation => "notation.txt",
            Self::Program => "content/programs/program.yaml",
            Self::Lifter => "content/lifters/lifter.yaml",
            Self::Roster => "content/lifters/roster.csv",
            Self::Page => "content/pages/page.md",
            Self::Exercise => "content/exercises/own-lift.md",
            Self::Chart => "content/rpe-chart.csv",
            Self::Settings => "content/liftpress.yaml",
        }
    }

    /// Adds the files that an input needs to the site.
    fn leave_out(self, site: &Site) {
        match self {
            Self::Program => site.write(self.path(), PROGRAM),
            Self::Exercise => site.write(self.path(), "---\nname: Own lift\n---\n"),
            _ => drop(std::fs::remove_file(site.path().join(self.path()))),
        }
    }

    /// Returns the kind of a site's file.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let (folder, file) = path.rsplit_once('/')?;
        let is_alike = |target: &Self| {
            let (own_folder, own_file) = target.path().rsplit_once('/').unwrap_or_default();
            let ending = |file: &str| file.rsplit_once('.').map(|(_, ending)| ending.to_owned());
            own_folder == folder && ending(own_file) == ending(file)
        };
        Self::ALL.into_iter().find(is_alike)
    }

    /// Returns the kind of a corpus file: `program-…`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let kind = name.split(['-', '.']).next()?;
        Self::ALL.into_iter().find(|target| format!("{target:?}").to_lowercase() == kind)
    }

    /// Returns the name of a saved input.
    pub(super) fn name_of_found(self, bytes: &[u8]) -> String {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let ending = self.path().rsplit_once('.').map_or("txt", |(_, ending)| ending);
        format!("{}-{:08x}.{ending}", format!("{self:?}").to_lowercase(), hasher.finish() & 0xffff_ffff)
    }
}

/// A site around the input, and a renderer for all of them.
pub(super) struct Trial {
    site: Site,
    renderer: Renderer,
}

const PROGRAM: &str = "title: Plain\nunits: kg\nweeks: 2\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ RPE 8}\n    backoff:\n      - bench: 3x5 @ top -10%\n      - own-lift: 2x8 @ 60%\n";
/// Gym mode's data, labels and scripts.
const OUR_SCRIPTS: usize = 9;
const LIFTER: &str = "name: Sam\nunits: kg\nbodyweight: 80\nmaxes: {squat: 200, bench: 140, deadlift: 240, overhead-press: 90, own-lift: 100}\nprograms:\n  - {program: program, start: 2026-12-07}\n  - plain\n";

impl Trial {
    pub(super) fn new() -> Self {
        let site = Site::new().file("content/programs/plain.yaml", PROGRAM).file("content/lifters/sam.yaml", LIFTER);
        for target in Target::ALL {
            target.leave_out(&site);
        }
        let builtin = templates::builtin(&mut Files::default());
        let renderer =
            Renderer::new(&Materials::plain(&builtin, &Settings::default())).expect("the built-in templates");
        let trial = Self { site, renderer };
        let plain = trial.run(Target::Program, PROGRAM.as_bytes());
        assert_eq!(plain, Ok(2), "the site around the input");
        trial
    }

    /// Returns the number of booklets from this input, or the violated property.
    pub(super) fn run(&self, target: Target, bytes: &[u8]) -> Outcome {
        remember_panics();
        let run = || match target {
            Target::Notation => notation(&String::from_utf8_lossy(bytes)).map(|()| 0),
            _ => self.site(target, bytes),
        };
        let outcome = catch_unwind(AssertUnwindSafe(run));
        outcome.unwrap_or_else(|_| Err(LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }

    fn site(&self, target: Target, bytes: &[u8]) -> Outcome {
        self.site.write(target.path(), bytes);
        let mut input = Input::folder(self.site.path().join("content"));
        input.spellings = true;
        let content = Content::read_input(&input);
        let respelt = respelt(&input, &content);
        target.leave_out(&self.site);
        respelt?;
        let mut reported = content.diagnostics.clone();
        reported.extend(check::check(&content));
        let mut result = Ok(0);
        if reported.iter().all(|reported| reported.severity != Severity::Error) {
            result = self.booklets(&content, &mut reported);
        }
        within_files(&reported, &content.files)?;
        result
    }

    /// Plans every program for every lifter who trains it, and for one without a max.
    fn booklets(&self, content: &Content, reported: &mut Vec<Diagnostic>) -> Outcome {
        let mut booklets = 0;
        for program in &content.programs {
            let nobody = Lifter::unnamed(program, Unit::Kg, std::collections::BTreeMap::new());
            reported.extend(plan::expand(program, &nobody, None, content.basis()).diagnostics);
            for lifter in &content.lifters {
                for assignment in lifter.programs.iter().filter(|assignment| assignment.program == program.slug).take(3)
                {
                    let expansion = plan::expand(program, lifter, Some(assignment), content.basis());
                    let is_fine = expansion.diagnostics.iter().all(|reported| reported.severity != Severity::Error);
                    if is_fine != expansion.plan.is_some() {
                        return Err("a plan with errors, or none without".to_owned());
                    }
                    reported.extend(expansion.diagnostics);
                    if let Some(plan) = expansion.plan {
                        self.render(&plan)?;
                        booklets += 1;
                    }
                }
            }
        }
        Ok(booklets)
    }

    fn render(&self, plan: &plan::Plan<'_>) -> Result<(), String> {
        let said = |reported: Diagnostic| reported.message;
        let labels = Labels::default();
        let booklet = booklet::booklet(plan, &labels);
        let text = booklet_text(&booklet, &labels, Color::Plain);
        let filling = self.renderer.booklet(booklet).map_err(said)?;
        let html = String::from_utf8(self.renderer.booklet_html(&filling).map_err(said)?)
            .map_err(|error| error.to_string())?;
        let markdown = self.renderer.booklet_markdown(&filling).map_err(said)?;
        let json = plan_json(plan);
        for (what, text) in [("text", &text), ("HTML", &html), ("Markdown", &markdown), ("JSON", &json)] {
            if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
                return Err(format!("a control character in {what}"));
            }
        }
        let scripts = html.matches("<script").count();
        if scripts == OUR_SCRIPTS { Ok(()) } else { Err(format!("{scripts} scripts in HTML")) }
    }
}

fn within_files(reported: &[Diagnostic], files: &Files) -> Result<(), String> {
    for diagnostic in reported {
        let located = files.locate(&diagnostic.place);
        let span = located.span.unwrap_or(0..0);
        if located.text.get(span.clone()).is_none() {
            return Err(format!("{} is not within its file: {}", diagnostic.code, diagnostic.message.len() > 500));
        }
    }
    let report = Report::new(reported, files);
    for shown in [report.text(Color::Plain), report.json(), report.github(), report.sarif()] {
        if shown.contains('\u{1b}') {
            return Err("a control character in a report".to_owned());
        }
    }
    Ok(())
}

/// Formatting notation adds no mistakes, and formatting again changes nothing.
fn respelt(input: &Input, content: &Content) -> Result<(), String> {
    let edits = |content: &Content| -> Vec<_> {
        content.spellings.iter().flatten().filter_map(|fix| content.files.edit(fix)).collect()
    };
    if edits(content).is_empty() {
        return Ok(());
    }
    let texts = apply_edits(input, |content| edits(content)).into_iter().map(|fixed| (fixed.path, fixed.after));
    let mut corrected = input.clone();
    corrected.texts = texts.collect();
    let again = Content::read_input(&corrected);
    if again.diagnostics.len() != content.diagnostics.len() {
        return Err("other mistakes after formatting".to_owned());
    }
    if edits(&again).is_empty() { Ok(()) } else { Err("formatted again".to_owned()) }
}

/// Everything that reads notation: errors are within the text, and printing a value and reading it gives the same value.
fn notation(text: &str) -> Result<(), String> {
    let within = |error: NotationError| text.get(error.span).map(|_| ()).ok_or_else(|| "a span outside".to_owned());
    for unit in [None, Some(Unit::Kg)] {
        match model::parse_scheme(text, unit) {
            Err(error) => within(error)?,
            Ok(scheme) => {
                let printed = scheme.to_string();
                let again = model::parse_scheme(&printed, None).map(|scheme| scheme.to_string());
                if again.as_ref().ok() != Some(&printed) {
                    let mut failure = "printed as what is read otherwise".to_owned();
                    if again.is_err() {
                        let _ = write!(failure, ": not at all");
                    }
                    return Err(failure);
                }
            }
        }
        model::parse_amount(text, unit).err().map_or(Ok(()), within)?;
        model::parse_lifted(text, unit).err().map_or(Ok(()), within)?;
    }
    model::parse_percent(text).err().map_or(Ok(()), within)?;
    model::parse_rest(text).err().map_or(Ok(()), within)?;
    model::parse_condition(text).err().map_or(Ok(()), within)?;
    model::parse_attempts(text).err().map_or(Ok(()), within)
}

/// The thread that runs trials.
pub(super) const THREAD: &str = "fuzz";

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Stores the place of a trial's last panic, instead of printing thousands of them.
fn remember_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(THREAD) {
                return others(info);
            }
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = format!("a panic at {place}");
        }));
    });
}
